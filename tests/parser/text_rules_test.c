/* The string pool and the forms of patterns, against second, naive implementations. */
#include "text_rules.h"

#include <string.h>

#include "bytes.h"
#include "test.h"

/* The code point at the beginning of `text`: its size, 0 if it is none. By arithmetic on the value,
 * where the parser has a table. */
static size_t naive_code_point(const uint8_t *text, size_t size)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const size_t length = text[0] < 0x80             ? 1
                          : (text[0] & 0xe0) == 0xc0 ? 2
                          : (text[0] & 0xf0) == 0xe0 ? 3
                          : (text[0] & 0xf8) == 0xf0 ? 4
                                                     : 0;
    uint32_t value = length == 1 ? text[0] : text[0] & (0x7fu >> length);

    if (length == 0 || length > size)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
        value = value << 6 | (text[i] & 0x3fu);
    }
    const bool surrogate = value >= 0xd800 && value <= 0xdfff;
    return value >= least[length] && value <= 0x10ffff && !surrogate ? length : 0;
}

static enum channel_error naive_pool(const struct exact *pool, size_t *position)
{
    for (*position = 0; *position < pool->size;) {
        const size_t size = naive_code_point(pool->bytes + *position, pool->size - *position);
        if (pool->bytes[*position] == 0)
            return CHANNEL_ERROR_STRING_NUL;
        if (size == 0)
            return CHANNEL_ERROR_STRING_ENCODING;
        *position += size;
    }
    return CHANNEL_OK;
}

static void compare_pool(const struct exact *pool)
{
    size_t expected_position;
    uint32_t position;
    const enum channel_error expected = naive_pool(pool, &expected_position);
    const enum channel_error error = pool_check(slice_of(pool), &position);

    if (error != expected || position != expected_position)
        fail_msg("a pool of %zu bytes: %s at %u, %s at %zu", pool->size, channel_error_name(error),
                 position, channel_error_name(expected), expected_position);
}

/* Bytes beside every border of the table of code points. */
static const uint8_t borders[] = {0x00, 0x01, 'A',  0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0,
                                  0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
                                  0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff};

/* Writes sequence `number` of `size` border bytes; false behind the last one. */
static bool write_borders(uint8_t *bytes, size_t size, uint32_t number)
{
    for (size_t i = 0; i < size; i++) {
        bytes[i] = borders[number % COUNT_OF(borders)];
        number /= COUNT_OF(borders);
    }
    return number == 0;
}

static void pools_of_up_to_four_bytes_are_as_the_naive_decoder_says(void **state)
{
    (void)state;
    static const uint8_t zeros[4];
    for (size_t size = 0; size <= sizeof zeros; size++) {
        struct exact pool = exact_copy(zeros, size);
        for (uint32_t number = 0; write_borders(pool.bytes, size, number); number++)
            compare_pool(&pool);
        free_exact(&pool);
    }
}

static void sequences_beside_the_end_of_a_block_are_seen(void **state)
{
    (void)state;
    enum { SEQUENCE = 3 };
    for (size_t before = 60; before <= 66; before++) {
        for (size_t behind = 0; behind <= 65; behind += 65) {
            uint8_t plain[66 + SEQUENCE + 65];
            memset(plain, 'a', sizeof plain);
            struct exact pool = exact_copy(plain, before + SEQUENCE + behind);
            for (uint32_t i = 0; write_borders(pool.bytes + before, SEQUENCE, i); i++)
                compare_pool(&pool);
            free_exact(&pool);
        }
    }
}

static void a_nul_is_seen_at_every_place(void **state)
{
    (void)state;
    uint8_t plain[200];
    memset(plain, 'a', sizeof plain);
    struct exact pool = exact_copy(plain, sizeof plain);
    for (uint32_t place = 0; place < pool.size; place++) {
        uint32_t position;
        pool.bytes[place] = 0;
        assert_int_equal(pool_check(slice_of(&pool), &position), CHANNEL_ERROR_STRING_NUL);
        assert_int_equal(position, place);
        pool.bytes[place] = 'a';
    }
    free_exact(&pool);
}

static size_t encode_code_point(uint32_t value, uint8_t *out)
{
    if (value < 0x80) {
        out[0] = (uint8_t)value;
        return 1;
    }
    const size_t size = value < 0x800 ? 2 : value < 0x10000 ? 3 : 4;
    static const uint8_t leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    out[0] = (uint8_t)(leads[size] | value >> 6 * (size - 1));
    for (size_t i = 1; i < size; i++)
        out[i] = (uint8_t)(0x80 | (value >> 6 * (size - 1 - i) & 0x3f));
    return size;
}

