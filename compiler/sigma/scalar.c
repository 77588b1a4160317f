/* Which type a plain scalar has: YAML 1.1 as PyYAML resolves it. Relies on document.h alone. */
#include "document.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool is_one_of(struct content_text text, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (sigma_is(text, *words))
            return true;
    }
    return false;
}

static bool is_null(struct content_text text)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL", NULL};

    return is_one_of(text, words);
}

static bool is_boolean(struct content_text text, bool *value)
{
    static const char *const yes[] = {"yes",  "Yes", "YES", "true", "True",
                                      "TRUE", "on",  "On",  "ON",   NULL};
    static const char *const no[] = {"no",    "No",  "NO",  "false", "False",
                                     "FALSE", "off", "Off", "OFF",   NULL};

    *value = is_one_of(text, yes);
    return *value || is_one_of(text, no);
}

/* The value of a digit; 255 for what is none. */
static unsigned digit_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return (unsigned)(byte - '0');
    if (byte >= 'a' && byte <= 'f')
        return (unsigned)(byte - 'a') + 10;
    if (byte >= 'A' && byte <= 'F')
        return (unsigned)(byte - 'A') + 10;
    return 255;
}

/* Text that is digits of a base and underscores, with at least one digit. */
static bool is_digits(struct content_text text, unsigned base)
{
    bool found = false;

    for (uint32_t i = 0; i < text.size; i++) {
        if (text.bytes[i] == '_')
            continue;
        if (digit_value(text.bytes[i]) >= base)
            return false;
        found = true;
    }
    return found;
}

static struct content_text behind(struct content_text text, uint32_t count)
{
    return (struct content_text){text.bytes + count, text.size - count};
}

static bool begins_with(struct content_text text, const char *start)
{
    return text.size >= strlen(start) && memcmp(text.bytes, start, strlen(start)) == 0;
}

/* 190:20:30, in base 60: every group behind the first has one or two digits and is below 60. */
static bool is_sexagesimal(struct content_text text)
{
    const char *colon = memchr(text.bytes, ':', text.size);
    uint32_t at = colon == NULL ? 0 : (uint32_t)(colon - text.bytes);

    if (at == 0 || text.bytes[0] == '0' || text.bytes[0] == '_' ||
        !is_digits((struct content_text){text.bytes, at}, 10))
        return false;
    while (at < text.size) {
        uint32_t size = 0;
        const struct content_text group = behind(text, at + 1);
        while (size < group.size && digit_value(group.bytes[size]) < 10)
            size++;
        if (text.bytes[at] != ':' || size == 0 || size > 2 || (size == 2 && group.bytes[0] > '5'))
            return false;
        at += 1 + size;
    }
    return true;
}

/* The base of an integer without its sign, and its digits; 0 when the text is no integer. */
static unsigned base_of(struct content_text text, struct content_text *digits)
{
    *digits = text;
    if (text.size == 0)
        return 0;
    if (begins_with(text, "0b") || begins_with(text, "0x")) {
        const unsigned base = text.bytes[1] == 'b' ? 2 : 16;
        *digits = behind(text, 2);
        return is_digits(*digits, base) ? base : 0;
    }
    if (text.bytes[0] == '0' && text.size > 1)
        return is_digits(text, 8) ? 8 : 0;
    if (text.bytes[0] != '_' && is_digits(text, 10))
        return 10;
    return is_sexagesimal(text) ? 60 : 0;
}

/* number × base + digit; UINT64_MAX when it is that or more. */
static uint64_t append_digit(uint64_t number, unsigned base, uint64_t digit)
{
    return number > (UINT64_MAX - digit) / base ? UINT64_MAX : number * base + digit;
}

/* The magnitude of digits in a base, saturated. In base 60 a digit is a group of decimal ones. */
static uint64_t magnitude_of(struct content_text digits, unsigned base)
{
    uint64_t whole = 0;
    uint64_t group = 0;

    for (uint32_t i = 0; i < digits.size; i++) {
        if (digits.bytes[i] == ':') {
            whole = append_digit(whole, 60, group);
            group = 0;
        } else if (digits.bytes[i] != '_') {
            group = append_digit(group, base == 60 ? 10 : base, digit_value(digits.bytes[i]));
        }
    }
    return append_digit(whole, 60, group);
}

static void set_integer(struct sigma_scalar *value, uint64_t magnitude, bool negative)
{
    const uint64_t limit = (uint64_t)INT64_MAX + (negative ? 1 : 0);

    value->overflow = magnitude <= limit ? 0 : negative ? -1 : 1;
    if (!negative)
        value->integer = magnitude <= limit ? (int64_t)magnitude : INT64_MAX;
    else
        value->integer = magnitude < limit ? -(int64_t)magnitude : INT64_MIN;
}

/* Decimal digits of a number beyond int64, as they are written, without underscores. */
static bool long_text(struct sigma_work *work, struct content_text digits, bool negative,
                      struct content_text *out)
{
    char *text = sigma_take(work, (size_t)digits.size + 1, 1);
    uint32_t size = 0;

    if (text == NULL)
        return false;
    if (negative)
        text[size++] = '-';
    for (uint32_t i = 0; i < digits.size; i++) {
        if (digits.bytes[i] != '_')
            text[size++] = digits.bytes[i];
    }
    *out = (struct content_text){text, size};
    return true;
}

static bool read_integer(struct sigma_work *work, const struct sigma_node *scalar,
                         struct sigma_scalar *value)
{
    enum { LONGEST = 24 };
    struct content_text text = scalar->text;
    struct content_text digits;
    const bool negative = begins_with(text, "-");

    if (negative || begins_with(text, "+"))
        text = behind(text, 1);
    const unsigned base = base_of(text, &digits);
    if (base == 0)
        return true;
    value->type = SIGMA_INTEGER;
    set_integer(value, magnitude_of(digits, base), negative);
    if (value->overflow != 0 && base != 10)
        return sigma_refuse(
            work, SIGMA_REASON_VALUE, scalar->line,
            "the integer %s is too large: put quotes around it to compare it as text",
            sigma_excerpt(scalar->text).text);
    if (value->overflow != 0)
        return long_text(work, digits, negative, &value->text);
    char *decimal = sigma_take(work, LONGEST, 1);
    if (decimal == NULL)
        return false;
    const int size = snprintf(decimal, LONGEST, "%" PRId64, value->integer);
    value->text = (struct content_text){decimal, (uint32_t)size};
    return true;
}

bool sigma_scalar_read(struct sigma_work *work, const struct sigma_node *scalar,
                       struct sigma_scalar *value)
{
    *value = (struct sigma_scalar){.type = SIGMA_TEXT, .text = scalar->text};
    if (!scalar->plain)
        return true;
    if (is_null(scalar->text)) {
        value->type = SIGMA_NULL;
        return true;
    }
    if (is_boolean(scalar->text, &value->boolean)) {
        value->type = SIGMA_BOOLEAN;
        value->text =
            value->boolean ? (struct content_text){"true", 4} : (struct content_text){"false", 5};
        return true;
    }
    return read_integer(work, scalar, value);
}
