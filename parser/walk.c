/* The walk over all records of a file: decodes each with its own decoder and proves, with a handful
 * of counters, that records stand in canonical order and none is left over or used twice. Relies on
 * the container alone. */
#include "expression.h"
#include "limits.h"
#include "reader.h"
#include "records.h"
#include "text_rules.h"

/* Whether `count` things from `begin` on stand directly behind those before, counted in *next. Once
 * a record was refused there are gaps, and the counter goes on from what the next record states; it
 * never goes back, so that a walk over any bytes takes no more steps than the file has records. */
static bool follows(const struct channel_walk *walk, uint32_t *next, uint32_t begin, uint32_t count)
{
    if (begin < *next || (begin > *next && !walk->broken))
        return false;
    *next = begin + count;
    return true;
}

static enum channel_error check_string(struct channel_walk *walk, struct channel_slice text)
{
    const struct channel_slice pool = walk->file->sections[CHANNEL_SECTION_STRINGS];
    const uint32_t begin = (uint32_t)(text.base - pool.base);

    REQUIRE(follows(walk, &walk->next_string, begin, text.size), CHANNEL_ERROR_STRING_ORDER);
    REQUIRE(begin == pool.size || !is_continuation(load_u8(pool, begin)),
            CHANNEL_ERROR_STRING_SPLIT);
    return CHANNEL_OK;
}

static enum channel_error take_rule(struct channel_walk *walk)
{
    const struct channel_slice previous = walk->rule.id;

    TRY(channel_rule_at(walk->file, walk->rule_index, &walk->rule));
    REQUIRE(previous.size == 0 || slice_compare(previous, walk->rule.id) < 0,
            CHANNEL_ERROR_RULE_ORDER);
    TRY(check_string(walk, walk->rule.id));
    TRY(check_string(walk, walk->rule.title));
    TRY(check_string(walk, walk->rule.author));
    TRY(check_string(walk, walk->rule.licence));
    return check_string(walk, walk->rule.link);
}

static enum channel_error take_type(struct channel_walk *walk)
{
    const uint32_t previous = walk->type.type;

    TRY(channel_type_at(walk->file, walk->type_index, &walk->type));
    const struct channel_type *type = &walk->type;
    REQUIRE(walk->type_index == 0 || type->type > previous, CHANNEL_ERROR_TYPE_ORDER);
    REQUIRE(follows(walk, &walk->next_field, type->first_field, type->field_count),
            CHANNEL_ERROR_TYPE_FIELDS_ORDER);
    REQUIRE(follows(walk, &walk->next_instance, type->first_instance, type->instance_count),
            CHANNEL_ERROR_TYPE_INSTANCES_ORDER);
    walk->instances_left = type->instance_count;
    return CHANNEL_OK;
}

/* The instance and its rule name each other; with as many rules as instances, each has one. */
static enum channel_error check_pairing(const struct channel_walk *walk)
{
    struct channel_slice record;

    TRY(record_at(walk->file->sections[CHANNEL_SECTION_RULES], walk->instance.rule,
                  CHANNEL_RECORD_RULES, CHANNEL_ERROR_RULE_INDEX, &record));
    REQUIRE(load_u32(record, 0) == walk->instance_index, CHANNEL_ERROR_RULE_INSTANCE);
    return CHANNEL_OK;
}

static enum channel_error take_instance(struct channel_walk *walk)
{
    const bool first = walk->instance_index == walk->type.first_instance;
    const uint32_t previous = walk->instance.rule;

    TRY(channel_instance_at(walk->file, walk->instance_index, &walk->instance));
    const struct channel_instance *instance = &walk->instance;
    REQUIRE(first || walk->broken || instance->rule > previous, CHANNEL_ERROR_INSTANCE_ORDER);
    TRY(check_pairing(walk));
    REQUIRE(
        follows(walk, &walk->next_criterion, instance->first_criterion, instance->criterion_count),
        CHANNEL_ERROR_INSTANCE_CRITERIA_ORDER);
    REQUIRE(follows(walk, &walk->next_node, instance->first_node, instance->node_count),
            CHANNEL_ERROR_INSTANCE_NODES_ORDER);
    walk->criteria_left = instance->criterion_count;
    walk->nodes_left = instance->node_count;
    walk->next_use = 0;
    walk->depth = 0;
    walk->opened = false;
    return CHANNEL_OK;
}

static enum channel_error take_criterion(struct channel_walk *walk)
{
    const uint32_t index = walk->instance.first_criterion + walk->criterion_index;

