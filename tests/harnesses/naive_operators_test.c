/* The naive operators against tables of cases, taken from docs/format.md alone. They judge the
 * parser, so nothing here runs the parser. Every input is an allocation of its exact size. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "channel/naive/naive_operators.h"
#include "expression/expression.h"
#include "support/exact.h"

enum { CASED = CHANNEL_FLAG_CASED };

#define EXACT CHANNEL_CRITERION_EXACT
#define PREFIX CHANNEL_CRITERION_PREFIX
#define SUFFIX CHANNEL_CRITERION_SUFFIX
#define CONTAINS CHANNEL_CRITERION_CONTAINS
#define GLOB CHANNEL_CRITERION_GLOB
#define RANGE CHANNEL_CRITERION_RANGE
#define CIDR4 CHANNEL_CRITERION_CIDR4
#define CIDR6 CHANNEL_CRITERION_CIDR6

static struct channel_input input_of(const char *text)
{
    const size_t size = strlen(text);
    return (struct channel_input){exact_copy((const uint8_t *)text, size), (uint32_t)size,
                                  CHANNEL_KIND_TEXT};
}

static void forget(const struct channel_input *input)
{
    exact_free((uint8_t *)(uintptr_t)input->bytes, input->size);
}

/* Whether a value holds for a text, in an event whose other input is `other`. */
static bool holds(uint8_t kind, uint8_t flags, const struct content_value *value, const char *text,
                  const char *other)
{
    const struct channel_input inputs[] = {input_of(text), input_of(other)};
    const struct channel_event event = {1, 2, inputs};
    const bool result = naive_value_holds(kind, flags, value, &event, &inputs[0]);

    forget(&inputs[0]);
    forget(&inputs[1]);
    return result;
}

static struct content_value text_value(const char *text)
{
    return (struct content_value){.text = {text, (uint32_t)strlen(text)}};
}

static const struct {
    uint8_t kind, flags;
    const char *value, *input;
    bool expected;
} texts[] = {
    {EXACT, 0, "", "", true},
    {EXACT, 0, "", "a", false},
    {EXACT, 0, "a", "", false},
    {EXACT, 0, "ab", "AB", true},
    {EXACT, 0, "AB", "ab", true},
    {EXACT, CASED, "ab", "AB", false},
    {EXACT, CASED, "aB", "aB", true},
    {EXACT, 0, "ab", "abc", false},
    {EXACT, 0, "@[`{", "`{@[", false},
    {EXACT, 0, "\xc3\x84", "\xc3\xa4", false},
    {PREFIX, 0, "ab", "ABc", true},
    {PREFIX, 0, "ab", "a", false},
    {PREFIX, 0, "ab", "ab", true},
    {PREFIX, 0, "ab", "xab", false},
    {PREFIX, CASED, "ab", "Abc", false},
    {SUFFIX, 0, "bc", "aBC", true},
    {SUFFIX, 0, "bc", "c", false},
    {SUFFIX, 0, "bc", "bc", true},
    {SUFFIX, 0, "bc", "bcx", false},
    {SUFFIX, CASED, "bc", "aBc", false},
    {CONTAINS, 0, "b", "abc", true},
    {CONTAINS, 0, "bc", "ABC", true},
    {CONTAINS, 0, "abcd", "abc", false},
    {CONTAINS, 0, "aab", "aaab", true},
    {CONTAINS, 0, "b", "", false},
    {CONTAINS, CASED, "B", "abc", false},
    {GLOB, 0, "a*b?", "ABB", true},
    {GLOB, 0, "a*b?", "aXbbY", true},
    {GLOB, 0, "a*b?", "ab", false},
    {GLOB, CASED, "a*b?", "Abx", false},
    {GLOB, 0, "*a*", "", false},
    {GLOB, 0, "*", "", true},
    {GLOB, 0, "", "", true},
    {GLOB, 0, "", "a", false},
    {GLOB, 0, "?", "\xf0\x9f\x94\xa5", true},
    {GLOB, 0, "?", "\xff", true},
    {GLOB, 0, "?", "\x80", false},
    {GLOB, 0, "?", "\xc3\x80\x80\x80", true},
    {GLOB, 0, "?", "\xc3\x80\x80\x80\x80", false},
    {GLOB, 0, "??", "\xc3\xa9", false},
    {GLOB, 0, "\\*\\?\\\\", "*?\\", true},
    {GLOB, 0, "\\*", "a", false},
    {GLOB, 0, "a\\", "a\\", false},
};

static void texts_compare_as_the_format_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        const struct content_value value = text_value(texts[i].value);
        if (holds(texts[i].kind, texts[i].flags, &value, texts[i].input, "") != texts[i].expected)
            fail_msg("kind %u, flags %u: \"%s\" on \"%s\"", texts[i].kind, texts[i].flags,
                     texts[i].value, texts[i].input);
    }
}

