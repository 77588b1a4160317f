/* Selections: maps, lists, keywords, unknown fields, and how they become one flat condition. */
#include <stdio.h>
#include <string.h>

#include "rule_text.h"
#include "test.h"

struct row {
    const char *detection, *expected;
};

static void check_rows(const struct row *rows, size_t count, bool allow_unknown_fields)
{
    const struct sigma_options options = {.allow_unknown_fields = allow_unknown_fields};

    for (size_t i = 0; i < count; i++) {
        char text[2048];
        const int size = snprintf(text, sizeof text, "%s%s", RULE_HEAD, rows[i].detection);
        const struct compiled compiled = compile_bytes(text, (size_t)size, &options);
        print_message("  %s\n", rows[i].detection);
        assert_description(&compiled, rows[i].expected);
    }
}

static void maps_are_and_lists_are_or(void **state)
{
    static const struct row rows[] = {
        {"  s: {Image: a, User: b}\n  condition: s\n",
         "0 Image exact 'a'; 1 User exact 'b' | and(0, 1)"},
        {"  s: [{Image: a}, {User: b}]\n  condition: s\n",
         "0 Image exact 'a'; 1 User exact 'b' | or(0, 1)"},
        {"  s: [{Image: a, User: b}, {User: c}]\n  condition: s\n",
         "0 Image exact 'a'; 1 User exact 'b'; 2 User exact 'c' | or(and(0, 1), 2)"},
        {"  s: [{Image: a}]\n  condition: s\n", "0 Image exact 'a' | 0"},
        {"  s: {Image: [a, 'b*'], User: c}\n  condition: s\n",
         "0 Image exact 'a'; 1 Image prefix 'b'; 2 User exact 'c' | and(or(0, 1), 2)"},
        {"  s: {Image|contains: a, Image|endswith: b}\n  condition: s\n",
         "0 Image contains 'a'; 1 Image suffix 'b' | and(0, 1)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void conditions_are_flat_and_use_criteria_in_their_order(void **state)
{
    static const struct row rows[] = {
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: b and a\n",
         "0 Image exact 'b'; 1 Image exact 'a' | and(0, 1)"},
        {"  a: {Image: a, User: u}\n  b: {Image: b}\n  condition: a and b\n",
         "0 Image exact 'a'; 1 User exact 'u'; 2 Image exact 'b' | and(0, 1, 2)"},
        {"  a: [{Image: a}, {User: u}]\n  b: {Image: b}\n  condition: b or (a or b)\n",
         "0 Image exact 'b'; 1 Image exact 'a'; 2 User exact 'u' | or(0, 1, 2, 0)"},
        {"  a: {Image: a}\n  condition: not not a\n", "0 Image exact 'a' | 0"},
        {"  a: {Image: a}\n  condition: not (not (not a))\n", "0 Image exact 'a' | not(0)"},
        {"  a: {Image: a, User: u}\n  b: {Image: b}\n  condition: b and not (not a)\n",
         "0 Image exact 'b'; 1 Image exact 'a'; 2 User exact 'u' | and(0, 1, 2)"},
        {"  a: {Image: a}\n  condition: a and a\n", "0 Image exact 'a' | and(0, 0)"},
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: a or b and not a\n",
         "0 Image exact 'a'; 1 Image exact 'b' | or(0, and(1, not(0)))"},
        {"  a: {Image: a}\n  unused: {Image: b}\n  condition: a\n", "0 Image exact 'a' | 0"},
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: [a, b]\n",
         "0 Image exact 'a'; 1 Image exact 'b' | or(0, 1)"},
        {"  a: {Image: a}\n  condition: [a]\n", "0 Image exact 'a' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

#define SELECTIONS                                                                                 \
    "  sel_a: {Image: a}\n  sel_b: {Image: b}\n  _sel: {Image: c}\n  other: {Image: d}\n"

static void patterns_take_selections_in_their_order(void **state)
{
    static const struct row rows[] = {
        {SELECTIONS "  condition: 1 of sel_*\n", "0 Image exact 'a'; 1 Image exact 'b' | or(0, 1)"},
        {SELECTIONS "  condition: any of sel_*\n",
         "0 Image exact 'a'; 1 Image exact 'b' | or(0, 1)"},
        {SELECTIONS "  condition: all of sel_*\n",
         "0 Image exact 'a'; 1 Image exact 'b' | and(0, 1)"},
        {SELECTIONS "  condition: 1 of them\n",
         "0 Image exact 'a'; 1 Image exact 'b'; 2 Image exact 'd' | or(0, 1, 2)"},
        {SELECTIONS "  condition: all of *\n",
         "0 Image exact 'a'; 1 Image exact 'b'; 2 Image exact 'd' | and(0, 1, 2)"},
        {SELECTIONS "  condition: 1 of *e*\n",
         "0 Image exact 'a'; 1 Image exact 'b'; 2 Image exact 'd' | or(0, 1, 2)"},
        {SELECTIONS "  condition: 1 of *_b\n", "0 Image exact 'b' | 0"},
        {SELECTIONS "  condition: 1 of s*l*a\n", "0 Image exact 'a' | 0"},
        {SELECTIONS "  condition: 1 of other\n", "0 Image exact 'd' | 0"},
        {SELECTIONS "  condition: other and not 1 of sel*\n",
         "0 Image exact 'd'; 1 Image exact 'a'; 2 Image exact 'b' | and(0, not(or(1, 2)))"},
        {SELECTIONS "  condition: _sel\n", "0 Image exact 'c' | 0"},
        {"  all: {Image: a}\n  any: {Image: b}\n  them: {Image: c}\n  condition: all or any or "
         "them\n",
         "0 Image exact 'a'; 1 Image exact 'b'; 2 Image exact 'c' | or(0, 1, 2)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void keywords_search_all_fields(void **state)
{
    static const struct row rows[] = {
        {"  k: [abc, 'd*e', 4688]\n  condition: k\n",
         "0 any field contains 'abc' '4688'; 1 any field glob '*d*e*' | or(0, 1)"},
        {"  k: abc\n  condition: k\n", "0 any field contains 'abc' | 0"},
        {"  k: ['*abc', 'abc*', 'ABC']\n  condition: k\n", "0 any field contains 'abc' | 0"},
        {"  k: {'|all': [abc, def]}\n  condition: k\n",
         "0 any field contains 'abc'; 1 any field contains 'def' | and(0, 1)"},
        {"  k: {'': [abc, def]}\n  condition: k\n", "0 any field contains 'abc' 'def' | 0"},
        {"  k: {'|cased': Abc}\n  condition: k\n", "0 any field contains cased 'Abc' | 0"},
        {"  k: {'|base64offset|contains': foo}\n  condition: k\n",
         "0 any field contains 'zm9v' 'zvb' 'mb2' | 0"},
        {"  k: [abc, {Image: a}]\n  condition: k\n",
         "0 any field contains 'abc'; 1 Image exact 'a' | or(0, 1)"},
        {"  k: '?'\n  condition: k\n", "0 any field glob '?*' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void an_unknown_field_is_always_absent_where_allowed(void **state)
{
    static const struct row rows[] = {
        {"  a: {Nope: x}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Nope: x}\n  condition: not a\n", "0 - any | 0"},
        {"  a: {Nope: null}\n  condition: a\n", "0 - any | 0"},
        {"  a: {Nope|exists: true}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Nope|exists: false}\n  condition: a\n", "0 - any | 0"},
        {"  a: {Nope: [null, x]}\n  condition: a\n", "0 - any | 0"},
        {"  a: {Nope|all: [null, x]}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Nope|neq: x}\n  condition: a\n", "0 - any | 0"},
        {"  a: {Nope|lt: 5}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Nope: '*'}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Nope: x, Image: a}\n  b: {Image: b}\n  condition: a or b\n",
         "0 Image exact 'b' | 0"},
        {"  a: {Nope: null, Image: a}\n  condition: a\n", "0 Image exact 'a' | 0"},
        {"  a: [{Nope: x}, {Image: a}]\n  condition: a\n", "0 Image exact 'a' | 0"},
        {"  a: {Nope: x}\n  b: {Image: b}\n  condition: b and not a\n", "0 Image exact 'b' | 0"},
        {"  a: {Image|fieldref: Nope}\n  condition: a\n", "0 - any | not(0)"},
        {"  a: {Image|fieldref: [Nope, User]}\n  condition: a\n",
         "0 Image reference exact User | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), true);
}

static void refuses_unusable_selections(void **state)
{
    static const struct {
        const char *detection;
        enum sigma_reason kind;
        uint32_t line; /* behind the head */
        const char *words;
    } rows[] = {
        {"  s: {}\n  condition: s\n", SIGMA_REASON_VALUE, 1, "a selection is empty"},
        {"  s: []\n  condition: s\n", SIGMA_REASON_VALUE, 1, "a list of values is empty"},
        {"  s: [{}]\n  condition: s\n", SIGMA_REASON_VALUE, 1, "a selection is empty"},
        {"  s: [[{Image: a}]]\n  condition: s\n", SIGMA_REASON_VALUE, 1, "a list in a list"},
        {"  s:\n  condition: s\n", SIGMA_REASON_VALUE, 1, "null cannot be a keyword"},
        {"  s:\n   - abc\n   - ~\n  condition: s\n", SIGMA_REASON_VALUE, 3, "null cannot be"},
        {"  s:\n   - ''\n  condition: s\n", SIGMA_REASON_VALUE, 2, "would match every event"},
        {"  s:\n   - '**'\n  condition: s\n", SIGMA_REASON_VALUE, 2, "would match every event"},
        {"  s:\n    '|startswith': a\n  condition: s\n", SIGMA_REASON_MODIFIER, 2,
         "startswith needs a field"},
        {"  s:\n    '|cidr': '::1'\n  condition: s\n", SIGMA_REASON_MODIFIER, 2,
         "cidr needs a field"},
        {"  s:\n    '|re': a(\n  condition: s\n", SIGMA_REASON_EXPRESSION, 2,
         "regular expression, byte"},
        {"  s: {Image: a}\n  unused:\n    Image|re: a(\n  condition: s\n", SIGMA_REASON_EXPRESSION,
         3, "regular expression, byte"},
        {"  s: {Image: a}\n  t:\n    User: b\n    Nope: c\n  condition: s\n", SIGMA_REASON_FIELD, 4,
         "process_creation has no field 'Nope'"},
        {"  s: {Image: a}\n  timeframe: 5m\n  condition: s\n", SIGMA_REASON_CONDITION, 2,
         "timeframe"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_detection(rows[i].detection);
        print_message("  %s\n", rows[i].detection);
        assert_refused(&compiled, rows[i].kind, HEAD_LINES + rows[i].line, rows[i].words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_are_and_lists_are_or),
        cmocka_unit_test(conditions_are_flat_and_use_criteria_in_their_order),
        cmocka_unit_test(patterns_take_selections_in_their_order),
        cmocka_unit_test(keywords_search_all_fields),
        cmocka_unit_test(an_unknown_field_is_always_absent_where_allowed),
        cmocka_unit_test(refuses_unusable_selections),
    };
    return RUN_TESTS(tests);
}
