/* PCRE2, asked the same question. Needs libpcre2-8; knows of channel files only the flags. */
#ifndef HARNESS_CHANNEL_SECOND_OPINION_H
#define HARNESS_CHANNEL_SECOND_OPINION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

struct opinion; /* an expression that PCRE2 has compiled */

enum verdict {
    VERDICT_MISS,
    VERDICT_HIT,
    VERDICT_NONE, /* it gave up */
};

/* Compiles valid UTF-8 with the line feed as the only end of a line; flags are
 * CHANNEL_EXPRESSION_…. NULL when PCRE2 refuses it; ends the program when memory is short.
 * opinion_free() it, which takes NULL. */
struct opinion *opinion_new(const void *source, size_t size, uint8_t flags);
void opinion_free(struct opinion *opinion);

/* Whether it matches in an input of valid UTF-8. */
enum verdict opinion_of(const struct opinion *opinion, struct channel_slice input);

/* Whether PCRE2 refuses an expression because its program would be too large, or its groups too
 * deep: its limits are others than ours. */
bool opinion_is_over_limit(const void *source, size_t size, uint8_t flags);

/* Whether, by the reason that expression_compile gives, an expression is refused by a rule that
 * docs/sigma.md sets beyond PCRE2's. */
bool opinion_may_accept(const char *reason);

/* Whether flag i can mean something else to PCRE2, which folds all letters of Unicode and not those
 * of ASCII alone, in this expression on this input. Says so too often rather than too seldom. */
bool opinion_folds_otherwise(const void *source, size_t size, uint8_t flags,
                             struct channel_slice input);

#endif
