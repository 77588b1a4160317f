/* Rules that would grow: every cap at its limit and one above, and the memory that a refusal costs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "condition.h"
#include "detection.h"
#include "limits.h"
#include "rule_text.h"
#include "test.h"

/* Text that is put together piece by piece. */
struct builder {
    char *text;
    size_t size, room;
};

static struct builder begin(void)
{
    struct builder builder = {malloc(SIGMA_MAX_FILE), 0, SIGMA_MAX_FILE};

    assert_non_null(builder.text);
    builder.size = (size_t)sprintf(builder.text, "%s", RULE_HEAD);
    return builder;
}

static void add(struct builder *builder, const char *text)
{
    const size_t size = strlen(text);

    assert_true(size < builder->room - builder->size);
    memcpy(builder->text + builder->size, text, size);
    builder->size += size;
}

static void add_times(struct builder *builder, const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(builder, text);
}

static struct compiled finish(struct builder *builder)
{
    const struct compiled compiled = compile_bytes(builder->text, builder->size, NULL);

    free(builder->text);
    return compiled;
}

static void check(const struct compiled *compiled, bool accepted, const char *words)
{
    if (compiled->accepted != accepted)
        fail_msg("'%s': %s", words, compiled->accepted ? "accepted" : compiled->diagnostic.reason);
    if (!accepted && (compiled->diagnostic.kind != SIGMA_REASON_LIMIT ||
                      strstr(compiled->diagnostic.reason, words) == NULL))
        fail_msg("'%s': refused for '%s'", words, compiled->diagnostic.reason);
}

static void a_value_is_at_most_as_long_as_a_text(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        struct builder builder = begin();
        add(&builder, "  s:\n    Image: ");
        add_times(&builder, "a", LIMIT_TEXT + more);
        add(&builder, "\n  condition: s\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, more == 0, "a value is longer than 16384 bytes");
    }
}

static void what_a_value_becomes_is_at_most_as_long_as_a_text(void **state)
{
    static const struct {
        const char *key, *piece;
        size_t fits; /* so many pieces */
    } rows[] = {
        {"Image|base64: ", "abc", LIMIT_TEXT / 4},
        {"Image|wide|base64: ", "abc", LIMIT_TEXT / 8},
        {"Image: x*y", "a", LIMIT_TEXT - 3},
        {"Image: x*y", "\\a", (LIMIT_TEXT - 3) / 3}, /* in a glob the backslash is escaped */
    };

    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(rows); i++) {
        struct builder builder = begin();
        add(&builder, "  s:\n    ");
        add(&builder, rows[i / 2].key);
        add_times(&builder, rows[i / 2].piece, rows[i / 2].fits + i % 2);
        add(&builder, "\n  condition: s\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, i % 2 == 0, "longer than 16384 bytes");
    }
}

static void the_head_is_at_most_as_long_as_texts(void **state)
{
    static const char *const names[] = {"author", "license"};

    (void)state;
    for (size_t i = 0; i < 2 * COUNT_OF(names); i++) {
        struct builder builder = begin();
        add(&builder, "  s: {Image: a}\n  condition: s\n");
        add(&builder, names[i / 2]);
        add(&builder, ": ");
        add_times(&builder, "a", LIMIT_TEXT + i % 2);
        const struct compiled compiled = finish(&builder);
        check(&compiled, i % 2 == 0, "is longer than 16384 bytes");
        assert_int_equal(compiled.diagnostic.line, compiled.accepted ? 0 : HEAD_LINES + 3);
    }
}

static void selections_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        struct builder builder = begin();
        char line[64];
        for (size_t i = 0; i < SIGMA_MAX_SELECTIONS + more; i++) {
            snprintf(line, sizeof line, "  s%zu: {Image: a}\n", i);
            add(&builder, line);
        }
        add(&builder, "  condition: s0\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, more == 0, "more than 1024 selections");
    }
}

static void criteria_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        struct builder builder = begin();
        add(&builder, "  s:\n");
        add_times(&builder, "   - {Image: a}\n", LIMIT_CRITERIA + more);
        add(&builder, "  condition: s\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, more == 0, "more than 16384 criteria");
    }
}

