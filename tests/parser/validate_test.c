/* The Content Validator: every violation, each with its place, for the sensor that is given. */
#include "channel/validate.h"

#include <string.h>

#include "sample.h"
#include "test.h"
#include "walk_log.h"

enum { MOST = 64 };

struct verdict {
    struct channel_violation list[MOST];
    uint32_t count;
    uint64_t worst_case;
};

static void validate(const struct channel_file *file, const struct channel_sensor *sensor,
                     struct verdict *verdict)
{
    struct channel_validation validation;
    struct channel_violation violation;

    *verdict = (struct verdict){0};
    channel_validate(file, sensor, &validation);
    while (channel_validate_next(&validation, &violation)) {
        assert_in_range(verdict->count, 0, MOST - 1);
        assert_in_range(violation.offset, 0, file->bytes.size);
        verdict->list[verdict->count++] = violation;
    }
    assert_int_equal(validation.violation_count, verdict->count);
    assert_false(channel_validate_next(&validation, &violation)); /* its end is final */
    verdict->worst_case = validation.worst_case_steps;
}

static void validate_bytes(const struct exact *bytes, const struct channel_sensor *sensor,
                           struct verdict *verdict)
{
    const struct channel_file file = model_open(bytes);
    validate(&file, sensor, verdict);
}

/* --- what sensors can lack ---------------------------------------------------------------------
 */

static const uint8_t kinds3[] = {CHANNEL_KIND_TEXT, CHANNEL_KIND_TEXT, CHANNEL_KIND_NUMBER,
                                 CHANNEL_KIND_ADDRESS};
static const uint8_t numbers3[] = {CHANNEL_KIND_TEXT, CHANNEL_KIND_TEXT, CHANNEL_KIND_TEXT,
                                   CHANNEL_KIND_ADDRESS};
static const uint8_t odd3[] = {CHANNEL_KIND_ADDRESS, CHANNEL_KIND_NUMBER, CHANNEL_KIND_NUMBER,
                               CHANNEL_KIND_ADDRESS};
static const uint8_t kinds9[] = {CHANNEL_KIND_TEXT, CHANNEL_KIND_TEXT, CHANNEL_KIND_TEXT};

enum { ROWS = 3, EXPECTED = 6 };

struct expected {
    enum channel_error error;
    uint32_t type, rule, instance, criterion, field;
};

struct row {
    const char *holds;
    uint32_t version;
    struct channel_supplied types[ROWS];
    uint32_t type_count;
    struct expected expected[EXPECTED];
};

#define NONE CHANNEL_NO_INDEX

/* The sample reads fields 0 to 3 of type 3 (criteria 0 to 6 of instance 0, rule 0; its keyword
 * reads what is there) and field 0 of type 9; fields 1 there stand under wildcards. */
