/* A Sigma string: literal bytes and wildcards, and what criterion it comes to. */
#ifndef REDZONE_SIGMA_VALUE_H
#define REDZONE_SIGMA_VALUE_H

#include "work.h"

enum { SIGMA_STAR = 256, SIGMA_QUESTION = 257 }; /* elements; below them: a literal byte */

#define SIGMA_WILDCARD UINT32_MAX /* in place of a code point */

struct sigma_string {
    uint16_t *elements;
    uint32_t count;
};

/* Strings that take one another's place: what one value of a rule expands to. */
struct sigma_strings {
    struct sigma_string *list;
    uint32_t count;
    uint32_t line; /* of the value */
};

/* Room for `count` elements, taken from the budget; false after a refusal. */
bool sigma_string_new(struct sigma_work *work, uint32_t count, uint32_t line,
                      struct sigma_string *out);

/* Reads the escape table: a backslash before *, ? or a backslash makes that literal, before
 * anything else it is itself; other * and ? are wildcards. False after a refusal. */
bool sigma_string_parse(struct sigma_work *work, struct content_text text, uint32_t line,
                        struct sigma_string *out);

bool sigma_string_has_wildcard(struct sigma_string string);

/* The code point at *at, which is advanced past it; SIGMA_WILDCARD for a wildcard. The string is
 * not at its end. In bytes that are no UTF-8 every place gives some code point. */
uint32_t sigma_string_next(struct sigma_string string, uint32_t *at);

/* The string with a star in front, behind, or both, where none is already. */
bool sigma_string_surround(struct sigma_work *work, struct sigma_string string, bool front,
                           bool back, uint32_t line, struct sigma_string *out);

/* The simplest kind of criterion that says what the string says: EXISTS (stars alone), EXACT,
 * PREFIX, SUFFIX, CONTAINS, else GLOB; and its pattern in the form of the file, folded unless
 * `cased`. False after a refusal: the pattern is too long. */
bool sigma_string_classify(struct sigma_work *work, struct sigma_string string, bool cased,
                           uint32_t line, uint8_t *kind, struct content_text *pattern);

#endif
