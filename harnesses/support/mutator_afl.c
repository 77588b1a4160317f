/* AFL++'s face of the mutator, for a shared library that afl-fuzz 4.04 loads through
 * AFL_CUSTOM_MUTATOR_LIBRARY. It runs inside afl-fuzz: no sanitizer, no instrumentation. AFL++
 * keeps its own havoc and dictionary stages beside it. */
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "subject.h"

enum {
    MOST_CHANGES = 4,      /* bytes that the fallback changes at a time */
    CROSS_IN = 3,          /* one in so many calls with a second input crosses the two */
    HAVOC_PROBABILITY = 10 /* percent of the steps of AFL++'s havoc */
};

struct mutator {
    struct random random;
    uint8_t *bytes; /* owned; what afl-fuzz was handed last */
    size_t capacity;
};

void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(void *data, uint8_t *bytes, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t max_size);
size_t afl_custom_havoc_mutation(void *data, uint8_t *bytes, size_t size, uint8_t **out,
                                 size_t max_size);
uint8_t afl_custom_havoc_mutation_probability(void *data);
void afl_custom_deinit(void *data);

/* The fallback's seed: the bytes', so that it keeps no state and the mutator's promise holds. */
static struct random random_of(const uint8_t *bytes, size_t size)
{
    struct random random = {size};
    for (size_t i = 0; i < size; i++)
        random.state = (random.state ^ bytes[i]) * UINT64_C(0x100000001b3);
    return random;
}

/* In place of an engine's own mutation, which AFL++ 4.04 does not lend to libraries. */
static size_t change_bytes(uint8_t *bytes, size_t size, size_t max_size)
{
    struct random random = random_of(bytes, size);
    const uint32_t changes = 1 + random_below(&random, MOST_CHANGES);

    if (size < max_size && (size == 0 || random_one_in(&random, 4)))
        bytes[size++] = (uint8_t)random_next(&random);
    else if (size > 1 && random_one_in(&random, 4))
        size -= 1 + random_below(&random, (uint32_t)(size / 2));
    for (uint32_t i = 0; i < changes && size > 0; i++) {
        uint8_t *byte = &bytes[random_below(&random, (uint32_t)size)];
        *byte = (uint8_t)(*byte ^ (1 + random_below(&random, 255)));
    }
    return size;
}

/* Makes room for `max_size` bytes, and never none. */
static bool make_room(struct mutator *mutator, size_t max_size)
{
    if (max_size < mutator->capacity)
        return true;
    uint8_t *bytes = realloc(mutator->bytes, max_size + 1);
    if (bytes == NULL)
        return false;
    mutator->bytes = bytes;
    mutator->capacity = max_size + 1;
    return true;
}

static size_t mutate(struct mutator *mutator, const uint8_t *bytes, size_t size, size_t max_size,
                     subject_engine_mutation *engine)
{
    const size_t kept = size < max_size ? size : max_size;

    if (kept > 0)
        memcpy(mutator->bytes, bytes, kept);
    return target_subject.mutate(mutator->bytes, kept, max_size, random_next(&mutator->random),
                                 engine);
}

void *afl_custom_init(void *afl, unsigned int seed)
{
    struct mutator *mutator = calloc(1, sizeof *mutator);

    (void)afl;
    if (mutator != NULL)
        mutator->random.state = seed;
    return mutator;
}

/* afl-fuzz ends when it is handed a null pointer: what cannot be changed is handed back. */
size_t afl_custom_fuzz(void *data, uint8_t *bytes, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t max_size)
{
    struct mutator *mutator = data;

    *out = bytes;
    if (mutator == NULL || !make_room(mutator, max_size))
        return size < max_size ? size : max_size;
    *out = mutator->bytes;
    if (other != NULL && random_one_in(&mutator->random, CROSS_IN)) {
        const size_t crossed = target_subject.cross(bytes, size, other, other_size, mutator->bytes,
                                                    max_size, random_next(&mutator->random));
        if (crossed > 0)
            return crossed;
    }
    return mutate(mutator, bytes, size, max_size, change_bytes);
}

/* A step among others of AFL++'s havoc, which by then has mostly broken the structure: what is not
 * of the format is left to it. */
size_t afl_custom_havoc_mutation(void *data, uint8_t *bytes, size_t size, uint8_t **out,
                                 size_t max_size)
{
    struct mutator *mutator = data;

    *out = bytes;
    if (mutator == NULL || !make_room(mutator, max_size))
        return size < max_size ? size : max_size;
    *out = mutator->bytes;
    return mutate(mutator, bytes, size, max_size, NULL);
}

uint8_t afl_custom_havoc_mutation_probability(void *data)
{
    (void)data;
    return HAVOC_PROBABILITY;
}

void afl_custom_deinit(void *data)
{
    struct mutator *mutator = data;

    if (mutator != NULL)
        free(mutator->bytes);
    free(mutator);
}
