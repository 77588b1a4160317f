/* A condition as infix text, from its nodes as the walk hands them out. */
#ifndef REDZONE_TOOL_CONDITION_TEXT_H
#define REDZONE_TOOL_CONDITION_TEXT_H

#include "channel/decode.h"
#include "output.h"

/* An operator whose operands are being printed. */
struct open_operator {
    uint8_t op;
    bool parenthesis;
    bool printed_one;
    uint32_t end; /* index of the node behind its last */
};

struct condition_text {
    struct open_operator open[CHANNEL_MAX_CONDITION_DEPTH];
    uint32_t depth;
};

/* Prints node `index` of a condition: `c3` for a test of criterion 3, `and`, `or`, `not` and
 * parentheses around. Begin with a structure that is zero. Nodes must be ones that the walk has
 * accepted, in their order. */
void condition_text_node(struct condition_text *text, struct output *output, uint32_t index,
                         struct channel_node node);

#endif
