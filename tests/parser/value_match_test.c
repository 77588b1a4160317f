/* Integers against strtoll, addresses against inet_pton, prefixes bit by bit. */
#define _POSIX_C_SOURCE 200809L

#include "value_match.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "test.h"
#include "words.h"

/* --- integers ----------------------------------------------------------------------------------
 */

static const struct {
    const char *text;
    bool is_integer;
    int64_t value;
} integers[] = {
    {"0", true, 0},
    {"-0", true, 0},
    {"7", true, 7},
    {"-7", true, -7},
    {"007", true, 7},
    {"9223372036854775807", true, INT64_MAX},
    {"9223372036854775808", false, 0},
    {"9223372036854775810", false, 0},
    {"-9223372036854775808", true, INT64_MIN},
    {"-9223372036854775809", false, 0},
    {"-9223372036854775810", false, 0},
    {"18446744073709551616", false, 0},
    {"00000000000000000001", true, 1},
    {"000000000000000000001", false, 0}, /* 21 bytes */
    {"-0000000000000000001", true, -1},
    {"-00000000000000000001", false, 0}, /* 21 bytes */
    {"", false, 0},
    {"-", false, 0},
    {"--1", false, 0},
    {"+1", false, 0},
    {" 1", false, 0},
    {"1 ", false, 0},
    {"1.0", false, 0},
    {"0x10", false, 0},
    {"1-", false, 0},
    {"/", false, 0},
    {":", false, 0},
};

static void integers_are_int64_in_at_most_20_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(integers); i++) {
        struct exact text = exact_copy(integers[i].text, strlen(integers[i].text));
        int64_t value = 1;
        const bool is_integer = parse_integer(slice_of(&text), &value);
        if (is_integer != integers[i].is_integer || value != integers[i].value)
            fail_msg("'%s'", integers[i].text);
        free_exact(&text);
    }
}

static void random_digits_are_as_strtoll_says(void **state)
{
    (void)state;
    uint32_t random = 3;
    for (uint32_t round = 0; round < 200000; round++) {
        char text[24] = {0};
        const uint32_t negative = next_random(&random) % 2;
        const uint32_t digits = 15 + next_random(&random) % (6 - negative);
        text[0] = '-';
        for (uint32_t i = 0; i < digits; i++)
            text[negative + i] = (char)('0' + next_random(&random) % 10);
        errno = 0;
        const long long expected = strtoll(text, NULL, 10);
        int64_t value;
        const bool is_integer =
            parse_integer((struct channel_slice){(const uint8_t *)text, negative + digits}, &value);
        if (is_integer != (errno == 0) || (is_integer && value != expected))
            fail_msg("'%s'", text);
    }
}

/* --- addresses ---------------------------------------------------------------------------------
 */

static bool same_as_inet_pton(int family, const char *text, uint32_t size)
{
    struct exact copy = exact_copy(text, size);
    uint8_t ours[ADDRESS_SIZE];
    uint8_t theirs[ADDRESS_SIZE] = {0};
    const bool expected = inet_pton(family, text, theirs) == 1;
    const bool accepted = family == AF_INET ? parse_address4(slice_of(&copy), ours)
                                            : parse_address6(slice_of(&copy), ours);

    free_exact(&copy);
    return accepted == expected && (!accepted || memcmp(ours, theirs, sizeof ours) == 0);
}

static void check_address(const char *text, uint32_t size)
{
    if (!same_as_inet_pton(AF_INET, text, size))
        fail_msg("'%s' as IPv4", text);
    if (!same_as_inet_pton(AF_INET6, text, size))
        fail_msg("'%s' as IPv6", text);
}

static void all_short_texts_are_as_inet_pton_says(void **state)
{
    (void)state;
    static const char *const colons[] = {":", "1", "f:", NULL};
    static const char *const dots[] = {".", "0", "25", "6", "1.", NULL};
    static const char *const both[] = {"::", ":", "1.2.3.4", "9", "a:b", "0:0:0", NULL};
    struct word word;

    for (uint32_t i = 0; word_at(colons, 9, i, &word); i++)
        check_address((const char *)word.bytes, word.size);
    for (uint32_t i = 0; word_at(dots, 7, i, &word); i++)
        check_address((const char *)word.bytes, word.size);
    for (uint32_t i = 0; word_at(both, 4, i, &word); i++)
        check_address((const char *)word.bytes, word.size);
}

