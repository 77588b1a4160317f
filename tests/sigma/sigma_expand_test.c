/* Placeholders: the file that gives their values, and what becomes of rules that use them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "rule_text.h"
#include "test.h"

/* NULL after a refusal. */
static struct sigma_placeholders *read_file(const char *text, size_t size,
                                            struct sigma_diagnostic *diagnostic)
{
    struct exact copy = exact_copy(text, size);
    struct sigma_placeholders *placeholders =
        sigma_placeholders_new((const char *)copy.bytes, size, diagnostic);

    assert_int_equal(placeholders == NULL, diagnostic->kind != SIGMA_ACCEPTED);
    assert_int_equal(placeholders == NULL, diagnostic->reason[0] != '\0');
    free_exact(&copy); /* nothing points into the text */
    return placeholders;
}

static const char values[] = "one: x\n"
                             "two: [y, 'z']\n"
                             "wild: ['a*', '\\*b', '?']\n"
                             "typed: [5, true, 1.50]\n"
                             "empty: ''\n"
                             "percent: '%one%'\n"
                             "dash: '-d'\n"
                             "A_9: [UPPER]\n";

static struct compiled compile_with(const char *file, const char *key_and_value)
{
    struct sigma_diagnostic diagnostic;
    struct sigma_placeholders *placeholders = read_file(file, strlen(file), &diagnostic);
    const struct sigma_options options = {.placeholders = placeholders};
    char text[1024];

    assert_non_null(placeholders);
    const int size =
        snprintf(text, sizeof text, RULE_HEAD "  s:\n    %s\n  condition: s\n", key_and_value);
    const struct compiled compiled = compile_bytes(text, (size_t)size, &options);
    sigma_placeholders_free(placeholders);
    return compiled;
}

