/* What the parts of the channel-file mutator share: a content model that is being changed. Each
 * part changes it carelessly; mutate_mend.h makes it what a reader accepts again. */
#ifndef HARNESS_CHANNEL_MUTATION_H
#define HARNESS_CHANNEL_MUTATION_H

#include "content.h"
#include "support/random.h"

struct mutation {
    struct random random;
    struct content *content;
    size_t room;          /* bytes that the file may have */
    bool short_of_memory; /* the result is of no use then */
};

/* Zeroed memory that lives as long as the model; NULL, and short_of_memory is set, when there is
 * none. A change that gets no memory is left out. */
static inline void *mutation_take(struct mutation *mutation, size_t size)
{
    void *memory = arena_take(mutation->content->arena, size);

    if (memory == NULL)
        mutation->short_of_memory = true;
    return memory;
}

/* Notes that a function of the content model gave no memory; returns whether it did. */
static inline bool mutation_got(struct mutation *mutation, const void *memory)
{
    if (memory == NULL)
        mutation->short_of_memory = true;
    return memory != NULL;
}

/* Draws of numbers. C leaves open in which order two of them in one expression are made, and
 * results are to be the same everywhere: each gets a statement of its own. */
static inline uint32_t mutation_below(struct mutation *mutation, uint32_t bound)
{
    return random_below(&mutation->random, bound);
}

static inline bool mutation_one_in(struct mutation *mutation, uint32_t times)
{
    return random_one_in(&mutation->random, times);
}

#endif