/* Groups joined by one colon, seldom two, perhaps an IPv4 tail; now and then one byte wrong. */
static uint32_t random_address6(uint32_t *random, char *text, size_t room)
{
    const uint32_t groups = 5 + next_random(random) % 5;
    size_t size = next_random(random) % 8 == 0 ? (size_t)snprintf(text, room, "::") : 0;

    for (uint32_t i = 0; i < groups; i++) {
        const uint32_t value = (next_random(random) >> next_random(random) % 32) % 0x12000;
        const char *colon = next_random(random) % 8 == 0 ? "::" : ":";
        const bool upper = next_random(random) % 2 == 0;
        size += (size_t)snprintf(text + size, room - size, upper ? "%04X" : "%x", value);
        if (i + 1 < groups)
            size += (size_t)snprintf(text + size, room - size, "%s", colon);
    }
    if (next_random(random) % 4 == 0)
        size += (size_t)snprintf(text + size, room - size, ":%u.%u.%u.%u",
                                 next_random(random) % 260, next_random(random) % 260,
                                 next_random(random) % 30, next_random(random) % 300);
    if (next_random(random) % 4 == 0)
        text[next_random(random) % size] = ":.0fF1g"[next_random(random) % 7];
    return (uint32_t)size;
}

static void random_addresses_are_as_inet_pton_says(void **state)
{
    (void)state;
    uint32_t random = 11;
    for (uint32_t round = 0; round < 200000; round++) {
        char text[128];
        const uint32_t size = random_address6(&random, text, sizeof text);
        text[size] = 0;
        if (size <= 64)
            check_address(text, size);
    }
}

static const struct {
    const char *text;
    bool is4, is6;
} addresses[] = {
    {"0.0.0.0", true, false},
    {"255.255.255.255", true, false},
    {"256.0.0.0", false, false},
    {"01.2.3.4", false, false},
    {"1.2.3", false, false},
    {"1.2.3.4.", false, false},
    {"1.2.3.4 ", false, false},
    {"::", false, true},
    {"::1", false, true},
    {"1::", false, true},
    {"1:2:3:4:5:6:7:8", false, true},
    {"1:2:3:4:5:6:7::", false, true},
    {"::2:3:4:5:6:7:8", false, true},
    {"1:2:3:4::5:6:7:8", false, false},
    {"1:2:3:4:5:6:7", false, false},
    {"1:2:3:4:5:6:7:8:9", false, false},
    {"1::2::3", false, false},
    {":::", false, false},
    {":", false, false},
    {"", false, false},
    {"1:", false, false},
    {":1", false, false},
    {"12345::", false, false},
    {"::ffff:1.2.3.4", false, true},
    {"1:2:3:4:5:6:1.2.3.4", false, true},
    {"1:2:3:4:5:6:7:1.2.3.4", false, false},
    {"::1.2.3.4:5", false, false},
    {"fe80::1%eth0", false, true},
    {"fe80::1%", false, true},
    {"%eth0", false, false},
    {"::%::", false, true},
    {"1.2.3.4%eth0", false, false},
};

static void addresses_have_the_forms_of_the_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        struct exact text = exact_copy(addresses[i].text, strlen(addresses[i].text));
        uint8_t address[ADDRESS_SIZE];
        if (parse_address4(slice_of(&text), address) != addresses[i].is4 ||
            parse_address6(slice_of(&text), address) != addresses[i].is6)
            fail_msg("'%s'", addresses[i].text);
        free_exact(&text);
    }
}

static void an_ipv6_address_has_at_most_64_bytes(void **state)
{
    (void)state;
    uint8_t text[65];
    uint8_t address[ADDRESS_SIZE];
    memset(text, 'z', sizeof text);
    memcpy(text, "::1%", 4);
    assert_true(parse_address6((struct channel_slice){text, 64}, address));
    assert_int_equal(address[15], 1);
    assert_false(parse_address6((struct channel_slice){text, 65}, address));
}

static void prefixes_count_bits(void **state)
{
    (void)state;
    uint8_t noise[ADDRESS_SIZE];
    uint32_t random = 5;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)(next_random(&random) & 0xff);
    struct exact network = exact_copy(noise, sizeof noise);
    for (uint32_t prefix = 0; prefix <= ADDRESS6_BITS; prefix++) {
        assert_true(prefix_equal(noise, network.bytes, prefix));
        for (uint32_t bit = 0; bit < ADDRESS6_BITS; bit++) {
            network.bytes[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
            assert_int_equal(prefix_equal(noise, network.bytes, prefix), bit >= prefix);
            network.bytes[bit / 8] ^= (uint8_t)(0x80u >> bit % 8);
        }
    }
    free_exact(&network);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_int64_in_at_most_20_bytes),
        cmocka_unit_test(random_digits_are_as_strtoll_says),
        cmocka_unit_test(all_short_texts_are_as_inet_pton_says),
        cmocka_unit_test(random_addresses_are_as_inet_pton_says),
        cmocka_unit_test(addresses_have_the_forms_of_the_format),
        cmocka_unit_test(an_ipv6_address_has_at_most_64_bytes),
        cmocka_unit_test(prefixes_count_bits),
    };
    return RUN_TESTS(tests);
}