static const struct {
    uint8_t mode, flags;
    const char *input, *other;
    bool expected;
} references[] = {
    {CHANNEL_REFERENCE_EXACT, 0, "aB", "Ab", true},
    {CHANNEL_REFERENCE_EXACT, CASED, "aB", "Ab", false},
    {CHANNEL_REFERENCE_EXACT, 0, "", "", true},
    {CHANNEL_REFERENCE_PREFIX, 0, "abc", "AB", true},
    {CHANNEL_REFERENCE_PREFIX, 0, "ab", "abc", false},
    {CHANNEL_REFERENCE_PREFIX, 0, "ab", "", true},
    {CHANNEL_REFERENCE_SUFFIX, 0, "abc", "BC", true},
    {CHANNEL_REFERENCE_SUFFIX, 0, "abc", "ab", false},
    {CHANNEL_REFERENCE_CONTAINS, 0, "abc", "B", true},
    {CHANNEL_REFERENCE_CONTAINS, 0, "", "", true},
    {CHANNEL_REFERENCE_CONTAINS, CASED, "abc", "B", false},
    {CHANNEL_REFERENCE_MODES, 0, "a", "a", false},
};

static void references_compare_with_the_other_input(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(references); i++) {
        const struct content_value value = {.field = 1, .mode = references[i].mode};
        if (holds(CHANNEL_CRITERION_REFERENCE, references[i].flags, &value, references[i].input,
                  references[i].other) != references[i].expected)
            fail_msg("mode %u, flags %u: \"%s\" and \"%s\"", references[i].mode,
                     references[i].flags, references[i].input, references[i].other);
    }
}

static void a_reference_to_no_input_is_false(void **state)
{
    const struct content_value absent = {.field = 1}, beyond = {.field = 2};
    const struct channel_input inputs[] = {{NULL, 0, CHANNEL_KIND_TEXT}, {NULL, 0, 0}};
    const struct channel_event event = {1, 2, inputs};

    (void)state;
    assert_false(naive_value_holds(CHANNEL_CRITERION_REFERENCE, 0, &absent, &event, &inputs[0]));
    assert_false(naive_value_holds(CHANNEL_CRITERION_REFERENCE, 0, &beyond, &event, &inputs[0]));
}

static const struct {
    int64_t minimum, maximum;
    const char *input;
    bool expected;
} ranges[] = {
    {1, 3, "1", true},
    {1, 3, "3", true},
    {1, 3, "0", false},
    {1, 3, "4", false},
    {-3, -1, "-2", true},
    {-3, -1, "2", false},
    {0, 0, "-0", true},
    {7, 7, "00000000000000000007", true},
    {7, 7, "000000000000000000007", false},
    {7, 7, "+7", false},
    {7, 7, "7 ", false},
    {INT64_MIN, INT64_MAX, "", false},
    {INT64_MIN, INT64_MAX, "-", false},
    {INT64_MIN, INT64_MAX, "1a", false},
    {INT64_MIN, INT64_MAX, "9223372036854775807", true},
    {INT64_MIN, INT64_MAX, "9223372036854775808", false},
    {INT64_MIN, INT64_MAX, "-9223372036854775808", true},
    {INT64_MIN, INT64_MAX, "-9223372036854775809", false},
    {INT64_MIN, INT64_MAX, "99999999999999999999", false},
    {INT64_MIN, INT64_MIN, "-9223372036854775808", true},
    {INT64_MIN, INT64_MIN, "-9223372036854775807", false},
    {INT64_MAX, INT64_MAX, "9223372036854775807", true},
    {INT64_MAX, INT64_MAX, "9223372036854775806", false},
};

static void integers_are_in_ranges(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(ranges); i++) {
        const struct content_value value = {.minimum = ranges[i].minimum,
                                            .maximum = ranges[i].maximum};
        if (holds(RANGE, 0, &value, ranges[i].input, "") != ranges[i].expected)
            fail_msg("row %zu: \"%s\"", i, ranges[i].input);
    }
}

