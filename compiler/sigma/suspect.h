/* Warnings about the values of a key: what is legal and surely wrong. */
#ifndef REDZONE_SIGMA_SUSPECT_H
#define REDZONE_SIGMA_SUSPECT_H

#include "literal.h"

/* Warns of values that say what an earlier one has said, and of values that their field can never
 * have. `field` is NULL for keywords and for fields that the type lacks. Repeated literals are
 * marked already. */
void sigma_warn_of_values(struct sigma_work *work, const struct channel_field_definition *field,
                          const struct sigma_literals *literals);

/* Warns of values that must all match and exclude each other. */
void sigma_warn_of_exclusion(struct sigma_work *work, uint32_t line,
                             const struct content_criterion *criterion);

#endif
