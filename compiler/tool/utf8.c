/* UTF-8 as RFC 3629 has it. Relies on its arguments alone. */
#include "utf8.h"

/* The shape of a code point by its first byte: length, bits of the first byte, smallest number. */
struct shape {
    size_t size;
    uint32_t bits, minimum;
};

static struct shape shape_of(uint8_t first)
{
    if (first < 0x80)
        return (struct shape){1, 0x7f, 0};
    if (first >= 0xc2 && first <= 0xdf)
        return (struct shape){2, 0x1f, 0x80};
    if (first >= 0xe0 && first <= 0xef)
        return (struct shape){3, 0x0f, 0x800};
    if (first >= 0xf0 && first <= 0xf4)
        return (struct shape){4, 0x07, 0x10000};
    return (struct shape){0, 0, 0};
}

size_t utf8_take(const uint8_t *bytes, size_t size, uint32_t *code_point)
{
    *code_point = 0;
    if (size == 0)
        return 0;
    const struct shape shape = shape_of(bytes[0]);
    if (shape.size == 0 || shape.size > size)
        return 0;
    uint32_t number = bytes[0] & shape.bits;
    for (size_t i = 1; i < shape.size; i++) {
        if ((bytes[i] & 0xc0u) != 0x80)
            return 0;
        number = number * 64 + (bytes[i] & 0x3fu);
    }
    if (number < shape.minimum || number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff))
        return 0;
    *code_point = number;
    return shape.size;
}

size_t utf8_put(uint32_t code_point, uint8_t *out)
{
    if (code_point < 0x80) {
        out[0] = (uint8_t)code_point;
        return 1;
    }
    const size_t size = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    static const uint8_t marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (uint8_t)(0x80u | (code_point & 0x3fu));
        code_point >>= 6;
    }
    out[0] = (uint8_t)(marks[size] | code_point);
    return size;
}
