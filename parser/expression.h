/* Programs of regular expressions: whether one is sound, and whether it matches.
 *
 * A program is an automaton that is in a set of states at a time; each code point of the input
 * takes the set to the next one. So the work is bounded by input times program, whatever the
 * expression. */
#ifndef CHANNEL_EXPRESSION_H
#define CHANNEL_EXPRESSION_H

#include <stdbool.h>

#include "channel/decode.h"
#include "meter.h"

/* Words of workspace that a program of `instructions` needs: two sets, each a list of states and
 * the place of each state in it. */
static inline uint32_t expression_words(uint32_t instructions)
{
    return instructions * 4;
}

/* Whether a program is in its one form (docs/format.md, section 5). */
enum channel_error expression_check(struct channel_slice program);

/* Whether a program matches somewhere in `input`. Neither need have been checked: a program that is
 * wrong is refused when execution gets there, and in an input that is not UTF-8 a byte that belongs
 * to no code point counts as one that no class names. `states` has expression_words of it and need
 * not be cleared. */
enum channel_error expression_run(struct channel_slice program, struct channel_slice input,
                                  uint32_t *states, struct meter *meter, bool *matches);

#endif