static const struct row rows[] = {
    {"a sensor that supplies all", 1300, {{3, 4, kinds3}, {9, 3, kinds9}}, 2, {{0}}},
    {"one that supplies no more than is read", 1300, {{3, 4, kinds3}, {9, 1, kinds9}}, 2, {{0}}},
    {"one that has other types as well",
     1300,
     {{2, 1, kinds9}, {3, 4, kinds3}, {9, 3, kinds9}},
     3,
     {{0}}},
    {"a sensor older than the content",
     1299,
     {{3, 4, kinds3}, {9, 3, kinds9}},
     2,
     {{CHANNEL_ERROR_SENSOR_TOO_OLD, NONE, NONE, NONE, NONE, NONE}}},
    {"one without a type",
     1300,
     {{3, 4, kinds3}},
     1,
     {{CHANNEL_ERROR_SENSOR_TYPE, 9, NONE, NONE, NONE, NONE}}},
    {"one without any type, and too old",
     1,
     {{0}},
     0,
     {{CHANNEL_ERROR_SENSOR_TOO_OLD, NONE, NONE, NONE, NONE, NONE},
      {CHANNEL_ERROR_SENSOR_TYPE, 3, NONE, NONE, NONE, NONE},
      {CHANNEL_ERROR_SENSOR_TYPE, 9, NONE, NONE, NONE, NONE}}},
    {"one that supplies too few inputs of one type alone",
     1300,
     {{3, 4, kinds3}, {9, 0, kinds9}},
     2,
     {{CHANNEL_ERROR_SENSOR_INPUTS, 9, 1, 2, 0, 0}, {CHANNEL_ERROR_SENSOR_INPUTS, 9, 3, 3, 0, 0}}},
    {"one that supplies one input too few",
     1300,
     {{3, 3, kinds3}, {9, 3, kinds9}},
     2,
     {{CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 2, 3}, {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 3, 3}}},
    {"one that lacks what a reference reads",
     1300,
     {{3, 1, kinds3}, {9, 3, kinds9}},
     2,
     {{CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 1, 2},
      {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 2, 3},
      {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 3, 3},
      {CHANNEL_ERROR_SENSOR_REFERENCE, 3, 0, 0, 4, 1},
      {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 5, 1},
      {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 6, 1}}},
    {"one that supplies text where a range reads",
     1300,
     {{3, 4, numbers3}, {9, 3, kinds9}},
     2,
     {{CHANNEL_ERROR_SENSOR_KIND, 3, 0, 0, 1, 2}}},
    {"one with other kinds where any will do", 1300, {{3, 4, odd3}, {9, 3, odd3}}, 2, {{0}}},
    {"one that lists a type twice: the smaller counts",
     1300,
     {{3, 4, kinds3}, {9, 3, kinds9}, {9, 0, kinds9}},
     3,
     {{CHANNEL_ERROR_SENSOR_INPUTS, 9, 1, 2, 0, 0}, {CHANNEL_ERROR_SENSOR_INPUTS, 9, 3, 3, 0, 0}}},
    {"one that lists a type twice in the other order",
     1300,
     {{3, 3, kinds3}, {3, 4, kinds3}, {9, 3, kinds9}},
     3,
     {{CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 2, 3}, {CHANNEL_ERROR_SENSOR_INPUTS, 3, 0, 0, 3, 3}}},
};

/* The sample, for sensors from 1300 on. */
static struct exact sample_of_1300(void)
{
    struct exact bytes = sample_encode();
    put_number(bytes.bytes + CHANNEL_OLDEST_SENSOR_OFFSET, 4, 1300);
    repair_checksum(bytes.bytes, bytes.size);
    return bytes;
}

static bool is_as_expected(const struct channel_violation *violation,
                           const struct expected *expected, uint32_t version)
{
    return violation->error == expected->error && violation->type == expected->type &&
           violation->rule == expected->rule && violation->instance == expected->instance &&
           violation->criterion == expected->criterion && violation->field == expected->field &&
           violation->sensor == version;
}

static void all_that_a_sensor_lacks_is_reported(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct channel_sensor sensor = {rows[i].version, rows[i].types, rows[i].type_count};
        struct verdict verdict;
        uint32_t expected = 0;
        while (expected < EXPECTED && rows[i].expected[expected].error != CHANNEL_OK)
            expected++;
        validate_bytes(&bytes, &sensor, &verdict);
        if (verdict.count != expected)
            fail_msg("%s: %u violations", rows[i].holds, verdict.count);
        for (uint32_t v = 0; v < expected; v++)
            if (!is_as_expected(&verdict.list[v], &rows[i].expected[v], rows[i].version))
                fail_msg("%s: violation %u is %s of type %u, rule %u, instance %u, criterion %u, "
                         "field %u, sensor %u",
                         rows[i].holds, v, channel_error_name(verdict.list[v].error),
                         verdict.list[v].type, verdict.list[v].rule, verdict.list[v].instance,
                         verdict.list[v].criterion, verdict.list[v].field, verdict.list[v].sensor);
    }
    free_exact(&bytes);
}

