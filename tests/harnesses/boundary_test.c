/* Boundary pairs of seeds: at a limit a file is accepted, one above it is refused by exactly that
 * rule; and no rule is without its pair, or the reason why. */
#include "seed_files.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "channel/sensor.h"
#include "support/exact.h"

#define FOLDER "channel_file/limits"
enum { NAME_SIZE = 256, SEED_MAX = 4096 };

/* A seed's name, taken apart: error[.variant]-at, error[.variant]-above. */
struct seed_name {
    enum channel_error error;
    bool above;
};

static enum channel_error error_named(const char *name, size_t size)
{
    char upper[NAME_SIZE] = "";

    for (size_t i = 0; i < size && i + 1 < sizeof upper; i++)
        upper[i] = (char)(name[i] == '-' ? '_' : toupper((unsigned char)name[i]));
    for (unsigned error = CHANNEL_OK + 1; error < CHANNEL_ERROR_END; error++)
        if (strcmp(channel_error_name((enum channel_error)error), upper) == 0)
            return (enum channel_error)error;
    fail_msg("%s: names no error", name);
    return CHANNEL_OK;
}

static struct seed_name take_apart(const char *name)
{
    const char *end = strrchr(name, '-');

    if (end == NULL || (strcmp(end, "-at") != 0 && strcmp(end, "-above") != 0))
        fail_msg("%s: is neither at nor above", name);
    const size_t rule = strcspn(name, ".");
    const size_t whole = (size_t)(end - name);
    return (struct seed_name){error_named(name, rule < whole ? rule : whole),
                              strcmp(end, "-above") == 0};
}

/* Caps that small files pass only to be refused for having less than they count. */
static const struct {
    enum channel_error cap, next;
} caps[] = {
    {CHANNEL_ERROR_TEXT_TOO_LONG, CHANNEL_ERROR_STRING_END},
    {CHANNEL_ERROR_INSTANCE_CRITERIA, CHANNEL_ERROR_INSTANCE_CRITERIA_END},
    {CHANNEL_ERROR_INSTANCE_NODES, CHANNEL_ERROR_INSTANCE_NODES_END},
    {CHANNEL_ERROR_CRITERION_VALUES, CHANNEL_ERROR_CRITERION_VALUES_END},
    {CHANNEL_ERROR_EXPRESSION_LENGTH, CHANNEL_ERROR_EXPRESSION_END},
};

static enum channel_error expected_of(struct seed_name name)
{
    if (name.above)
        return name.error;
    for (size_t i = 0; i < COUNT_OF(caps); i++)
        if (caps[i].cap == name.error)
            return caps[i].next;
    return CHANNEL_OK;
}

static enum channel_error refusal(const char *name, enum channel_error rule)
{
    size_t size;
    uint8_t *bytes = read_seed(FOLDER, name, &size);
    const bool of_sensor = rule == CHANNEL_ERROR_SENSOR_TOO_OLD;
    const enum channel_error error =
        first_violation(bytes, size, of_sensor ? channel_standard_sensor() : NULL);

    assert_true(size <= SEED_MAX);
    exact_free(bytes, size);
    return error;
}

static bool has_pair[CHANNEL_ERROR_END];

static void check_seed(const char *folder, const char *seed)
{
    const struct seed_name name = take_apart(seed);
    const enum channel_error error = refusal(seed, name.error);
    char other[NAME_SIZE];
    size_t size;

    if (error != expected_of(name))
        fail_msg("%s: %s", seed, channel_error_name(error));
    snprintf(other, sizeof other, "%.*s-%s", (int)(strrchr(seed, '-') - seed), seed,
             name.above ? "at" : "above");
    uint8_t *half = read_seed(folder, other, &size); /* fails when it is missing */
    exact_free(half, size);
    has_pair[name.error] = true;
}

/* Pairs among the seeds that are a file and a trailer: how their first events end. */
static const struct {
    enum channel_error error;
    const char *folder, *at, *above;
} event_pairs[] = {
    {CHANNEL_ERROR_EVENT_INPUTS, "interpreter", "inputs-128", "inputs-129"},
    {CHANNEL_ERROR_EVENT_KIND, "interpreter", "address", "kind-unknown"},
    {CHANNEL_ERROR_EVENT_ABSENT_SIZE, "interpreter", "absent", "absent-with-bytes"},
    {CHANNEL_ERROR_INPUT_MISSING, "validator_contract", "equal", "july-19"},
    {CHANNEL_ERROR_INPUT_REFERENCE, "validator_contract", "equal-reference", "july-19-reference"},
    {CHANNEL_ERROR_INPUT_KIND, "interpreter", "number", "kind-other"},
    {CHANNEL_ERROR_CONDITION_STACK, "interpreter", "depth-128", "depth-129"},
};

