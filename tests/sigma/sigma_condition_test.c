/* Conditions: every error with its line and column, and the limits. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "condition.h"
#include "rule_text.h"
#include "test.h"

#define SELECTIONS "  a: {Image: a}\n  b: {Image: b}\n"

enum { CONDITION_LINE = HEAD_LINES + 3 };

static struct compiled compile_condition(const char *condition)
{
    char text[1024];

    snprintf(text, sizeof text, SELECTIONS "  condition: %s\n", condition);
    return compile_detection(text);
}

static void errors_name_line_and_column(void **state)
{
    static const struct {
        const char *condition;
        uint32_t column;
        const char *words;
    } rows[] = {
        {"''", 1, "it ends where a selection is expected"},
        {"'  '", 3, "it ends where a selection is expected"},
        {"a and", 6, "it ends where a selection is expected"},
        {"a or or b", 6, "'or' stands where a selection is expected"},
        {"and a", 1, "'and' stands where a selection is expected"},
        {"not", 4, "it ends where a selection is expected"},
        {"a not b", 3, "'not' stands where 'and', 'or' or the end is expected"},
        {"a b", 3, "'b' stands where 'and', 'or' or the end is expected"},
        {"a AND b", 3, "'AND' stands where"},
        {"a near b", 3, "'near' stands where"},
        {"(a", 3, "it ends where 'and', 'or' or ')' is expected"},
        {"(a b)", 4, "'b' stands where 'and', 'or' or ')' is expected"},
        {"a)", 2, "')' stands where 'and', 'or' or the end is expected"},
        {"()", 2, "')' stands where a selection is expected"},
        {"a | count() > 5", 3, "aggregations (| …) are not supported"},
        {"a and c", 7, "there is no selection 'c'"},
        {"a and not (b or nope)", 17, "there is no selection 'nope'"},
        {"1 of c*", 6, "there is no selection of the form 'c*'"},
        {"a and 1 of them*", 12, "there is no selection of the form 'them*'"},
        {"1 of", 5, "it ends where 'them' or a pattern of selections is expected"},
        {"1 of (a)", 6, "'(' stands where 'them' or a pattern"},
        {"1 of not", 6, "'not' stands where 'them' or a pattern"},
        {"2 of them", 3, "only '1 of', 'any of' and 'all of' are supported"},
        {"a of them", 3, "only '1 of', 'any of' and 'all of' are supported"},
        {"a*", 1, "a pattern needs '1 of' or 'all of' before it"},
        {"b and a*", 7, "'a*' stands where a selection"},
        {"1", 1, "there is no selection '1'"},
        {"all", 1, "there is no selection 'all'"},
        {"a & b", 3, "'&' stands where"},
        {"\"a\\u0001\"", 2, "'\\x01' stands where"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_condition(rows[i].condition);
        print_message("  %s\n", rows[i].condition);
        assert_refused(&compiled, SIGMA_REASON_CONDITION, CONDITION_LINE, rows[i].words);
        assert_int_equal(compiled.diagnostic.column, rows[i].column);
    }
}

static void refuses_conditions_that_are_no_text(void **state)
{
    static const struct {
        const char *detection;
        uint32_t line;
        const char *words;
    } rows[] = {
        {SELECTIONS, 1, "the detection has no condition"},
        {SELECTIONS "  condition: {a: b}\n", 3, "neither text nor a list"},
        {SELECTIONS "  condition: []\n", 3, "the list of conditions is empty"},
        {SELECTIONS "  condition:\n    - a\n    - [b]\n", 5, "neither text nor a list"},
        {SELECTIONS "  condition:\n    - a\n    - c\n", 5, "there is no selection 'c'"},
        {SELECTIONS "  condition:\n", 3, "it ends where a selection is expected"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_detection(rows[i].detection);
        print_message("  %s\n", rows[i].detection);
        assert_refused(&compiled, SIGMA_REASON_CONDITION, HEAD_LINES + rows[i].line, rows[i].words);
    }
}

/* `count` times the first text, then the second, then `count` times the third. */
static char *nest(const char *before, const char *inside, const char *behind, size_t count)
{
    char *text = malloc((strlen(before) + strlen(behind)) * count + strlen(inside) + 1);
    assert_non_null(text);
    char *at = text;

    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s", before);
    at += sprintf(at, "%s", inside);
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s", behind);
    return text;
}