    TRY(channel_criterion_at(walk->file, &walk->type, index, &walk->criterion));
    const struct channel_criterion *criterion = &walk->criterion;
    if (criterion->value_count == 0)
        return CHANNEL_OK;
    uint32_t *next = &walk->next_value[channel_kind_rules(criterion->kind)->form];
    REQUIRE(follows(walk, next, criterion->first_value, criterion->value_count),
            CHANNEL_ERROR_CRITERION_VALUES_ORDER);
    walk->values_left = criterion->value_count;
    return CHANNEL_OK;
}

/* Beside channel_value_at, because most records of a file are patterns: the text stays in registers
 * on its way from the decoder to the checks. */
static enum channel_error take_pattern(struct channel_walk *walk, uint32_t index)
{
    struct channel_slice text;

    walk->value = (struct channel_value){0};
    TRY(pattern_at(walk->file, index, &text));
    walk->value.text = text;
    TRY(check_string(walk, text));
    REQUIRE(text.size > 0 || walk->criterion.kind == CHANNEL_CRITERION_EXACT,
            CHANNEL_ERROR_PATTERN_EMPTY);
    if ((walk->criterion.flags & CHANNEL_FLAG_CASED) == 0)
        TRY_WITHIN(text, pattern_check_case(text));
    if (walk->criterion.kind == CHANNEL_CRITERION_GLOB)
        TRY_WITHIN(text, glob_check(text));
    return CHANNEL_OK;
}

static enum channel_error check_expression(struct channel_walk *walk)
{
    const struct channel_slice table = section_of(walk->file, CHANNEL_SECTION_INSTRUCTIONS);
    const struct channel_slice program = walk->value.program;
    const uint32_t first = (uint32_t)(program.base - table.base) / CHANNEL_RECORD_INSTRUCTIONS;
    const uint32_t count = program.size / CHANNEL_RECORD_INSTRUCTIONS;

    REQUIRE(follows(walk, &walk->next_instruction, first, count), CHANNEL_ERROR_EXPRESSION_ORDER);
    TRY(check_string(walk, walk->value.text));
    TRY_WITHIN(program, expression_check(program));
    return CHANNEL_OK;
}

static enum channel_error take_value(struct channel_walk *walk, uint8_t form)
{
    const uint32_t index = walk->criterion.first_value + walk->value_index;

    if (form == CHANNEL_FORM_PATTERN)
        return take_pattern(walk, index);
    TRY(channel_value_at(walk->file, &walk->criterion, index, &walk->value));
    if (form == CHANNEL_FORM_EXPRESSION)
        return check_expression(walk);
    if (form == CHANNEL_FORM_REFERENCE)
        REQUIRE_BELOW(walk->value.field, walk->type.field_count, CHANNEL_ERROR_REFERENCE_FIELD);
    return CHANNEL_OK;
}

static enum channel_error check_test(struct channel_walk *walk)
{
    const uint32_t criterion = walk->node.operand;

    REQUIRE_BELOW(criterion, walk->instance.criterion_count, CHANNEL_ERROR_NODE_CRITERION);
    REQUIRE_AT_MOST(criterion, walk->next_use, CHANNEL_ERROR_NODE_USE_ORDER);
    if (criterion == walk->next_use)
        walk->next_use++;
    return CHANNEL_OK;
}

/* What the operator around a node asks of it; `last` tells that the node ends where the operator
 * does, walk->opened that it is the first below it. */
static enum channel_error check_operand(const struct channel_walk *walk, bool last)
{
    const uint8_t around = walk->operators[walk->depth - 1];

    REQUIRE(walk->node.op != around, CHANNEL_ERROR_NODE_NESTING);
    REQUIRE(last || around != CHANNEL_OPERATOR_NOT, CHANNEL_ERROR_NODE_NOT);
    REQUIRE(!last || !walk->opened || around == CHANNEL_OPERATOR_NOT, CHANNEL_ERROR_NODE_SINGLE);
    return CHANNEL_OK;
}

/* Nodes stand in prefix order, each operator naming how many stand below it. The stack holds where
 * the operators around the current node end. */
static enum channel_error check_node(struct channel_walk *walk)
{
    const bool is_test = walk->node.op == CHANNEL_OPERATOR_TEST;
    const uint32_t below = is_test ? 0 : walk->node.operand;