static const struct {
    uint8_t kind;
    uint8_t address[16];
    uint8_t prefix;
    const char *input;
    bool expected;
} networks[] = {
    {CIDR4, {10}, 8, "10.255.0.1", true},
    {CIDR4, {10}, 8, "11.0.0.0", false},
    {CIDR4, {172, 16}, 12, "172.31.255.255", true},
    {CIDR4, {172, 16}, 12, "172.32.0.0", false},
    {CIDR4, {0}, 0, "255.255.255.255", true},
    {CIDR4, {0}, 0, "::", false},
    {CIDR4, {1, 2, 3, 4}, 32, "1.2.3.4", true},
    {CIDR4, {1, 2, 3, 4}, 32, "1.2.3.5", false},
    {CIDR4, {0}, 0, "", false},
    {CIDR4, {0}, 0, "1.2.3", false},
    {CIDR4, {0}, 0, "1.2.3.", false},
    {CIDR4, {0}, 0, "1.2.3.4.", false},
    {CIDR4, {0}, 0, "1.2.3.4.5", false},
    {CIDR4, {0}, 0, "1..3.4", false},
    {CIDR4, {0}, 0, "1.2.3.256", false},
    {CIDR4, {0}, 0, "1.2.3.04", false},
    {CIDR4, {0}, 0, "1.2.3.0", true},
    {CIDR4, {0}, 0, "1.2.3.-1", false},
    {CIDR4, {0}, 0, "1.2.3.4%a", false},
    {CIDR6, {0xfe, 0x80}, 10, "febf::1", true},
    {CIDR6, {0xfe, 0x80}, 10, "fec0::1", false},
    {CIDR6, {0}, 0, "1.2.3.4", false},
    {CIDR6, {0}, 0, "::", true},
    {CIDR6, {0}, 0, ":", false},
    {CIDR6, {0}, 0, ":::", false},
    {CIDR6, {0}, 0, "", false},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7:8", true},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7", false},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7:8:9", false},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7::", true},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7:8::", false},
    {CIDR6, {0}, 0, "1:2:3:4::5:6:7:8", false},
    {CIDR6, {0}, 0, "1::2::3", false},
    {CIDR6, {0}, 0, ":1::2", false},
    {CIDR6, {0}, 0, "1::2:", false},
    {CIDR6, {0}, 0, "12345::", false},
    {CIDR6, {0}, 0, "g::", false},
    {CIDR6, {[15] = 1}, 128, "::0001", true},
    {CIDR6, {[15] = 1}, 128, "0:0:0:0:0:0:0:1", true},
    {CIDR6, {[10] = 0xff, 0xff, 1, 2, 3, 4}, 128, "::FFFF:1.2.3.4", true},
    {CIDR6, {[10] = 0xff, 0xff, 1, 2, 3, 4}, 128, "0:0:0:0:0:ffff:1.2.3.4", true},
    {CIDR6, {0}, 0, "1.2.3.4::", false},
    {CIDR6, {0}, 0, "1:2:3:4:5:6:7:1.2.3.4", false},
    {CIDR6, {0}, 0, "::1.2.3.4:5", false},
    {CIDR6, {[15] = 1}, 128, "::1%eth0", true},
    {CIDR6, {[15] = 1}, 128, "::1%", true},
    {CIDR6, {0}, 0, "%::1", false},
    {CIDR6, {0}, 0, "::1%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true},
    {CIDR6, {0}, 0, "::1%aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false},
};

static void addresses_are_in_networks(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(networks); i++) {
        struct content_value value = {.prefix = networks[i].prefix};
        memcpy(value.address, networks[i].address, sizeof value.address);
        if (holds(networks[i].kind, 0, &value, networks[i].input, "") != networks[i].expected)
            fail_msg("row %zu: \"%s\"", i, networks[i].input);
    }
}

static const struct {
    const char *source;
    uint8_t flags;
    const char *input;
    bool expected;
} expressions[] = {
    {"", 0, "", true},
    {"b", 0, "abc", true},
    {"B", 0, "abc", false},
    {"B", CHANNEL_EXPRESSION_CASELESS, "abc", true},
    {"k", CHANNEL_EXPRESSION_CASELESS, "\xe2\x84\xaa", false},
    {"^a+$", 0, "aaa", true},
    {"^a+$", 0, "aab", false},
    {"^a+$", 0, "aa\n", true},
    {"^a+$", 0, "aa\n\n", false},
    {"\\z", 0, "", true},
    {"a\\z", 0, "a\n", false},
    {"^b$", 0, "a\nb\nc", false},
    {"^b$", CHANNEL_EXPRESSION_MULTILINE, "a\nb\nc", true},
    {"\\n^", CHANNEL_EXPRESSION_MULTILINE, "a\n", false},
    {"a.b", 0, "a\nb", false},
    {"a.b", CHANNEL_EXPRESSION_DOTALL, "a\nb", true},
    {"^.$", 0, "\xf0\x9f\x94\xa5", true},
    {"^.$", 0, "\xff", true},
    {"^..$", 0, "\xc0\x80", true},
    {"^...$", 0, "\xed\xa0\x80", true},
    {"^....$", 0, "\xf4\x90\x80\x80", true},
    {"^.$", 0, "\xf4\x8f\xbf\xbf", true},
    {"^[^a]$", 0, "\x80", true},
    {"^[b-\xc3\xa9]$", 0, "\xff", false},
    {"^[b-\xc3\xa9]$", 0, "\xc3\xa9", true},
    {"^[b-\xc3\xa9]$", 0, "\xc3\xaa", false},
    {"\\bnet\\b", 0, "use net", true},
    {"\\bnet\\b", 0, "_net", false},
    {"\\b", 0, "", false},
    {"^\\B$", 0, "", true},
    {"\\Ba\\B", 0, "bab", true},
    {"(a+)+$", 0, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false},
    {"^((a?)*b?)+c$", 0, "aabc", true},
    {"^a{2,3}$", 0, "aa", true},
    {"^a{2,3}$", 0, "aaaa", false},
};

