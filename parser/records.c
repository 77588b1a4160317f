/* One decoder per record of the tables. Each checks all that it reads and relies on nothing but the
 * container: sections are slices of the file, and may hold any bytes. `decode_…` is handed one
 * record and reads nothing else, `take_…` finds it. */
#include "records.h"

#include "limits.h"
#include "reader.h"

static enum channel_error decode_rule(const struct channel_file *file, struct channel_slice record,
                                      struct channel_rule *out)
{
    out->instance = load_u32(record, 0);
    out->level = load_u8(record, 4);
    REQUIRE_AT_MOST(out->level, CHANNEL_LEVEL_CRITICAL, CHANNEL_ERROR_RULE_LEVEL);
    REQUIRE(all_zero(record, 5, 3), CHANNEL_ERROR_RULE_RESERVED);
    TRY(decode_text(file, record, 8, &out->id));
    TRY(decode_text(file, record, 16, &out->title));
    TRY(decode_text(file, record, 24, &out->author));
    TRY(decode_text(file, record, 32, &out->licence));
    TRY(decode_text(file, record, 40, &out->link));
    REQUIRE(out->id.size > 0, CHANNEL_ERROR_RULE_ID_EMPTY);
    return CHANNEL_OK;
}

static enum channel_error take_rule(const struct channel_file *file, uint32_t index,
                                    struct channel_rule *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_RULES), index, CHANNEL_RECORD_RULES,
                  CHANNEL_ERROR_RULE_INDEX, &record));
    TRY_WITHIN(record, decode_rule(file, record, out));
    return CHANNEL_OK;
}

enum channel_error channel_rule_at(const struct channel_file *file, uint32_t index,
                                   struct channel_rule *out)
{
    *out = (struct channel_rule){0};
    const enum channel_error error = take_rule(file, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_rule){0};
    return error;
}

static enum channel_error check_kinds(struct channel_slice kinds)
{
    for (uint32_t i = 0; i < kinds.size; i++) {
        const uint8_t kind = load_u8(kinds, i);
        REQUIRE(kind != CHANNEL_KIND_ABSENT, CHANNEL_ERROR_FIELD_KIND_ABSENT);
        REQUIRE_AT_MOST(kind, CHANNEL_KIND_ADDRESS, CHANNEL_ERROR_FIELD_KIND);
    }
    return CHANNEL_OK;
}

static enum channel_error decode_type(const struct channel_file *file, struct channel_slice record,
                                      struct channel_type *out)
{
    const struct channel_slice fields = section_of(file, CHANNEL_SECTION_FIELDS);
    const uint32_t instances = channel_section_count(file, CHANNEL_SECTION_INSTANCES);

    out->type = load_u16(record, 0);
    out->field_count = load_u16(record, 2);
    out->first_field = load_u32(record, 4);
    out->first_instance = load_u32(record, 8);
    out->instance_count = load_u32(record, 12);
    REQUIRE(out->field_count > 0, CHANNEL_ERROR_TYPE_NO_FIELDS);
    REQUIRE_AT_MOST(out->field_count, LIMIT_FIELDS, CHANNEL_ERROR_TYPE_FIELDS);
    REQUIRE_AT_MOST(out->first_field, fields.size, CHANNEL_ERROR_TYPE_FIELDS_BEGIN);
    REQUIRE_AT_MOST(out->field_count, fields.size - out->first_field,
                    CHANNEL_ERROR_TYPE_FIELDS_END);
    out->kinds = (struct channel_slice){fields.base + out->first_field, out->field_count};
    REQUIRE(out->instance_count > 0, CHANNEL_ERROR_TYPE_EMPTY);
    REQUIRE_AT_MOST(out->first_instance, instances, CHANNEL_ERROR_TYPE_INSTANCES_BEGIN);
    REQUIRE_AT_MOST(out->instance_count, instances - out->first_instance,
                    CHANNEL_ERROR_TYPE_INSTANCES_END);
    return CHANNEL_OK;
}

static enum channel_error take_type(const struct channel_file *file, uint32_t index,
                                    struct channel_type *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_TYPES), index, CHANNEL_RECORD_TYPES,
                  CHANNEL_ERROR_TYPE_INDEX, &record));
    TRY_WITHIN(record, decode_type(file, record, out));
    TRY_WITHIN(out->kinds, check_kinds(out->kinds));
    return CHANNEL_OK;
}

enum channel_error channel_type_at(const struct channel_file *file, uint32_t index,
                                   struct channel_type *out)
{
    *out = (struct channel_type){0};
    const enum channel_error error = take_type(file, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_type){0};
    return error;
}