    while (walk->depth > 0 && walk->ends[walk->depth - 1] == walk->node_index)
        walk->depth--;
    const uint32_t limit =
        walk->depth > 0 ? walk->ends[walk->depth - 1] : walk->instance.node_count;
    REQUIRE_AT_MOST(below, limit - walk->node_index - 1, CHANNEL_ERROR_NODE_SPAN);
    const bool last = below == limit - walk->node_index - 1;
    if (walk->depth > 0)
        TRY(check_operand(walk, last));
    REQUIRE(last || walk->depth > 0, CHANNEL_ERROR_NODE_ROOT);
    walk->opened = !is_test;
    if (is_test)
        return check_test(walk);
    REQUIRE_BELOW(walk->depth, LIMIT_DEPTH, CHANNEL_ERROR_NODE_DEPTH);
    walk->ends[walk->depth] = walk->node_index + 1 + below;
    walk->operators[walk->depth] = walk->node.op;
    walk->depth++;
    return CHANNEL_OK;
}

static enum channel_error take_node(struct channel_walk *walk)
{
    TRY(channel_node_at(walk->file, walk->instance.first_node + walk->node_index, &walk->node));
    TRY(check_node(walk));
    REQUIRE(walk->nodes_left > 0 || walk->next_use == walk->instance.criterion_count,
            CHANNEL_ERROR_CRITERION_UNUSED);
    return CHANNEL_OK;
}

/* --- the order of the steps ------------------------------------------------------------------- */

static void place(struct channel_walk *walk, enum channel_section section, uint32_t index,
                  uint32_t record)
{
    const struct channel_slice bytes = walk->file->sections[section];
    walk->offset = (uint32_t)(bytes.base - walk->file->bytes.base) + index * record;
}

/* Ends a step; a refusal drops what is left of the instance. */
static enum channel_walk_step finish(struct channel_walk *walk, enum channel_walk_step step,
                                     enum channel_error error)
{
    walk->attempted = step;
    walk->error = error;
    if (error == CHANNEL_OK)
        return step;
    walk->broken = true;
    walk->criteria_left = 0;
    walk->values_left = 0;
    walk->nodes_left = 0;
    return CHANNEL_WALK_ERROR;
}

static enum channel_walk_step step_rule(struct channel_walk *walk)
{
    walk->rule_index = channel_section_count(walk->file, CHANNEL_SECTION_RULES) - walk->rules_left;
    walk->rules_left--;
    place(walk, CHANNEL_SECTION_RULES, walk->rule_index, CHANNEL_RECORD_RULES);
    return finish(walk, CHANNEL_WALK_RULE, take_rule(walk));
}

static enum channel_walk_step step_type(struct channel_walk *walk)
{
    walk->type_index = channel_section_count(walk->file, CHANNEL_SECTION_TYPES) - walk->types_left;
    walk->types_left--;
    place(walk, CHANNEL_SECTION_TYPES, walk->type_index, CHANNEL_RECORD_TYPES);
    return finish(walk, CHANNEL_WALK_TYPE, take_type(walk));
}

static enum channel_walk_step step_instance(struct channel_walk *walk)
{
    walk->instance_index =
        walk->type.first_instance + walk->type.instance_count - walk->instances_left;
    walk->instances_left--;
    place(walk, CHANNEL_SECTION_INSTANCES, walk->instance_index, CHANNEL_RECORD_INSTANCES);
    return finish(walk, CHANNEL_WALK_INSTANCE, take_instance(walk));
}

static enum channel_walk_step step_criterion(struct channel_walk *walk)
{
    walk->criterion_index = walk->instance.criterion_count - walk->criteria_left;
    walk->criteria_left--;
    place(walk, CHANNEL_SECTION_CRITERIA, walk->instance.first_criterion + walk->criterion_index,
          CHANNEL_RECORD_CRITERIA);
    return finish(walk, CHANNEL_WALK_CRITERION, take_criterion(walk));
}

static enum channel_walk_step step_value(struct channel_walk *walk)
{
    const uint8_t form = channel_kind_rules(walk->criterion.kind)->form;

    walk->value_index = walk->criterion.value_count - walk->values_left;
    walk->values_left--;
    place(walk, form_section(form), walk->criterion.first_value + walk->value_index,
          form_record(form));
    return finish(walk, CHANNEL_WALK_VALUE, take_value(walk, form));
}

static enum channel_walk_step step_node(struct channel_walk *walk)
{
    walk->node_index = walk->instance.node_count - walk->nodes_left;
    walk->nodes_left--;
    place(walk, CHANNEL_SECTION_NODES, walk->instance.first_node + walk->node_index,
          CHANNEL_RECORD_NODES);
    return finish(walk, CHANNEL_WALK_NODE, take_node(walk));
}

static enum channel_error check_pool(struct channel_walk *walk, struct channel_slice pool)
{
    uint32_t position;

