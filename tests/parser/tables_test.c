/* The tables layer: for every rule a file that breaks it in one place, and the error that names it.
 */
#include "sample.h"
#include "table_rows.h"
#include "test.h"
#include "walk_log.h"

static void apply(const struct row *row, struct exact *file)
{
    for (size_t i = 0; i < PATCHES; i++) {
        const struct patch *patch = &row->patches[i];
        if (patch->width == 0)
            continue;
        const uint32_t place = record_place(file->bytes, patch->section, patch->index, patch->at);
        put_number(file->bytes + place, patch->width, patch->value);
    }
    repair_checksum(file->bytes, file->size);
}

static void check_row(const struct row *row)
{
    struct exact file = sample_encode();
    struct walk_log log;
    const bool elsewhere = row->blamed.section != 0;
    const enum channel_section section = elsewhere ? row->blamed.section : row->patches[0].section;
    const uint32_t index = elsewhere ? row->blamed.index : row->patches[0].index;

    apply(row, &file);
    const struct channel_file opened = model_open(&file);
    walk_all(&opened, &log);
    if (log.first != row->expected)
        fail_msg("%s: %s at %u", row->holds, channel_error_name(log.first), log.first_offset);
    if (log.first_offset != record_place(file.bytes, section, index, 0))
        fail_msg("%s: named place %u", row->holds, log.first_offset);
    free_exact(&file);
}

static void each_rule_has_its_error_at_its_record(void **state)
{
    (void)state;
    for (size_t group = 0; group < ROW_GROUPS; group++)
        for (size_t i = 0; i < row_groups[group].count; i++)
            check_row(&row_groups[group].rows[i]);
}

static void accepts_the_sample(void **state)
{
    (void)state;
    struct exact file = sample_encode();
    const struct channel_file opened = model_open(&file);
    struct walk_log log;

    walk_all(&opened, &log);
    assert_int_equal(log.errors, 0);
    assert_int_equal(channel_section_count(&opened, CHANNEL_SECTION_STRINGS), SAMPLE_POOL);
    assert_int_equal(channel_section_count(&opened, CHANNEL_SECTION_CRITERIA), SAMPLE_CRITERIA);
    assert_int_equal(channel_section_count(&opened, CHANNEL_SECTION_NODES), SAMPLE_NODES);
    free_exact(&file);
}

/* Two rules and six instances out of the bytes of four and four. */
static void refuses_another_number_of_rules_than_of_instances(void **state)
{
    (void)state;
    enum { RULES = CHANNEL_HEADER_SIZE + 2 * CHANNEL_DIRECTORY_ENTRY_SIZE };
    struct exact file = sample_encode();
    uint8_t *entry = file.bytes + RULES;
    struct walk_log log;

    put_number(entry + 8, 4, get_number(entry + 8, 4) - 48);
    put_number(entry + 12, 4, 3);
    entry += CHANNEL_DIRECTORY_ENTRY_SIZE;
    put_number(entry + 4, 4, get_number(entry + 4, 4) - 48);
    put_number(entry + 8, 4, get_number(entry + 8, 4) + 48);
    put_number(entry + 12, 4, 6);
    repair_checksum(file.bytes, file.size);
    const struct channel_file opened = model_open(&file);
    walk_all(&opened, &log);
    assert_int_equal(log.first, CHANNEL_ERROR_RULE_COUNT);
    assert_int_equal(log.first_offset, record_place(file.bytes, CHANNEL_SECTION_RULES, 0, 0));
    free_exact(&file);
}

static void decoders_refuse_an_index_behind_their_table(void **state)
{
    (void)state;
    struct exact file = sample_encode();
    const struct channel_file opened = model_open(&file);
    static const uint32_t beyond[] = {0, 1, UINT32_MAX - 1000};
    struct channel_rule rule;
    struct channel_type type, first;
    struct channel_instance instance;
    struct channel_criterion criterion, exact;
    struct channel_value value;
    struct channel_node node;

    assert_int_equal(channel_type_at(&opened, 0, &first), CHANNEL_OK);
    assert_int_equal(channel_criterion_at(&opened, &first, 0, &exact), CHANNEL_OK);
    for (size_t i = 0; i < COUNT_OF(beyond); i++) {
        const uint32_t more = beyond[i];
        assert_int_equal(channel_rule_at(&opened, 4 + more, &rule), CHANNEL_ERROR_RULE_INDEX);
        assert_int_equal(channel_type_at(&opened, 2 + more, &type), CHANNEL_ERROR_TYPE_INDEX);
        assert_int_equal(channel_instance_at(&opened, 4 + more, &instance),
                         CHANNEL_ERROR_INSTANCE_INDEX);
        assert_int_equal(channel_criterion_at(&opened, &first, SAMPLE_CRITERIA + more, &criterion),
                         CHANNEL_ERROR_CRITERION_INDEX);
        assert_int_equal(channel_value_at(&opened, &exact, SAMPLE_PATTERNS + more, &value),
                         CHANNEL_ERROR_VALUE_INDEX);
        assert_int_equal(channel_node_at(&opened, SAMPLE_NODES + more, &node),
                         CHANNEL_ERROR_NODE_INDEX);
    }
    free_exact(&file);
}

