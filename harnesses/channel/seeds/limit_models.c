/* Builds models record by record: what stands where is what the changes of seeds_of_limits.c count
 * on. */
#include "limit_models.h"

#include <string.h>

#include "channel/sensor.h"
#include "channel/template_types.h"
#include "seed_model.h"
#include "seed_writer.h"

enum { TYPE = SEED_TYPE_OF_TESTS };

struct content *limit_nothing(void)
{
    return seed_content();
}

struct content *limit_rules(void)
{
    static const char *const ids[] = {"a", "b", "c"};
    struct content *content =
        seed_one_criterion(2, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_EXACT, "v");
    struct content_type *second = seed_need(content_add_type(content));

    *second = content->types[0];
    second->type = TYPE + 1;
    content->instances[0].id = seed_text(ids[0]);
    content->instances[0].level = CHANNEL_LEVEL_CRITICAL;
    for (unsigned i = 1; i < 3; i++) {
        struct content_instance *instance =
            seed_instance(content, i == 1 ? TYPE : TYPE + 1, ids[i]);
        seed_criterion(content, instance, 0, CHANNEL_CRITERION_EXACT, "v");
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    }
    return content;
}

static void add_texts(struct content *content, struct content_instance *instance)
{
    struct content_criterion *criterion =
        seed_criterion(content, instance, 0, CHANNEL_CRITERION_CONTAINS, "[");

    seed_value(content, criterion, "@");
    criterion = seed_criterion(content, instance, 0, CHANNEL_CRITERION_GLOB, "?a]");
    seed_value(content, criterion, "?*+");
    seed_value(content, criterion, "?\\*");
    seed_value(content, criterion, "?");
    criterion = seed_criterion(content, instance, 0, CHANNEL_CRITERION_EXACT, "\x01");
    criterion->flags = CHANNEL_FLAG_CASED | CHANNEL_FLAG_ALL;
    seed_value(content, criterion, "\x7f");
    criterion = seed_criterion(content, instance, 0, CHANNEL_CRITERION_PREFIX, "\xc2\x80");
    seed_value(content, criterion, "\xf4\x8f\xbf\xbf");
}

static void add_networks(struct content *content, struct content_instance *instance)
{
    struct content_criterion *criterion =
        seed_criterion(content, instance, 2, CHANNEL_CRITERION_CIDR4, "");

    memset(criterion->values[0].address, 0xff, 4);
    criterion->values[0].prefix = 32;
    criterion = seed_criterion(content, instance, 2, CHANNEL_CRITERION_CIDR6, "");
    seed_value(content, criterion, "");
    criterion->values[0].address[1] = 0x80;
    criterion->values[0].prefix = 9;
    memset(criterion->values[1].address, 0xff, 16);
    criterion->values[1].prefix = 128;
}

struct content *limit_values(void)
{
    struct content *content = seed_need(content_new());
    struct content_type *type = seed_need(content_add_type(content));

    *type = (struct content_type){
        TYPE, 3, {CHANNEL_KIND_TEXT, CHANNEL_KIND_NUMBER, CHANNEL_KIND_ADDRESS}};
    struct content_instance *instance = seed_instance(content, TYPE, "one");
    add_texts(content, instance);
    struct content_criterion *range =
        seed_criterion(content, instance, 1, CHANNEL_CRITERION_RANGE, "");
    range->values[0].minimum = range->values[0].maximum = 5;
    add_networks(content, instance);
    seed_criterion(content, instance, 2, CHANNEL_CRITERION_EXISTS, NULL);
    struct content_criterion *reference =
        seed_criterion(content, instance, 0, CHANNEL_CRITERION_REFERENCE, "");
    reference->values[0].field = 2;
    reference->values[0].mode = CHANNEL_REFERENCE_CONTAINS;
    seed_node(content, instance, CHANNEL_OPERATOR_AND, instance->criterion_count);
    for (uint32_t i = 0; i < instance->criterion_count; i++)
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, i);
    return content;
}

struct content *limit_condition(void)
{
    static const struct content_node nodes[] = {
        {CHANNEL_OPERATOR_OR, 6},   {CHANNEL_OPERATOR_TEST, 0}, {CHANNEL_OPERATOR_NOT, 1},
        {CHANNEL_OPERATOR_TEST, 1}, {CHANNEL_OPERATOR_AND, 2},  {CHANNEL_OPERATOR_TEST, 2},
        {CHANNEL_OPERATOR_TEST, 0},
    };
    struct content *content =
        seed_one_criterion(3, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_EXISTS, NULL);
    struct content_instance *instance = &content->instances[0];

