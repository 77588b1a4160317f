/* Which values a criterion has already: a hash set. */
#ifndef REDZONE_SIGMA_VALUE_SET_H
#define REDZONE_SIGMA_VALUE_SET_H

#include "work.h"

struct sigma_value_set {
    uint32_t *slots; /* 0: free, else the index of a value + 1 */
    uint32_t room;   /* number of slots, a power of two; 0 before the first value */
};

/* Appends a value to a criterion unless it is there already. False after a refusal. The set must
 * have seen all values of the criterion, in their order. */
bool sigma_value_set_add(struct sigma_work *work, struct sigma_value_set *set,
                         struct content_criterion *criterion, const struct content_value *value);

#endif
