/* Modifiers: what each does, which orders mean something, which are refused. */
#include <string.h>

#include "rule_text.h"
#include "test.h"

struct row {
    const char *item, *expected;
};

struct refusal {
    const char *item;
    enum sigma_reason kind;
    const char *words;
};

static void check_rows(const struct row *rows, size_t count, bool network)
{
    for (size_t i = 0; i < count; i++) {
        const struct compiled compiled =
            network ? compile_network_item(rows[i].item) : compile_item(rows[i].item);
        print_message("  %s\n", rows[i].item);
        assert_description(&compiled, rows[i].expected);
    }
}

static void check_refusals(const struct refusal *rows, size_t count, bool network)
{
    for (size_t i = 0; i < count; i++) {
        const struct compiled compiled =
            network ? compile_network_item(rows[i].item) : compile_item(rows[i].item);
        print_message("  %s\n", rows[i].item);
        assert_refused(&compiled, rows[i].kind, ITEM_LINE, rows[i].words);
    }
}

static void places_add_stars_where_none_are(void **state)
{
    static const struct row rows[] = {
        {"Image|contains: a", "0 Image contains 'a' | 0"},
        {"Image|startswith: a", "0 Image prefix 'a' | 0"},
        {"Image|endswith: a", "0 Image suffix 'a' | 0"},
        {"Image|contains: '*a'", "0 Image contains 'a' | 0"},
        {"Image|startswith: '*a'", "0 Image contains 'a' | 0"},
        {"Image|endswith: 'a*'", "0 Image contains 'a' | 0"},
        {"Image|endswith: 'a?b'", "0 Image glob '*a?b' | 0"},
        {"Image|contains: 'a*b'", "0 Image glob '*a*b*' | 0"},
        {"Image|contains: '?'", "0 Image glob '?*' | 0"},
        {"Image|contains: ''", "0 Image exists | 0"},
        {"Image|startswith: '*'", "0 Image exists | 0"},
        {"Image|startswith|endswith: a", "0 Image contains 'a' | 0"},
        {"Image|contains: 'a\\*'", "0 Image contains 'a*' | 0"},
        {"Image|cased|endswith: Ab", "0 Image suffix cased 'Ab' | 0"},
        {"Image|endswith|cased: Ab", "0 Image suffix cased 'Ab' | 0"},
        {"Image|contains: 4444", "0 Image contains '4444' | 0"},
        {"Image|endswith: -1", "0 Image suffix '-1' | 0"},
        {"Image|startswith: true", "0 Image prefix 'true' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

#define EN "\\xe2\\x80\\x93"
#define EM "\\xe2\\x80\\x94"
#define BAR "\\xe2\\x80\\x95"

static void windash_spells_dashes_that_begin_a_word(void **state)
{
    static const struct row rows[] = {
        {"Image|windash: '-a'", "0 Image exact '-a' '/a' '" EN "a' '" EM "a' '" BAR "a' | 0"},
        {"Image|windash: '/a'", "0 Image exact '-a' '/a' '" EN "a' '" EM "a' '" BAR "a' | 0"},
        {"Image|windash: 'a-b'", "0 Image exact 'a-b' | 0"},
        {"Image|windash: '_-b'", "0 Image exact '_-b' | 0"},
        {"Image|windash: '\xc3\xa4-b'", "0 Image exact '\\xc3\\xa4-b' | 0"}, /* a letter: ä */
        {"Image|windash: '- b'", "0 Image exact '- b' | 0"},
        {"Image|windash: '-'", "0 Image exact '-' | 0"},
        {"Image|windash: '--b'", "0 Image exact '--b' '-/b' '-" EN "b' '-" EM "b' '-" BAR "b' | 0"},
        {"Image|windash: '*-*b'", "0 Image glob '*-*b' | 0"},
        {"Image|contains|windash: '-a'",
         "0 Image contains '-a' '/a' '" EN "a' '" EM "a' '" BAR "a' | 0"},
        {"Image|windash|contains: '-a'",
         "0 Image contains '-a' '/a' '" EN "a' '" EM "a' '" BAR "a' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void windash_combines_all_spellings(void **state)
{
    const struct compiled compiled = compile_item("Image|windash: '-a /b'");

    (void)state;
    assert_true(compiled.accepted);
    assert_non_null(strstr(compiled.description, "exact '-a -b' '-a /b' '-a " EN "b'"));
    assert_non_null(strstr(compiled.description, "'" BAR "a " EM "b' '" BAR "a " BAR "b' | 0"));
    uint32_t values = 0;
    for (const char *at = compiled.description; (at = strchr(at, '\'')) != NULL; at++)
        values++;
    assert_int_equal(values, 2 * 25);
}

static void with_all_an_expansion_stays_a_choice(void **state)
{
    static const struct row rows[] = {
        {"Image|contains|all|windash: ['x', '-a', 'y']",
         "0 Image contains '-a' '/a' '" EN "a' '" EM "a' '" BAR
         "a'; 1 Image contains all 'x' 'y' | and(0, 1)"},
        {"Image|base64offset|contains|all: ['foobar', 'foobarbaz']",
         "0 Image contains 'zm9vymfy' 'zvb2jhc' 'mb29iyx'; 1 Image contains 'zm9vymfyymf6' "
         "'zvb2jhcmjhe' 'mb29iyxjiyx' | and(0, 1)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void base64_encodes_bytes(void **state)
{
    static const struct row rows[] = {
        {"Image|cased|base64: f", "0 Image exact cased 'Zg==' | 0"},
        {"Image|cased|base64: fo", "0 Image exact cased 'Zm8=' | 0"},
        {"Image|cased|base64: foo", "0 Image exact cased 'Zm9v' | 0"},
        {"Image|base64: foo", "0 Image exact 'zm9v' | 0"},
        {"Image|cased|base64|contains: foo", "0 Image contains cased 'Zm9v' | 0"},
        {"Image|cased|base64: 'a\\*'", "0 Image exact cased 'YSo=' | 0"},
        {"Image|cased|base64: '\xc3\xa4'", "0 Image exact cased 'w6Q=' | 0"},
        {"Image|cased|base64offset: foo", "0 Image exact cased 'Zm9v' 'Zvb' 'mb2' | 0"},
        {"Image|cased|base64offset: foob", "0 Image exact cased 'Zm9vY' 'Zvb2' 'mb29i' | 0"},
        {"Image|cased|base64offset: fooba", "0 Image exact cased 'Zm9vYm' 'Zvb2Jh' 'mb29iY' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void utf16_goes_on_into_base64(void **state)
{
    static const struct row rows[] = {
        {"Image|cased|wide|base64: ab", "0 Image exact cased 'YQBiAA==' | 0"},
        {"Image|cased|utf16le|base64: ab", "0 Image exact cased 'YQBiAA==' | 0"},
        {"Image|cased|utf16be|base64: ab", "0 Image exact cased 'AGEAYg==' | 0"},
        {"Image|cased|utf16|base64: ab", "0 Image exact cased '//5hAGIA' | 0"},
        {"Image|cased|wide|base64: '\xc3\xa4'", "0 Image exact cased '5AA=' | 0"},
        {"Image|cased|wide|base64: '\xf0\x9f\x98\x80'", "0 Image exact cased 'PdgA3g==' | 0"},
        {"Image|wide|cased|base64offset|contains: ab",
         "0 Image contains cased 'YQBiA' 'EAYg' 'hAGIA' | 0"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void neq_negates_the_whole_key(void **state)
{
    static const struct row rows[] = {
        {"Image|neq: a", "0 Image exact 'a' | not(0)"},
        {"Image|contains|neq: [a, b]", "0 Image contains 'a' 'b' | not(0)"},
        {"Image|neq: [a, 'b*']", "0 Image exact 'a'; 1 Image prefix 'b' | not(or(0, 1))"},
        {"Image|fieldref|neq: ParentImage", "0 Image reference exact ParentImage | not(0)"},
        {"Image|exists|neq: true", "0 Image exists | not(0)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), false);
}

static void typed_modifiers_make_their_kinds(void **state)
{
    static const struct row rows[] = {
        {"Image|exists: true", "0 Image exists | 0"},
        {"Image|exists: no", "0 Image absent | 0"},
        {"Image|fieldref: User", "0 Image reference exact User | 0"},
        {"Image|fieldref|startswith: User", "0 Image reference prefix User | 0"},
        {"Image|fieldref|endswith: User", "0 Image reference suffix User | 0"},
        {"Image|fieldref|contains|cased: User", "0 Image reference cased contains User | 0"},
        {"Image|cased|fieldref: User", "0 Image reference cased exact User | 0"},
        {"Image|fieldref: [User, ParentImage]",
         "0 Image reference exact User exact ParentImage | 0"},
        {"DestinationPort|lt: 10", "0 DestinationPort range min..9 | 0"},
        {"DestinationPort|lte: 10", "0 DestinationPort range min..10 | 0"},
        {"DestinationPort|gt: 10", "0 DestinationPort range 11..max | 0"},
        {"DestinationPort|gte: -10", "0 DestinationPort range -10..max | 0"},
        {"DestinationPort|lt: [10, 20, 10]", "0 DestinationPort range min..9 min..19 | 0"},
        {"DestinationPort|gt|all: [10, 20]", "0 DestinationPort range all 11..max 21..max | 0"},
        {"DestinationPort|lt: 99999999999999999999", "0 DestinationPort range min..max | 0"},
        {"DestinationPort|gt: -99999999999999999999", "0 DestinationPort range min..max | 0"},
        {"DestinationPort|gte: -9223372036854775808", "0 DestinationPort range min..max | 0"},
        {"DestinationIp|cidr: 10.0.0.0/8", "0 DestinationIp cidr4 0a000000/8 | 0"},
        {"DestinationIp|cidr: 0.0.0.0/0", "0 DestinationIp cidr4 00000000/0 | 0"},
        {"DestinationIp|cidr: 10.1.2.3", "0 DestinationIp cidr4 0a010203/32 | 0"},
        {"DestinationIp|cidr: 'fe80::/10'",
         "0 DestinationIp cidr6 fe800000000000000000000000000000/10 | 0"},
        {"DestinationIp|cidr: '::1'",
         "0 DestinationIp cidr6 00000000000000000000000000000001/128 | 0"},
        {"DestinationIp|cidr: ['::/0', '10.0.0.0/8', '127.0.0.0/8']",
         "0 DestinationIp cidr6 00000000000000000000000000000000/0; 1 DestinationIp cidr4 "
         "0a000000/8 7f000000/8 | or(0, 1)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), true);
}

static void a_range_that_nothing_is_in_is_false(void **state)
{
    static const struct row rows[] = {
        {"DestinationPort|lt: -9223372036854775808", "0 - any | not(0)"},
        {"DestinationPort|gt: 9223372036854775807", "0 - any | not(0)"},
        {"DestinationPort|gte: 9223372036854775808", "0 - any | not(0)"},
        {"DestinationPort|lte: -9223372036854775809", "0 - any | not(0)"},
        {"DestinationPort|gt|neq: 9223372036854775807", "0 - any | 0"},
        {"DestinationPort|gt: [9223372036854775807, 5]", "0 DestinationPort range 6..max | 0"},
        {"DestinationPort|gt|all: [9223372036854775807, 5]", "0 - any | not(0)"},
    };

    (void)state;
    check_rows(rows, COUNT_OF(rows), true);
}

static void refuses_what_it_cannot_do(void **state)
{
    static const struct refusal rows[] = {
        {"Image|hour: 5", SIGMA_REASON_MODIFIER, "modifier hour: parts of a date"},
        {"Image|containz: a", SIGMA_REASON_MODIFIER, "unknown modifier 'containz'"},
        {"Image|: a", SIGMA_REASON_MODIFIER, "unknown modifier ''"},
        {"Image|Contains: a", SIGMA_REASON_MODIFIER, "unknown modifier 'Contains'"},
        {"Image| contains: a", SIGMA_REASON_MODIFIER, "unknown modifier ' contains'"},
        {"Image|contains|contains: a", SIGMA_REASON_MODIFIER, "modifier contains stands twice"},
    };

    (void)state;
    check_refusals(rows, COUNT_OF(rows), false);
}

static void refuses_orders_that_mean_nothing(void **state)
{
    static const struct refusal rows[] = {
        {"Image|lt|gt: 5", SIGMA_REASON_MODIFIER, "lt and gt exclude each other"},
        {"Image|cidr|contains: 10.0.0.0/8", SIGMA_REASON_MODIFIER, "exclude each other"},
        {"Image|exists|all: true", SIGMA_REASON_MODIFIER, "all and exists exclude each other"},
        {"Image|windash|fieldref: User", SIGMA_REASON_MODIFIER, "exclude each other"},
        {"Image|startswith|fieldref: User", SIGMA_REASON_MODIFIER, "behind fieldref"},
        {"Image|fieldref|startswith|endswith: User", SIGMA_REASON_MODIFIER, "at most one"},
        {"Image|cased|lt: 5", SIGMA_REASON_MODIFIER, "cased and lt exclude each other"},
        {"Image|wide: a", SIGMA_REASON_MODIFIER, "wide must be followed by base64"},
        {"Image|wide|contains: a", SIGMA_REASON_MODIFIER, "wide must be followed by base64"},
        {"Image|utf16|contains|base64: a", SIGMA_REASON_MODIFIER, "utf16 must be followed"},
        {"Image|base64|utf16be: a", SIGMA_REASON_MODIFIER, "utf16be must be followed"},
        {"Image|contains|base64: a", SIGMA_REASON_VALUE, "wildcards cannot be encoded"},
        {"Image|base64: 'a*'", SIGMA_REASON_VALUE, "wildcards cannot be encoded"},
        {"Image|base64: ''", SIGMA_REASON_VALUE, "empty value"},
        {"Image|base64offset: a", SIGMA_REASON_VALUE, "too short for base64offset"},
    };

    (void)state;
    check_refusals(rows, COUNT_OF(rows), false);
}

static void refuses_values_of_another_type(void **state)
{
    static const struct refusal rows[] = {
        {"Image|endswith:", SIGMA_REASON_VALUE, "modifier endswith needs text"},
        {"Image|cased: null", SIGMA_REASON_VALUE, "modifier cased needs text"},
        {"Image|exists: 'true'", SIGMA_REASON_VALUE, "modifier exists needs true or false"},
        {"Image|exists: 1", SIGMA_REASON_VALUE, "modifier exists needs true or false"},
        {"Image|exists: [true]", SIGMA_REASON_VALUE, "takes one value"},
        {"DestinationPort|lt: '5'", SIGMA_REASON_VALUE, "modifier lt needs an integer"},
        {"DestinationPort|lt: 5.5", SIGMA_REASON_VALUE, "modifier lt needs an integer"},
        {"DestinationPort|gte: null", SIGMA_REASON_VALUE, "modifier gte needs an integer"},
        {"DestinationIp|cidr: 5", SIGMA_REASON_VALUE, "modifier cidr needs a network"},
        {"DestinationIp|cidr: 10.0.0.1/8", SIGMA_REASON_VALUE, "bits behind its prefix"},
        {"DestinationIp|cidr: 10.0.0.0/33", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: 10.0.0.0/08", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: 10.0.0.0/", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: 10.0.0.0/999", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: 10.0.0.0/255.0.0.0", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: 10.0.0/24", SIGMA_REASON_VALUE, "no IPv4 or IPv6 address"},
        {"DestinationIp|cidr: 010.0.0.0/8", SIGMA_REASON_VALUE, "no IPv4 or IPv6 address"},
        {"DestinationIp|cidr: ''", SIGMA_REASON_VALUE, "no IPv4 or IPv6 address"},
        {"DestinationIp|cidr: 10.*", SIGMA_REASON_VALUE, "no IPv4 or IPv6 address"},
        {"DestinationIp|cidr: '::1/129'", SIGMA_REASON_VALUE, "no number of bits"},
        {"DestinationIp|cidr: '::1/64'", SIGMA_REASON_VALUE, "bits behind its prefix"},
        {"DestinationIp|cidr: 'fe80::%eth0/64'", SIGMA_REASON_VALUE, "no IPv4 or IPv6 address"},
        {"DestinationIp|cidr: '1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1/64'",
         SIGMA_REASON_VALUE, "too long"},
        {"Image|fieldref: 5", SIGMA_REASON_VALUE, "needs the name of a field"},
        {"Image|fieldref: ''", SIGMA_REASON_VALUE, "needs the name of a field"},
        {"Image|fieldref: NoSuchField", SIGMA_REASON_FIELD, "has no field 'NoSuchField'"},
        {"Image|lt: 5", SIGMA_REASON_FIELD, "needs a field of numbers"},
        {"Image|lt: -9223372036854775808", SIGMA_REASON_FIELD, "needs a field of numbers"},
        {"Image|cidr: 10.0.0.0/8", SIGMA_REASON_FIELD, "needs a field of addresses"},
        {"DestinationPort|cidr: '::1'", SIGMA_REASON_FIELD, "needs a field of addresses"},
        {"NoSuchField: 5", SIGMA_REASON_FIELD, "network_connection has no field 'NoSuchField'"},
        {"image: 5", SIGMA_REASON_FIELD, "has no field 'image'"},
        {"Image: {a: b}", SIGMA_REASON_VALUE, "the value of a key is a map"},
        {"Image: []", SIGMA_REASON_VALUE, "a list of values is empty"},
        {"Image: [[a]]", SIGMA_REASON_VALUE, "a value of a field is a list or a map"},
        {"Image: [{a: b}]", SIGMA_REASON_VALUE, "a value of a field is a list or a map"},
    };

    (void)state;
    check_refusals(rows, COUNT_OF(rows), true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_add_stars_where_none_are),
        cmocka_unit_test(windash_spells_dashes_that_begin_a_word),
        cmocka_unit_test(windash_combines_all_spellings),
        cmocka_unit_test(with_all_an_expansion_stays_a_choice),
        cmocka_unit_test(base64_encodes_bytes),
        cmocka_unit_test(utf16_goes_on_into_base64),
        cmocka_unit_test(neq_negates_the_whole_key),
        cmocka_unit_test(typed_modifiers_make_their_kinds),
        cmocka_unit_test(a_range_that_nothing_is_in_is_false),
        cmocka_unit_test(refuses_what_it_cannot_do),
        cmocka_unit_test(refuses_orders_that_mean_nothing),
        cmocka_unit_test(refuses_values_of_another_type),
    };
    return RUN_TESTS(tests);
}
