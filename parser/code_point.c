/* UTF-8, decoded. Relies on text_rules for what is well-formed. */
#include "code_point.h"

#include "text_rules.h"

struct code_point code_point_first(struct channel_slice text)
{
    const uint8_t lead = text.base[0];
    if (lead < 0x80)
        return (struct code_point){lead, 1};
    const uint32_t size = multibyte_size(text);
    if (size == 0)
        return (struct code_point){CODE_POINT_NONE, 1};
    uint32_t value = lead & (0xffu >> (size + 1));
    for (uint32_t i = 1; i < size; i++)
        value = value * 64 + (text.base[i] & 0x3fu);
    return (struct code_point){value, size};
}
