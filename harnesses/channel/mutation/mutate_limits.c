/* One function for each kind of boundary. Each knows how many bytes it costs. */
#include "mutate_limits.h"

#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "mutate_condition.h"
#include "mutate_model.h"
#include "mutate_text.h"
#include "mutate_value.h"

/* A cap, or one above. */
static uint32_t at_or_above(struct mutation *mutation, uint32_t limit)
{
    return limit + mutation_below(mutation, 2);
}

static bool fits(const struct mutation *mutation, uint32_t count, uint32_t bytes)
{
    return (uint64_t)count * bytes < mutation->room;
}

static struct content_instance *pick_instance(struct mutation *mutation)
{
    return &mutation->content
                ->instances[mutation_below(mutation, mutation->content->instance_count)];
}

static struct content_criterion *pick_criterion(struct mutation *mutation)
{
    const struct content_instance *instance = pick_instance(mutation);
    return &instance->criteria[mutation_below(mutation, instance->criterion_count)];
}

static struct content_type *pick_type(struct mutation *mutation)
{
    return &mutation->content->types[mutation_below(mutation, mutation->content->type_count)];
}

static void set_fields(struct mutation *mutation)
{
    static const uint16_t counts[] = {0, 1, LIMIT_FIELDS, LIMIT_FIELDS + 1};
    struct content_type *type = pick_type(mutation);
    const uint16_t count = counts[mutation_below(mutation, 4)];

    for (uint32_t i = type->field_count; i < sizeof type->kinds && i < count; i++)
        type->kinds[i] = CHANNEL_KIND_TEXT;
    type->field_count = count;
}

static void set_field_kind(struct mutation *mutation)
{
    struct content_type *type = pick_type(mutation);
    const uint32_t count = type->field_count < LIMIT_FIELDS ? type->field_count : LIMIT_FIELDS;

    const uint32_t field = mutation_below(mutation, count);
    type->kinds[field] =
        mutation_one_in(mutation, 2) ? CHANNEL_KIND_ABSENT : CHANNEL_KIND_ADDRESS + 1;
}

static void set_text(struct mutation *mutation)
{
    const uint32_t size = at_or_above(mutation, LIMIT_TEXT);
    struct content_instance *instance = pick_instance(mutation);
    struct content_criterion *criterion = pick_criterion(mutation);

    if (!fits(mutation, size, 1))
        return;
    if (criterion->value_count > 0 && mutation_one_in(mutation, 2))
        criterion->values[0].text = text_repeat(mutation, size);
    else
        *(mutation_one_in(mutation, 2) ? &instance->id : &instance->title) =
            text_repeat(mutation, size);
}

static void empty_text(struct mutation *mutation)
{
    struct content_criterion *criterion = pick_criterion(mutation);

    if (criterion->value_count > 0 && mutation_one_in(mutation, 2))
        criterion->values[0].text.size = 0;
    else
        pick_instance(mutation)->id.size = 0;
}

static void set_depth(struct mutation *mutation)
{
    const uint32_t depth = LIMIT_DEPTH - 1 + mutation_below(mutation, 3);
    condition_deepen(mutation, pick_instance(mutation), depth);
}

static void set_criterion(struct mutation *mutation)
{
    static const uint8_t kinds[] = {0, CHANNEL_CRITERION_ANY, CHANNEL_CRITERION_REFERENCE,
                                    CHANNEL_CRITERION_REFERENCE + 1};
    struct content_criterion *criterion = pick_criterion(mutation);
    const struct content_type *type = pick_type(mutation);

    switch (mutation_below(mutation, 4)) {
    case 0:
        criterion->field = (uint16_t)(type->field_count - mutation_below(mutation, 2));
        break;
    case 1:
        criterion->kind = kinds[mutation_below(mutation, sizeof kinds)];
        break;
    case 2:
        criterion->flags = (uint8_t)(1u << mutation_below(mutation, 8));
        break;
    default:
        criterion->value_count = 0;
        break;
    }
}

static void set_value(struct mutation *mutation)
{
    static const uint8_t prefixes[] = {0, 32, 33, 128, 129, 255};
    struct content_criterion *criterion = pick_criterion(mutation);
    const struct content_type *type = pick_type(mutation);

    if (criterion->value_count == 0)
        return;
    struct content_value *value =
        &criterion->values[mutation_below(mutation, criterion->value_count)];
    value->prefix = prefixes[mutation_below(mutation, sizeof prefixes)];
    value->minimum = value_integer(mutation);
    value->maximum = value_integer(mutation);
    value->field = (uint16_t)(type->field_count - mutation_below(mutation, 2));
    value->mode = (uint8_t)(CHANNEL_REFERENCE_MODES - mutation_below(mutation, 2));
    value->flags = (uint8_t)(CHANNEL_EXPRESSION_FLAGS + mutation_below(mutation, 2));
}

static void set_level(struct mutation *mutation)
{
    struct content_instance *instance = pick_instance(mutation);
    instance->level = (uint8_t)at_or_above(mutation, CHANNEL_LEVEL_CRITICAL);
}

static void set_node(struct mutation *mutation)
{
    struct content_instance *instance = pick_instance(mutation);
    struct content_node *node = &instance->nodes[mutation_below(mutation, instance->node_count)];
    const uint32_t bound =
        node->op == CHANNEL_OPERATOR_TEST ? instance->criterion_count : node->operand + 1;

    node->operand = mutation_one_in(mutation, 4) ? 0 : bound - mutation_below(mutation, 3);
}

static bool has_program(const struct content_criterion *criterion)
{
    return channel_kind_rules(criterion->kind)->form == CHANNEL_FORM_EXPRESSION &&
           criterion->value_count > 0 && criterion->values[0].instruction_count > 0;
}

