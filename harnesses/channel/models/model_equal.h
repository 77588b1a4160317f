/* Whether two content models say the same. */
#ifndef HARNESS_CHANNEL_MODEL_EQUAL_H
#define HARNESS_CHANNEL_MODEL_EQUAL_H

#include "content.h"

/* Compares a model that the builder accepts with one that was decoded. The order of instances and
 * types does not count, nor do types without instances, nor the case of what is compared without
 * it. Returns the name of the first thing that differs ("criterion flags"), NULL when none does. */
const char *model_difference(const struct content *made, const struct content *decoded);

#endif
