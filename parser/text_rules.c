/* Rules of the string pool and its patterns. Relies on the slices alone: they may hold any bytes.
 */
#include "text_rules.h"

#include "reader.h"

enum { BLOCK = 64, STRIDE = 8 };

/* Bytes 0x01 to 0x7f only. Branch-free, so that compilers make vector code of it. */
static bool is_plain(const uint8_t *bytes)
{
    uint8_t odd = 0;
    for (uint32_t i = 0; i < BLOCK; i++)
        odd |= (uint8_t)(bytes[i] | (bytes[i] == 0 ? 0x80u : 0u));
    return odd < 0x80;
}

/* Well-formed code points (Unicode 15, table 3-7): lead bytes first to last are followed by a byte
 * of low to high, then by as many continuation bytes as `more` says. */
struct lead {
    uint8_t first, last, low, high, more;
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 0x80, 0xbf, 0}, {0xe0, 0xe0, 0xa0, 0xbf, 1}, {0xe1, 0xec, 0x80, 0xbf, 1},
    {0xed, 0xed, 0x80, 0x9f, 1}, {0xee, 0xef, 0x80, 0xbf, 1}, {0xf0, 0xf0, 0x90, 0xbf, 2},
    {0xf1, 0xf3, 0x80, 0xbf, 2}, {0xf4, 0xf4, 0x80, 0x8f, 2},
};

uint32_t multibyte_size(struct channel_slice text)
{
    for (uint32_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (text.base[0] < leads[i].first || text.base[0] > leads[i].last)
            continue;
        const uint32_t size = 2u + leads[i].more;
        if (size > text.size || text.base[1] < leads[i].low || text.base[1] > leads[i].high)
            return 0;
        for (uint32_t byte = 2; byte < size; byte++) {
            if (!is_continuation(text.base[byte]))
                return 0;
        }
        return size;
    }
    return 0;
}

static enum channel_error next_code_point(struct channel_slice pool, uint32_t *position)
{
    const uint8_t byte = pool.base[*position];
    REQUIRE(byte != 0, CHANNEL_ERROR_STRING_NUL);
    if (byte < 0x80) {
        *position += 1;
        return CHANNEL_OK;
    }
    const struct channel_slice rest = {pool.base + *position, pool.size - *position};
    const uint32_t size = multibyte_size(rest);
    REQUIRE(size != 0, CHANNEL_ERROR_STRING_ENCODING);
    *position += size;
    return CHANNEL_OK;
}

enum channel_error pool_check(struct channel_slice pool, uint32_t *position)
{
    *position = 0;
    while (*position < pool.size) {
        const uint32_t left = pool.size - *position;
        if (left >= BLOCK && is_plain(pool.base + *position)) {
            *position += BLOCK;
            continue;
        }
        const uint32_t end = *position + (left < BLOCK ? left : BLOCK);
        while (*position < end)
            TRY(next_code_point(pool, position));
    }
    return CHANNEL_OK;
}

/* Eight bytes at a time, as one number: bit 7 of each that is an upper-case letter. Adding to seven
 * bits carries into the eighth where a byte is at least `A`, or more than `Z`, and never beyond. */
static uint64_t upper_letters(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t low = bytes & ones * 0x7f;
    const uint64_t from_a = low + ones * (0x80 - 'A');
    const uint64_t behind_z = low + ones * (0x7f - 'Z');
    return from_a & ~behind_z & ~bytes & ones * 0x80;
}

/* Strides, of which the last one ends with the text and may overlap the one before. */
static bool has_upper(struct channel_slice text)
{
    uint64_t upper = 0;

    if (text.size < STRIDE) {
        for (uint32_t i = 0; i < text.size; i++)
            upper |= is_upper(text.base[i]);
        return upper != 0;
    }
    const uint32_t last = text.size - STRIDE;
    for (uint32_t i = 0; i < last; i += STRIDE)
        upper |= upper_letters(load_u64(text, i));
    return (upper | upper_letters(load_u64(text, last))) != 0;
}

enum channel_error pattern_check_case(struct channel_slice pattern)
{
    REQUIRE(!has_upper(pattern), CHANNEL_ERROR_PATTERN_CASE);
    return CHANNEL_OK;
}

static bool is_wildcard(uint8_t byte)
{
    return byte == '*' || byte == '?';
}

static bool is_special(uint8_t byte)
{
    return is_wildcard(byte) || byte == '\\';
}

enum channel_error glob_check(struct channel_slice glob)
{
    bool needed = false; /* a wildcard that no simpler kind has */

    for (uint32_t i = 0; i < glob.size; i++) {
        const uint32_t left = glob.size - i - 1; /* bytes behind this one */
        if (glob.base[i] == '\\') {
            REQUIRE(left > 0, CHANNEL_ERROR_GLOB_ESCAPE_END);
            REQUIRE(is_special(glob.base[i + 1]), CHANNEL_ERROR_GLOB_ESCAPE);
            i++;
        } else if (glob.base[i] == '*') {
            REQUIRE(left == 0 || !is_wildcard(glob.base[i + 1]), CHANNEL_ERROR_GLOB_RUN);
            needed |= i > 0 && left > 0;
        } else if (glob.base[i] == '?') {
            needed = true;
        }
    }
    REQUIRE(needed, CHANNEL_ERROR_GLOB_SIMPLER);
    return CHANNEL_OK;
}