static void expressions_match_as_the_format_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(expressions); i++) {
        struct arena *arena = arena_new();
        struct content_value value = {0};
        struct expression_error error;
        const struct content_value source = text_value(expressions[i].source);
        assert_non_null(arena);
        assert_true(expression_compile(arena, source.text, expressions[i].flags, &value, &error));
        if (holds(CHANNEL_CRITERION_EXPRESSION, 0, &value, expressions[i].input, "") !=
            expressions[i].expected)
            fail_msg("/%s/ on \"%s\"", expressions[i].source, expressions[i].input);
        arena_free(arena);
    }
}

/* Content that no validator saw: nothing is read outside of the program, and it ends. */
static void a_program_that_leads_nowhere_ends(void **state)
{
    struct channel_instruction program[] = {
        {CHANNEL_INSTRUCTION_SPLIT, 0, 1, 9},
        {CHANNEL_INSTRUCTION_JUMP, 0, 0, 0},
        {CHANNEL_INSTRUCTION_CLASS, 0, 9, 0},
    };
    const struct content_value value = {.program = program, .instruction_count = COUNT_OF(program)};

    (void)state;
    assert_false(holds(CHANNEL_CRITERION_EXPRESSION, 0, &value, "abc", ""));
    program[0] = program[2];
    assert_false(holds(CHANNEL_CRITERION_EXPRESSION, 0, &value, "abc", ""));
}

static const struct {
    uint8_t kind;
    const char *value;
    bool expected;
} canonical[] = {
    {EXACT, "", true},         {EXACT, "\xc3\xa9", true},
    {EXACT, "\xc3", false},    {EXACT, "\xed\xa0\x80", false},
    {PREFIX, "", false},       {SUFFIX, "", false},
    {CONTAINS, "", false},     {CONTAINS, "a", true},
    {GLOB, "a*b", true},       {GLOB, "a?", true},
    {GLOB, "?", true},         {GLOB, "*?", false},
    {GLOB, "?*", true},        {GLOB, "a**b", false},
    {GLOB, "*a", false},       {GLOB, "a*", false},
    {GLOB, "*a*", false},      {GLOB, "*", false},
    {GLOB, "a", false},        {GLOB, "", false},
    {GLOB, "*a*b", true},      {GLOB, "a\\*b?", true},
    {GLOB, "a\\b?", false},    {GLOB, "a?\\", false},
    {GLOB, "a\\?b\\*", false},
};

static void values_are_canonical_as_the_format_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(canonical); i++) {
        const struct content_value value = text_value(canonical[i].value);
        if (naive_value_is_canonical(canonical[i].kind, &value) != canonical[i].expected)
            fail_msg("kind %u: \"%s\"", canonical[i].kind, canonical[i].value);
    }
}

static void numbers_and_networks_are_canonical_as_the_format_says(void **state)
{
    const struct content_value good = {.minimum = 5, .maximum = 5, .address = {10}, .prefix = 7};
    const struct content_value bad = {.minimum = 6, .maximum = 5, .address = {10}, .prefix = 6};
    const struct content_value wide = {.prefix = 33}, wider = {.prefix = 129};
    const struct content_value behind = {.address = {[4] = 1}, .prefix = 32};

    (void)state;
    assert_true(naive_value_is_canonical(RANGE, &good));
    assert_false(naive_value_is_canonical(RANGE, &bad));
    assert_true(naive_value_is_canonical(CIDR4, &good));
    assert_false(naive_value_is_canonical(CIDR4, &bad));
    assert_false(naive_value_is_canonical(CIDR4, &behind));
    assert_false(naive_value_is_canonical(CIDR4, &wide));
    assert_true(naive_value_is_canonical(CIDR6, &wide));
    assert_false(naive_value_is_canonical(CIDR6, &wider));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_compare_as_the_format_says),
        cmocka_unit_test(references_compare_with_the_other_input),
        cmocka_unit_test(a_reference_to_no_input_is_false),
        cmocka_unit_test(integers_are_in_ranges),
        cmocka_unit_test(addresses_are_in_networks),
        cmocka_unit_test(expressions_match_as_the_format_says),
        cmocka_unit_test(a_program_that_leads_nowhere_ends),
        cmocka_unit_test(values_are_canonical_as_the_format_says),
        cmocka_unit_test(numbers_and_networks_are_canonical_as_the_format_says),
    };
    return RUN_TESTS(tests);
}
