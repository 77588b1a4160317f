/* Texts of models: what the bytes of an argument stand for. Pieces are few and overlap, so that
 * values match each other and inputs, or nearly do. Relies on each piece being UTF-8. */
#include <string.h>

#include "model_making.h"

static const char *const alphabet[32] = {
    "a",        "b",
    "A",        "B",
    "ab",       "aa",
    "aab",      "aba",
    "abab",     "c",
    "0",        "1",
    "-",        ".",
    "\\",       "/",
    "*",        "?",
    " ",        "_",
    "\n",       "\xc3\xa9",
    "\xc3\x89", "\xc3\x9f",
    "\xce\xa3", "\xe2\x82\xac",
    "k",        "\xe2\x84\xaa",
    "Z",        "[",
    "@",        "\xf0\x9f\x94\xa5",
};

enum { ALPHABET = 0x80, DOUBLE = 0xa0, DOUBLE_END = 0xa8 };

void model_append(struct model_text *text, const void *bytes, uint32_t size)
{
    if (size == 0 || size > text->limit - text->size)
        return;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
}

void model_append_string(struct model_text *text, const char *string)
{
    model_append(text, string, (uint32_t)strlen(string));
}

/* At the limit the beginning is taken once more as far as it fits: that may be all of it but the
 * end of a code point, which is left out. */
static void append_again(struct model_text *text)
{
    const uint32_t room = text->limit - text->size;
    uint32_t size = text->size < room ? text->size : room;

    while (size > 0 && size < text->size && (text->bytes[size] & 0xc0u) == 0x80)
        size--;
    memcpy(text->bytes + text->size, text->bytes, size);
    text->size += size;
}

void model_append_byte(struct model_text *text, uint8_t byte)
{
    if (byte >= ' ' && byte < 0x7f)
        model_append(text, &byte, 1);
    else if (byte >= DOUBLE && byte < DOUBLE_END)
        append_again(text);
    else
        model_append_string(text, alphabet[byte % 32u]);
}

struct content_text model_keep(struct model_making *making)
{
    struct content_text text;

    if (!content_text(making->content, making->text.bytes, making->text.size, &text))
        model_need(NULL);
    return text;
}
