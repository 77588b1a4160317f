/* The modifier re and its flags: which keys mean something, and what reaches the channel file. What
 * expressions mean, the tests of compiler/expression show. */
#include "rule_text.h"
#include "test.h"

static void expressions_keep_their_source_and_flags(void **state)
{
    static const struct {
        const char *key_and_value, *description;
    } rows[] = {
        {"Image|re: 'a+B'", "0 Image expression 'a+B' | 0"},
        {"Image|re: a\\*b\\\\", "0 Image expression 'a\\*b\\\\' | 0"},
        {"Image|re: ''", "0 Image expression '' | 0"},
        {"Image|re: 1.5", "0 Image expression '1.5' | 0"},
        {"Image|re|i: A", "0 Image expression 'A'i | 0"},
        {"Image|re|ignorecase: A", "0 Image expression 'A'i | 0"},
        {"Image|re|m: A", "0 Image expression 'A'm | 0"},
        {"Image|re|multiline: A", "0 Image expression 'A'm | 0"},
        {"Image|re|s: A", "0 Image expression 'A's | 0"},
        {"Image|re|dotall: A", "0 Image expression 'A's | 0"},
        {"Image|re|s|m|i: A", "0 Image expression 'A'ims | 0"},
        {"Image|re|i|neq: A", "0 Image expression 'A'i | not(0)"},
        {"Image|neq|re: A", "0 Image expression 'A' | not(0)"},
        {"Image|re: [a, b]", "0 Image expression 'a' 'b' | 0"},
        {"Image|re: [a, b, a, A]", "0 Image expression 'a' 'b' 'A' | 0"},
        {"Image|re|all: [a, b]", "0 Image expression all 'a' 'b' | 0"},
        {"Image|all|re: [a, a]", "0 Image expression 'a' | 0"},
        {"'|re': a", "0 any field expression 'a' | 0"},
        {"'|re|i': [a, b]", "0 any field expression 'a'i 'b'i | 0"},
        {"'|re|all': [a, b]", "0 any field expression 'a'; 1 any field expression 'b' | and(0, 1)"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_item(rows[i].key_and_value);
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
        {"Image|i: a", SIGMA_REASON_MODIFIER, "modifier i stands only behind re"},
        {"Image|i|re: a", SIGMA_REASON_MODIFIER, "modifier i stands only behind re"},
        {"Image|contains|multiline: a", SIGMA_REASON_MODIFIER, "multiline stands only behind re"},
        {"Image|lt|s: 5", SIGMA_REASON_MODIFIER, "modifier s stands only behind re"},
        {"Image|re|i|i: a", SIGMA_REASON_MODIFIER, "modifier i stands twice"},
        {"Image|re|i|ignorecase: a", SIGMA_REASON_MODIFIER, "ignorecase says again"},
        {"Image|re|re: a", SIGMA_REASON_MODIFIER, "modifier re stands twice"},
        {"Image|re|cased: a", SIGMA_REASON_MODIFIER, "cased and re exclude each other"},
        {"Image|contains|re: a", SIGMA_REASON_MODIFIER, "contains and re exclude each other"},
        {"Image|re|endswith: a", SIGMA_REASON_MODIFIER, "endswith and re exclude each other"},
        {"Image|windash|re: a", SIGMA_REASON_MODIFIER, "windash and re exclude each other"},
        {"Image|re|cidr: a", SIGMA_REASON_MODIFIER, "re and cidr exclude each other"},
        {"Image|re|exists: true", SIGMA_REASON_MODIFIER, "re and exists exclude each other"},
        {"Image|re: 5", SIGMA_REASON_VALUE, "modifier re needs text"},
        {"Image|re: true", SIGMA_REASON_VALUE, "modifier re needs text"},
        {"Image|re: ~", SIGMA_REASON_VALUE, "modifier re needs text"},
        {"Image|re: [[a]]", SIGMA_REASON_VALUE, "a list or a map"},
        {"Image|re: 'ab(?=c)'", SIGMA_REASON_EXPRESSION, "regular expression, byte 3: "},
        {"Image|re: [a, b, 'c(?=d)']", SIGMA_REASON_EXPRESSION, "regular expression, byte 2: "},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct compiled compiled = compile_item(rows[i].key_and_value);
        assert_refused(&compiled, rows[i].kind, ITEM_LINE, rows[i].words);
    }
}

static void an_expression_that_is_refused_names_its_own_line(void **state)
{
    const struct compiled compiled =
        compile_item("Image|re:\n      - a\n      - 'b(?=c)'\n      - c");

    (void)state;
    assert_refused(&compiled, SIGMA_REASON_EXPRESSION, ITEM_LINE + 2, "byte 2: ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_keep_their_source_and_flags),
        cmocka_unit_test(refuses_what_has_no_meaning),
        cmocka_unit_test(an_expression_that_is_refused_names_its_own_line),
    };
    return RUN_TESTS(tests);
}
