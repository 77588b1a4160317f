/* Relies on the pool's own decoder of code points, so that what is valid stands in one place. */
#include "mutate_text.h"

#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "../../../parser/text_rules.h"
#include "channel/inputs/events.h"

static const char *const pieces[] = {
    "a",
    "b",
    "ab",
    "A",
    "z",
    "0",
    "*",
    "?",
    "\\",
    "\\*",
    "\\?",
    "\\\\",
    "?*",
    " ",
    ".exe",
    "C:\\",
    "-",
    "9",
    "\xc3\x84",
    "\xe2\x82\xac",
    "\xf0\x9f\x94\xa5",
    "\xc2\x80",
    "\x7f",
    "\n",
    "aaaaaaaa",
    "abababab",
};

static const char *const expression_pieces[] = {
    "a",   "b",     ".",        ".*",   "[a-z]",  "[^a]",   "\\d",       "\\w+",
    "\\s", "\\b",   "\\B",      "^",    "$",      "(a|b)",  "(?:ab|a)*", "|",
    "+?",  "{2,3}", "{0,40}",   "(?i)", "(?m:^)", "(?s:.)", "\\A",       "\\z",
    "a?",  "\\.",   "[\\w\\-]", "(",    ")",      "[",      "\\",        "\xe2\x82\xac",
};

static struct content_text text_of(const char *text)
{
    return (struct content_text){text, (uint32_t)strlen(text)};
}

#define PICK(mutation, array)                                                                      \
    text_of((array)[mutation_below((mutation), (uint32_t)(sizeof(array) / sizeof(array)[0]))])

/* A piece, now and then one that an event of the fixed set holds. */
static struct content_text pick_piece(struct mutation *mutation)
{
    enum { MOST_TEXTS = 16 };

    if (mutation_one_in(mutation, 4)) {
        const char *text = fixed_event_text(mutation_below(mutation, MOST_TEXTS));
        if (text != NULL)
            return text_of(text);
    }
    return PICK(mutation, pieces);
}

/* Makes bytes valid, and returns how many of them there are below the cap. */
static uint32_t clean(uint8_t *bytes, uint32_t size)
{
    uint32_t at = 0;

    while (at < size) {
        const struct channel_slice rest = {bytes + at, size - at};
        uint32_t step = bytes[at] < 0x80 ? 1 : multibyte_size(rest);
        if (step == 0 || bytes[at] == 0) {
            bytes[at] = '_';
            step = 1;
        }
        if (step > LIMIT_TEXT - at)
            return at;
        at += step;
    }
    return at;
}

/* Copies a piece, which may be none, and returns the place behind it. */
static uint8_t *copy(uint8_t *to, const char *from, size_t size)
{
    if (from != NULL)
        memcpy(to, from, size);
    return to + size;
}

struct content_text text_splice(struct mutation *mutation, struct content_text text, uint32_t at,
                                uint32_t removed, struct content_text piece)
{
    const uint32_t behind = text.size - at - removed;
    const char *rest = behind > 0 && text.bytes != NULL ? text.bytes + at + removed : NULL;
    const size_t size = (size_t)at + piece.size + behind;
    uint8_t *bytes = mutation_take(mutation, size);

    if (bytes == NULL)
        return text;
    uint8_t *end = copy(bytes, text.bytes, at);
    end = copy(end, piece.bytes, piece.size);
    copy(end, rest, behind);
    return (struct content_text){(const char *)bytes, clean(bytes, (uint32_t)size)};
}

static struct content_text join(struct mutation *mutation, struct content_text first,
                                struct content_text second)
{
    return text_splice(mutation, first, first.size, 0, second);
}

struct content_text text_new(struct mutation *mutation)
{
    const struct content_text first = pick_piece(mutation);

    return mutation_one_in(mutation, 2) ? first : join(mutation, first, pick_piece(mutation));
}

struct content_text text_new_expression(struct mutation *mutation)
{
    struct content_text text = text_of("a");
    const uint32_t count = mutation_below(mutation, 4);

    for (uint32_t i = 0; i < count; i++)
        text = join(mutation, text, PICK(mutation, expression_pieces));
    return text;
}

static struct content_text change(struct mutation *mutation, struct content_text text,
                                  struct content_text piece)
{
    const uint32_t at = mutation_below(mutation, text.size + 1);
    const uint32_t removed = mutation_below(mutation, text.size - at + 1);
    const struct content_text nothing = {NULL, 0};

    switch (mutation_below(mutation, 5)) {
    case 0:
        return text_splice(mutation, text, at, 0, piece);
    case 1:
        return text_splice(mutation, text, at, removed, nothing);
    case 2:
        return text_splice(mutation, text, at, removed < 2 ? removed : 1, piece);
    case 3:
        return text_splice(mutation, text, at, 0,
                           (struct content_text){text.size == 0 ? NULL : text.bytes + at, removed});
    default:
        return text_splice(mutation, text, at, removed, piece);
    }
}

struct content_text text_change(struct mutation *mutation, struct content_text text)
{
    return change(mutation, text, pick_piece(mutation));
}

struct content_text text_change_expression(struct mutation *mutation, struct content_text text)
{
    return change(mutation, text, PICK(mutation, expression_pieces));
}

struct content_text text_repeat(struct mutation *mutation, uint32_t size)
{
    char *bytes = mutation_take(mutation, size);

    if (bytes == NULL)
        return (struct content_text){NULL, 0};
    memset(bytes, 'a', size);
    return (struct content_text){bytes, size};
}

static bool is_special(char byte)
{
    return byte == '*' || byte == '?' || byte == '\\';
}

/* A glob that is being written. */
struct glob {
    char *bytes;
    uint32_t size;
    bool ends_with_star; /* not escaped */
    bool needed;         /* has a wildcard that no simpler kind has */
};

static void add_wildcard(struct glob *glob, char byte)
{
    if (glob->ends_with_star) /* of a run one is left, rather the question mark */
        glob->size--;
    glob->ends_with_star = byte == '*';
    glob->needed |= byte == '?';
    glob->bytes[glob->size++] = byte;
}

static void add_literal(struct glob *glob, const char *bytes, uint32_t size)
{
    glob->needed |= glob->ends_with_star && glob->size > 1;
    glob->ends_with_star = false;
    memcpy(glob->bytes + glob->size, bytes, size);
    glob->size += size;
}

struct content_text text_as_glob(struct mutation *mutation, struct content_text text)
{
    struct glob glob = {.bytes = mutation_take(mutation, text.size)};

    if (glob.bytes == NULL)
        return text;
    for (uint32_t i = 0; i < text.size; i++) {
        const char *byte = &text.bytes[i];
        if (*byte == '*' || *byte == '?') {
            add_wildcard(&glob, *byte);
        } else if (*byte != '\\') {
            add_literal(&glob, byte, 1);
        } else if (i + 1 < text.size && is_special(byte[1])) {
            add_literal(&glob, byte, 2);
            i++;
        } /* a backslash that escapes nothing is left out */
    }
    const struct content_text made = {glob.bytes, glob.size};
    if (glob.needed)
        return made;
    return text_splice(mutation, made, 0, made.size < LIMIT_TEXT ? 0 : 1, text_of("?"));
}