static void every_code_point_but_surrogates_is_accepted(void **state)
{
    (void)state;
    uint8_t bytes[4];
    for (uint32_t value = 1; value < 0x110100; value++) {
        const uint32_t size = (uint32_t)encode_code_point(value, bytes);
        const bool good = value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
        uint32_t position;
        const enum channel_error error = pool_check((struct channel_slice){bytes, size}, &position);
        if ((error == CHANNEL_OK) != good)
            fail_msg("code point %x: %s", value, channel_error_name(error));
    }
}

static void only_upper_case_ascii_breaks_the_caseless_form(void **state)
{
    (void)state;
    for (uint32_t value = 0; value < 256; value++) {
        const uint8_t bytes[] = {'a', (uint8_t)value};
        const bool upper = value >= 'A' && value <= 'Z';
        assert_int_equal(pattern_check_case((struct channel_slice){bytes, 2}),
                         upper ? CHANNEL_ERROR_PATTERN_CASE : CHANNEL_OK);
        assert_int_equal(fold((uint8_t)value), upper ? value + 32 : value);
        assert_int_equal(is_continuation((uint8_t)value), value >= 0x80 && value < 0xc0);
    }
    assert_int_equal(pattern_check_case((struct channel_slice){NULL, 0}), CHANNEL_OK);
}

/* Long texts are read in strides, the last of which overlaps the one before. */
static void upper_case_is_found_at_each_place_of_each_size(void **state)
{
    (void)state;
    for (uint32_t size = 1; size <= 40; size++) {
        uint8_t *bytes = test_malloc(size); /* its exact size: an over-read is seen */
        memset(bytes, 'z', size);
        const struct channel_slice text = {bytes, size};
        assert_int_equal(pattern_check_case(text), CHANNEL_OK);
        for (uint32_t place = 0; place < size; place++) {
            bytes[place] = 'Q';
            assert_int_equal(pattern_check_case(text), CHANNEL_ERROR_PATTERN_CASE);
            bytes[place] = 'z';
        }
        test_free(bytes);
    }
}

static const struct {
    const char *glob;
    enum channel_error expected;
} globs[] = {
    {"a*b", CHANNEL_OK},
    {"?", CHANNEL_OK},
    {"?*", CHANNEL_OK},
    {"*a*b", CHANNEL_OK},
    {"a?", CHANNEL_OK},
    {"??", CHANNEL_OK},
    {"a*\\**b", CHANNEL_OK},
    {"\\\\*\\?", CHANNEL_OK},
    {"*\xc3\xa9*\xc3\xa9", CHANNEL_OK},
    {"", CHANNEL_ERROR_GLOB_SIMPLER},
    {"a", CHANNEL_ERROR_GLOB_SIMPLER},
    {"*", CHANNEL_ERROR_GLOB_SIMPLER},
    {"a*", CHANNEL_ERROR_GLOB_SIMPLER},
    {"*a", CHANNEL_ERROR_GLOB_SIMPLER},
    {"*a*", CHANNEL_ERROR_GLOB_SIMPLER},
    {"\\*", CHANNEL_ERROR_GLOB_SIMPLER},
    {"\\?\\\\", CHANNEL_ERROR_GLOB_SIMPLER},
    {"**", CHANNEL_ERROR_GLOB_RUN},
    {"*?", CHANNEL_ERROR_GLOB_RUN},
    {"a**b", CHANNEL_ERROR_GLOB_RUN},
    {"?**", CHANNEL_ERROR_GLOB_RUN},
    {"\\", CHANNEL_ERROR_GLOB_ESCAPE_END},
    {"a*b\\", CHANNEL_ERROR_GLOB_ESCAPE_END},
    {"?\\\\\\", CHANNEL_ERROR_GLOB_ESCAPE_END},
    {"\\a?", CHANNEL_ERROR_GLOB_ESCAPE},
    {"?\\/", CHANNEL_ERROR_GLOB_ESCAPE},
    {"\\\xc3\xa9?", CHANNEL_ERROR_GLOB_ESCAPE},
};

static void globs_have_one_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(globs); i++) {
        struct exact glob = exact_copy(globs[i].glob, strlen(globs[i].glob));
        const enum channel_error error = glob_check(slice_of(&glob));
        if (error != globs[i].expected)
            fail_msg("%s: %s", globs[i].glob, channel_error_name(error));
        free_exact(&glob);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pools_of_up_to_four_bytes_are_as_the_naive_decoder_says),
        cmocka_unit_test(sequences_beside_the_end_of_a_block_are_seen),
        cmocka_unit_test(a_nul_is_seen_at_every_place),
        cmocka_unit_test(every_code_point_but_surrogates_is_accepted),
        cmocka_unit_test(only_upper_case_ascii_breaks_the_caseless_form),
        cmocka_unit_test(upper_case_is_found_at_each_place_of_each_size),
        cmocka_unit_test(globs_have_one_form),
    };
    return RUN_TESTS(tests);
}