static void nodes_are_bounded(void **state)
{
    /* 64 tests in a selection that is used 1,023 times, and the root: one node under the limit of
     * 65,536 less 63. Four more uses are too many. */
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        struct builder builder = begin();
        add(&builder, "  s:\n");
        add_times(&builder, "   - {Image: a}\n", 64);
        add(&builder, "  condition: s");
        add_times(&builder, " or s", 1022 + 2 * more);
        add(&builder, "\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, more == 0, "more than 65536 nodes");
    }
}

static void dashes_multiply_up_to_a_limit(void **state)
{
    (void)state;
    for (size_t dashes = 7; dashes <= 8; dashes++) {
        struct builder builder = begin();
        add(&builder, "  s:\n    Image|windash: '");
        add_times(&builder, " -a", dashes);
        add(&builder, "'\n  condition: s\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, dashes == 7, "the rule has too many values");
    }
}

static void values_are_bounded(void **state)
{
    (void)state;
    for (size_t more = 0; more <= 1; more++) {
        struct builder builder = begin();
        add(&builder, "  s:\n    Image|base64offset:\n");
        /* A value, and three that it becomes. */
        add_times(&builder, "    - abc\n", SIGMA_MAX_VALUES / 4 + more);
        add(&builder, "  condition: s\n");
        const struct compiled compiled = finish(&builder);
        check(&compiled, more == 0, "the rule has too many values");
    }
}

/* Rules of up to 8 MiB that ask for as much as they can. */
static void hostile_rules_stay_small(void **state)
{
    static const struct {
        const char *holds, *before, *piece;
        size_t count;
        const char *behind;
    } rows[] = {
        {"long values, encoded twice", "  s:\n    Image|wide|base64offset|contains:\n",
         "    - '0123456789012345678901234567890123456789012345678901234567890123456789'\n", 65000,
         "  condition: s\n"},
        {"many uses of everything", "  s:\n", "   - {Image: a}\n", 16000,
         "  condition: all of s* or 1 of s* or 1 of s* or 1 of s* or 1 of s* or 1 of s*\n"},
        {"patterns of stars", "  s: {Image: a}\n  condition: 1 of ", "*a", 8000, "b\n"},
        {"dashes in many values", "  s:\n    CommandLine|contains|windash:\n",
         "    - ' -a -b -c -d -e -f -g '\n", 100000, "  condition: s\n"},
        {"values that are all equal", "  s:\n    Image:\n", "    - a\n", 250000,
         "  condition: s\n"},
        {"stars", "  s:\n    Image: '", "*?", 8000, "'\n  condition: s\n"},
    };
    struct rusage before;
    struct rusage after;

    (void)state;
    assert_int_equal(getrusage(RUSAGE_SELF, &before), 0);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct builder builder = begin();
        add(&builder, rows[i].before);
        add_times(&builder, rows[i].piece, rows[i].count);
        add(&builder, rows[i].behind);
        (void)finish(&builder);
        assert_int_equal(getrusage(RUSAGE_SELF, &after), 0);
        print_message("  %s: %ld MiB\n", rows[i].holds, after.ru_maxrss / 1024);
    }
    /* In KiB; sanitizers multiply it. */
    assert_true(after.ru_maxrss - before.ru_maxrss < 1024 * 1024);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_at_most_as_long_as_a_text),
        cmocka_unit_test(what_a_value_becomes_is_at_most_as_long_as_a_text),
        cmocka_unit_test(the_head_is_at_most_as_long_as_texts),
        cmocka_unit_test(selections_are_bounded),
        cmocka_unit_test(criteria_are_bounded),
        cmocka_unit_test(nodes_are_bounded),
        cmocka_unit_test(dashes_multiply_up_to_a_limit),
        cmocka_unit_test(values_are_bounded),
        cmocka_unit_test(hostile_rules_stay_small),
    };
    return RUN_TESTS(tests);
}