static enum channel_error decode_instance(const struct channel_file *file,
                                          struct channel_slice record, struct channel_instance *out)
{
    const uint32_t criteria = channel_section_count(file, CHANNEL_SECTION_CRITERIA);
    const uint32_t nodes = channel_section_count(file, CHANNEL_SECTION_NODES);

    out->rule = load_u32(record, 0);
    out->first_criterion = load_u32(record, 4);
    out->criterion_count = load_u32(record, 8);
    out->first_node = load_u32(record, 12);
    out->node_count = load_u32(record, 16);
    REQUIRE(all_zero(record, 20, 4), CHANNEL_ERROR_INSTANCE_RESERVED);
    REQUIRE(out->criterion_count > 0, CHANNEL_ERROR_INSTANCE_NO_CRITERIA);
    REQUIRE_AT_MOST(out->criterion_count, LIMIT_CRITERIA, CHANNEL_ERROR_INSTANCE_CRITERIA);
    REQUIRE_AT_MOST(out->first_criterion, criteria, CHANNEL_ERROR_INSTANCE_CRITERIA_BEGIN);
    REQUIRE_AT_MOST(out->criterion_count, criteria - out->first_criterion,
                    CHANNEL_ERROR_INSTANCE_CRITERIA_END);
    REQUIRE(out->node_count > 0, CHANNEL_ERROR_INSTANCE_NO_NODES);
    REQUIRE_AT_MOST(out->node_count, LIMIT_NODES, CHANNEL_ERROR_INSTANCE_NODES);
    REQUIRE_AT_MOST(out->first_node, nodes, CHANNEL_ERROR_INSTANCE_NODES_BEGIN);
    REQUIRE_AT_MOST(out->node_count, nodes - out->first_node, CHANNEL_ERROR_INSTANCE_NODES_END);
    return CHANNEL_OK;
}

static enum channel_error take_instance(const struct channel_file *file, uint32_t index,
                                        struct channel_instance *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_INSTANCES), index, CHANNEL_RECORD_INSTANCES,
                  CHANNEL_ERROR_INSTANCE_INDEX, &record));
    TRY_WITHIN(record, decode_instance(file, record, out));
    return CHANNEL_OK;
}

enum channel_error channel_instance_at(const struct channel_file *file, uint32_t index,
                                       struct channel_instance *out)
{
    *out = (struct channel_instance){0};
    const enum channel_error error = take_instance(file, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_instance){0};
    return error;
}

/* The values of a criterion whose kind takes some. */
static enum channel_error decode_values(const struct channel_file *file, uint8_t form,
                                        const struct channel_criterion *criterion)
{
    const uint32_t values = channel_section_count(file, form_section(form));

    REQUIRE(criterion->value_count > 0, CHANNEL_ERROR_CRITERION_NO_VALUES);
    REQUIRE_AT_MOST(criterion->value_count, LIMIT_VALUES, CHANNEL_ERROR_CRITERION_VALUES);
    REQUIRE_AT_MOST(criterion->first_value, values, CHANNEL_ERROR_CRITERION_VALUES_BEGIN);
    REQUIRE_AT_MOST(criterion->value_count, values - criterion->first_value,
                    CHANNEL_ERROR_CRITERION_VALUES_END);
    REQUIRE(criterion->value_count >= 2 || (criterion->flags & CHANNEL_FLAG_ALL) == 0,
            CHANNEL_ERROR_CRITERION_ALL_OF_ONE);
    return CHANNEL_OK;
}

static enum channel_error decode_criterion(const struct channel_file *file,
                                           const struct channel_type *type,
                                           struct channel_slice record,
                                           struct channel_criterion *out)
{
    out->field = load_u16(record, 0);
    out->kind = load_u8(record, 2);
    out->flags = load_u8(record, 3);
    out->first_value = load_u32(record, 4);
    out->value_count = load_u32(record, 8);
    const struct channel_kind_rules *rules = channel_kind_rules(out->kind);
    REQUIRE(rules->kind != 0, CHANNEL_ERROR_CRITERION_KIND);
    REQUIRE((out->flags & ~(uint32_t)rules->flags) == 0, CHANNEL_ERROR_CRITERION_FLAGS);
    REQUIRE(all_zero(record, 12, 4), CHANNEL_ERROR_CRITERION_RESERVED);
    if (out->field == CHANNEL_FIELD_ALL) {
        REQUIRE(rules->keyword, CHANNEL_ERROR_CRITERION_KEYWORD);
    } else {
        REQUIRE_BELOW(out->field, type->field_count, CHANNEL_ERROR_CRITERION_FIELD);
    }
    if (rules->form != CHANNEL_FORM_NONE)
        return decode_values(file, rules->form, out);
    REQUIRE(out->value_count == 0, CHANNEL_ERROR_CRITERION_VALUE_FREE);
    REQUIRE(out->first_value == 0, CHANNEL_ERROR_CRITERION_VALUE_FREE_BEGIN);
    return CHANNEL_OK;
}