static void a_violation_names_the_record_in_the_file(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    const struct channel_supplied types[] = {{3, 1, kinds3}};
    const struct channel_sensor sensor = {1000, types, 1};
    static const struct {
        enum channel_section section;
        uint32_t index;
    } places[] = {
        {0, 0},
        {CHANNEL_SECTION_CRITERIA, 1},
        {CHANNEL_SECTION_CRITERIA, 2},
        {CHANNEL_SECTION_CRITERIA, 3},
        {CHANNEL_SECTION_REFERENCES, 0},
        {CHANNEL_SECTION_CRITERIA, 5},
        {CHANNEL_SECTION_CRITERIA, 6},
        {CHANNEL_SECTION_TYPES, 1},
    };
    struct verdict verdict;

    validate_bytes(&bytes, &sensor, &verdict);
    assert_int_equal(verdict.count, COUNT_OF(places));
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        const uint32_t place = places[i].section == 0 ? (uint32_t)CHANNEL_OLDEST_SENSOR_OFFSET
                                                      : record_place(bytes.bytes, places[i].section,
                                                                     places[i].index, 0);
        assert_int_equal(verdict.list[i].offset, place);
    }
    free_exact(&bytes);
}

/* --- what holds for every sensor ---------------------------------------------------------------
 */

static void without_a_sensor_only_the_content_counts(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    struct verdict verdict;
    validate_bytes(&bytes, NULL, &verdict);
    assert_int_equal(verdict.count, 0);
    free_exact(&bytes);
}

static void a_definition_of_another_kind_is_refused_for_every_sensor(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    const struct channel_supplied types[] = {{3, 4, kinds3}, {9, 3, kinds9}};
    const struct channel_sensor sensor = {1300, types, 2};
    struct verdict verdict;

    bytes.bytes[record_place(bytes.bytes, CHANNEL_SECTION_FIELDS, 2, 0)] = CHANNEL_KIND_TEXT;
    bytes.bytes[record_place(bytes.bytes, CHANNEL_SECTION_FIELDS, 3, 0)] = CHANNEL_KIND_NUMBER;
    repair_checksum(bytes.bytes, bytes.size);
    for (uint32_t i = 0; i < 2; i++) {
        validate_bytes(&bytes, i == 0 ? NULL : &sensor, &verdict);
        assert_int_equal(verdict.count, 3);
        for (uint32_t v = 0; v < 3; v++) {
            const struct expected expected = {
                CHANNEL_ERROR_DEFINITION_KIND, 3, 0, 0, v + 1, v == 0 ? 2 : 3};
            assert_true(is_as_expected(&verdict.list[v], &expected, 0));
        }
    }
    free_exact(&bytes);
}

/* One byte wrong in a rule, a type's field kind, an instance, a criterion, a value and a node. */
static void all_that_is_wrong_is_reported_not_the_first_alone(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    static const struct {
        enum channel_section section;
        uint32_t index, at, value;
        struct expected expected;
    } damages[] = {
        {CHANNEL_SECTION_RULES, 1, 4, 9, {CHANNEL_ERROR_RULE_LEVEL, NONE, 1, NONE, NONE, NONE}},
        {CHANNEL_SECTION_RULES, 3, 5, 9, {CHANNEL_ERROR_RULE_RESERVED, NONE, 3, NONE, NONE, NONE}},
        {CHANNEL_SECTION_REFERENCES, 0, 0, 9, {CHANNEL_ERROR_REFERENCE_FIELD, 3, 0, 0, 4, 9}},
        {CHANNEL_SECTION_INSTANCES,
         1,
         20,
         9,
         {CHANNEL_ERROR_INSTANCE_RESERVED, 3, NONE, 1, NONE, NONE}},
        {CHANNEL_SECTION_CRITERIA, 10, 12, 9, {CHANNEL_ERROR_CRITERION_RESERVED, 9, 1, 2, 1, NONE}},
        {CHANNEL_SECTION_NODES, 17, 1, 9, {CHANNEL_ERROR_NODE_RESERVED, 9, 3, 3, NONE, NONE}},
    };
    struct verdict verdict;

    for (size_t i = 0; i < COUNT_OF(damages); i++)
        bytes
            .bytes[record_place(bytes.bytes, damages[i].section, damages[i].index, damages[i].at)] =
            (uint8_t)damages[i].value;
    repair_checksum(bytes.bytes, bytes.size);
    validate_bytes(&bytes, NULL, &verdict);
    assert_int_equal(verdict.count, COUNT_OF(damages));
    for (uint32_t i = 0; i < COUNT_OF(damages); i++) {
        if (!is_as_expected(&verdict.list[i], &damages[i].expected, 0))
            fail_msg("violation %u is %s of type %u, rule %u, instance %u, criterion %u, field %u",
                     i, channel_error_name(verdict.list[i].error), verdict.list[i].type,
                     verdict.list[i].rule, verdict.list[i].instance, verdict.list[i].criterion,
                     verdict.list[i].field);
        assert_int_equal(verdict.list[i].offset,
                         record_place(bytes.bytes, damages[i].section, damages[i].index, 0));
    }
    free_exact(&bytes);
}

