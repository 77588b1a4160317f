/* The sets of code points that have a name in the dialect: \d and its like, and POSIX classes. */
#ifndef REDZONE_EXPRESSION_NAMED_SETS_H
#define REDZONE_EXPRESSION_NAMED_SETS_H

#include <stddef.h>

#include "point_set.h"

enum { NAMED_SET_RANGES = 9 };

struct named_set {
    const char *name; /* a letter for an escape, a word for a POSIX class */
    uint32_t count;
    struct point_range ranges[NAMED_SET_RANGES];
};

/* The set of that name; NULL when there is none. */
const struct named_set *named_set_find(const char *name, size_t size);

/* Adds the set, or if `negated` its complement. With `caseless` the set has both cases of its
 * letters before it is negated. False when memory is short. */
bool named_set_add(struct arena *arena, struct point_set *set, const struct named_set *named,
                   bool negated, bool caseless);

#endif
