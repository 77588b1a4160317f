/* One value: what YAML says it is, what the escape table makes of it, which criterion it becomes.
 */
#include <string.h>

#include "rule_text.h"
#include "test.h"

struct row {
    const char *item, *expected;
};

static void check_rows(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct compiled compiled = compile_item(rows[i].item);
        print_message("  %s\n", rows[i].item);
        assert_description(&compiled, rows[i].expected);
    }
}

static void a_string_becomes_the_simplest_kind_that_says_it(void **state)
{
    static const struct row rows[] = {
        {"Image: 'abc'", "0 Image exact 'abc' | 0"},
        {"Image: ''", "0 Image exact '' | 0"},
        {"Image: 'abc*'", "0 Image prefix 'abc' | 0"},
        {"Image: '*abc'", "0 Image suffix 'abc' | 0"},
        {"Image: '*abc*'", "0 Image contains 'abc' | 0"},
        {"Image: '*'", "0 Image exists | 0"},
        {"Image: '***'", "0 Image exists | 0"},
        {"Image: '?'", "0 Image glob '?' | 0"},
        {"Image: 'a*b'", "0 Image glob 'a*b' | 0"},
        {"Image: '*a*b*'", "0 Image glob '*a*b*' | 0"},
        {"Image: 'a?b'", "0 Image glob 'a?b' | 0"},
        {"Image: '**abc**'", "0 Image contains 'abc' | 0"},
        {"Image: 'a**b'", "0 Image glob 'a*b' | 0"},
        {"Image: 'a*?b'", "0 Image glob 'a?*b' | 0"},
        {"Image: 'a*?*?*b'", "0 Image glob 'a??*b' | 0"},
        {"Image: '*?'", "0 Image glob '?*' | 0"},
        {"Image: '?*'", "0 Image glob '?*' | 0"},
        {"Image: '*?abc'", "0 Image glob '?*abc' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void a_backslash_escapes_wildcards_and_itself_only(void **state)
{
    static const struct row rows[] = {
        {"Image: 'C:\\a'", "0 Image exact 'c:\\a' | 0"},
        {"Image: 'C:\\\\a'", "0 Image exact 'c:\\a' | 0"},
        {"Image: 'a\\*b'", "0 Image exact 'a*b' | 0"},
        {"Image: 'a\\?b'", "0 Image exact 'a?b' | 0"},
        {"Image: 'a\\\\*'", "0 Image prefix 'a\\' | 0"},
        {"Image: 'a\\\\\\*'", "0 Image exact 'a\\*' | 0"},
        {"Image: 'a\\\\\\\\*'", "0 Image prefix 'a\\\\' | 0"},
        {"Image: 'a\\'", "0 Image exact 'a\\' | 0"},
        {"Image: '*\\'", "0 Image suffix '\\' | 0"},
        {"Image: '\\*'", "0 Image exact '*' | 0"},
        {"Image: '*\\*'", "0 Image suffix '*' | 0"},
        /* In a glob of the file what could be a wildcard is escaped. */
        {"Image: 'C:\\a*b'", "0 Image glob 'c:\\\\a*b' | 0"},
        {"Image: 'a\\*b*c'", "0 Image glob 'a\\*b*c' | 0"},
        {"Image: 'a\\?b?c'", "0 Image glob 'a\\?b?c' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void letters_are_folded_unless_cased(void **state)
{
    static const struct row rows[] = {
        {"Image: 'AbZ[`{'", "0 Image exact 'abz[`{' | 0"},
        {"Image|cased: 'AbZ'", "0 Image exact cased 'AbZ' | 0"},
        {"Image|cased: 'A*Z'", "0 Image glob cased 'A*Z' | 0"},
        {"Image: '\xc3\x84'", "0 Image exact '\\xc3\\x84' | 0"}, /* ASCII only */
        {"Image: ['ABC', 'abc', 'Abc']", "0 Image exact 'abc' | 0"},
        {"Image|cased: ['ABC', 'abc', 'ABC']", "0 Image exact cased 'ABC' 'abc' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void plain_scalars_have_the_types_of_yaml_1_1(void **state)
{
    static const struct row rows[] = {
        {"Image: null", "0 Image absent | 0"},
        {"Image: ~", "0 Image absent | 0"},
        {"Image:", "0 Image absent | 0"},
        {"Image: NULL", "0 Image absent | 0"},
        {"Image: 'null'", "0 Image exact 'null' | 0"},
        {"Image: \"~\"", "0 Image exact '~' | 0"},
        {"Image: nil", "0 Image exact 'nil' | 0"},
        {"Image: true", "0 Image exact 'true' | 0"},
        {"Image: YES", "0 Image exact 'true' | 0"},
        {"Image: Off", "0 Image exact 'false' | 0"},
        {"Image: y", "0 Image exact 'y' | 0"},
        {"Image: tRue", "0 Image exact 'true' | 0"}, /* text, folded */
        {"Image|cased: tRue", "0 Image exact cased 'tRue' | 0"},
        {"Image: 'yes'", "0 Image exact 'yes' | 0"},
        {"Image: 0", "0 Image exact '0' | 0"},
        {"Image: -0", "0 Image exact '0' | 0"},
        {"Image: +7", "0 Image exact '7' | 0"},
        {"Image: -4688", "0 Image exact '-4688' | 0"},
        {"Image: 1_000", "0 Image exact '1000' | 0"},
        {"Image: 0x1F", "0 Image exact '31' | 0"},
        {"Image: -0xff", "0 Image exact '-255' | 0"},
        {"Image: 0b101", "0 Image exact '5' | 0"},
        {"Image: 017", "0 Image exact '15' | 0"},
        {"Image: 08", "0 Image exact '08' | 0"},
        {"Image: 0x", "0 Image exact '0x' | 0"},
        {"Image: 190:20:30", "0 Image exact '685230' | 0"},
        {"Image: 1:60", "0 Image exact '1:60' | 0"},
        {"Image: 1:123", "0 Image exact '1:123' | 0"},
        {"Image: 0:12", "0 Image exact '0:12' | 0"},
        {"Image: '4688'", "0 Image exact '4688' | 0"},
        {"Image: 9223372036854775807", "0 Image exact '9223372036854775807' | 0"},
        {"Image: 9223372036854775808", "0 Image exact '9223372036854775808' | 0"},
        {"Image: -9223372036854775808", "0 Image exact '-9223372036854775808' | 0"},
        {"Image: -9_223_372_036_854_775_809", "0 Image exact '-9223372036854775809' | 0"},
        {"Image: 99999999999999999999999", "0 Image exact '99999999999999999999999' | 0"},
        {"Image: 1.50", "0 Image exact '1.50' | 0"},
        {"Image: 2024-01-02", "0 Image exact '2024-01-02' | 0"},
        {"Image: .inf", "0 Image exact '.inf' | 0"},
        {"Image: !!str 017", "0 Image exact '017' | 0"},
        {"Image: [null, '', 5]", "0 Image absent; 1 Image exact '' '5' | or(0, 1)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

static void refuses_integers_that_decimal_text_cannot_hold(void **state)
{
    static const char *const items[] = {
        "Image: 0x8000000000000000",       "Image: -0x8000000000000001",
        "Image: 0xffffffffffffffffffffff", "Image: 999999999999999999:59:59",
        "Image: 02000000000000000000000",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(items); i++) {
        const struct compiled compiled = compile_item(items[i]);
        assert_refused(&compiled, SIGMA_REASON_VALUE, ITEM_LINE, "is too large");
    }
}

static void values_of_several_kinds_become_several_criteria(void **state)
{
    static const struct row rows[] = {
        {"Image: [a, 'b*', c, 'd*']", "0 Image exact 'a' 'c'; 1 Image prefix 'b' 'd' | or(0, 1)"},
        {"Image: ['a*b', '*c', null]",
         "0 Image glob 'a*b'; 1 Image suffix 'c'; 2 Image absent | or(0, 1, 2)"},
        {"Image: [a, a, A, a]", "0 Image exact 'a' | 0"},
        {"Image|contains|all: [a, b]", "0 Image contains all 'a' 'b' | 0"},
        {"Image|contains|all: [a]", "0 Image contains 'a' | 0"},
        {"Image|contains|all: [a, a]", "0 Image contains 'a' | 0"},
        {"Image|contains|all: a", "0 Image contains 'a' | 0"},
        {"Image|all: ['*a', '*b', 'c*']",
         "0 Image suffix all 'a' 'b'; 1 Image prefix 'c' | and(0, 1)"},
        {"Image|all: [null, a]", "0 Image absent; 1 Image exact 'a' | and(0, 1)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_becomes_the_simplest_kind_that_says_it),
        cmocka_unit_test(a_backslash_escapes_wildcards_and_itself_only),
        cmocka_unit_test(letters_are_folded_unless_cased),
        cmocka_unit_test(plain_scalars_have_the_types_of_yaml_1_1),
        cmocka_unit_test(refuses_integers_that_decimal_text_cannot_hold),
        cmocka_unit_test(values_of_several_kinds_become_several_criteria),
    };
    return RUN_TESTS(tests);
}
