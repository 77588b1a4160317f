/* A key of a selection with its values, as a boolean tree of criteria. */
#ifndef REDZONE_SIGMA_ITEM_H
#define REDZONE_SIGMA_ITEM_H

#include "literal.h"
#include "tree.h"

/* The tree of `key: values`, where `values` is a scalar or a list of them. With an empty key the
 * values are keywords. NULL after a refusal. */
struct sigma_tree *sigma_item(struct sigma_work *work, const struct sigma_target *target,
                              struct content_text key, uint32_t line,
                              const struct sigma_node *values);

#endif
