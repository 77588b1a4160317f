/* Conditions: changed as trees, written back in their one form (docs/format.md, Node). */
#ifndef HARNESS_CHANNEL_MUTATE_CONDITION_H
#define HARNESS_CHANNEL_MUTATE_CONDITION_H

#include "mutation.h"

/* Changes the condition of an instance that has criteria: drops, doubles, wraps, unwraps, joins or
 * retargets a node, or swaps its operator. */
void condition_change(struct mutation *mutation, struct content_instance *instance);

/* Puts a test of criterion `index` beside the whole condition. */
void condition_join(struct mutation *mutation, struct content_instance *instance, uint32_t index);

/* Wraps the whole condition until `depth` operators are nested, or nearly so. */
void condition_deepen(struct mutation *mutation, struct content_instance *instance, uint32_t depth);

/* Writes the condition in its one form, whatever its nodes say, with at most `depth` operators
 * nested; criteria are put into the order of their use, unused ones dropped. The instance has at
 * least one criterion. */
void condition_mend(struct mutation *mutation, struct content_instance *instance, uint32_t depth);

#endif
