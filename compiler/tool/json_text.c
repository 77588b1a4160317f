/* RFC 8259, strictly, and in place: what is decoded never becomes longer. */
#include "json_text.h"

#include <stdint.h>
#include <string.h>

#include "utf8.h"

enum { DEEPEST = 64 };

bool json_refuse(struct json_text *text, const char *reason)
{
    text->reason = reason;
    return false;
}

static int byte_at(const struct json_text *text)
{
    return text->position < text->size ? (unsigned char)text->bytes[text->position] : -1;
}

int json_peek(struct json_text *text)
{
    int byte = byte_at(text);

    while (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
        text->position++;
        byte = byte_at(text);
    }
    return byte;
}

bool json_accept(struct json_text *text, char expected)
{
    if (json_peek(text) != expected)
        return false;
    text->position++;
    return true;
}

static int hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

/* The four digits behind \u. */
static bool hex_quad(struct json_text *text, uint32_t *out)
{
    *out = 0;
    for (unsigned i = 0; i < 4; i++) {
        const int digit = hex_digit(byte_at(text));
        if (digit < 0)
            return json_refuse(text, "\\u is not followed by four hexadecimal digits");
        *out = *out * 16 + (uint32_t)digit;
        text->position++;
    }
    return true;
}

/* The number of a \u escape, whose `u` has been read; of two when they are a pair of surrogates. */
static bool unicode_escape(struct json_text *text, uint32_t *out)
{
    uint32_t low;

    if (!hex_quad(text, out))
        return false;
    if (*out == 0)
        return json_refuse(text, "\\u0000 is not allowed");
    if (*out < 0xd800 || *out > 0xdfff)
        return true;
    if (*out > 0xdbff || text->size - text->position < 2 || byte_at(text) != '\\' ||
        text->bytes[text->position + 1] != 'u')
        return json_refuse(text, "a surrogate stands alone");
    text->position += 2;
    if (!hex_quad(text, &low))
        return false;
    if (low < 0xdc00 || low > 0xdfff)
        return json_refuse(text, "a surrogate stands alone");
    *out = 0x10000 + (*out - 0xd800) * 0x400 + (low - 0xdc00);
    return true;
}

