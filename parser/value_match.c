/* Integers and addresses. Rely on their slices alone; no text here is read twice. */
#include "value_match.h"

enum { LONGEST_INTEGER = 20, LONGEST_ADDRESS = 64, GROUPS = 8 };

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

bool parse_integer(struct channel_slice text, int64_t *out)
{
    const bool negative = text.size > 0 && text.base[0] == '-';
    const uint32_t first = negative ? 1 : 0;
    int64_t value = 0; /* counted downwards: the lowest int64 has no positive twin */

    *out = 0;
    if (text.size == first || text.size > LONGEST_INTEGER)
        return false;
    for (uint32_t i = first; i < text.size; i++) {
        if (!is_digit(text.base[i]))
            return false;
        const int64_t digit = text.base[i] - '0';
        if (value < (INT64_MIN + digit) / 10)
            return false;
        value = value * 10 - digit;
    }
    if (!negative && value == INT64_MIN)
        return false;
    *out = negative ? value : -value;
    return true;
}

/* One decimal part at *position, which moves behind it. */
static bool parse_octet(struct channel_slice text, uint32_t *position, uint8_t *out)
{
    const uint32_t begin = *position;
    uint32_t value = 0;

    while (*position < text.size && *position - begin < 3 && is_digit(text.base[*position])) {
        value = value * 10 + (text.base[*position] - (uint32_t)'0');
        *position += 1;
    }
    const bool leading_zero = *position - begin > 1 && text.base[begin] == '0';
    if (*position == begin || leading_zero || value > 255)
        return false;
    *out = (uint8_t)value;
    return true;
}

static bool parse_quad(struct channel_slice text, uint8_t out[4])
{
    uint32_t position = 0;

    for (uint32_t i = 0; i < 4; i++) {
        if (i > 0) {
            if (position == text.size || text.base[position] != '.')
                return false;
            position++;
        }
        if (!parse_octet(text, &position, &out[i]))
            return false;
    }
    return position == text.size;
}

static void clear(uint8_t out[ADDRESS_SIZE])
{
    for (uint32_t i = 0; i < ADDRESS_SIZE; i++)
        out[i] = 0;
}

bool parse_address4(struct channel_slice text, uint8_t out[ADDRESS_SIZE])
{
    clear(out);
    return parse_quad(text, out);
}

static bool hex_value(uint8_t byte, uint32_t *out)
{
    const uint8_t lower = byte | 0x20;

    *out = 0;
    if (is_digit(byte))
        *out = byte - (uint32_t)'0';
    else if (lower >= 'a' && lower <= 'f')
        *out = lower - (uint32_t)'a' + 10;
    else
        return false;
    return true;
}

/* Up to four hexadecimal digits at *position, which moves behind them. */
static bool parse_group(struct channel_slice text, uint32_t *position, uint32_t *out)
{
    const uint32_t begin = *position;
    uint32_t digit;

    *out = 0;
    while (*position < text.size && *position - begin < 4 &&
           hex_value(text.base[*position], &digit)) {
        *out = *out * 16 + digit;
        *position += 1;
    }
    return *position > begin;
}

static struct channel_slice without_zone(struct channel_slice text)
{
    for (uint32_t i = 0; i < text.size; i++) {
        if (text.base[i] == '%')
            return (struct channel_slice){text.base, i};
    }
    return text;
}

/* An address being read: bytes so far, and after how many of them `::` stood. */
struct address6 {
    uint8_t bytes[ADDRESS_SIZE];
    uint32_t count, gap;
    bool has_gap;
};

/* The colons before the next group. */
static bool parse_separator(struct channel_slice text, uint32_t *position, struct address6 *address)
{
    const uint32_t left = text.size - *position;
    const bool doubled =
        left >= 2 && text.base[*position] == ':' && text.base[*position + 1] == ':';

    if (doubled) {
        if (address->has_gap)
            return false;
        address->has_gap = true;
        address->gap = address->count;
        *position += 2;
        return true;
    }
    if (address->count == 0)
        return true;
    if (left < 2 || text.base[*position] != ':') /* a colon at the end separates nothing */
        return false;
    *position += 1;
    return true;
}

/* The next group, or the IPv4 tail. */
static bool parse_part(struct channel_slice text, uint32_t *position, struct address6 *address)
{
    const struct channel_slice rest = {text.base + *position, text.size - *position};
    uint32_t group;

    if (address->count <= 12 && parse_quad(rest, address->bytes + address->count)) {
        address->count += 4;
        *position = text.size;
        return true;
    }
    if (!parse_group(text, position, &group))
        return false;
    address->bytes[address->count] = (uint8_t)(group / 256);
    address->bytes[address->count + 1] = (uint8_t)(group % 256);
    address->count += 2;
    return true;
}

/* Moves what follows the gap to the end of the address. */
static bool close_gap(const struct address6 *address, uint8_t out[ADDRESS_SIZE])
{
    clear(out);
    if (address->count == ADDRESS_SIZE ? address->has_gap : !address->has_gap)
        return false;
    const uint32_t before = address->has_gap ? address->gap : ADDRESS_SIZE;
    for (uint32_t i = 0; i < before; i++)
        out[i] = address->bytes[i];
    for (uint32_t i = before; i < address->count; i++)
        out[ADDRESS_SIZE - address->count + i] = address->bytes[i];
    return true;
}

bool parse_address6(struct channel_slice text, uint8_t out[ADDRESS_SIZE])
{
    struct address6 address = {{0}, 0, 0, false};
    uint32_t position = 0;

    clear(out);
    if (text.size > LONGEST_ADDRESS)
        return false;
    const struct channel_slice bare = without_zone(text);
    for (uint32_t i = 0; i < GROUPS && position < bare.size; i++) {
        if (!parse_separator(bare, &position, &address))
            return false;
        if (position == bare.size && address.has_gap && address.gap == address.count)
            break; /* the text ends with the gap */
        if (!parse_part(bare, &position, &address))
            return false;
    }
    return position == bare.size && close_gap(&address, out);
}

bool prefix_equal(const uint8_t address[ADDRESS_SIZE], const uint8_t *network, uint32_t prefix)
{
    const uint32_t whole = prefix / 8;
    const uint32_t bits = prefix % 8;

    for (uint32_t i = 0; i < whole; i++) {
        if (address[i] != network[i])
            return false;
    }
    return bits == 0 || ((address[whole] ^ network[whole]) & (0xff00u >> bits & 0xffu)) == 0;
}
