/* What is legal and surely wrong is warned of, with its line; what may be meant is not. */
#include <stdio.h>
#include <string.h>

#include "rule_text.h"
#include "streamed.h"
#include "test.h"

#define NETWORK_HEAD                                                                               \
    "title: Own rule\nid: own-1\nlogsource:\n  product: windows\n  category: network_connection\n" \
    "detection:\n"

struct row {
    const char *detection, *warnings;
};

static void check_rows(const struct row *rows, size_t count, const struct sigma_options *options)
{
    for (size_t i = 0; i < count; i++) {
        char text[2048];
        const int size = snprintf(text, sizeof text, NETWORK_HEAD "%s", rows[i].detection);
        print_message("  %zu: %s\n", i, rows[i].detection);
        assert_warnings(stream_bytes(text, (size_t)size, options), rows[i].warnings);
    }
}

#define ITEM(key_and_value) "  s:\n    " key_and_value "\n  condition: s\n"

static void selections_that_the_condition_never_uses(void **state)
{
    static const struct row rows[] = {
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: a\n",
         "8: the condition never uses selection 'b'"},
        {"  a: {Image: a}\n  _b: {Image: b}\n  condition: all of them\n",
         "8: the condition never uses selection '_b'"},
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: 1 of *\n", ""},
        {"  a: {Image: a}\n  b: {Image: b}\n  condition: [a, not b]\n", ""},
        {"  a1: {Image: a}\n  a2: {Image: b}\n  c: {Image: c}\n  condition: all of a*\n",
         "9: the condition never uses selection 'c'"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), NULL);
}

static void values_that_were_said_before(void **state)
{
    static const struct row rows[] = {
        {ITEM("Image: [a, b, a]"), "8: value 'a' says the same as the one in line 8"},
        {ITEM("Image:\n    - a\n    - b\n    - A"),
         "11: value 'A' says the same as the one in line 9"},
        {ITEM("Image|cased: [a, A]"), ""},
        {ITEM("Image|windash: [' -a', ' /a', ' -b']"),
         "8: value ' /a' says the same as the one in line 8"},
        {ITEM("Image|contains: ['a*', a]"), "8: value 'a' says the same as the one in line 8"},
        {ITEM("Image: ['a*', a]"), ""},
        {ITEM("Image: [5, '5', 0x5]"), "8: value '5' says the same as the one in line 8; "
                                       "8: value '0x5' says the same as the one in line 8"},
        {ITEM("Image: [~, '', null]"), "8: value 'null' says the same as the one in line 8"},
        {ITEM("'|all': [a, b]"), ""},
        {"  s: [a, b, a]\n  condition: s\n", "7: value 'a' says the same as the one in line 7"},
        {ITEM("Image|contains|all: [a, b, a]"), "8: value 'a' says the same as the one in line 8"},
        {ITEM("DestinationIp|cidr: [10.0.0.0/8, 10.0.0.0/8]"),
         "8: value '10.0.0.0/8' says the same as the one in line 8"},
        {ITEM("DestinationPort|lt: [5, 6]"), ""},
        {ITEM("Image|re: [a, b, a]"), "8: value 'a' says the same as the one in line 8"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), NULL);
}

static void values_that_their_field_never_has(void **state)
{
    static const struct row rows[] = {
        {ITEM("DestinationPort: [80, '443', -1, '-']"), ""},
        {ITEM("DestinationPort: [http]"),
         "8: value 'http' can never match: field DestinationPort holds numbers"},
        {ITEM("DestinationPort: '0x50'"),
         "8: value '0x50' can never match: field DestinationPort holds numbers"},
        {ITEM("DestinationPort: ''"),
         "8: value '' can never match: field DestinationPort holds numbers"},
        {ITEM("DestinationPort|startswith: [8, '8?', '8*0', '-']"), ""},
        {ITEM("DestinationPort|contains: [' 8']"),
         "8: value ' 8' can never match: field DestinationPort holds numbers"},
        {ITEM("DestinationPort|windash: ' -8'"),
         "8: value ' -8' can never match: field DestinationPort holds numbers"},
        {ITEM("DestinationPort|windash: '-8'"), ""},
        {ITEM("DestinationPort: [~, '*']"), ""},
        {ITEM("DestinationPort|lt: -9223372036854775808"),
         "8: value '-9223372036854775808' can never match; 9: the condition is false of every "
         "event"},
        {ITEM("DestinationIp: [10.0.0.1, '::1', 'FE80::1%eth0', '-']"), ""},
        {ITEM("DestinationIp: [host, 10.0.0.256]"),
         "8: value 'host' can never match: field DestinationIp holds addresses; "
         "8: value '10.0.0.256' can never match: field DestinationIp holds addresses"},
        {ITEM("DestinationIp|startswith: [10., 'fe80:', 'FE80::%e']"), ""},
        {ITEM("DestinationIp|startswith: x"),
         "8: value 'x' can never match: field DestinationIp holds addresses"},
        {ITEM("DestinationIp|endswith: eth0"), ""},
        {ITEM("DestinationIp: '10.*x'"),
         "8: value '10.*x' can never match: field DestinationIp holds addresses"},
        {ITEM("Image: [80, host, '']"), ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), NULL);
}

