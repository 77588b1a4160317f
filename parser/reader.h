/* The only place where untrusted bytes become slices and numbers.
 *
 * A slice is a base and a size; a position is an index into it, never a roaming pointer. Loads at
 * constant offsets of a record that was taken whole cannot fail; everything else is checked here.
 */
#ifndef CHANNEL_READER_H
#define CHANNEL_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/file.h"
#include "require.h"

struct reader {
    struct channel_slice input;
    uint32_t position; /* invariant: position <= input.size */
};

/* Takes the next `size` bytes into *out and advances past them.
 * Refuses with `error`, and changes nothing, when fewer are left. */
static inline enum channel_error reader_take(struct reader *reader, uint32_t size,
                                             enum channel_error error, struct channel_slice *out)
{
    REQUIRE_AT_MOST(size, reader->input.size - reader->position, error);
    *out = (struct channel_slice){reader->input.base + reader->position, size};
    reader->position += size;
    return CHANNEL_OK;
}

/* Record `index` of a table of records of `size` bytes. Refuses with `error` when there is none. */
static inline enum channel_error record_at(struct channel_slice table, uint32_t index,
                                           uint32_t size, enum channel_error error,
                                           struct channel_slice *out)
{
    REQUIRE_BELOW(index, table.size / size, error);
    *out = (struct channel_slice){table.base + index * size, size};
    return CHANNEL_OK;
}

/* `size` bytes of the string pool from `offset` on. */
static inline enum channel_error string_at(struct channel_slice pool, uint32_t offset,
                                           uint32_t size, struct channel_slice *out)
{
    REQUIRE_AT_MOST(offset, pool.size, CHANNEL_ERROR_STRING_BEGIN);
    REQUIRE_AT_MOST(size, pool.size - offset, CHANNEL_ERROR_STRING_END);
    *out = (struct channel_slice){pool.base + offset, size};
    return CHANNEL_OK;
}

/* Little-endian numbers inside a record whose size was checked when it was taken. Put together by
 * shifts: gcc 12 makes one load of these, and none of products and sums. */
static inline uint8_t load_u8(struct channel_slice record, uint32_t offset)
{
    CHECK_READ(record, offset, 1);
    return record.base[offset];
}

static inline uint16_t load_u16(struct channel_slice record, uint32_t offset)
{
    const uint8_t *bytes = record.base + offset;
    CHECK_READ(record, offset, 2);
    return (uint16_t)(bytes[0] | (uint32_t)bytes[1] << 8);
}

static inline uint32_t load_u24(struct channel_slice record, uint32_t offset)
{
    const uint8_t *bytes = record.base + offset;
    CHECK_READ(record, offset, 3);
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
}

static inline uint32_t load_u32(struct channel_slice record, uint32_t offset)
{
    const uint8_t *bytes = record.base + offset;
    CHECK_READ(record, offset, 4);
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint64_t load_u64(struct channel_slice record, uint32_t offset)
{
    const uint8_t *bytes = record.base + offset;
    CHECK_READ(record, offset, 8);
    const uint32_t low =
        bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
    const uint32_t high =
        bytes[4] | (uint32_t)bytes[5] << 8 | (uint32_t)bytes[6] << 16 | (uint32_t)bytes[7] << 24;
    return low | (uint64_t)high << 32;
}

/* Two's complement, put together without a conversion that the implementation defines. */
static inline int64_t load_i64(struct channel_slice record, uint32_t offset)
{
    const uint64_t value = load_u64(record, offset);
    return value <= INT64_MAX ? (int64_t)value : -1 - (int64_t)(UINT64_MAX - value);
}

/* Whether bytes [offset, offset + size) of a record are all zero. */
static inline bool all_zero(struct channel_slice record, uint32_t offset, uint32_t size)
{
    uint8_t seen = 0;
    CHECK_READ(record, offset, size);
    for (uint32_t i = 0; i < size; i++)
        seen |= record.base[offset + i];
    return seen == 0;
}

/* Byte-wise order of two slices, a shorter one before its continuation: below, at or above zero. */
static inline int slice_compare(struct channel_slice a, struct channel_slice b)
{
    const uint32_t shared = a.size < b.size ? a.size : b.size;
    for (uint32_t i = 0; i < shared; i++) {
        const uint8_t of_a = load_u8(a, i);
        const uint8_t of_b = load_u8(b, i);
        if (of_a != of_b)
            return of_a < of_b ? -1 : 1;
    }
    return (a.size > b.size) - (a.size < b.size);
}

#endif
