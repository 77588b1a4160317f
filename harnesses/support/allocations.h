/* Remembers where memory was allocated and not freed: LeakSanitizer prints that, and tells nobody.
 */
#ifndef SUPPORT_ALLOCATIONS_H
#define SUPPORT_ALLOCATIONS_H

#include <stdbool.h>

#include "hit.h"

/* From now on allocations are remembered. Nothing happens in builds without a sanitizer. */
void allocations_watch(void);

/* Finds the oldest allocation from number *number on that was not freed: fills in size and frames,
 * and sets *number to its own. False when there is none. Numbers ascend in the order of allocation.
 */
bool allocations_find(uint64_t *number, struct hit *hit);

/* Tells LeakSanitizer that all but this one, and what they point to, are no leaks. */
void allocations_ignore_others(uint64_t number);

#endif
