/* What modifiers make of a string: other strings. */
#ifndef REDZONE_SIGMA_TRANSFORM_H
#define REDZONE_SIGMA_TRANSFORM_H

#include "value.h"

enum sigma_utf16 { SIGMA_UTF16_LE, SIGMA_UTF16_BE, SIGMA_UTF16_MARKED };

/* Each gives the strings that take the place of `string`, in *out. False after a refusal.
 *
 * windash: each dash or slash that begins a word (what is before it is no word character, what
 * follows is one) in all five spellings - / – — ―, all combinations. */
bool sigma_windash(struct sigma_work *work, struct sigma_string string, uint32_t line,
                   struct sigma_strings *out);

/* Base64 of the bytes; with `offsets` the three parts that do not depend on what surrounds them,
 * one for each place in a group of three bytes. Wildcards are refused. */
bool sigma_base64(struct sigma_work *work, struct sigma_string string, bool offsets, uint32_t line,
                  struct sigma_strings *out);

/* Each placeholder (%name%) in all values that it was given, all combinations; \% is a percent
 * sign. Placeholders without values are refused. A warning where there is none to expand. */
bool sigma_expand(struct sigma_work *work, struct sigma_string string, uint32_t line,
                  struct sigma_strings *out);

/* The bytes of the same text in UTF-16, little- or big-endian, or little-endian behind a byte order
 * mark. Wildcards stay. */
bool sigma_utf16(struct sigma_work *work, struct sigma_string string, enum sigma_utf16 form,
                 uint32_t line, struct sigma_strings *out);

#endif
