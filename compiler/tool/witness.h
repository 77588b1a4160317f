/* Texts that a criterion's values match, in pieces, so that several criteria on one field can be
 * met by one text. */
#ifndef REDZONE_TOOL_WITNESS_H
#define REDZONE_TOOL_WITNESS_H

#include "channel/decode.h"

enum { WITNESS_LIMIT = 65535 }; /* an input has no more bytes */

struct witness_text {
    uint32_t size;
    uint8_t bytes[WITNESS_LIMIT];
};

/* What a text must be, begin with, end with, and have in between in this order. */
struct witness {
    bool has_exact;
    struct witness_text exact, prefix, suffix, middle;
    const char *joiner, *before, *after; /* what stands between, before and behind the middle */
};

/* Begins with nothing asked for, and with three texts that stand around the parts of the middle. */
void witness_begin(struct witness *witness, const char *joiner, const char *before,
                   const char *after);

/* Adds what one value of a criterion asks for. The only place that knows how a value of each kind
 * is met. False: no text is known that does, or it would be too long. */
bool witness_of(const struct channel_criterion *criterion, const struct channel_value *value,
                struct witness *witness);

/* Puts the pieces together. Returns whether they fit; *pad is where bytes may be put in between
 * without touching begin and end. */
bool witness_join(const struct witness *witness, struct witness_text *out, uint32_t *pad);

#endif
