/* A small generator of pseudo-random numbers: the same seed gives the same numbers on every
 * machine, which C's rand() does not promise. For mutation and for generated inputs, never for
 * secrets. */
#ifndef SUPPORT_RANDOM_H
#define SUPPORT_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
    uint64_t state; /* set it to any seed; near seeds give unrelated numbers */
};

/* The next number: a counter in steps of an odd constant, its bits well mixed. */
static inline uint32_t random_next(struct random *random)
{
    random->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = random->state;
    mixed = (mixed ^ (mixed >> 31)) * UINT64_C(0x7fb5d329728ea185);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x81dadef4bc2dd44d);
    return (uint32_t)(mixed >> 32);
}

/* A number below `bound`; 0 when that is 0. */
static inline uint32_t random_below(struct random *random, uint32_t bound)
{
    return (uint32_t)(((uint64_t)random_next(random) * bound) >> 32);
}

/* True once in `times` on average. */
static inline bool random_one_in(struct random *random, uint32_t times)
{
    return random_below(random, times) == 0;
}

#endif
