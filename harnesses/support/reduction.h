/* The order in which smaller inputs are tried: first in terms of the format, then bytes, then
 * simpler values, until nothing more can go. Knows nothing of why an input is kept. */
#ifndef SUPPORT_REDUCTION_H
#define SUPPORT_REDUCTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reduction_pass {
    REDUCE_FORMAT, /* what the subject proposes, big cuts first */
    REDUCE_CUT,    /* runs of bytes, from half or more to one, from the end */
    REDUCE_CLEAR,  /* the same runs set to zero */
    REDUCE_VALUE,  /* each byte: `a`, else the smallest value by bisection */
    REDUCE_BROKEN, /* runs of bytes once more, nothing set right: the input may become smaller
                      broken */
    REDUCE_DONE,
};

/* Whether the best input is one in which the subject finds nothing to repair. */
enum reduction_form { REDUCTION_FORM_UNKNOWN, REDUCTION_FORM_RIGHT, REDUCTION_FORM_WRONG };

/* Where a reduction stands. Plain data: it may lie in shared memory and be gone on with by another
 * process. */
struct reduction {
    enum reduction_pass pass;
    uint64_t number; /* of the subject's candidate */
    size_t run;      /* length of the runs of this pass; 0: not begun */
    size_t
        position; /* where the run ends, counted from the end of the input; or the byte's index */
    unsigned low, high; /* ranks of the byte's value that are left */
    enum reduction_form form;
    bool repaired; /* the candidate at hand is the one that the subject has repaired */
    bool again;    /* something went in this turn of the subject's pass */
    bool improved; /* something went in this round over all passes */
};

/* Begins. */
void reduction_begin(struct reduction *reduction);

/* Writes the next candidate for the input `best` to `candidate` (room for `size` bytes) and returns
 * its size; SIZE_MAX when there is none left. A candidate is smaller than `best`: shorter, or of
 * the same size with a smaller byte at the first difference, where zero is the smallest, then `a`,
 * then the others. */
size_t reduction_next(struct reduction *reduction, const uint8_t *best, size_t size,
                      uint8_t *candidate);

/* Tells whether the candidate became the best one. Call it once for each candidate. */
void reduction_judged(struct reduction *reduction, bool accepted);

#endif
