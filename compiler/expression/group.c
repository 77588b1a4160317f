/* Openings of groups: captures are plain groups, flags are i, m and s, all others are refused. */
#include "group.h"

#include "channel/kinds.h"

enum { LONGEST_NAME = 32 };

static const struct {
    const char *opening, *what;
} refused[] = {
    {"(*", "verbs are"},
    {"(?=", "look-ahead is"},
    {"(?!", "look-ahead is"},
    {"(?<=", "look-behind is"},
    {"(?<!", "look-behind is"},
    {"(?>", "atomic groups are"},
    {"(?|", "branch reset is"},
    {"(?(", "conditionals are"},
    {"(?R", "recursion is"},
    {"(?&", "recursion is"},
    {"(?+", "recursion is"},
    {"(?P>", "recursion is"},
    {"(?P=", "back-references are"},
    {"(?C", "callouts are"},
    {"(?#", "comments are"},
};

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_word(char byte)
{
    const char lower = (char)(byte | 0x20);
    return is_digit(byte) || (lower >= 'a' && lower <= 'z') || byte == '_';
}

/* The rest of a name and its end, one character; the position is at the name. */
static bool take_name(struct source *source, char end)
{
    const uint32_t begin = source->position;
    uint32_t size = 0;

    if (is_digit(source_peek(source, 0)))
        return source_refuse(source, begin, "a group's name begins with a digit");
    while (is_word(source_peek(source, size)))
        size++;
    if (size == 0 || source_peek(source, size) != end)
        return source_refuse(source, begin + size, "a group's name is not a word that is closed");
    if (size > LONGEST_NAME)
        return source_refuse(source, begin, "a group's name is longer than %d", LONGEST_NAME);
    source->position += size + 1;
    return true;
}

static uint8_t flag_of(char letter)
{
    switch (letter) {
    case 'i':
        return CHANNEL_EXPRESSION_CASELESS;
    case 'm':
        return CHANNEL_EXPRESSION_MULTILINE;
    case 's':
        return CHANNEL_EXPRESSION_DOTALL;
    default:
        return 0;
    }
}

/* Flags up to the colon or the parenthesis; the position is behind "(?". */
static bool take_flags(struct source *source, uint8_t *flags)
{
    const uint32_t begin = source->position;
    bool off = false;

    for (;; source->position++) {
        const char letter = source_peek(source, 0);
        const uint8_t flag = flag_of(letter);
        if (letter == ':' || letter == ')')
            return true;
        if (letter == '-' && is_digit(source_peek(source, 1)))
            return source_refuse(source, begin - 2, "recursion is not supported");
        if (flag == 0 && (letter != '-' || off))
            break;
        off = off || letter == '-';
        *flags = (uint8_t)(off ? *flags & ~flag : *flags | flag);
    }
    if (source_ended(source))
        return source_refuse(source, begin - 2, "the parenthesis is not closed");
    if (is_digit(source_peek(source, 0)))
        return source_refuse(source, begin - 2, "recursion is not supported");
    return source_refuse(source, source->position, "(? is followed by no flag of i, m, s");
}

bool group_take(struct source *source, uint8_t *flags, bool *is_group)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        if (source_begins(source, refused[i].opening))
            return source_refuse(source, source->position, "%s not supported", refused[i].what);
    }
    *is_group = true;
    if (source_skip(source, "(?<") || source_skip(source, "(?P<"))
        return take_name(source, '>');
    if (source_skip(source, "(?'"))
        return take_name(source, '\'');
    if (!source_skip(source, "(?")) {
        source->position++;
        return true;
    }
    if (!take_flags(source, flags))
        return false;
    *is_group = source_take(source) == ':';
    return true;
}
