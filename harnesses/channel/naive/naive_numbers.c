/* Text that means a number or an address. Reads left to right, by splitting. */
#include "naive_parts.h"

#include <string.h>

static struct naive_text part(struct naive_text text, size_t begin, size_t end)
{
    return (struct naive_text){begin < end ? text.bytes + begin : NULL, end - begin};
}

/* The first place of a byte from `begin` on; the size where there is none. */
static size_t find(struct naive_text text, size_t begin, uint8_t byte)
{
    while (begin < text.size && text.bytes[begin] != byte)
        begin++;
    return begin;
}

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

bool naive_integer(struct naive_text text, int64_t *out)
{
    const bool negative = text.size > 0 && text.bytes[0] == '-';
    const uint64_t largest = (uint64_t)INT64_MAX + negative;
    uint64_t value = 0;

    if (text.size > 20 || text.size == (size_t)negative)
        return false;
    for (size_t i = negative; i < text.size; i++) {
        if (!is_digit(text.bytes[i]))
            return false;
        const uint64_t digit = (uint64_t)(text.bytes[i] - '0');
        if (value > largest / 10 || value * 10 > largest - digit)
            return false;
        value = value * 10 + digit;
    }
    if (negative && value == (uint64_t)INT64_MAX + 1)
        *out = INT64_MIN;
    else
        *out = negative ? -(int64_t)value : (int64_t)value;
    return true;
}

/* A number of 1 to 3 digits, at most 255, that does not begin with a zero unless it is zero. */
static bool read_octet(struct naive_text text, uint8_t *out)
{
    int64_t value;

    if (text.bytes == NULL || text.size == 0 || text.size > 3 || !is_digit(text.bytes[0]) ||
        (text.size > 1 && text.bytes[0] == '0') || !naive_integer(text, &value) || value > 255)
        return false;
    *out = (uint8_t)value;
    return true;
}

static bool read_quad(struct naive_text text, uint8_t out[4])
{
    size_t begin = 0;

    for (unsigned i = 0; i < 4; i++) {
        if (begin > text.size)
            return false;
        const size_t end = find(text, begin, '.');
        if (!read_octet(part(text, begin, end), &out[i]))
            return false;
        begin = end + 1;
    }
    return begin == text.size + 1;
}

bool naive_address4(struct naive_text text, uint8_t out[16])
{
    memset(out, 0, 16);
    return read_quad(text, out);
}

static bool read_group(struct naive_text text, uint8_t out[2])
{
    unsigned value = 0;

    if (text.size == 0 || text.size > 4)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        static const char digits[] = "0123456789abcdefABCDEF";
        const char *digit = memchr(digits, text.bytes[i], sizeof digits - 1);
        if (digit == NULL)
            return false;
        const unsigned number = (unsigned)(digit - digits);
        value = value * 16 + (number < 16 ? number : number - 6);
    }
    out[0] = (uint8_t)(value / 256);
    out[1] = (uint8_t)(value % 256);
    return true;
}

/* Groups joined by single colons; the last one may be a dotted quad where that is allowed. Returns
 * how many bytes they are, or 17 when they are none. An empty text is no group. */
static size_t read_groups(struct naive_text text, bool may_end_in_quad, uint8_t out[16])
{
    size_t used = 0;

    for (size_t begin = 0; text.size > 0 && begin <= text.size;) {
        const size_t end = find(text, begin, ':');
        const struct naive_text group = part(text, begin, end);
        if (may_end_in_quad && end == text.size && used <= 12 && read_quad(group, out + used))
            return used + 4;
        if (used == 16 || !read_group(group, out + used))
            return 17;
        used += 2;
        begin = end + 1;
    }
    return used;
}

bool naive_address6(struct naive_text text, uint8_t out[16])
{
    const struct naive_text bare = part(text, 0, find(text, 0, '%'));
    uint8_t front[16], back[16];
    size_t gap = 0;

    memset(out, 0, 16);
    if (text.size > 64)
        return false;
    while (gap + 1 < bare.size && (bare.bytes[gap] != ':' || bare.bytes[gap + 1] != ':'))
        gap++;
    if (gap + 1 >= bare.size) /* none: all eight groups are written */
        return read_groups(bare, true, out) == 16;
    const size_t first = read_groups(part(bare, 0, gap), false, front);
    const size_t last = read_groups(part(bare, gap + 2, bare.size), true, back);
    if (first + last > 14) /* the gap stands for a group at least */
        return false;
    memcpy(out, front, first);
    memcpy(out + 16 - last, back, last);
    return true;
}

bool naive_same_bits(const uint8_t *address, const uint8_t *network, unsigned prefix)
{
    for (unsigned bit = 0; bit < prefix; bit++) {
        const unsigned mask = 0x80u >> bit % 8;
        if ((address[bit / 8] & mask) != (network[bit / 8] & mask))
            return false;
    }
    return true;
}