    seed_criterion(content, instance, 1, CHANNEL_CRITERION_EXISTS, NULL);
    seed_criterion(content, instance, 2, CHANNEL_CRITERION_EXISTS, NULL);
    instance->nodes[0] = nodes[0];
    for (size_t i = 1; i < sizeof nodes / sizeof nodes[0]; i++)
        seed_node(content, instance, nodes[i].op, nodes[i].operand);
    return content;
}

static void set_program(struct content *content, struct content_value *value,
                        const struct channel_instruction *instructions, uint32_t count)
{
    value->program = seed_need(arena_take(content->arena, count * sizeof *instructions));
    memcpy(value->program, instructions, count * sizeof *instructions);
    value->instruction_count = count;
}

struct content *limit_expressions(void)
{
    static const struct channel_instruction everything[] = {
        {CHANNEL_INSTRUCTION_ASSERT, 0, CHANNEL_ASSERT_NO_BOUNDARY, 0},
        {CHANNEL_INSTRUCTION_POINT, 1, 'z', 0},
        {CHANNEL_INSTRUCTION_POINT, 1, 'a', 0},
        {CHANNEL_INSTRUCTION_POINT, 0, CHANNEL_LAST_CODE_POINT, 0},
        {CHANNEL_INSTRUCTION_CLASS, 0, 2, 0},
        {CHANNEL_INSTRUCTION_RANGE, 0, 1, 3},
        {CHANNEL_INSTRUCTION_RANGE, 0, 5, CHANNEL_LAST_CODE_POINT},
        {CHANNEL_INSTRUCTION_SPLIT, 0, 4, 11},
        {CHANNEL_INSTRUCTION_JUMP, 0, 11, 0},
        {CHANNEL_INSTRUCTION_ANY, 1, 0, 0},
        {CHANNEL_INSTRUCTION_ANY, 0, 0, 0},
        {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0},
    };
    static const struct channel_instruction class[] = {
        {CHANNEL_INSTRUCTION_CLASS, 1, 1, 0},
        {CHANNEL_INSTRUCTION_RANGE, 0, 9, 9},
        {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0},
    };
    struct content *content =
        seed_one_criterion(1, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_EXPRESSION, "x");
    struct content_criterion *criterion = &content->instances[0].criteria[0];

    seed_value(content, criterion, "y");
    seed_value(content, criterion, "z");
    criterion->values[0].flags = CHANNEL_EXPRESSION_FLAGS;
    set_program(content, &criterion->values[0], everything,
                sizeof everything / sizeof everything[0]);
    set_program(content, &criterion->values[1], class, sizeof class / sizeof class[0]);
    set_program(content, &criterion->values[2], &class[2], 1);
    return content;
}

struct content *limit_fields(void)
{
    return seed_one_criterion(CHANNEL_MAX_FIELDS, CHANNEL_KIND_TEXT, CHANNEL_MAX_FIELDS - 1,
                              CHANNEL_CRITERION_EXISTS, NULL);
}

/* Alternating operators, each the first operand of the one around, then their other operands: the
 * interpreter is in all of them before it tests anything. Behind its stack lie the gram filters,
 * which `contains` asks: a frame too many spoils them. */
static struct content *nested(uint32_t depth)
{
    struct content *content =
        seed_one_criterion(1, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_CONTAINS, "abc");
    struct content_instance *instance = &content->instances[0];

    instance->nodes[0] = (struct content_node){CHANNEL_OPERATOR_AND, 2 * depth};
    for (uint32_t level = 1; level < depth; level++)
        seed_node(content, instance, level % 2 == 0 ? CHANNEL_OPERATOR_AND : CHANNEL_OPERATOR_OR,
                  2 * (depth - level));
    for (uint32_t test = 0; test <= depth; test++)
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    return content;
}

struct content *limit_depth(void)
{
    return nested(CHANNEL_MAX_CONDITION_DEPTH);
}

struct content *limit_depth_above(void)
{
    return nested(CHANNEL_MAX_CONDITION_DEPTH + 1);
}

struct content *limit_sensor(void)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");

    content->oldest_sensor = channel_standard_sensor()->version;
    seed_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, NULL);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    return content;
}