static void a_refused_type_is_said_once(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    const struct channel_sensor sensor = {1300, NULL, 0};
    struct verdict verdict;

    bytes.bytes[record_place(bytes.bytes, CHANNEL_SECTION_FIELDS, 0, 0)] = 4;
    repair_checksum(bytes.bytes, bytes.size);
    validate_bytes(&bytes, &sensor, &verdict);
    assert_int_equal(verdict.count, 2);
    const struct expected refused = {CHANNEL_ERROR_FIELD_KIND, NONE, NONE, NONE, NONE, NONE};
    const struct expected lacking = {CHANNEL_ERROR_SENSOR_TYPE, 9, NONE, NONE, NONE, NONE};
    assert_true(is_as_expected(&verdict.list[0], &refused, 0));
    assert_true(is_as_expected(&verdict.list[1], &lacking, 1300));
    free_exact(&bytes);
}

/* The validator says of every corrupted file what the walk says, and no less. */
static void what_the_walk_refuses_the_validator_refuses(void **state)
{
    (void)state;
    struct exact bytes = sample_of_1300();
    const uint32_t begin = record_place(bytes.bytes, CHANNEL_SECTION_TYPES, 0, 0);

    for (size_t i = begin * 8; i < bytes.size * 8; i++) {
        struct channel_file file;
        struct verdict verdict;
        struct walk_log log;
        uint32_t offset;
        bytes.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
        if (channel_open_unchecked(bytes.bytes, bytes.size, &file, &offset) == CHANNEL_OK) {
            walk_all(&file, &log);
            validate(&file, NULL, &verdict);
            for (uint32_t v = 0; v < verdict.count; v++)
                log.errors -= verdict.list[v].error == CHANNEL_ERROR_DEFINITION_KIND ? 0 : 1;
            assert_int_equal(log.errors, 0);
        }
        bytes.bytes[i / 8] ^= (uint8_t)(1u << i % 8);
    }
    free_exact(&bytes);
}

static void every_error_of_the_sensor_has_a_test(void **state)
{
    (void)state;
    static const enum channel_error errors[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
        CHANNEL_ERRORS_SENSOR(X)
#undef X
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        /* has its test above */
        bool found = errors[i] == CHANNEL_ERROR_DEFINITION_KIND;
        for (size_t row = 0; row < COUNT_OF(rows); row++)
            for (size_t v = 0; v < EXPECTED; v++)
                found |= rows[row].expected[v].error == errors[i];
        if (!found)
            fail_msg("no row provokes %s", channel_error_name(errors[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_a_sensor_lacks_is_reported),
        cmocka_unit_test(a_violation_names_the_record_in_the_file),
        cmocka_unit_test(without_a_sensor_only_the_content_counts),
        cmocka_unit_test(a_definition_of_another_kind_is_refused_for_every_sensor),
        cmocka_unit_test(all_that_is_wrong_is_reported_not_the_first_alone),
        cmocka_unit_test(a_refused_type_is_said_once),
        cmocka_unit_test(what_the_walk_refuses_the_validator_refuses),
        cmocka_unit_test(every_error_of_the_sensor_has_a_test),
    };
    return RUN_TESTS(tests);
}
