/* Bytes under test: allocations of exactly their size, numbers at places, a checksum that fits. */
#ifndef TEST_BYTES_H
#define TEST_BYTES_H

#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

/* A copy in an allocation that ends with its last byte, so that a sanitizer sees a read behind it;
 * the copy of nothing is a pointer behind one byte. free_exact() it. */
struct exact {
    uint8_t *bytes;
    size_t size;
    void *allocation;
};

struct exact exact_copy(const void *bytes, size_t size);

/* The same, `shift` bytes behind an address that is aligned for every type. */
struct exact exact_copy_at(const void *bytes, size_t size, size_t shift);
void free_exact(struct exact *copy);

/* A slice of an exact copy. */
struct channel_slice slice_of(const struct exact *copy);

/* Little-endian numbers of 1, 2, 4 or 8 bytes. */
void put_number(uint8_t *bytes, uint32_t width, uint64_t value);
uint64_t get_number(const uint8_t *bytes, uint32_t width);

/* Makes the stored checksum fit the bytes; they must hold a header. */
void repair_checksum(uint8_t *bytes, size_t size);

/* Offset in the file of a byte of record `index`, as its directory says. */
uint32_t record_place(const uint8_t *file, enum channel_section section, uint32_t index,
                      uint32_t at);

/* Deterministic noise: the next number of a sequence that `state` names. Never zero. */
uint32_t next_random(uint32_t *state);

#endif