static struct sigma_condition *parse(const char *text, struct sigma_diagnostic *diagnostic,
                                     struct arena **arena)
{
    *arena = arena_new();
    struct sigma_work work = {.arena = *arena, .diagnostic = diagnostic};
    return sigma_condition_parse(&work, (struct content_text){text, (uint32_t)strlen(text)}, 1);
}

static void levels_and_words_have_limits(void **state)
{
    static const struct {
        const char *before, *behind;
        size_t count;
        bool accepted;
    } rows[] = {
        {"(", ")", SIGMA_MAX_CONDITION_LEVELS, true},
        {"(", ")", SIGMA_MAX_CONDITION_LEVELS + 1, false},
        {"not ", "", SIGMA_MAX_CONDITION_LEVELS, true},
        {"not ", "", SIGMA_MAX_CONDITION_LEVELS + 1, false},
        {"not (", ")", SIGMA_MAX_CONDITION_LEVELS / 2, true},
        {"not (", ")", SIGMA_MAX_CONDITION_LEVELS / 2 + 1, false},
        {"(", ")", 5000, false},
        {"", " and a", (SIGMA_MAX_CONDITION_TOKENS - 2) / 2, true}, /* the end counts as one */
        {"", " and a", SIGMA_MAX_CONDITION_TOKENS / 2, false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char *text = nest(rows[i].before, "a", rows[i].behind, rows[i].count);
        struct sigma_diagnostic diagnostic = {0};
        struct arena *arena;
        const bool accepted = parse(text, &diagnostic, &arena) != NULL;
        if (accepted != rows[i].accepted)
            fail_msg("%zu times '%s': %s", rows[i].count, rows[i].before, diagnostic.reason);
        assert_int_equal(diagnostic.kind, accepted ? SIGMA_ACCEPTED : SIGMA_REASON_LIMIT);
        arena_free(arena);
        free(text);
    }
}

/* Parentheses can bring two operators each: 64 of them are as deep as a file allows. */
static void a_condition_is_at_most_as_deep_as_a_file_allows(void **state)
{
    static const struct {
        const char *inside;
        bool accepted;
    } rows[] = {{"a", true}, {"a or b", false}};

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        char *condition = nest("a or b and (", rows[i].inside, ")", SIGMA_MAX_CONDITION_LEVELS);
        const size_t room = strlen(condition) + 100;
        char *text = malloc(room);
        assert_non_null(text);
        snprintf(text, room, SELECTIONS "  condition: %s\n", condition);
        const struct compiled compiled = compile_detection(text);
        if (compiled.accepted != rows[i].accepted)
            fail_msg("'%s': %s", rows[i].inside, compiled.diagnostic.reason);
        if (!rows[i].accepted)
            assert_refused(&compiled, SIGMA_REASON_LIMIT, CONDITION_LINE,
                           "nested deeper than 128 operators");
        free(text);
        free(condition);
    }
}

static void patterns_match_whole_names(void **state)
{
    static const struct {
        const char *pattern, *name;
        bool matches;
    } rows[] = {
        {"a", "a", true},       {"a", "ab", false},         {"ab", "a", false},
        {"a*", "a", true},      {"a*", "abc", true},        {"a*", "ba", false},
        {"*", "", true},        {"*", "x", true},           {"*a", "ba", true},
        {"*a", "ab", false},    {"a*b*c", "axxbyyc", true}, {"a*b*c", "acb", false},
        {"**a**", "xax", true}, {"*aab", "aaaab", true},    {"them", "anything", true},
        {"them", "", true},     {"them", "_x", false},      {"*", "_x", false},
        {"_*", "_x", false},    {"the*", "_them", false},   {"A*", "a", false},
        {"?", "a", false},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct content_text pattern = {rows[i].pattern, (uint32_t)strlen(rows[i].pattern)};
        const struct content_text name = {rows[i].name, (uint32_t)strlen(rows[i].name)};
        if (sigma_pattern_matches(pattern, name) != rows[i].matches)
            fail_msg("'%s' on '%s'", rows[i].pattern, rows[i].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_name_line_and_column),
        cmocka_unit_test(refuses_conditions_that_are_no_text),
        cmocka_unit_test(levels_and_words_have_limits),
        cmocka_unit_test(a_condition_is_at_most_as_deep_as_a_file_allows),
        cmocka_unit_test(patterns_match_whole_names),
    };
    return RUN_TESTS(tests);
}
