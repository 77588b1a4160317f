/* A target that refuses every input finds nothing and looks healthy. Here stands what seeds must
 * reach: so many are accepted, and each of these events ends as it should. */
#include "seed_files.h"

#include <limits.h>

#include "channel/checks/check_walk.h"
#include "support/exact.h"

enum { CANONICAL_FLOOR = 45, REFUSED_FLOOR = 30 };

static bool is_canonical(const uint8_t *bytes, size_t size)
{
    struct digest digest = {0};
    struct channel_file file;
    uint32_t offset;

    return channel_open(bytes, size, &file, &offset) == CHANNEL_OK && check_walk(&file, &digest);
}

static unsigned canonical, refused;

static void count_seed(const char *folder, const char *name)
{
    size_t size;
    uint8_t *bytes = read_seed(folder, name, &size);

    if (is_canonical(bytes, size))
        canonical++;
    else
        refused++;
    exact_free(bytes, size);
}

static void enough_files_are_canonical(void **state)
{
    (void)state;
    canonical = refused = 0;
    each_seed("channel_file", count_seed);
    assert_true(canonical >= CANONICAL_FLOOR);
    assert_true(refused >= REFUSED_FLOOR);
}

static const struct {
    const char *seed;
    unsigned matches;
    enum channel_error error; /* of the call, or of the first instance in error */
} rows[] = {
    {"hit", 1, CHANNEL_OK},
    {"miss", 0, CHANNEL_OK},
    {"absent", 0, CHANNEL_OK},
    {"empty", 1, CHANNEL_OK},
    {"july-19", 0, CHANNEL_ERROR_INPUT_MISSING},
    {"july-19-wildcard", 1, CHANNEL_OK},
    {"no-inputs", 0, CHANNEL_ERROR_INPUT_MISSING},
    {"keyword", 1, CHANNEL_OK},
    {"keyword-no-inputs", 0, CHANNEL_OK},
    {"inputs-128", 1, CHANNEL_OK},
    {"inputs-129", 0, CHANNEL_ERROR_EVENT_INPUTS},
    {"kind-unknown", 0, CHANNEL_ERROR_EVENT_KIND},
    {"absent-with-bytes", 0, CHANNEL_ERROR_EVENT_ABSENT_SIZE},
    {"kind-other", 0, CHANNEL_ERROR_INPUT_KIND},
    {"number", 1, CHANNEL_OK},
    {"number-torn", 0, CHANNEL_OK},
    {"address", 1, CHANNEL_OK},
    {"address-torn", 0, CHANNEL_OK},
    {"field-beyond", 0, CHANNEL_ERROR_CRITERION_FIELD},
    {"test-beyond", 0, CHANNEL_ERROR_NODE_CRITERION},
    {"expression", 1, CHANNEL_OK},
    {"expression-explodes", 0, CHANNEL_OK},
    {"expression-nothing", 0, CHANNEL_ERROR_EXPRESSION_EMPTY},
    {"reference", 1, CHANNEL_OK},
    {"glob-explodes", 0, CHANNEL_OK},
    {"other-type", 0, CHANNEL_OK},
};

static void events_end_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        unsigned matches;
        enum channel_error error;

        evaluate_events("interpreter", rows[i].seed, 1, &matches, &error);
        if (matches != rows[i].matches || error != rows[i].error)
            fail_msg("%s: %u matches, %s", rows[i].seed, matches, channel_error_name(error));
    }
}

/* Counted by hand, from docs/format.md. */
static const struct {
    const char *seed;
    unsigned matches; /* of all of its events */
} operand_rows[] = {
    {"operands-exact", 2},
    {"operands-contains", 2},
    {"operands-contains-short", 2},
    {"operands-glob", 10},
    {"operands-number", 3},
    {"operands-address4", 2},
    {"operands-address6", 9},
    {"operands-address6-torn", 0},
    {"operands-expression-lines", 9},
    {"operands-expression-words", 6},
    {"operands-expression-bytes", 3},
    {"operands-reference-exact", 2},
    {"operands-reference-prefix", 4},
    {"operands-reference-suffix", 4},
    {"operands-reference-contains", 6},
};

static void operands_match_as_often_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(operand_rows); i++) {
        unsigned matches;
        enum channel_error error;

        evaluate_events("interpreter", operand_rows[i].seed, UINT_MAX, &matches, &error);
        if (matches != operand_rows[i].matches || error != CHANNEL_OK)
            fail_msg("%s: %u matches, %s", operand_rows[i].seed, matches,
                     channel_error_name(error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_files_are_canonical),
        cmocka_unit_test(events_end_as_they_should),
        cmocka_unit_test(operands_match_as_often_as_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
