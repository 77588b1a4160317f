/* Text operators: tables, naive second implementations over all short words, and the budget. */
#include "text_match.h"

#include "bytes.h"
#include "test.h"
#include "text_rules.h"
#include "words.h"

enum operator{ EXACT, PREFIX, SUFFIX, CONTAINS, GLOB, OPERATORS };

static enum channel_error run(enum operator op, struct text_test test, struct meter *meter,
                              bool *matches)
{
    static enum channel_error (*const functions[OPERATORS])(
        struct text_test, struct meter *, bool *) = {text_exact, text_prefix, text_suffix,
                                                     text_contains, text_glob};

    *matches = true;
    return functions[op](test, meter, matches);
}

/* --- second implementations, from docs/format.md -----------------------------------------------
 */

static bool same(struct text_test test, uint32_t input, uint32_t pattern)
{
    const uint8_t in = test.input.base[input];
    const uint8_t like = test.pattern.base[pattern];
    return (test.cased ? in : fold(in)) == (test.fold_pattern ? fold(like) : like);
}

static bool stands_at(struct text_test test, uint32_t begin)
{
    if (begin > test.input.size || test.pattern.size > test.input.size - begin)
        return false;
    for (uint32_t i = 0; i < test.pattern.size; i++)
        if (!same(test, begin + i, i))
            return false;
    return true;
}

static bool naive_glob(struct text_test test, uint32_t at, uint32_t position)
{
    const struct channel_slice input = test.input;

    if (at == test.pattern.size)
        return position == input.size;
    if (test.pattern.base[at] == '*') {
        for (uint32_t next = position; next <= input.size; next++)
            if (naive_glob(test, at + 1, next))
                return true;
        return false;
    }
    if (position == input.size)
        return false;
    if (test.pattern.base[at] == '?') {
        uint32_t size = 1;
        if (is_continuation(input.base[position]))
            return false;
        while (size < 4 && position + size < input.size &&
               is_continuation(input.base[position + size]))
            size++;
        return naive_glob(test, at + 1, position + size);
    }
    at += test.pattern.base[at] == '\\' ? 1 : 0;
    return same(test, position, at) && naive_glob(test, at + 1, position + 1);
}

static bool naive(enum operator op, struct text_test test)
{
    const uint32_t input = test.input.size;
    const uint32_t pattern = test.pattern.size;

    switch (op) {
    case EXACT:
        return pattern == input && stands_at(test, 0);
    case PREFIX:
        return stands_at(test, 0);
    case SUFFIX:
        return pattern <= input && stands_at(test, input - pattern);
    case CONTAINS:
        for (uint32_t begin = 0; begin <= input; begin++)
            if (stands_at(test, begin))
                return true;
        return false;
    case GLOB:
        return naive_glob(test, 0, 0);
    case OPERATORS:
        break;
    }
    return false;
}

/* The published worst case of one value, the step for trying it apart (docs/format.md, 4). */
static uint64_t worst_case(enum operator op, struct text_test test)
{
    const uint64_t input = test.input.size;
    const uint64_t pattern = test.pattern.size;

    switch (op) {
    case EXACT:
    case PREFIX:
    case SUFFIX:
        return pattern;
    case CONTAINS:
        return input + pattern * input;
    case GLOB:
        return 1 + input + pattern * (1 + input);
    case OPERATORS:
        break;
    }
    return 0;
}

/* --- comparison --------------------------------------------------------------------------------
 */

static void check_budget(enum operator op, struct text_test test, uint64_t used, bool expected)
{
    struct meter enough = {used};
    bool matches;

    assert_int_equal(run(op, test, &enough, &matches), CHANNEL_OK);
    assert_int_equal(enough.left, 0);
    assert_int_equal(matches, expected);
    if (used == 0)
        return;
    struct meter short_of_one = {used - 1};
    assert_int_equal(run(op, test, &short_of_one, &matches), CHANNEL_ERROR_BUDGET);
}