static void events_at_a_limit_end_well_and_one_above_do_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(event_pairs); i++) {
        enum channel_error at, above;
        unsigned matches;

        evaluate_events(event_pairs[i].folder, event_pairs[i].at, 1, &matches, &at);
        evaluate_events(event_pairs[i].folder, event_pairs[i].above, 1, &matches, &above);
        if (at != CHANNEL_OK || above != event_pairs[i].error)
            fail_msg("%s: %s; %s: %s", event_pairs[i].at, channel_error_name(at),
                     event_pairs[i].above, channel_error_name(above));
        has_pair[event_pairs[i].error] = true;
    }
}

/* Rules without a pair of small files, and where they are tested. */
static const struct {
    enum channel_error error;
    const char *reason;
} without[] = {
    {CHANNEL_ERROR_FILE_TOO_LARGE, "64 MiB: container_test"},
    {CHANNEL_ERROR_TYPE_COUNT, "1,025 types: tests/parser/limits_test"},
    {CHANNEL_ERROR_INSTANCE_COUNT, "65,537 instances: tests/parser/limits_test"},
    {CHANNEL_ERROR_EVENT_INPUT_SIZE, "an input of 65,536 bytes, which no trailer can say: "
                                     "evaluate_test"},
    {CHANNEL_ERROR_MAGIC, "no limit: all-zero"},
    {CHANNEL_ERROR_CHECKSUM, "no limit: checksum"},
    {CHANNEL_ERROR_HEADER_TRUNCATED, "a header alone is refused, too: truncated-header"},
    {CHANNEL_ERROR_TYPE_INDEX, "decoders by index alone: tables_test"},
    {CHANNEL_ERROR_INSTANCE_INDEX, "decoders by index alone: tables_test"},
    {CHANNEL_ERROR_CRITERION_INDEX, "decoders by index alone: tables_test"},
    {CHANNEL_ERROR_VALUE_INDEX, "decoders by index alone: tables_test"},
    {CHANNEL_ERROR_NODE_INDEX, "decoders by index alone: tables_test"},
    {CHANNEL_ERROR_INSTRUCTION_INDEX, "decoders by index alone: expression_test"},
    {CHANNEL_ERROR_VALUE_NONE, "decoders by index alone: criteria_test"},
    {CHANNEL_ERROR_SENSOR_TYPE, "no limit: sensors_test"},
    {CHANNEL_ERROR_SENSOR_INPUTS, "sensors_test"},
    {CHANNEL_ERROR_SENSOR_REFERENCE, "sensors_test"},
    {CHANNEL_ERROR_SENSOR_KIND, "no limit: sensors_test"},
    {CHANNEL_ERROR_WORKSPACE_TOO_SMALL, "the caller's: evaluate_test"},
    {CHANNEL_ERROR_EXPRESSION_WORKSPACE, "the caller's: expression_test"},
    {CHANNEL_ERROR_BUDGET, "the caller's: evaluate_test"},
    {CHANNEL_ERROR_CONDITION_UNFINISHED,
     "cannot be: the decoders refuse what would lead there (condition_test)"},
};

static void files_at_a_limit_are_accepted_and_one_above_refused(void **state)
{
    (void)state;
    each_seed(FOLDER, check_seed);
}

/* The tests before have found the pairs. */
static void every_rule_has_its_pair_or_a_reason(void **state)
{
    bool excused[CHANNEL_ERROR_END] = {false};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(without); i++) {
        if (has_pair[without[i].error])
            fail_msg("%s has a pair", channel_error_name(without[i].error));
        excused[without[i].error] = true;
    }
    for (unsigned error = CHANNEL_OK + 1; error < CHANNEL_ERROR_END; error++)
        if (!has_pair[error] && !excused[error])
            fail_msg("%s has no pair", channel_error_name((enum channel_error)error));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_at_a_limit_are_accepted_and_one_above_refused),
        cmocka_unit_test(events_at_a_limit_end_well_and_one_above_do_not),
        cmocka_unit_test(every_rule_has_its_pair_or_a_reason),
    };
    return RUN_TESTS(tests);
}
