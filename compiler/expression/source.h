/* The source of an expression while it is read, and the one way to refuse it. */
#ifndef REDZONE_EXPRESSION_SOURCE_H
#define REDZONE_EXPRESSION_SOURCE_H

#include "expression.h"

struct source {
    struct content_text text; /* UTF-8 without NUL: source_check has accepted it */
    uint32_t position;        /* at a code point, or at the end */
    struct arena *arena;
    struct expression_error *error;
};

/* Whether the text is short enough, and UTF-8 without NUL. */
bool source_check(struct source *source);

/* Notes the reason and the position of the byte that was refused. Returns false. */
__attribute__((format(printf, 3, 4))) bool source_refuse(struct source *source, uint32_t position,
                                                         const char *reason, ...);

/* Notes that memory is short. Returns false. */
bool source_lacks_memory(struct source *source);

/* The byte `ahead` of the position; 0, which the text cannot hold, behind the end. */
char source_peek(const struct source *source, uint32_t ahead);

/* Whether the text goes on with `word`. */
bool source_begins(const struct source *source, const char *word);

/* The same, and if so goes behind it. */
bool source_skip(struct source *source, const char *word);

/* Takes the next code point; there must be one. */
uint32_t source_take(struct source *source);

/* Takes a number of at most `digits` digits in base 8, 10 or 16; *taken is how many there were.
 * Numbers beyond 32 bits are UINT32_MAX. */
uint32_t source_take_number(struct source *source, uint32_t base, uint32_t digits, uint32_t *taken);

static inline bool source_ended(const struct source *source)
{
    return source->position == source->text.size;
}

#endif