static void values_that_exclude_each_other(void **state)
{
    static const struct row rows[] = {
        {ITEM("Image|all: [a, b]"), "8: modifier all: 'b' and 'a' exclude each other"},
        {ITEM("Image|all: [a, A]"), "8: value 'A' says the same as the one in line 8"},
        {ITEM("Image|startswith|all: [ab, a, abc]"), ""},
        {ITEM("Image|startswith|all: [ab, abc, b]"),
         "8: modifier all: 'b' and 'abc' exclude each other"},
        {ITEM("Image|endswith|all: [bc, abc, c]"), ""},
        {ITEM("Image|endswith|all: [ab, abc]"),
         "8: modifier all: 'ab' and 'abc' exclude each other"},
        {ITEM("Image|contains|all: [ab, c]"), ""},
        {ITEM("Image|all: [~, a]"), "8: modifier all: null excludes every other value"},
        {ITEM("Image|all: ['a*', '*b']"), ""},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), NULL);
}

static void conditions_that_do_not_depend_on_the_event(void **state)
{
    static const struct sigma_options allow = {.allow_unknown_fields = true};
    static const struct row rows[] = {
        {ITEM("Nope: a"),
         "8: template type network_connection has no field 'Nope': it is always absent; "
         "9: the condition is false of every event"},
        {ITEM("Nope: ~"),
         "8: template type network_connection has no field 'Nope': it is always absent; "
         "9: the condition is true of every event"},
        {"  s: {Nope: a}\n  t: {Image: a}\n  condition: s or t\n",
         "7: template type network_connection has no field 'Nope': it is always absent"},
        {ITEM("Image|fieldref: Nope"),
         "8: template type network_connection has no field 'Nope': it is always absent; "
         "8: value 'Nope' can never match; 9: the condition is false of every event"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_rows(&rows[i], 1, &allow);
}

static void warnings_beyond_the_limit_are_counted(void **state)
{
    char text[8192] = NETWORK_HEAD "  s:\n    Image:\n    - a\n";
    size_t used = strlen(text);

    (void)state;
    for (uint32_t i = 0; i < SIGMA_MAX_WARNINGS + 3; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "    - a\n");
    snprintf(text + used, sizeof text - used, "  condition: s\n");
    const struct streamed *streamed = stream_text(text);
    assert_string_equal(streamed->outcome, "+");
    assert_int_equal(streamed->results[0].warning_count, SIGMA_MAX_WARNINGS);
    assert_int_equal(streamed->results[0].warnings_left_out, 3);
}

static void a_rule_that_is_refused_is_not_warned_of(void **state)
{
    const struct streamed *streamed =
        stream_text(NETWORK_HEAD "  s: {Image: [a, a]}\n  condition: t\n");

    (void)state;
    assert_string_equal(streamed->outcome, "8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selections_that_the_condition_never_uses),
        cmocka_unit_test(values_that_were_said_before),
        cmocka_unit_test(values_that_their_field_never_has),
        cmocka_unit_test(values_that_exclude_each_other),
        cmocka_unit_test(conditions_that_do_not_depend_on_the_event),
        cmocka_unit_test(warnings_beyond_the_limit_are_counted),
        cmocka_unit_test(a_rule_that_is_refused_is_not_warned_of),
    };
    return RUN_TESTS(tests);
}