static enum channel_error take_criterion(const struct channel_file *file,
                                         const struct channel_type *type, uint32_t index,
                                         struct channel_criterion *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_CRITERIA), index, CHANNEL_RECORD_CRITERIA,
                  CHANNEL_ERROR_CRITERION_INDEX, &record));
    TRY_WITHIN(record, decode_criterion(file, type, record, out));
    return CHANNEL_OK;
}

enum channel_error channel_criterion_at(const struct channel_file *file,
                                        const struct channel_type *type, uint32_t index,
                                        struct channel_criterion *out)
{
    *out = (struct channel_criterion){0};
    const enum channel_error error = take_criterion(file, type, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_criterion){0};
    return error;
}

static enum channel_error decode_range(struct channel_slice record, struct channel_value *out)
{
    out->minimum = load_i64(record, 0);
    out->maximum = load_i64(record, 8);
    REQUIRE_AT_MOST(out->minimum, out->maximum, CHANNEL_ERROR_RANGE_EMPTY);
    return CHANNEL_OK;
}

/* Whether all bits of an address behind its first `prefix` are zero, to the end of the 16 bytes. */
static bool has_no_host_bits(struct channel_slice address, uint32_t prefix)
{
    const uint32_t whole = prefix / 8;
    const uint32_t bits = prefix % 8;

    if (bits == 0)
        return all_zero(address, whole, 16 - whole);
    const uint32_t below = load_u8(address, whole) & (0xffu >> bits);
    return below == 0 && all_zero(address, whole + 1, 15 - whole);
}

static enum channel_error decode_network(struct channel_slice record, uint8_t kind,
                                         struct channel_value *out)
{
    const uint32_t longest = kind == CHANNEL_CRITERION_CIDR4 ? 32 : 128;

    out->address = (struct channel_slice){record.base, 16};
    out->prefix = load_u8(record, 16);
    REQUIRE_AT_MOST(out->prefix, longest, CHANNEL_ERROR_NETWORK_PREFIX);
    REQUIRE(has_no_host_bits(out->address, out->prefix), CHANNEL_ERROR_NETWORK_HOST_BITS);
    REQUIRE(all_zero(record, 17, 7), CHANNEL_ERROR_NETWORK_RESERVED);
    return CHANNEL_OK;
}

static enum channel_error decode_reference(struct channel_slice record, struct channel_value *out)
{
    out->field = load_u16(record, 0);
    out->mode = load_u8(record, 2);
    REQUIRE_BELOW(out->mode, CHANNEL_REFERENCE_MODES, CHANNEL_ERROR_REFERENCE_MODE);
    REQUIRE(all_zero(record, 3, 5), CHANNEL_ERROR_REFERENCE_RESERVED);
    return CHANNEL_OK;
}

/* The instructions of an expression. */
static enum channel_error decode_program(const struct channel_file *file,
                                         struct channel_slice record, struct channel_slice *out)
{
    const struct channel_slice table = section_of(file, CHANNEL_SECTION_INSTRUCTIONS);
    const uint32_t instructions = channel_section_count(file, CHANNEL_SECTION_INSTRUCTIONS);
    const uint32_t first = load_u32(record, 0);
    const uint32_t count = load_u32(record, 4);

    REQUIRE(count > 0, CHANNEL_ERROR_EXPRESSION_EMPTY);
    REQUIRE_AT_MOST(count, LIMIT_INSTRUCTIONS, CHANNEL_ERROR_EXPRESSION_LENGTH);
    REQUIRE_AT_MOST(first, instructions, CHANNEL_ERROR_EXPRESSION_BEGIN);
    REQUIRE_AT_MOST(count, instructions - first, CHANNEL_ERROR_EXPRESSION_END);
    *out = (struct channel_slice){table.base + first * CHANNEL_RECORD_INSTRUCTIONS,
                                  count * CHANNEL_RECORD_INSTRUCTIONS};
    return CHANNEL_OK;
}