/* One member of one instruction. */
static void set_instruction(struct mutation *mutation)
{
    const struct content_criterion *criterion = pick_criterion(mutation);

    if (!has_program(criterion))
        return;
    struct content_value *value = &criterion->values[0];
    const uint32_t count = value->instruction_count;
    const uint32_t operands[] = {0,
                                 'A',
                                 count - 1,
                                 count,
                                 CHANNEL_ASSERTIONS,
                                 CHANNEL_LAST_CODE_POINT,
                                 CHANNEL_LAST_CODE_POINT + 1};
    const uint32_t operand = operands[mutation_below(mutation, 7)];
    struct channel_instruction *program = mutation_take(mutation, count * sizeof *program);
    if (program == NULL)
        return;
    memcpy(program, value->program, count * sizeof *program);
    value->program = program;
    struct channel_instruction *instruction = &program[mutation_below(mutation, count)];
    switch (mutation_below(mutation, 4)) {
    case 0:
        instruction->op = (uint8_t)mutation_below(mutation, CHANNEL_INSTRUCTION_RANGE + 2);
        break;
    case 1:
        instruction->flags = (uint8_t)(instruction->flags + 1);
        break;
    case 2:
        instruction->a = operand;
        break;
    default:
        instruction->b = operand;
        break;
    }
}

/* A program as long as allowed: any, any, … match. */
static void set_program(struct mutation *mutation)
{
    const uint32_t count = at_or_above(mutation, LIMIT_INSTRUCTIONS);
    struct content_criterion *criterion = pick_criterion(mutation);

    if (!has_program(criterion) || !fits(mutation, count, CHANNEL_RECORD_INSTRUCTIONS))
        return;
    struct channel_instruction *program = mutation_take(mutation, count * sizeof *program);
    if (program == NULL)
        return;
    for (uint32_t i = 0; i < count; i++)
        program[i].op = i + 1 < count ? CHANNEL_INSTRUCTION_ANY : CHANNEL_INSTRUCTION_MATCH;
    criterion->values[0].program = program;
    criterion->values[0].instruction_count = count;
}

/* As many nodes, all below one operator; with `criteria` as many criteria as tests. */
static void fill_instance(struct mutation *mutation, struct content_instance *instance,
                          uint32_t count, bool criteria)
{
    struct content_criterion *many = mutation_take(mutation, count * sizeof *many);
    struct content_node *nodes = mutation_take(mutation, (count + 1u) * sizeof *nodes);

    if (many == NULL || nodes == NULL)
        return;
    nodes[0] = (struct content_node){CHANNEL_OPERATOR_OR, count};
    for (uint32_t i = 0; i < count; i++) {
        many[i] = (struct content_criterion){.kind = CHANNEL_CRITERION_EXISTS};
        nodes[i + 1] = (struct content_node){CHANNEL_OPERATOR_TEST, criteria ? i : 0};
    }
    instance->criteria = many;
    instance->criterion_count = instance->criterion_capacity = criteria ? count : 1;
    instance->nodes = nodes;
    instance->node_count = instance->node_capacity = count + 1;
}

static void set_criteria(struct mutation *mutation)
{
    const uint32_t count = at_or_above(mutation, LIMIT_CRITERIA);

    if (fits(mutation, count, CHANNEL_RECORD_CRITERIA + CHANNEL_RECORD_NODES))
        fill_instance(mutation, pick_instance(mutation), count, true);
}

static void set_nodes(struct mutation *mutation)
{
    const uint32_t count = at_or_above(mutation, LIMIT_NODES) - 1; /* the operator is one */

    if (fits(mutation, count, CHANNEL_RECORD_NODES))
        fill_instance(mutation, pick_instance(mutation), count, false);
}

/* Instances, each of a type of its own. */
static void set_types(struct mutation *mutation)
{
    enum { ROUGHLY = 160 }; /* bytes of a type with its rule, instance, criterion and node */
    const uint32_t count = at_or_above(mutation, LIMIT_TYPES);
    struct content_instance model = {0};

    if (!fits(mutation, count, ROUGHLY))
        return;
    fill_instance(mutation, &model, 2, false);
    mutation->content->instance_count = mutation->content->type_count = 0;
    for (uint32_t i = 0; i < count && !mutation->short_of_memory; i++) {
        struct content_instance *instance = content_add_instance(mutation->content);
        struct content_type *type = content_add_type(mutation->content);
        uint8_t *id = mutation_take(mutation, 4);
        if (!mutation_got(mutation, instance) || !mutation_got(mutation, type) || id == NULL)
            return;
        for (uint32_t digit = 0; digit < 4; digit++)
            id[digit] = (uint8_t)('a' + (i >> (4 * digit)) % 16);
        *type = (struct content_type){.type = (uint16_t)i, .field_count = 1};
        type->kinds[0] = CHANNEL_KIND_TEXT;
        *instance = model;
        instance->type = (uint16_t)i;
        instance->id = (struct content_text){(const char *)id, 4};
    }
}

void limits_change(struct mutation *mutation)
{
    static void (*const cheap[])(struct mutation *) = {
        set_fields, set_field_kind, set_text, empty_text,      set_depth,   set_criterion,
        set_value,  set_level,      set_node, set_instruction, set_program,
    };
    static void (*const dear[])(struct mutation *) = {set_criteria, set_nodes, set_types};

    if (mutation_one_in(mutation, 1000)) /* each costs as much as so many others */
        dear[mutation_below(mutation, 3)](mutation);
    else
        cheap[mutation_below(mutation, sizeof cheap / sizeof cheap[0])](mutation);
}
