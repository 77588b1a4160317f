/* Which three-byte sequences an input holds, as a bit set: tells most `contains` patterns in a few
 * instructions that they cannot match. Made once per event and input, in the caller's workspace;
 * nothing in it comes from the file. */
#ifndef CHANNEL_GRAM_FILTER_H
#define CHANNEL_GRAM_FILTER_H

#include <stdbool.h>

#include "channel/file.h"

enum { GRAM = 3, GRAM_FILTER_BITS = 4096, GRAM_FILTER_WORDS = GRAM_FILTER_BITS / 32 };

/* Notes the folded sequences of `input` in GRAM_FILTER_WORDS words, which it clears first. */
void gram_filter_build(uint32_t *words, struct channel_slice input);

/* False only if `pattern`, however its case compares, occurs nowhere in that input. */
bool gram_filter_may_contain(const uint32_t *words, struct channel_slice pattern);

#endif
