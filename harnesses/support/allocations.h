/* Remembers where memory was allocated and not freed: LeakSanitizer prints that, and tells nobody.
 */
#ifndef SUPPORT_ALLOCATIONS_H
#define SUPPORT_ALLOCATIONS_H

#include <stdbool.h>

#include "hit.h"

/* From now on allocations are remembered. Nothing happens in builds without a sanitizer. */
void allocations_watch(void);

/* Fills in size and frames of the oldest allocation that was not freed, false when there is none.
 */
bool allocations_oldest(struct hit *hit);

#endif
