/* Code points, by the table of RFC 3629 §3: how long, and which are too long for what they say. */
#include "naive_parts.h"

uint32_t naive_point(struct naive_text text, size_t *size)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const uint8_t lead = text.bytes[0];
    const size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    uint32_t point = lead & (0x7fu >> length);

    *size = 1;
    if (length == 1)
        return lead;
    if (length == 0 || lead > 0xf7 || length > text.size)
        return NAIVE_NO_POINT;
    for (size_t i = 1; i < length; i++) {
        if (text.bytes[i] / 64 != 2)
            return NAIVE_NO_POINT;
        point = point * 64 + text.bytes[i] % 64;
    }
    if (point < smallest[length] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        return NAIVE_NO_POINT;
    *size = length;
    return point;
}

bool naive_is_string(struct naive_text text)
{
    size_t size;

    for (size_t at = 0; at < text.size; at += size) {
        const uint32_t point =
            naive_point((struct naive_text){text.bytes + at, text.size - at}, &size);
        if (point == NAIVE_NO_POINT || point == 0)
            return false;
    }
    return true;
}
