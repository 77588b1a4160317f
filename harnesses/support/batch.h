/* What happens inside the child process of a replay, and the memory in which the parent sees it. */
#ifndef SUPPORT_BATCH_H
#define SUPPORT_BATCH_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "replay.h"

enum outcome_state { NOT_RUN, RUNNING, CLEAN, UNREADABLE, FAILED };

struct outcome {
    atomic_uint state;    /* an enum outcome_state */
    uint64_t nanoseconds; /* of the slowest run */
};

/* Lies in memory that parent and child share. */
struct batch {
    atomic_bool finished; /* the child went through all of its inputs */
    atomic_bool leaked;   /* and memory was lost on the way */
    struct outcome outcomes[];
};

/* Runs inputs first..end-1 of `walk`, notes what becomes of each, and ends the process. */
_Noreturn void batch_run(const struct walk *walk, const struct replay_options *options,
                         struct batch *batch, size_t first, size_t end);

#endif
