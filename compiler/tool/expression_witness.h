/* A short text that a regular expression's program finds. */
#ifndef REDZONE_TOOL_EXPRESSION_WITNESS_H
#define REDZONE_TOOL_EXPRESSION_WITNESS_H

#include "channel/decode.h"

struct expression_witness {
    uint8_t *bytes; /* free() them */
    size_t size;
    bool at_begin, at_end; /* only at the begin, or end, of an input */
};

/* One of the shortest ways through the program. False when there is none within the bounds of the
 * search, or memory is short. It is a proposal: the text was not run. */
bool expression_witness(struct channel_slice program, struct expression_witness *out);

#endif