static void check(enum operator op, struct text_test test)
{
    struct meter meter = {1000000};
    bool matches;
    const bool expected = naive(op, test);
    const enum channel_error error = run(op, test, &meter, &matches);

    if (error != CHANNEL_OK || matches != expected)
        fail_msg("operator %d, input '%.*s', pattern '%.*s': %s, %d", (int)op, (int)test.input.size,
                 (const char *)test.input.base, (int)test.pattern.size,
                 (const char *)test.pattern.base, channel_error_name(error), matches);
    const uint64_t used = 1000000 - meter.left;
    assert_in_range(used, 0, worst_case(op, test));
    check_budget(op, test, used, expected);
}

/* Words in allocations of their size: an operator that reads behind one is seen. */
static void check_words(enum operator op, const struct word *input, const struct word *pattern,
                        uint32_t modes)
{
    struct exact in = exact_copy(input->bytes, input->size);
    struct exact like = exact_copy(pattern->bytes, pattern->size);

    for (uint32_t mode = 0; mode < modes; mode++)
        check(op, (struct text_test){slice_of(&in), slice_of(&like), mode == 1, mode == 2});
    free_exact(&in);
    free_exact(&like);
}

static void simple_operators_are_as_the_naive_ones_say(void **state)
{
    (void)state;
    static const char *const alphabet[] = {"a", "A", "b", "\xc3", NULL};
    struct word input, pattern;

    for (uint32_t i = 0; word_at(alphabet, 4, i, &input); i++)
        for (uint32_t p = 0; word_at(alphabet, 3, p, &pattern); p++)
            for (uint32_t op = EXACT; op <= CONTAINS; op++)
                check_words((enum operator)op, &input, &pattern, 3);
}

static bool ends_with_escape(const struct word *glob)
{
    uint32_t slashes = 0;
    while (slashes < glob->size && glob->bytes[glob->size - 1 - slashes] == '\\')
        slashes++;
    return slashes % 2 == 1;
}

static void compare_globs(const char *const *letters, uint32_t longest_glob,
                          const char *const *pieces, uint32_t longest_input)
{
    struct word input, glob;

    for (uint32_t g = 0; word_at(letters, longest_glob, g, &glob); g++) {
        if (ends_with_escape(&glob))
            continue;
        for (uint32_t i = 0; word_at(pieces, longest_input, i, &input); i++)
            check(GLOB, (struct text_test){
                            {input.bytes, input.size}, {glob.bytes, glob.size}, true, false});
    }
}

static void globs_are_as_the_naive_one_says(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "b", "*", "?", "\\", NULL};
    static const char *const pieces[] = {"a", "b", "\xc3\xa9", NULL};
    compare_globs(letters, 5, pieces, 5);
}

static void globs_on_broken_utf_8_are_as_the_naive_one_says(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "*", "?", "\xc3", "\xa9", NULL};
    static const char *const pieces[] = {"a", "\xa9", "\xc3", NULL};
    compare_globs(letters, 4, pieces, 6);
}

static void caseless_globs_fold_the_input_alone(void **state)
{
    (void)state;
    static const char *const letters[] = {"a", "A", "*", "?", NULL};
    static const char *const pieces[] = {"a", "A", "Z", NULL};
    struct word input, glob;

    for (uint32_t g = 0; word_at(letters, 4, g, &glob); g++)
        for (uint32_t i = 0; word_at(pieces, 4, i, &input); i++)
            check_words(GLOB, &input, &glob, 2);
}

