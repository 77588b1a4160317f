/* The naive evaluator: conditions and lists of values; what one value means is naive_operators.h's.
 * Recursion is as deep as the format lets operators be nested. */
#include "naive_evaluation.h"

#include "naive_operators.h"

/* What an instance is evaluated with. */
struct scene {
    const struct content_type *type;
    const struct content_instance *instance;
    const struct channel_event *event;
};

static enum naive_result of_bool(bool holds)
{
    return holds ? NAIVE_MATCH : NAIVE_MISS;
}

static enum naive_result test_value(const struct scene *scene,
                                    const struct content_criterion *criterion, uint32_t index,
                                    const struct channel_input *input)
{
    const struct content_value *value = &criterion->values[index];

    if (criterion->kind == CHANNEL_CRITERION_REFERENCE && value->field >= scene->event->input_count)
        return NAIVE_ERROR;
    return of_bool(
        naive_value_holds(criterion->kind, criterion->flags, value, scene->event, input));
}

/* Any of the values, or all: as `or` and `and` of docs/format.md go, from left to right. */
static enum naive_result test_values(const struct scene *scene,
                                     const struct content_criterion *criterion,
                                     const struct channel_input *input)
{
    const bool all = (criterion->flags & CHANNEL_FLAG_ALL) != 0;

    for (uint32_t i = 0; i < criterion->value_count; i++) {
        const enum naive_result result = test_value(scene, criterion, i, input);
        if (result != of_bool(all))
            return result;
    }
    return of_bool(all);
}

static enum naive_result test_input(const struct scene *scene,
                                    const struct content_criterion *criterion, uint32_t field)
{
    if (field >= scene->event->input_count)
        return NAIVE_ERROR;
    const struct channel_input *input = &scene->event->inputs[field];
    const bool absent = input->kind == CHANNEL_KIND_ABSENT;
    const uint8_t needed = channel_kind_rules(criterion->kind)->input_kind;

    if (criterion->kind == CHANNEL_CRITERION_ABSENT)
        return of_bool(absent);
    if (criterion->kind == CHANNEL_CRITERION_EXISTS)
        return of_bool(!absent);
    if (absent)
        return NAIVE_MISS;
    if (needed != CHANNEL_KIND_ABSENT && needed != input->kind)
        return NAIVE_ERROR;
    return test_values(scene, criterion, input);
}

/* One input, taken alone, must satisfy a criterion on all of them. */
static enum naive_result test_criterion(const struct scene *scene,
                                        const struct content_criterion *criterion)
{
    if (criterion->kind == CHANNEL_CRITERION_ANY)
        return NAIVE_MATCH;
    if (criterion->field != CHANNEL_FIELD_ALL)
        return test_input(scene, criterion, criterion->field);
    for (uint32_t i = 0; i < scene->type->field_count && i < scene->event->input_count; i++) {
        const enum naive_result result = test_input(scene, criterion, i);
        if (result != NAIVE_MISS)
            return result;
    }
    return NAIVE_MISS;
}

static enum naive_result negated(enum naive_result result)
{
    return result == NAIVE_ERROR ? NAIVE_ERROR : of_bool(result == NAIVE_MISS);
}

/* The tree that begins at node `index`. */
static enum naive_result test_tree(const struct scene *scene, uint32_t index)
{
    const struct content_node *nodes = scene->instance->nodes;
    const struct content_node node = nodes[index];
    const uint32_t end = index + 1 + node.operand;

    if (node.op == CHANNEL_OPERATOR_TEST)
        return test_criterion(scene, &scene->instance->criteria[node.operand]);
    if (node.op == CHANNEL_OPERATOR_NOT)
        return negated(test_tree(scene, index + 1));
    const enum naive_result undecided = of_bool(node.op == CHANNEL_OPERATOR_AND);
    for (uint32_t child = index + 1; child < end;) {
        const enum naive_result result = test_tree(scene, child);
        if (result != undecided)
            return result;
        child += 1 + (nodes[child].op == CHANNEL_OPERATOR_TEST ? 0 : nodes[child].operand);
    }
    return undecided;
}

enum naive_result naive_evaluate(const struct content *content,
                                 const struct content_instance *instance,
                                 const struct channel_event *event)
{
    const struct scene scene = {content_find_type(content, instance->type), instance, event};
    return test_tree(&scene, 0);
}
