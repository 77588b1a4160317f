/* Regular expressions to programs of the channel file (channel/kinds.h, CHANNEL_INSTRUCTIONS).
 *
 * Only whether an expression matches somewhere counts, so greedy and lazy quantifiers are the same
 * and groups are not captured. The dialect is docs/sigma.md's. */
#ifndef REDZONE_EXPRESSION_H
#define REDZONE_EXPRESSION_H

#include "content.h"

enum { EXPRESSION_REASON_SIZE = 160 };

struct expression_error {
    bool out_of_memory;
    uint32_t position;                   /* in the source, of the byte that was refused */
    char reason[EXPRESSION_REASON_SIZE]; /* printable */
};

/* Compiles `source` (any bytes) under `flags` (CHANNEL_EXPRESSION_…).
 *
 * True: value->program, instruction_count, flags and text are set, from the arena; the program is
 * what parser's checks accept, of at most LIMIT_INSTRUCTIONS instructions. False: *error says why,
 * and where. Time and memory are bounded by the caps, whatever the source. */
bool expression_compile(struct arena *arena, struct content_text source, uint8_t flags,
                        struct content_value *value, struct expression_error *error);

#endif
