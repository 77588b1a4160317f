/* A template instance taken apart: its criteria, and its condition as a tree that can be walked up
 * as well as down. */
#ifndef REDZONE_TOOL_PLAN_H
#define REDZONE_TOOL_PLAN_H

#include "channel/decode.h"

struct plan_node {
    uint8_t op;       /* enum channel_operator */
    uint32_t operand; /* of a test: the criterion */
    uint32_t parent;  /* CHANNEL_NO_INDEX above the root, which is node 0 */
    uint32_t end;     /* the node behind the last one below */
};

struct plan {
    struct channel_instance instance;
    struct channel_criterion *criteria; /* instance.criterion_count */
    uint32_t *first_uses;               /* by criterion: the first node that tests it */
    struct plan_node *nodes;            /* instance.node_count */
    uint32_t criterion_capacity, node_capacity;
};

/* Takes instance `index` of `type` apart, in the room of the one before. The content must be sound.
 * False, and one line on stderr, when memory is short or a record is refused. */
bool plan_load(struct plan *plan, const struct channel_file *file, const struct channel_type *type,
               uint32_t index);
void plan_free(struct plan *plan);

/* The next node after `from` that tests `criterion`; CHANNEL_NO_INDEX when there is none. */
uint32_t plan_next_use(const struct plan *plan, uint32_t criterion, uint32_t from);

#endif
