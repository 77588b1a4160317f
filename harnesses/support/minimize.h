/* The workbench's verb `minimize`: the smallest input that the same bug still shows in. */
#ifndef SUPPORT_MINIMIZE_H
#define SUPPORT_MINIMIZE_H

#include <stdbool.h>
#include <stdint.h>

struct minimize_options {
    const char *target;  /* the name of the fuzz target */
    const char *output;  /* where the result goes; null: beside the input, with `.min` behind */
    const char *harvest; /* a folder for inputs that hit something else; null: they are counted */
    uint64_t key;        /* what must stay the first hit; 0: what the input hits first */
    uint64_t executions; /* at most */
    double seconds;      /* at most, of wall time */
    double timeout;      /* of processor time, for one execution */
    bool json;           /* the closing line as JSON */
};

/* Minimizes the input at `path`. A candidate is taken when its *first* hit has the key: what it
 * hits later would never be seen by a build that halts. Deterministic; ends at a fixpoint, with a
 * budget, or on SIGINT, and the best so far is written in each case.
 *
 * Returns the exit code of the workbench: 0 when the result was written, 1 when the input hits
 * nothing, or something else, or a file cannot be read or written, 130 after SIGINT. */
int minimize(const char *path, const struct minimize_options *options);

#endif
