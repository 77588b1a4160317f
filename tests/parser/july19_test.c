/* July 19, 2024, by hand: the definition says 21 inputs, the sensor supplies 20, a criterion reads
 * the 21st. Validator and interpreter each refuse it, alone. (The compiler's refusal is tested with
 * the compiler, integration code that does not build in mismatch/.) */
#include <string.h>

#include "channel/validate.h"
#include "evaluation.h"
#include "model.h"
#include "test.h"

enum { TYPE = 11, DECLARED = 21, SUPPLIED = 20, LAST = DECLARED - 1, ENOUGH = 1000000 };

static const uint8_t kinds[DECLARED] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                                        1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
static const struct channel_supplied rows[] = {{TYPE, SUPPLIED, kinds}, {TYPE, DECLARED, kinds}};
static const struct channel_sensor of_20 = {1300, &rows[0], 1};
static const struct channel_sensor of_21 = {1400, &rows[1], 1};

/* Instances "a" and "c" read the first input; "b" reads the first and, by `kind`, the 21st. */
static struct exact channel_file_291(uint8_t kind)
{
    struct content *content = model_new();

    content->channel = 291;
    model_type(content, TYPE, DECLARED);
    for (uint32_t i = 0; i < 3; i++) {
        struct content_instance *instance = model_instance(content, TYPE, (char[]){"abc"[i], 0});
        model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, "x");
        if (i == 1) {
            struct content_criterion *last = model_criterion(content, instance, LAST, kind, 0);
            if (kind == CHANNEL_CRITERION_EXACT)
                model_pattern(content, last, "y");
            model_node(content, instance, CHANNEL_OPERATOR_AND, 2);
        }
        model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
        if (i == 1)
            model_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    }
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

static void run(uint8_t kind, uint16_t supplied, struct results *results)
{
    struct exact bytes = channel_file_291(kind);
    const struct channel_file file = model_open(&bytes);
    struct input inputs[DECLARED];

    for (size_t i = 0; i < DECLARED; i++)
        inputs[i] = (struct input){i == LAST ? "y" : "x", 0};
    struct event event = event_new(TYPE, inputs, supplied);
    evaluate(&file, &event, ENOUGH, results);
    event_free(&event);
    free_exact(&bytes);
}

static void the_interpreter_refuses_the_21st_of_20_inputs(void **state)
{
    (void)state;
    static const uint8_t reading[] = {CHANNEL_CRITERION_EXACT, CHANNEL_CRITERION_EXISTS,
                                      CHANNEL_CRITERION_ABSENT};
    for (size_t i = 0; i < COUNT_OF(reading); i++) {
        struct results results;
        run(reading[i], SUPPLIED, &results);
        assert_int_equal(results.count, 3);
        assert_int_equal(results.list[1].error, CHANNEL_ERROR_INPUT_MISSING);
        assert_int_equal(results.list[1].instance, 1);
        assert_int_equal(results.list[1].criterion, 1);
        assert_int_equal(results.list[1].field, LAST);
        assert_true(has_matched(&results, 0));
        assert_true(has_matched(&results, 2));
    }
}

static void the_interpreter_reads_the_21st_of_21_inputs(void **state)
{
    (void)state;
    struct results results;
    run(CHANNEL_CRITERION_EXACT, DECLARED, &results);
    assert_int_equal(results.count, 3);
    assert_true(has_matched(&results, 1));
}

static void a_wildcard_on_the_21st_never_reads_it(void **state)
{
    (void)state;
    struct results results;
    run(CHANNEL_CRITERION_ANY, SUPPLIED, &results);
    assert_int_equal(results.count, 3);
    assert_true(has_matched(&results, 1));
}

/* The number of violations of the file for a sensor; the first one in *first. */
static uint32_t violations(uint8_t kind, const struct channel_sensor *sensor,
                           struct channel_violation *first)
{
    struct exact bytes = channel_file_291(kind);
    const struct channel_file file = model_open(&bytes);
    struct channel_validation validation;
    struct channel_violation violation;
    uint32_t count = 0;

    *first = (struct channel_violation){0};
    channel_validate(&file, sensor, &validation);
    while (channel_validate_next(&validation, &violation))
        if (count++ == 0)
            *first = violation;
    free_exact(&bytes);
    return count;
}

static void the_validator_refuses_the_21st_of_20_inputs(void **state)
{
    (void)state;
    static const uint8_t reading[] = {CHANNEL_CRITERION_EXACT, CHANNEL_CRITERION_EXISTS,
                                      CHANNEL_CRITERION_ABSENT};
    for (size_t i = 0; i < COUNT_OF(reading); i++) {
        struct channel_violation violation;
        assert_int_equal(violations(reading[i], &of_20, &violation), 1);
        assert_int_equal(violation.error, CHANNEL_ERROR_SENSOR_INPUTS);
        assert_int_equal(violation.sensor, 1300);
        assert_int_equal(violation.type, TYPE);
        assert_int_equal(violation.rule, 1);
        assert_int_equal(violation.instance, 1);
        assert_int_equal(violation.criterion, 1);
        assert_int_equal(violation.field, LAST);
    }
}

static void the_validator_accepts_what_the_sensor_supplies(void **state)
{
    (void)state;
    struct channel_violation violation;
    assert_int_equal(violations(CHANNEL_CRITERION_EXACT, &of_21, &violation), 0);
    assert_int_equal(violations(CHANNEL_CRITERION_ANY, &of_20, &violation), 0);
    assert_int_equal(violations(CHANNEL_CRITERION_EXACT, NULL, &violation), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_interpreter_refuses_the_21st_of_20_inputs),
        cmocka_unit_test(the_interpreter_reads_the_21st_of_21_inputs),
        cmocka_unit_test(a_wildcard_on_the_21st_never_reads_it),
        cmocka_unit_test(the_validator_refuses_the_21st_of_20_inputs),
        cmocka_unit_test(the_validator_accepts_what_the_sensor_supplies),
    };
    return RUN_TESTS(tests);
}
