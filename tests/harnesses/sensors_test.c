/* The seeds of validator_contract: what the validator must say of each sensor, and that the events
 * of a sensor that it accepts are evaluated without an error. July 19 first. */
#include "seed_files.h"

#include <stdio.h>
#include <string.h>

#include "channel/inputs/exact_sensor.h"
#include "support/exact.h"

#define FOLDER "validator_contract"

static enum channel_error verdict_of(const char *folder, const char *name)
{
    struct trailer_reader trailer;
    struct exact_sensor sensor;
    size_t size;

    uint8_t *bytes = read_seed(folder, name, &size);
    const size_t file_size = trailer_split(bytes, size, &trailer);
    uint8_t *file = exact_copy(bytes, file_size);
    exact_sensor_read(&trailer, &sensor);
    const enum channel_error error = first_violation(file, file_size, &sensor.sensor);
    exact_sensor_free(&sensor);
    exact_free(file, file_size);
    exact_free(bytes, size);
    return error;
}

static const struct {
    const char *seed;
    enum channel_error verdict;
    unsigned matches; /* of the first event, which has as many inputs as the sensor supplies */
} rows[] = {
    {"july-19", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"july-19-wildcard", CHANNEL_OK, 1},
    {"july-19-keyword", CHANNEL_OK, 1},
    {"july-19-reference", CHANNEL_ERROR_SENSOR_REFERENCE, 0},
    {"july-19-absent", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"mirror", CHANNEL_OK, 1},
    {"mirror-beyond", CHANNEL_ERROR_CRITERION_FIELD, 0},
    {"last-supplied", CHANNEL_OK, 1},
    {"last-supplied-reference", CHANNEL_OK, 1},
    {"equal", CHANNEL_OK, 1},
    {"equal-reference", CHANNEL_OK, 1},
    {"none", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"none-wildcard", CHANNEL_OK, 1},
    {"none-keyword", CHANNEL_OK, 0},
    {"most", CHANNEL_OK, 1},
    {"most-but-one", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"more-than-most", CHANNEL_OK, 1},
    {"defined-otherwise", CHANNEL_ERROR_DEFINITION_KIND, 1},
    {"type-standard", CHANNEL_ERROR_SENSOR_TYPE, 0},
    {"type-missing", CHANNEL_ERROR_SENSOR_TYPE, 0},
    {"type-extra", CHANNEL_OK, 1},
    {"type-twice", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"type-twice-first", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"type-twice-equal", CHANNEL_OK, 1},
    {"type-behind-many", CHANNEL_ERROR_SENSOR_TYPE, 1},
    {"newest-type-sysmon-13", CHANNEL_ERROR_SENSOR_TYPE, 0},
    {"newest-type-sysmon-14", CHANNEL_ERROR_SENSOR_TYPE, 0},
    {"newest-type-sysmon-15", CHANNEL_OK, 1},
    {"old-type-sysmon-13", CHANNEL_ERROR_SENSOR_INPUTS, 0},
    {"old-type-sysmon-14", CHANNEL_OK, 1},
    {"old-type-sysmon-15", CHANNEL_OK, 1},
};

static void each_sensor_gets_its_verdict(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const enum channel_error verdict = verdict_of(FOLDER, rows[i].seed);
        if (verdict != rows[i].verdict)
            fail_msg("%s: %s", rows[i].seed, channel_error_name(verdict));
    }
}

static void what_is_accepted_ends_without_an_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum channel_error error;
        unsigned matches;

        evaluate_events(FOLDER, rows[i].seed, 1, &matches, &error);
        if (matches != rows[i].matches || (rows[i].verdict == CHANNEL_OK && error != CHANNEL_OK))
            fail_msg("%s: %u matches, %s", rows[i].seed, matches, channel_error_name(error));
    }
}

/* kinds/CRITERION-on-KIND: refused where the criterion reads a number or an address, and gets
 * another kind. */
static void check_kind(const char *folder, const char *seed)
{
    const bool range = strncmp(seed, "range-", 6) == 0;
    const bool network = strncmp(seed, "cidr", 4) == 0;
    const char *kind = strstr(seed, "-on-");
    const bool reads = strcmp(kind, range ? "-on-number" : "-on-address") == 0;

    const enum channel_error expected =
        (range || network) && !reads ? CHANNEL_ERROR_SENSOR_KIND : CHANNEL_OK;
    const enum channel_error verdict = verdict_of(folder, seed);
    if (verdict != expected)
        fail_msg("%s: %s", seed, channel_error_name(verdict));
}

static void each_criterion_is_refused_the_kinds_it_cannot_read(void **state)
{
    (void)state;
    each_seed(FOLDER "/kinds", check_kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_sensor_gets_its_verdict),
        cmocka_unit_test(what_is_accepted_ends_without_an_error),
        cmocka_unit_test(each_criterion_is_refused_the_kinds_it_cannot_read),
    };
    return RUN_TESTS(tests);
}
