/* The modifiers that encode: base64, base64offset, the forms of UTF-16. Relies on value.h alone. */
#include <string.h>

#include "transform.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Room for `count` strings, taken from the budget of values. */
static bool new_list(struct sigma_work *work, uint32_t count, uint32_t line,
                     struct sigma_strings *out)
{
    *out = (struct sigma_strings){NULL, count, line};
    if (!sigma_spend(work, &work->values_left, count, line, "values"))
        return false;
    out->list = sigma_take(work, count, sizeof *out->list);
    return out->list != NULL;
}

/* The byte at `at` of a string that `shift` blanks precede; 0 behind its end. */
static uint32_t shifted(struct sigma_string string, uint32_t shift, uint32_t at)
{
    if (at < shift)
        return ' ';
    return at - shift < string.count ? string.elements[at - shift] : 0;
}

static bool encode(struct sigma_work *work, struct sigma_string string, uint32_t shift,
                   uint32_t line, struct sigma_string *out)
{
    const uint32_t size = string.count + shift;

    if (!sigma_string_new(work, (size + 2) / 3 * 4, line, out))
        return false;
    for (uint32_t group = 0; group * 3 < size; group++) {
        const uint32_t bits = shifted(string, shift, group * 3) * 0x10000 +
                              shifted(string, shift, group * 3 + 1) * 0x100 +
                              shifted(string, shift, group * 3 + 2);
        for (uint32_t i = 0; i < 4; i++)
            out->elements[group * 4 + i] = (unsigned char)alphabet[bits >> (18 - 6 * i) & 0x3f];
    }
    for (uint32_t i = size; i % 3 != 0; i++)
        out->elements[out->count - 1 - (i - size)] = '=';
    return true;
}

/* Cuts what depends on the bytes before and behind: of each incomplete group at either end the
 * characters that hold bits of a foreign byte. */
static void cut_to_offset(struct sigma_string *encoded, uint32_t shift, uint32_t size)
{
    static const uint32_t front[] = {0, 2, 3};
    static const uint32_t back[] = {0, 3, 2};
    const uint32_t cut_front = front[shift];
    const uint32_t cut_back = back[(size + shift) % 3];

    encoded->elements += cut_front;
    encoded->count =
        encoded->count > cut_front + cut_back ? encoded->count - cut_front - cut_back : 0;
}

bool sigma_base64(struct sigma_work *work, struct sigma_string string, bool offsets, uint32_t line,
                  struct sigma_strings *out)
{
    if (sigma_string_has_wildcard(string))
        return sigma_refuse(work, SIGMA_REASON_VALUE, line,
                            "a value with wildcards cannot be encoded as base64");
    if (string.count == 0)
        return sigma_refuse(work, SIGMA_REASON_VALUE, line,
                            "an empty value cannot be encoded as base64");
    if (!new_list(work, offsets ? 3 : 1, line, out))
        return false;
    for (uint32_t shift = 0; shift < out->count; shift++) {
        if (!encode(work, string, shift, line, &out->list[shift]))
            return false;
        if (offsets)
            cut_to_offset(&out->list[shift], shift, string.count);
        if (out->list[shift].count == 0)
            return sigma_refuse(work, SIGMA_REASON_VALUE, line,
                                "the value is too short for base64offset: a part of it is empty");
    }
    return true;
}

static void put_unit(struct sigma_string *out, uint32_t unit, enum sigma_utf16 form)
{
    const uint16_t high = (uint16_t)(unit >> 8 & 0xff);
    const uint16_t low = (uint16_t)(unit & 0xff);

    out->elements[out->count++] = form == SIGMA_UTF16_BE ? high : low;
    out->elements[out->count++] = form == SIGMA_UTF16_BE ? low : high;
}

bool sigma_utf16(struct sigma_work *work, struct sigma_string string, enum sigma_utf16 form,
                 uint32_t line, struct sigma_strings *out)
{
    if (!new_list(work, 1, line, out) ||
        !sigma_string_new(work, string.count * 2 + 2, line, &out->list[0]))
        return false;
    struct sigma_string *units = &out->list[0];
    units->count = 0;
    if (form == SIGMA_UTF16_MARKED)
        put_unit(units, 0xfeff, form);
    for (uint32_t at = 0; at < string.count;) {
        const uint32_t code_point = sigma_string_next(string, &at);
        if (code_point == SIGMA_WILDCARD) {
            units->elements[units->count++] = string.elements[at - 1];
        } else if (code_point < 0x10000) {
            put_unit(units, code_point, form);
        } else {
            put_unit(units, 0xd800 + ((code_point - 0x10000) >> 10), form);
            put_unit(units, 0xdc00 + (code_point & 0x3ff), form);
        }
    }
    return true;
}
