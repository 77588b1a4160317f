/* Changes of a content model as a whole: instances, criteria, types, and pieces of another model.
 */
#ifndef HARNESS_CHANNEL_MUTATE_MODEL_H
#define HARNESS_CHANNEL_MUTATE_MODEL_H

#include "mutation.h"

/* Appends an instance of a defined template type with a criterion or two. */
void model_add_instance(struct mutation *mutation);

/* One change somewhere in the model; what was changed is sound afterwards. An empty model gets an
 * instance; what is of template types that no sensor has moves to one that they have, now and then.
 */
void model_change(struct mutation *mutation);

/* Drops about half of the instances, or, where there is one, of its condition and values, and of
 * long texts what is behind their beginning. */
void model_shrink(struct mutation *mutation);

/* Moves a piece of another model into this one: an instance, a criterion, or values. The other
 * model is only read, and must live until this one is encoded. */
void model_take_from(struct mutation *mutation, const struct content *other);

#endif
