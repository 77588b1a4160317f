/* Text operators of the interpreter: one input against one pattern.
 *
 * Any bytes may stand in both. Caseless operators fold the input as they go and take a pattern of
 * the file as it is: one that holds an upper-case letter, which the format forbids, matches
 * nothing. What an operator does beyond a glance it pays for first; costs are in docs/format.md. */
#ifndef CHANNEL_TEXT_MATCH_H
#define CHANNEL_TEXT_MATCH_H

#include <stdbool.h>

#include "channel/file.h"
#include "meter.h"

struct text_test {
    struct channel_slice input;
    struct channel_slice pattern;
    bool cased;
    bool fold_pattern; /* the pattern is an input as well, and folded like one */
};

enum channel_error text_exact(struct text_test test, struct meter *meter, bool *matches);
enum channel_error text_prefix(struct text_test test, struct meter *meter, bool *matches);
enum channel_error text_suffix(struct text_test test, struct meter *meter, bool *matches);
enum channel_error text_contains(struct text_test test, struct meter *meter, bool *matches);

/* The pattern is a glob in the escaped form of the format. A lone backslash at its end is refused
 * with CHANNEL_ERROR_GLOB_ESCAPE_END when matching gets there. A question mark is one code point.
 */
enum channel_error text_glob(struct text_test test, struct meter *meter, bool *matches);

#endif
