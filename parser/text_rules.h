/* Rules of the string pool, and of the patterns in it. */
#ifndef CHANNEL_TEXT_RULES_H
#define CHANNEL_TEXT_RULES_H

#include <stdbool.h>

#include "channel/file.h"

/* Whether all of the pool is UTF-8 without NUL. On a refusal *position is the place in the pool of
 * the code point that was refused, else the pool's size. Reads each byte once; text that is mostly
 * ASCII at memory speed. */
enum channel_error pool_check(struct channel_slice pool, uint32_t *position);

/* The size of the well-formed code point of several bytes at the beginning of a text that is not
 * empty; 0 if there is none. */
uint32_t multibyte_size(struct channel_slice text);

/* Whether a byte continues a code point. */
static inline bool is_continuation(uint8_t byte)
{
    return (byte & 0xc0u) == 0x80;
}

static inline bool is_upper(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* ASCII folding, the only one of this version. */
static inline uint8_t fold(uint8_t byte)
{
    return (uint8_t)(byte + (is_upper(byte) ? 'a' - 'A' : 0));
}

/* The form that a caseless pattern must have: no ASCII upper-case letter. */
enum channel_error pattern_check_case(struct channel_slice pattern);

/* The one form of a glob (docs/format.md): every backslash escapes a star, a question mark or a
 * backslash; no star is followed by a star or a question mark; and prefix, suffix, contains or
 * exists could not say the same. */
enum channel_error glob_check(struct channel_slice glob);

#endif
