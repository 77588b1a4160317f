/* The oracles of the published worst case. */
#ifndef HARNESS_CHANNEL_CHECK_WORST_CASE_H
#define HARNESS_CHANNEL_CHECK_WORST_CASE_H

#include "channel/models/model_bytes.h"

/* The evaluation that came nearest to its bound, for the kind of criterion (channel/kinds.h) that
 * was dearest in it. Bounds of less than 1,000 steps do not count. */
struct nearest {
    uint64_t steps, bound; /* 0 where there was none */
};

enum { NEAREST_KINDS = CHANNEL_CRITERION_REFERENCE + 1 };

/* Encodes a model, validates it for the sensor that supplies what it declares, and evaluates those
 * of its events that this sensor can send. What must hold: what is published is the formula of
 * docs/format.md, 4; no evaluation exceeds the same formula for the sizes of its inputs, nor ends
 * in an error; the steps that it took are a sufficient budget, and one less is none.
 *
 * Returns the size of the file; 0 for a model that the builder refuses or the validator finds a
 * violation in: nothing is evaluated then. Raises what stands in `nearest`. */
size_t check_worst_case(const struct model *model, struct nearest nearest[NEAREST_KINDS]);

#endif
