/* The formula, criterion by criterion. Relies on the model being one that the builder accepts. */
#include "model_cost.h"

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */

static uint64_t add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

static uint64_t multiply(uint64_t a, uint64_t b)
{
    return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/* The bytes of an input; without an event all there can be. */
static uint64_t size_of(const struct channel_event *event, uint32_t field)
{
    if (event == NULL)
        return LIMIT_INPUT;
    return field < event->input_count ? event->inputs[field].size : 0;
}

/* What the values of a criterion come to: their bytes, or instructions. */
static uint64_t weight_of(const struct content_criterion *criterion)
{
    const bool programs = criterion->kind == CHANNEL_CRITERION_EXPRESSION;
    uint64_t weight = 0;

    for (uint32_t i = 0; i < criterion->value_count; i++)
        weight +=
            programs ? criterion->values[i].instruction_count : criterion->values[i].text.size;
    return weight;
}

static uint64_t cost_of_references(const struct content_criterion *criterion,
                                   const struct channel_event *event, uint64_t n)
{
    uint64_t cost = 0;

    for (uint32_t i = 0; i < criterion->value_count; i++) {
        const uint64_t other = size_of(event, criterion->values[i].field);
        cost = add(cost, 1 + n + n * other);
    }
    return cost;
}

/* A criterion on one input of n bytes. */
static uint64_t cost_of_input(const struct content_criterion *criterion, uint64_t weight,
                              const struct channel_event *event, uint64_t n)
{
    const uint64_t values = criterion->value_count;

    switch (criterion->kind) {
    case CHANNEL_CRITERION_EXACT:
    case CHANNEL_CRITERION_PREFIX:
    case CHANNEL_CRITERION_SUFFIX:
        return values + weight;
    case CHANNEL_CRITERION_CONTAINS:
        return add(multiply(values, 1 + n), multiply(weight, n));
    case CHANNEL_CRITERION_GLOB:
        return add(multiply(values, 2 + n), multiply(weight, 1 + n));
    case CHANNEL_CRITERION_EXPRESSION:
        return add(multiply(values, 1 + n), multiply(weight, 3 + n));
    case CHANNEL_CRITERION_REFERENCE:
        return cost_of_references(criterion, event, n);
    default:
        return values;
    }
}

static uint64_t cost_of_criterion(const struct content_type *type,
                                  const struct content_criterion *criterion,
                                  const struct channel_event *event)
{
    const bool all = criterion->field == CHANNEL_FIELD_ALL;
    const uint32_t first = all ? 0 : criterion->field;
    const uint32_t end = all ? type->field_count : first + 1;
    const uint64_t weight = weight_of(criterion);
    uint64_t cost = 0;

    for (uint32_t field = first; field < end; field++)
        cost = add(cost, cost_of_input(criterion, weight, event, size_of(event, field)));
    return cost;
}

static uint64_t cost_of_instance(const struct content_type *type,
                                 const struct content_instance *instance,
                                 const struct channel_event *event)
{
    uint64_t cost = instance->node_count;

    for (uint32_t i = 0; i < instance->node_count; i++) {
        const struct content_node node = instance->nodes[i];
        if (node.op == CHANNEL_OPERATOR_TEST && node.operand < instance->criterion_count)
            cost = add(cost, cost_of_criterion(type, &instance->criteria[node.operand], event));
    }
    return cost;
}

/* Whether a filter is made of an input: a `contains` may read it. */
static bool has_filter(const struct content *content, const struct content_type *type,
                       uint32_t field)
{
    for (uint32_t i = 0; i < content->instance_count; i++) {
        const struct content_instance *instance = &content->instances[i];
        for (uint32_t c = 0; instance->type == type->type && c < instance->criterion_count; c++) {
            const struct content_criterion *criterion = &instance->criteria[c];
            if (criterion->kind == CHANNEL_CRITERION_CONTAINS &&
                (criterion->field == field || criterion->field == CHANNEL_FIELD_ALL))
                return true;
        }
    }
    return false;
}

/* The filters of an event's inputs; without an event all that there can be, whatever reads them. */
static uint64_t cost_of_filters(const struct content *content, const struct content_type *type,
                                const struct channel_event *event)
{
    uint64_t cost = 0;

    if (event == NULL)
        return (uint64_t)LIMIT_FIELDS * LIMIT_INPUT;
    for (uint32_t field = 0; field < type->field_count; field++) {
        if (size_of(event, field) > 0 && has_filter(content, type, field))
            cost += size_of(event, field);
    }
    return cost;
}

static uint64_t cost_of_type(const struct content *content, const struct content_type *type,
                             const struct channel_event *event)
{
    uint64_t cost = cost_of_filters(content, type, event);

    for (uint32_t i = 0; i < content->instance_count; i++) {
        if (content->instances[i].type == type->type)
            cost = add(cost, cost_of_instance(type, &content->instances[i], event));
    }
    return cost;
}

static bool has_instances(const struct content *content, const struct content_type *type)
{
    for (uint32_t i = 0; i < content->instance_count; i++) {
        if (content->instances[i].type == type->type)
            return true;
    }
    return false;
}

uint64_t model_cost(const struct content *content)
{
    uint64_t dearest = 0;

    for (uint32_t i = 0; i < content->type_count; i++) {
        if (!has_instances(content, &content->types[i]))
            continue;
        const uint64_t cost = cost_of_type(content, &content->types[i], NULL);
        dearest = cost > dearest ? cost : dearest;
    }
    return dearest;
}

uint64_t model_cost_of_event(const struct content *content, const struct channel_event *event)
{
    const struct content_type *type = content_find_type(content, event->type);

    if (type == NULL || !has_instances(content, type))
        return 0; /* the file does not have it */
    return cost_of_type(content, type, event);
}

uint8_t model_dearest_kind(const struct content *content, const struct channel_event *event)
{
    const struct content_type *type = content_find_type(content, event->type);
    uint64_t dearest = 0;
    uint8_t kind = 0;

    for (uint32_t i = 0; i < content->instance_count; i++) {
        const struct content_instance *instance = &content->instances[i];
        for (uint32_t c = 0; instance->type == event->type && c < instance->criterion_count; c++) {
            const uint64_t cost = cost_of_criterion(type, &instance->criteria[c], event);
            kind = cost >= dearest ? instance->criteria[c].kind : kind;
            dearest = cost > dearest ? cost : dearest;
        }
    }
    return kind;
}
