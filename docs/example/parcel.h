/* Parcels: a small format that has nothing to do with channel files, for docs/your-parser.md.
 *
 * "PRCL", then records of a tag (1 byte), a size (2 bytes, big-endian) and so many bytes. Tag 1,
 * once and first: the name, text without NUL, not empty. Tag 2, at most once, behind it: the
 * weight, a big-endian number of 1 to 8 bytes that does not begin with zero. Nothing else; so each
 * parcel has one form. */
#ifndef PARCEL_H
#define PARCEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct parcel {
    const uint8_t *name; /* in the bytes that were read; not terminated */
    size_t name_size;
    bool has_weight;
    uint64_t weight; /* 0 when it has none */
};

/* Reads a parcel of `size` bytes. False when it is none; *out is all zero then. */
bool parcel_read(const uint8_t *bytes, size_t size, struct parcel *out);

/* Writes a parcel, with a name of at most 65,535 bytes, into `capacity` bytes at `out`. Returns how
 * many it took, 0 when there is no room. */
size_t parcel_write(const struct parcel *parcel, uint8_t *out, size_t capacity);

#endif