/* An escape, whose backslash is next, to *end, which moves behind what it means. */
static bool escape(struct json_text *text, char **end)
{
    static const char letters[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    uint32_t code_point;

    text->position++;
    const int byte = byte_at(text);
    const char *letter = byte > 0 ? strchr(letters, byte) : NULL;
    if (letter != NULL) {
        *(*end)++ = meanings[letter - letters];
        text->position++;
        return true;
    }
    if (byte != 'u')
        return json_refuse(text, "a backslash in a string escapes nothing that JSON knows");
    text->position++;
    if (!unicode_escape(text, &code_point))
        return false;
    *end += utf8_put(code_point, (uint8_t *)*end);
    return true;
}

/* One code point that is no ASCII character. */
static bool beyond_ascii(struct json_text *text, char **end)
{
    const uint8_t *here = (const uint8_t *)text->bytes + text->position;
    uint32_t code_point;

    const size_t size = utf8_take(here, text->size - text->position, &code_point);
    if (size == 0)
        return json_refuse(text, "a string is not valid UTF-8");
    memmove(*end, here, size);
    *end += size;
    text->position += size;
    return true;
}

bool json_string(struct json_text *text, struct json_piece *out)
{
    text->position++;
    char *end = text->bytes + text->position;
    out->bytes = end;
    for (;;) {
        const int byte = byte_at(text);
        if (byte == '"')
            break;
        if (byte < 0)
            return json_refuse(text, "the line ends inside a string");
        if (byte < 0x20)
            return json_refuse(text, "a control character stands in a string");
        if (byte == '\\') {
            if (!escape(text, &end))
                return false;
        } else if (byte >= 0x80) {
            if (!beyond_ascii(text, &end))
                return false;
        } else {
            *end++ = (char)byte;
            text->position++;
        }
    }
    text->position++;
    out->size = (size_t)(end - out->bytes);
    return true;
}

/* One digit or more. */
static bool digits(struct json_text *text)
{
    const size_t begin = text->position;

    while (byte_at(text) >= '0' && byte_at(text) <= '9')
        text->position++;
    return text->position > begin || json_refuse(text, "a number lacks a digit");
}

/* What may stand behind the integer part. */
static bool fraction_and_exponent(struct json_text *text)
{
    if (byte_at(text) == '.') {
        text->position++;
        if (!digits(text))
            return false;
    }
    if (byte_at(text) != 'e' && byte_at(text) != 'E')
        return true;
    text->position++;
    if (byte_at(text) == '+' || byte_at(text) == '-')
        text->position++;
    return digits(text);
}

bool json_number(struct json_text *text, struct json_piece *out)
{
    const size_t begin = text->position;

    if (byte_at(text) == '-')
        text->position++;
    if (byte_at(text) == '0')
        text->position++;
    else if (!digits(text))
        return false;
    if (!fraction_and_exponent(text))
        return false;
    *out = (struct json_piece){text->bytes + begin, text->position - begin};
    return true;
}

bool json_word(struct json_text *text, const char *word, struct json_piece *out)
{
    const size_t size = strlen(word);
    const char *here = text->bytes + text->position;

    if (text->size - text->position < size || memcmp(here, word, size) != 0)
        return json_refuse(text, "this is no JSON value");
    *out = (struct json_piece){here, size};
    text->position += size;
    return true;
}

/* The brackets that are open: the innermost in the lowest bit, 1 for an object. */
struct nesting {
    uint64_t objects;
    unsigned depth;
};

static bool open_bracket(struct json_text *text, struct nesting *nesting, bool object)
{
    if (nesting->depth == DEEPEST)
        return json_refuse(text, "values are nested deeper than 64 levels");
    text->position++;
    nesting->objects = nesting->objects * 2 + (object ? 1 : 0);
    nesting->depth++;
    return true;
}

/* A key and its colon, inside an object. */
static bool skip_key(struct json_text *text)
{
    struct json_piece key;

    if (json_peek(text) != '"')
        return json_refuse(text, "a key is missing");
    if (!json_string(text, &key))
        return false;
    return json_accept(text, ':') || json_refuse(text, "a colon is missing");
}

static bool skip_plain(struct json_text *text, int next)
{
    struct json_piece piece;

    if (next == '"')
        return json_string(text, &piece);
    if (next == '-' || (next >= '0' && next <= '9'))
        return json_number(text, &piece);
    return json_word(text, next == 't' ? "true" : next == 'f' ? "false" : "null", &piece);
}

/* Behind a value: closes what ends here, then a comma and the next key. */
static bool after_value(struct json_text *text, struct nesting *nesting)
{
    while (nesting->depth > 0) {
        const bool object = (nesting->objects & 1) != 0;
        if (json_accept(text, ',')) /* the next value follows */
            return !object || skip_key(text);
        if (!json_accept(text, object ? '}' : ']'))
            return json_refuse(text, "a comma or a closing bracket is missing");
        nesting->objects /= 2;
        nesting->depth--;
    }
    return true;
}

/* A value, or the opening of one, at the place where a value must stand. */
static bool skip_value(struct json_text *text, struct nesting *nesting)
{
    const int next = json_peek(text);

    if (next != '[' && next != '{')
        return skip_plain(text, next) && after_value(text, nesting);
    const bool object = next == '{';
    if (!open_bracket(text, nesting, object))
        return false;
    if (json_peek(text) == (object ? '}' : ']'))
        return after_value(text, nesting);
    return !object || skip_key(text);
}

bool json_skip_nested(struct json_text *text)
{
    struct nesting nesting = {0, 0};

    do {
        if (!skip_value(text, &nesting))
            return false;
    } while (nesting.depth > 0);
    return true;
}
