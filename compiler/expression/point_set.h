/* Sets of code points, as ranges in ascending order that neither overlap nor touch. */
#ifndef REDZONE_EXPRESSION_POINT_SET_H
#define REDZONE_EXPRESSION_POINT_SET_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>

struct point_range {
    uint32_t low, high; /* both inside */
};

/* All zero: the empty set. */
struct point_set {
    struct point_range *ranges;
    uint32_t count, capacity;
};

/* Each takes memory from the arena and returns false when it is short. */
bool point_set_add(struct arena *arena, struct point_set *set, uint32_t low, uint32_t high);
bool point_set_add_all(struct arena *arena, struct point_set *set, const struct point_set *other);

/* Adds the other case of every ASCII letter in the set; no other letter has one here. */
bool point_set_add_cases(struct arena *arena, struct point_set *set);

/* Replaces the set by all code points that are not in it. */
bool point_set_complement(struct arena *arena, struct point_set *set);

#endif
