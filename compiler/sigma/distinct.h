/* Values of one key that say the same. */
#ifndef REDZONE_SIGMA_DISTINCT_H
#define REDZONE_SIGMA_DISTINCT_H

#include "literal.h"

/* Sets `repeats` of every literal that equals an earlier one. Takes n log n steps for any values.
 * False after a refusal: memory is short. */
bool sigma_mark_repeated(struct sigma_work *work, struct sigma_literals *literals);

#endif
