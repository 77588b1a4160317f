/* PCRE2, asked the same question. */
#ifndef EXPRESSION_TEST_SECOND_OPINION_H
#define EXPRESSION_TEST_SECOND_OPINION_H

#include <stdbool.h>

#include "channel/file.h"

struct opinion; /* an expression that PCRE2 has compiled */

enum verdict {
    VERDICT_MISS,
    VERDICT_HIT,
    VERDICT_NONE, /* it gave up */
};

/* Compiles valid UTF-8 with the line feed as the only end of a line; flags are
 * CHANNEL_EXPRESSION_…. NULL when PCRE2 refuses it. opinion_free() it, which takes NULL. */
struct opinion *opinion_new(const void *source, size_t size, uint8_t flags);
void opinion_free(struct opinion *opinion);

/* Whether it matches in an input of valid UTF-8. */
enum verdict opinion_of(const struct opinion *opinion, struct channel_slice input);

#endif
