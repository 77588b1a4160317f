/* Escapes: code points, sets, assertions; all others are refused, each by its name. */
#include "escape.h"

#include <string.h>

#include "channel/kinds.h"

struct letter_value {
    char letter;
    uint32_t value;
};

static const struct letter_value points[] = {
    {'a', 0x07}, {'e', 0x1b}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'},
};

static const struct letter_value assertions[] = {
    {'A', CHANNEL_ASSERT_TEXT_BEGIN},    {'z', CHANNEL_ASSERT_TEXT_END},
    {'Z', CHANNEL_ASSERT_LAST_LINE_END}, {'b', CHANNEL_ASSERT_BOUNDARY},
    {'B', CHANNEL_ASSERT_NO_BOUNDARY},
};

static const struct {
    const char *letters, *what;
} refused[] = {
    {"123456789gk", "back-references and calls are"},
    {"pP", "Unicode properties are"},
    {"QE", "\\Q and \\E are"},
    {"K", "\\K is"},
    {"G", "\\G is"},
    {"C", "\\C is"},
    {"X", "\\X is"},
    {"R", "\\R is"},
    {"c", "\\c is"},
    {"o", "\\o is"},
};

static const struct letter_value *find(const struct letter_value *values, size_t count, char letter)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i].letter == letter)
            return &values[i];
    }
    return NULL;
}

static bool is_alphanumeric(char byte)
{
    const char lower = (char)(byte | 0x20);
    return (byte >= '0' && byte <= '9') || (lower >= 'a' && lower <= 'z');
}

static bool set_point(struct source *source, uint32_t begin, uint32_t value, struct escape *out)
{
    if (value > CHANNEL_LAST_CODE_POINT || (value >= 0xd800 && value <= 0xdfff))
        return source_refuse(source, begin, "there is no such code point");
    *out = (struct escape){.kind = ESCAPE_POINT, .value = value};
    return true;
}

/* Behind \x: two digits at most, or any number of them in braces. */
static bool take_hexadecimal(struct source *source, uint32_t begin, struct escape *out)
{
    const bool braced = source_skip(source, "{");
    uint32_t digits;

    const uint32_t value = source_take_number(source, 16, braced ? UINT32_MAX : 2, &digits);
    if (digits == 0)
        return source_refuse(source, begin, "\\x has no hexadecimal digits");
    if (braced && !source_skip(source, "}"))
        return source_refuse(source, begin, "\\x{ is not closed behind its hexadecimal digits");
    return set_point(source, begin, value, out);
}

/* Sets by their letters; capitals are negated. \N is all but a line feed, \n a code point. */
static bool is_set(char letter, bool in_class, struct escape *out)
{
    const char lower = (char)(letter | 0x20);

    if (letter != 'N' && strchr("dwshv", lower) == NULL)
        return false;
    if (letter == 'N' && in_class)
        return false;
    *out = (struct escape){.kind = ESCAPE_SET, .negated = letter != lower};
    out->set = named_set_find(&lower, 1);
    return true;
}

static bool refuse_letter(struct source *source, uint32_t begin, char letter)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (strchr(refused[i].letters, letter) != NULL)
            return source_refuse(source, begin, "%s not supported", refused[i].what);
    }
    return source_refuse(source, begin, "\\%c is no escape", letter);
}

/* An escape that is a letter or a digit; the position is behind it. */
static bool take_letter(struct source *source, uint32_t begin, char letter, bool in_class,
                        struct escape *out)
{
    const struct letter_value *point = find(points, sizeof points / sizeof points[0], letter);
    const struct letter_value *assertion =
        find(assertions, sizeof assertions / sizeof assertions[0], letter);
    uint32_t digits;

    if (point != NULL)
        return set_point(source, begin, point->value, out);
    if (letter == 'x')
        return take_hexadecimal(source, begin, out);
    if (letter == '0')
        return set_point(source, begin, source_take_number(source, 8, 2, &digits), out);
    if (letter == 'b' && in_class)
        return set_point(source, begin, '\b', out);
    if (letter == 'N' && source_peek(source, 0) == '{')
        return source_refuse(source, begin, "\\N{ is not supported: write \\x{");
    if (is_set(letter, in_class, out))
        return true;
    if (assertion == NULL && letter != 'N')
        return refuse_letter(source, begin, letter);
    if (in_class)
        return source_refuse(source, begin, "\\%c cannot stand in a class", letter);
    *out = (struct escape){.kind = ESCAPE_ASSERTION, .value = assertion->value};
    return true;
}

bool escape_take(struct source *source, bool in_class, struct escape *out)
{
    const uint32_t begin = source->position;
    const char letter = source_peek(source, 1);

    source->position++;
    if (source_ended(source))
        return source_refuse(source, begin, "a backslash at the end");
    if (!is_alphanumeric(letter))
        return set_point(source, begin, source_take(source), out);
    source->position++;
    return take_letter(source, begin, letter, in_class, out);
}
