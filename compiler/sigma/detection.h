/* The detection of a rule: selections and condition, as one boolean tree. */
#ifndef REDZONE_SIGMA_DETECTION_H
#define REDZONE_SIGMA_DETECTION_H

#include "item.h"

enum { SIGMA_MAX_SELECTIONS = 1024 }; /* real: 34 */

/* The tree of a rule's `detection`, NULL after a refusal. *line is that of its condition. All
 * selections are compiled, also those that the condition does not use. */
struct sigma_tree *sigma_detection(struct sigma_work *work, const struct sigma_target *target,
                                   const struct sigma_node *detection, uint32_t *line);

#endif