    const enum channel_error error = pool_check(pool, &position);
    place(walk, CHANNEL_SECTION_STRINGS, position, CHANNEL_RECORD_STRINGS);
    return error;
}

/* What concerns the tables as a whole, before the first record. */
static enum channel_error check_begin(struct channel_walk *walk)
{
    const struct channel_file *file = walk->file;
    const struct channel_slice pool = section_of(file, CHANNEL_SECTION_STRINGS);

    TRY_WITHIN(pool, check_pool(walk, pool));
    place(walk, CHANNEL_SECTION_TYPES, 0, CHANNEL_RECORD_TYPES);
    REQUIRE_AT_MOST(channel_section_count(file, CHANNEL_SECTION_TYPES), LIMIT_TYPES,
                    CHANNEL_ERROR_TYPE_COUNT);
    place(walk, CHANNEL_SECTION_INSTANCES, 0, CHANNEL_RECORD_INSTANCES);
    REQUIRE_AT_MOST(channel_section_count(file, CHANNEL_SECTION_INSTANCES), LIMIT_INSTANCES,
                    CHANNEL_ERROR_INSTANCE_COUNT);
    place(walk, CHANNEL_SECTION_RULES, 0, CHANNEL_RECORD_RULES);
    REQUIRE(channel_section_count(file, CHANNEL_SECTION_RULES) ==
                channel_section_count(file, CHANNEL_SECTION_INSTANCES),
            CHANNEL_ERROR_RULE_COUNT);
    return CHANNEL_OK;
}

/* Whether the records of a section end where the last user of them ended. */
static enum channel_error check_used(struct channel_walk *walk, enum channel_section section,
                                     uint32_t used, enum channel_error error)
{
    place(walk, section, 0, 0);
    REQUIRE(channel_section_count(walk->file, section) == used, error);
    return CHANNEL_OK;
}

/* What concerns the tables as a whole, behind the last record. */
static enum channel_error check_end(struct channel_walk *walk)
{
    TRY(check_used(walk, CHANNEL_SECTION_FIELDS, walk->next_field, CHANNEL_ERROR_FIELDS_UNUSED));
    TRY(check_used(walk, CHANNEL_SECTION_INSTANCES, walk->next_instance,
                   CHANNEL_ERROR_INSTANCES_UNUSED));
    TRY(check_used(walk, CHANNEL_SECTION_CRITERIA, walk->next_criterion,
                   CHANNEL_ERROR_CRITERIA_UNUSED));
    TRY(check_used(walk, CHANNEL_SECTION_NODES, walk->next_node, CHANNEL_ERROR_NODES_UNUSED));
    TRY(check_used(walk, CHANNEL_SECTION_INSTRUCTIONS, walk->next_instruction,
                   CHANNEL_ERROR_INSTRUCTIONS_UNUSED));
    for (uint8_t form = CHANNEL_FORM_PATTERN; form < CHANNEL_FORMS; form++) {
        TRY(check_used(walk, form_section(form), walk->next_value[form],
                       CHANNEL_ERROR_VALUES_UNUSED));
    }
    return check_used(walk, CHANNEL_SECTION_STRINGS, walk->next_string,
                      CHANNEL_ERROR_STRING_UNUSED);
}

static enum channel_walk_step step_begin(struct channel_walk *walk)
{
    walk->started = true;
    walk->rules_left = channel_section_count(walk->file, CHANNEL_SECTION_RULES);
    walk->types_left = channel_section_count(walk->file, CHANNEL_SECTION_TYPES);
    return finish(walk, CHANNEL_WALK_END, check_begin(walk));
}

static enum channel_walk_step step_end(struct channel_walk *walk)
{
    if (walk->ended || walk->broken)
        return CHANNEL_WALK_END;
    walk->ended = true;
    return finish(walk, CHANNEL_WALK_END, check_end(walk));
}

void channel_walk_begin(const struct channel_file *file, struct channel_walk *walk)
{
    *walk = (struct channel_walk){0};
    walk->file = file;
}

enum channel_walk_step channel_walk_next(struct channel_walk *walk)
{
    if (!walk->started && step_begin(walk) == CHANNEL_WALK_ERROR)
        return CHANNEL_WALK_ERROR;
    if (walk->values_left > 0)
        return step_value(walk);
    if (walk->criteria_left > 0)
        return step_criterion(walk);
    if (walk->nodes_left > 0)
        return step_node(walk);
    if (walk->instances_left > 0)
        return step_instance(walk);
    if (walk->rules_left > 0)
        return step_rule(walk);
    if (walk->types_left > 0)
        return step_type(walk);
    return step_end(walk);
}
