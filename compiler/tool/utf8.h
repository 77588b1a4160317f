/* UTF-8, one code point at a time: what the event reader requires and what a terminal may be shown.
 */
#ifndef REDZONE_TOOL_UTF8_H
#define REDZONE_TOOL_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The bytes that the code point at the beginning of `bytes` takes, 1 to 4, and its number in
 * *code_point. 0 when no valid one begins there: overlong forms, surrogates, numbers above 0x10ffff
 * and what is cut short are not. */
size_t utf8_take(const uint8_t *bytes, size_t size, uint32_t *code_point);

/* Encodes a code point (no surrogate, at most 0x10ffff) into at most 4 bytes; returns how many. */
size_t utf8_put(uint32_t code_point, uint8_t *out);

#endif
