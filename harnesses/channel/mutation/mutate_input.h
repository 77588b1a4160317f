/* What an event brings to a criterion: a hit, a near miss, nothing, or as much as there may be. */
#ifndef HARNESS_CHANNEL_MUTATE_INPUT_H
#define HARNESS_CHANNEL_MUTATE_INPUT_H

#include "channel/evaluate.h"
#include "mutation.h"

/* An input made from a value of the criterion; it lives as long as the model. Of a regular
 * expression the letters of its source, which is a hit where it has little else. */
struct channel_input input_for(struct mutation *mutation, const struct content_criterion *criterion,
                               uint8_t kind);

/* An input that has nothing to do with the content: absent, empty, a short text. */
struct channel_input input_any(struct mutation *mutation, uint8_t kind);

#endif
