/* A running sum over everything that the parser says of an input, so that two runs can be compared:
 * what is said twice, at another alignment or in dirty memory, must be the same. */
#ifndef HARNESS_CHANNEL_DIGEST_H
#define HARNESS_CHANNEL_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct digest {
    uint64_t sum; /* begins as 0 */
};

/* Adds a number. The order of additions matters. */
static inline void digest_add(struct digest *digest, uint64_t value)
{
    digest->sum = (digest->sum ^ value ^ (digest->sum >> 29)) * UINT64_C(0x9e3779b97f4a7c15);
}

/* Adds bytes, and how many there are. */
static inline void digest_add_bytes(struct digest *digest, const void *bytes, size_t size)
{
    const uint8_t *at = bytes;

    for (size_t i = 0; i < size; i++)
        digest_add(digest, at[i]);
    digest_add(digest, size);
}

#endif