static void a_criterion_without_form_has_no_values(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {
        0, CHANNEL_CRITERION_ANY, CHANNEL_CRITERION_ABSENT, CHANNEL_CRITERION_EXISTS, 14, 255};
    struct exact file = sample_encode();
    const struct channel_file opened = model_open(&file);

    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const struct channel_criterion criterion = {.kind = kinds[i]};
        struct channel_value value;
        assert_int_equal(channel_value_at(&opened, &criterion, 0, &value),
                         CHANNEL_ERROR_VALUE_NONE);
    }
    free_exact(&file);
}

static void a_refused_record_is_all_zero(void **state)
{
    (void)state;
    struct exact file = sample_encode();
    const struct channel_file opened = model_open(&file);
    const struct channel_type narrow = {.type = 3, .field_count = 1};
    struct channel_criterion criterion = {.field = 9};
    struct channel_rule rule = {.level = 9};

    assert_int_equal(channel_criterion_at(&opened, &narrow, 1, &criterion),
                     CHANNEL_ERROR_CRITERION_FIELD);
    assert_int_equal(criterion.field, 0);
    assert_int_equal(criterion.kind, 0);
    assert_int_equal(criterion.value_count, 0);
    assert_int_equal(channel_rule_at(&opened, 99, &rule), CHANNEL_ERROR_RULE_INDEX);
    assert_int_equal(rule.level, 0);
    assert_null(rule.id.base);
    free_exact(&file);
}

/* Errors without a row: who provokes them, or why nothing can. */
static const struct {
    enum channel_error error;
    const char *reason;
} apart[] = {
    {CHANNEL_ERROR_RULE_COUNT, "refuses_another_number_of_rules_than_of_instances"},
    {CHANNEL_ERROR_TYPE_INDEX, "decoders_refuse_an_index_behind_their_table"},
    {CHANNEL_ERROR_INSTANCE_INDEX, "decoders_refuse_an_index_behind_their_table"},
    {CHANNEL_ERROR_CRITERION_INDEX, "decoders_refuse_an_index_behind_their_table"},
    {CHANNEL_ERROR_VALUE_INDEX, "decoders_refuse_an_index_behind_their_table"},
    {CHANNEL_ERROR_NODE_INDEX, "decoders_refuse_an_index_behind_their_table"},
    {CHANNEL_ERROR_VALUE_NONE, "a_criterion_without_form_has_no_values"},
    {CHANNEL_ERROR_TYPE_COUNT, "limits_test: needs 1,025 types"},
    {CHANNEL_ERROR_INSTANCE_COUNT, "limits_test: needs 65,537 instances"},
    {CHANNEL_ERROR_NODE_DEPTH, "limits_test: needs 129 operators"},
};

static bool is_provoked(enum channel_error error)
{
    for (size_t group = 0; group < ROW_GROUPS; group++)
        for (size_t i = 0; i < row_groups[group].count; i++)
            if (row_groups[group].rows[i].expected == error)
                return true;
    for (size_t i = 0; i < COUNT_OF(apart); i++)
        if (apart[i].error == error)
            return true;
    return false;
}

static void every_error_of_the_tables_has_a_row(void **state)
{
    (void)state;
    static const enum channel_error errors[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
        CHANNEL_ERRORS_TABLES(X)
#undef X
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        if (!is_provoked(errors[i]))
            fail_msg("no row provokes %s", channel_error_name(errors[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_the_sample),
        cmocka_unit_test(each_rule_has_its_error_at_its_record),
        cmocka_unit_test(refuses_another_number_of_rules_than_of_instances),
        cmocka_unit_test(decoders_refuse_an_index_behind_their_table),
        cmocka_unit_test(a_criterion_without_form_has_no_values),
        cmocka_unit_test(a_refused_record_is_all_zero),
        cmocka_unit_test(every_error_of_the_tables_has_a_row),
    };
    return RUN_TESTS(tests);
}