static void placeholders_become_their_values(void **state)
{
    static const struct {
        const char *key_and_value, *description;
    } rows[] = {
        {"Image|expand: '%one%'", "0 Image exact 'x' | 0"},
        {"Image|expand: 'a%one%b'", "0 Image exact 'axb' | 0"},
        {"Image|expand: '%one%%one%'", "0 Image exact 'xx' | 0"},
        {"Image|expand: '%two%'", "0 Image exact 'y' 'z' | 0"},
        {"Image|expand: '%two%-%two%'", "0 Image exact 'y-y' 'y-z' 'z-y' 'z-z' | 0"},
        {"Image|expand: ['%two%', y]", "0 Image exact 'y' 'z' | 0"},
        {"Image|expand: '%wild%'",
         "0 Image prefix 'a'; 1 Image exact '*b'; 2 Image glob '?' | or(0, 1, 2)"},
        {"Image|expand|contains: '%wild%'",
         "0 Image contains 'a' '*b'; 1 Image glob '?*' | or(0, 1)"},
        {"Image|expand|cased: '%A_9%'", "0 Image exact cased 'UPPER' | 0"},
        {"Image|expand: '%A_9%'", "0 Image exact 'upper' | 0"},
        {"Image|expand: '%typed%'", "0 Image exact '5' 'true' '1.50' | 0"},
        {"Image|expand: 'a%empty%b'", "0 Image exact 'ab' | 0"},
        {"Image|expand: '%empty%'", "0 Image exact '' | 0"},
        {"Image|contains|expand: '%empty%'", "0 Image exists | 0"},
        {"Image|expand: '%percent%'", "0 Image exact '%one%' | 0"},
        {"Image|expand: '%nope'", "0 Image exact '%nope' | 0"},
        {"Image|expand: '%one %%'", "0 Image exact '%one %%' | 0"},
        {"Image|expand: '%%one%'", "0 Image exact '%x' | 0"},
        {"Image|expand: '50% of %one%'", "0 Image exact '50% of x' | 0"},
        {"Image|expand: '\\%one%'", "0 Image exact '%one%' | 0"},
        {"Image|expand: '\\%one\\%'", "0 Image exact '%one%' | 0"},
        {"Image|expand: '\\%one%one%'", "0 Image exact '%onex' | 0"},
        {"Image|expand: '%one%\\%two%'", "0 Image exact 'x%two%' | 0"},
        {"Image|expand: '\\\\a%one%'", "0 Image exact '\\ax' | 0"},
        {"Image|expand: ''", "0 Image exact '' | 0"},
        {"Image|expand: 5", "0 Image exact '5' | 0"},
        {"Image: '%one%'", "0 Image exact '%one%' | 0"},
        {"Image|contains|expand: ' %two%'", "0 Image contains ' y' ' z' | 0"},
        {"Image|expand|contains: ' %two%'", "0 Image contains ' y' ' z' | 0"},
        {"Image|expand|all: ['%two%*', '*%one%']",
         "0 Image prefix 'y' 'z'; 1 Image suffix 'x' | and(0, 1)"},
        {"Image|expand|neq: '%two%'", "0 Image exact 'y' 'z' | not(0)"},
        {"Image|expand|windash: '%dash%'",
         "0 Image exact '-d' '/d' '\\xe2\\x80\\x93d' '\\xe2\\x80\\x94d' '\\xe2\\x80\\x95d' | 0"},
        {"Image|windash|expand: '%dash%'", "0 Image exact '-d' | 0"},
        {"Image|expand|base64|cased: '%two%'", "0 Image exact cased 'eQ==' 'eg==' | 0"},
        {"Image|base64|expand|cased: '%two%'", "0 Image exact cased 'JXR3byU=' | 0"},
        {"Image|expand|wide|base64|cased: '%one%'", "0 Image exact cased 'eAA=' | 0"},
        {"'|expand': '%two%'", "0 any field contains 'y' 'z' | 0"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_with(values, rows[i].key_and_value);
        print_message("  %s\n", rows[i].key_and_value);
        assert_description(&compiled, rows[i].description);
    }
}

static void refuses_what_has_no_meaning(void **state)
{
    static const struct {
        const char *key_and_value;
        enum sigma_reason kind;
        const char *words;
    } rows[] = {
        {"Image|expand: '%nope%'", SIGMA_REASON_PLACEHOLDER, "placeholder 'nope' has no values"},
        {"Image|expand: '%ONE%'", SIGMA_REASON_PLACEHOLDER, "placeholder 'ONE' has no values"},
        {"Image|expand: [a, '%two%%nope%']", SIGMA_REASON_PLACEHOLDER, "'nope' has no values"},
        {"Image|expand: ~", SIGMA_REASON_VALUE, "modifier expand needs text"},
        {"Image|expand|expand: a", SIGMA_REASON_MODIFIER, "expand stands twice"},
        {"Image|expand|re: '%one%'", SIGMA_REASON_MODIFIER, "expand and re exclude each other"},
        {"Image|expand|cidr: '%one%'", SIGMA_REASON_MODIFIER, "expand and cidr exclude"},
        {"Image|expand|fieldref: '%one%'", SIGMA_REASON_MODIFIER, "expand and fieldref exclude"},
        {"Image|expand|exists: true", SIGMA_REASON_MODIFIER, "expand and exists exclude"},
        {"Image|wide|expand|base64: '%one%'", SIGMA_REASON_MODIFIER, "wide must be followed"},
        {"'|expand': '%empty%'", SIGMA_REASON_VALUE, "a keyword that is empty"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_with(values, rows[i].key_and_value);
        assert_refused(&compiled, rows[i].kind, ITEM_LINE, rows[i].words);
    }
}

static void without_placeholders_the_reason_says_how_to_give_them(void **state)
{
    const struct compiled field = compile_item("Image|contains|expand: '%a%'");
    const struct compiled keyword = compile_item("'|expand': '%a%'");

    (void)state;
    assert_refused(&field, SIGMA_REASON_PLACEHOLDER, ITEM_LINE, "--placeholders FILE");
    assert_refused(&keyword, SIGMA_REASON_PLACEHOLDER, ITEM_LINE, "--placeholders FILE");
}

static void refuses_files_that_are_no_map_of_values(void **state)
{
    static const struct {
        const char *text;
        uint32_t line;
        const char *words;
    } rows[] = {
        {"", 1, "not a map"},
        {"- a\n", 1, "not a map"},
        {"a\n", 1, "not a map"},
        {"a: [\n", 2, "not YAML"},
        {"a: b\na: c\n", 2, "stands twice"},
        {"a: b\n---\nc: d\n", 2, "a second document"},
        {"a: b\nc:\n", 2, "is null"},
        {"a:\n  - b\n  - ~\n", 3, "is null"},
        {"a: []\n", 1, "has no values"},
        {"a: {b: c}\n", 1, "a list or a map"},
        {"a:\n  - [b]\n", 2, "a list or a map"},
        {"a-b: c\n", 1, "'a-b' is no name"},
        {"'': c\n", 1, "'' is no name"},
        {"\xc3\xa4: c\n", 1, "is no name"},
        {"a: 0x10000000000000000\n", 1, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sigma_diagnostic diagnostic;
        assert_null(read_file(rows[i].text, strlen(rows[i].text), &diagnostic));
        if (diagnostic.line != rows[i].line || strstr(diagnostic.reason, rows[i].words) == NULL)
            fail_msg("%zu: line %u: %s", i, diagnostic.line, diagnostic.reason);
    }
}

static void every_prefix_of_a_file_is_read_or_refused(void **state)
{
    uint32_t read = 0;

    (void)state;
    for (size_t size = 0; size <= strlen(values); size++) {
        struct sigma_diagnostic diagnostic;
        struct sigma_placeholders *placeholders = read_file(values, size, &diagnostic);
        read += placeholders != NULL;
        sigma_placeholders_free(placeholders);
    }
    assert_true(read > 8);
    sigma_placeholders_free(NULL);
}

/* `count` placeholders %p% in one value, and `choices` values for p. */
static struct compiled compile_many(uint32_t count, uint32_t choices, const char *between)
{
    char *file = malloc(16 + (size_t)choices * 16);
    char *text = malloc(1024 + count * (3 + strlen(between)));
    struct sigma_diagnostic diagnostic;

    assert_non_null(file);
    assert_non_null(text);
    char *at = file + sprintf(file, "p:\n");
    for (uint32_t i = 0; i < choices; i++)
        at += sprintf(at, choices == 1 ? "- ''\n" : "- v%u\n", i);
    at = text + sprintf(text, RULE_HEAD "  s:\n    Image|expand: '");
    for (uint32_t i = 0; i < count; i++)
        at += sprintf(at, "%%p%%%s", between);
    at += sprintf(at, "'\n  condition: s\n");
    struct sigma_placeholders *placeholders = read_file(file, strlen(file), &diagnostic);
    const struct sigma_options options = {.placeholders = placeholders};
    const struct compiled compiled = compile_bytes(text, (size_t)(at - text), &options);
    sigma_placeholders_free(placeholders);
    free(text);
    free(file);
    return compiled;
}

static void combinations_are_bounded(void **state)
{
    (void)state;
    assert_true(compile_many(2, 500, "-").accepted);
    const struct compiled many = compile_many(2, 513, "-");
    assert_refused(&many, SIGMA_REASON_LIMIT, ITEM_LINE, "too many values");
    const struct compiled deep = compile_many(4000, 2, "");
    assert_refused(&deep, SIGMA_REASON_LIMIT, ITEM_LINE, "too many values");
    assert_true(compile_many(5000, 1, "").accepted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_become_their_values),
        cmocka_unit_test(refuses_what_has_no_meaning),
        cmocka_unit_test(without_placeholders_the_reason_says_how_to_give_them),
        cmocka_unit_test(refuses_files_that_are_no_map_of_values),
        cmocka_unit_test(every_prefix_of_a_file_is_read_or_refused),
        cmocka_unit_test(combinations_are_bounded),
    };
    return RUN_TESTS(tests);
}
