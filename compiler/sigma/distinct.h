/* Values that stand twice in a criterion. */
#ifndef REDZONE_SIGMA_DISTINCT_H
#define REDZONE_SIGMA_DISTINCT_H

#include "work.h"

/* Drops every value of a criterion that equals an earlier one; the others keep their order. Takes
 * n log n steps for any values. False after a refusal: memory is short. */
bool sigma_keep_distinct(struct sigma_work *work, struct content_criterion *criterion);

#endif