static enum channel_error decode_expression(const struct channel_file *file,
                                            struct channel_slice record, struct channel_value *out)
{
    TRY(decode_program(file, record, &out->program));
    TRY(decode_text(file, record, 8, &out->text));
    out->flags = load_u8(record, 16);
    REQUIRE_AT_MOST(out->flags, CHANNEL_EXPRESSION_FLAGS, CHANNEL_ERROR_EXPRESSION_FLAGS);
    REQUIRE(all_zero(record, 17, 7), CHANNEL_ERROR_EXPRESSION_RESERVED);
    return CHANNEL_OK;
}

static enum channel_error decode_value(const struct channel_file *file, uint8_t kind,
                                       struct channel_slice record, struct channel_value *out)
{
    switch (channel_kind_rules(kind)->form) {
    case CHANNEL_FORM_PATTERN:
        return decode_text(file, record, 0, &out->text);
    case CHANNEL_FORM_RANGE:
        return decode_range(record, out);
    case CHANNEL_FORM_NETWORK:
        return decode_network(record, kind, out);
    case CHANNEL_FORM_EXPRESSION:
        return decode_expression(file, record, out);
    default:
        return decode_reference(record, out);
    }
}

static enum channel_error take_value(const struct channel_file *file,
                                     const struct channel_criterion *criterion, uint32_t index,
                                     struct channel_value *out)
{
    const uint8_t form = channel_kind_rules(criterion->kind)->form;
    struct channel_slice record;

    REQUIRE(form != CHANNEL_FORM_NONE, CHANNEL_ERROR_VALUE_NONE);
    TRY(record_at(section_of(file, form_section(form)), index, form_record(form),
                  CHANNEL_ERROR_VALUE_INDEX, &record));
    TRY_WITHIN(record, decode_value(file, criterion->kind, record, out));
    return CHANNEL_OK;
}

enum channel_error channel_value_at(const struct channel_file *file,
                                    const struct channel_criterion *criterion, uint32_t index,
                                    struct channel_value *out)
{
    *out = (struct channel_value){0};
    const enum channel_error error = take_value(file, criterion, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_value){0};
    return error;
}

static enum channel_error decode_node(struct channel_slice record, struct channel_node *out)
{
    out->op = load_u8(record, 0);
    out->operand = load_u32(record, 4);
    REQUIRE(out->op >= CHANNEL_OPERATOR_AND && out->op <= CHANNEL_OPERATOR_TEST,
            CHANNEL_ERROR_NODE_OPERATOR);
    REQUIRE(all_zero(record, 1, 3), CHANNEL_ERROR_NODE_RESERVED);
    REQUIRE(out->op == CHANNEL_OPERATOR_TEST || out->operand > 0, CHANNEL_ERROR_NODE_EMPTY);
    return CHANNEL_OK;
}

static enum channel_error take_node(const struct channel_file *file, uint32_t index,
                                    struct channel_node *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_NODES), index, CHANNEL_RECORD_NODES,
                  CHANNEL_ERROR_NODE_INDEX, &record));
    TRY_WITHIN(record, decode_node(record, out));
    return CHANNEL_OK;
}

enum channel_error channel_node_at(const struct channel_file *file, uint32_t index,
                                   struct channel_node *out)
{
    *out = (struct channel_node){0};
    const enum channel_error error = take_node(file, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_node){0};
    return error;
}

static enum channel_error decode_instruction(struct channel_slice program, uint32_t index,
                                             struct channel_instruction *out)
{
    struct channel_slice record;

    TRY(record_at(program, index, CHANNEL_RECORD_INSTRUCTIONS, CHANNEL_ERROR_INSTRUCTION_INDEX,
                  &record));
    out->op = load_u8(record, 0);
    out->a = load_u24(record, 1);
    out->flags = load_u8(record, 4);
    out->b = load_u24(record, 5);
    const struct channel_instruction_rules *rules = channel_instruction_rules(out->op);
    REQUIRE(rules->op != 0, CHANNEL_ERROR_INSTRUCTION_KIND);
    REQUIRE_AT_MOST(out->flags, rules->flags, CHANNEL_ERROR_INSTRUCTION_FLAGS);
    REQUIRE(rules->has_a || out->a == 0, CHANNEL_ERROR_INSTRUCTION_OPERAND);
    REQUIRE(rules->has_b || out->b == 0, CHANNEL_ERROR_INSTRUCTION_OPERAND_SECOND);
    return CHANNEL_OK;
}

enum channel_error channel_instruction_at(struct channel_slice program, uint32_t index,
                                          struct channel_instruction *out)
{
    *out = (struct channel_instruction){0};
    const enum channel_error error = decode_instruction(program, index, out);
    if (error != CHANNEL_OK)
        *out = (struct channel_instruction){0};
    return error;
}
