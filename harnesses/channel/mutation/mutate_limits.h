/* Boundary values of what a content model counts: at a cap of parser/limits.h, or one above. */
#ifndef HARNESS_CHANNEL_MUTATE_LIMITS_H
#define HARNESS_CHANNEL_MUTATE_LIMITS_H

#include "mutation.h"

/* Sets one count, index or size of a model that has instances to a boundary; what would not fit
 * into mutation->room is left out. The model is to be encoded unchecked: half of the time it is
 * what a reader refuses. */
void limits_change(struct mutation *mutation);

#endif
