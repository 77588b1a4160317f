/* Escapes what JSON cannot hold. */
#include "json_print.h"

#include <stdbool.h>
#include <stddef.h>

/* How many bytes a well-formed code point at `text` has; 0 where there is none. */
static size_t code_point(const unsigned char *text)
{
    static const struct {
        unsigned char mask, lead, least, most; /* of the first byte; of the second */
        size_t size;
    } forms[] = {
        {0xe0, 0xc0, 0x80, 0xbf, 2}, {0xff, 0xe0, 0xa0, 0xbf, 3}, {0xff, 0xed, 0x80, 0x9f, 3},
        {0xf0, 0xe0, 0x80, 0xbf, 3}, {0xff, 0xf0, 0x90, 0xbf, 4}, {0xff, 0xf4, 0x80, 0x8f, 4},
        {0xfc, 0xf0, 0x80, 0xbf, 4},
    };

    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if ((text[0] & forms[i].mask) != forms[i].lead)
            continue;
        if (text[0] < 0xc2 || text[1] < forms[i].least || text[1] > forms[i].most)
            return 0;
        for (size_t j = 2; j < forms[i].size; j++)
            if ((text[j] & 0xc0) != 0x80)
                return 0;
        return forms[i].size;
    }
    return 0;
}

void json_print(FILE *out, const char *text)
{
    const unsigned char *byte = (const unsigned char *)text;

    putc('"', out);
    while (*byte != '\0') {
        const size_t size = *byte < 0x80 ? 0 : code_point(byte);
        if (size > 0) {
            fprintf(out, "%.*s", (int)size, (const char *)byte);
            byte += size;
            continue;
        }
        if (*byte == '"' || *byte == '\\')
            fprintf(out, "\\%c", *byte);
        else if (*byte >= ' ' && *byte < 0x7f)
            putc(*byte, out);
        else
            fprintf(out, "\\u%04x", (unsigned)*byte);
        byte++;
    }
    putc('"', out);
}

void json_print_member(FILE *out, const char *name, const char *text)
{
    fprintf(out, ", \"%s\": ", name);
    json_print(out, text);
}