static const struct {
    const char *input, *pattern;
    enum operator op;
    bool cased, expected;
} cases[] = {
    {"C:\\Windows\\CMD.EXE", "\\cmd.exe", SUFFIX, false, true},
    {"C:\\Windows\\CMD.EXE", "\\cmd.exe", SUFFIX, true, false},
    {"C:\\Windows\\CMD.EXE", "c:\\", PREFIX, false, true},
    {"C:\\Windows\\CMD.EXE", "windows", CONTAINS, false, true},
    {"\xc3\x89", "\xc3\xa9", EXACT, false, false}, /* folding is ASCII alone */
    {"[", "{", EXACT, false, false}, /* what stands beside the letters does not fold */
    {"@", "`", EXACT, false, false},
    {"abc", "ABC", EXACT, false, false}, /* a pattern that was not folded matches nothing */
    {"", "", EXACT, false, true},
    {"\xc3\xa9", "?", GLOB, false, true},
    {"\xf0\x9f\x98\x80", "?", GLOB, false, true},
    {"ab", "?", GLOB, false, false},
    {"", "?", GLOB, false, false},
    {"a*b", "a\\*b", GLOB, false, true},
    {"axb", "a\\*b", GLOB, false, false},
    {"a\\b", "a\\\\b", GLOB, false, true},
    {"xAbXcD", "*ab?c*", GLOB, false, true},
    {"abcabd", "*ab?", GLOB, false, true},
    {"aab", "*a?", GLOB, false, true},
};

static void cases_from_rules_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct exact input = exact_copy(cases[i].input, strlen(cases[i].input));
        struct exact pattern = exact_copy(cases[i].pattern, strlen(cases[i].pattern));
        struct meter meter = {1000};
        bool matches;
        assert_int_equal(
            run(cases[i].op,
                (struct text_test){slice_of(&input), slice_of(&pattern), cases[i].cased, false},
                &meter, &matches),
            CHANNEL_OK);
        if (matches != cases[i].expected)
            fail_msg("'%s' and '%s'", cases[i].input, cases[i].pattern);
        free_exact(&input);
        free_exact(&pattern);
    }
}

static void a_glob_that_ends_with_an_escape_is_refused(void **state)
{
    (void)state;
    static const char *const globs[] = {"\\", "a\\", "*\\", "*a\\", "?\\", "\\a\\"};
    for (size_t i = 0; i < COUNT_OF(globs); i++) {
        struct exact glob = exact_copy(globs[i], strlen(globs[i]));
        struct exact input = exact_copy("ab", 2);
        struct meter meter = {1000};
        bool matches;
        const struct text_test test = {slice_of(&input), slice_of(&glob), false, false};
        assert_int_equal(run(GLOB, test, &meter, &matches), CHANNEL_ERROR_GLOB_ESCAPE_END);
        assert_false(matches);
        free_exact(&input);
        free_exact(&glob);
    }
}

static void the_worst_glob_stays_within_the_formula(void **state)
{
    (void)state;
    static const char *const globs[] = {"*aaaaaaab", "*a*a*a*a*b", "a*aaaab*b", "*?a?a?a?b"};
    uint8_t as[512];
    memset(as, 'a', sizeof as);
    for (size_t i = 0; i < COUNT_OF(globs); i++) {
        const struct channel_slice glob = {(const uint8_t *)globs[i], (uint32_t)strlen(globs[i])};
        const struct text_test test = {{as, sizeof as}, glob, false, false};
        struct meter meter = {worst_case(GLOB, test)};
        bool matches;
        assert_int_equal(run(GLOB, test, &meter, &matches), CHANNEL_OK);
        assert_false(matches);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simple_operators_are_as_the_naive_ones_say),
        cmocka_unit_test(globs_are_as_the_naive_one_says),
        cmocka_unit_test(globs_on_broken_utf_8_are_as_the_naive_one_says),
        cmocka_unit_test(caseless_globs_fold_the_input_alone),
        cmocka_unit_test(cases_from_rules_hold),
        cmocka_unit_test(a_glob_that_ends_with_an_escape_is_refused),
        cmocka_unit_test(the_worst_glob_stays_within_the_formula),
    };
    return RUN_TESTS(tests);
}
