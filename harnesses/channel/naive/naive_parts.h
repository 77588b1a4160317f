/* What the naive operators are put together from; naive_operators.h is what others include. */
#ifndef HARNESS_CHANNEL_NAIVE_PARTS_H
#define HARNESS_CHANNEL_NAIVE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/decode.h"

/* Bytes with a length; the pointer does not count when there are none. */
struct naive_text {
    const uint8_t *bytes;
    size_t size;
};

/* How texts compare. Without `cased`, the ASCII letters of both are taken as small ones. */
bool naive_equals(struct naive_text input, struct naive_text pattern, bool cased);
bool naive_begins(struct naive_text input, struct naive_text pattern, bool cased);
bool naive_ends(struct naive_text input, struct naive_text pattern, bool cased);
bool naive_has(struct naive_text input, struct naive_text pattern, bool cased);

/* Whether a glob matches all of the input: a table of every end of the pattern against every place
 * of the input. False for a glob whose last backslash escapes nothing. */
bool naive_glob(struct naive_text input, struct naive_text glob, bool cased);

/* The integer that a text is; false when it is none of int64. */
bool naive_integer(struct naive_text text, int64_t *out);

/* The address that a text is, in network order: 4 bytes of the first, 16 of the second. */
bool naive_address4(struct naive_text text, uint8_t out[16]);
bool naive_address6(struct naive_text text, uint8_t out[16]);

/* Whether two addresses agree in their first `prefix` bits. */
bool naive_same_bits(const uint8_t *address, const uint8_t *network, unsigned prefix);

enum { NAIVE_NO_POINT = 0x7fffffff };

/* The code point at the beginning of a text that is not empty, by RFC 3629, and how many bytes it
 * has; a byte that begins none is NAIVE_NO_POINT. */
uint32_t naive_point(struct naive_text text, size_t *size);

/* Whether a text is UTF-8 without NUL. */
bool naive_is_string(struct naive_text text);

/* Whether a glob is escaped as it must be, and says what no simpler kind of criterion says. */
bool naive_glob_is_canonical(struct naive_text glob);

/* Whether a program matches somewhere in the input: backtracking, which no pair of instruction and
 * place is tried twice by. A target outside the program leads nowhere. */
bool naive_expression(struct naive_text input, const struct channel_instruction *program,
                      uint32_t count);

#endif
