/* Bytes under test. Relies on the test having made sane files where it asks for their records. */
#include "bytes.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

struct exact exact_copy_at(const void *bytes, size_t size, size_t shift)
{
    const size_t before = size + shift == 0 ? 1 : shift;
    struct exact copy = {NULL, size, malloc(before + size)};

    assert_non_null(copy.allocation);
    copy.bytes = (uint8_t *)copy.allocation + before;
    if (size > 0)
        memcpy(copy.bytes, bytes, size);
    return copy;
}

struct exact exact_copy(const void *bytes, size_t size)
{
    return exact_copy_at(bytes, size, 0);
}

void free_exact(struct exact *copy)
{
    free(copy->allocation);
    *copy = (struct exact){NULL, 0, NULL};
}

struct channel_slice slice_of(const struct exact *copy)
{
    return (struct channel_slice){copy->bytes, (uint32_t)copy->size};
}

void put_number(uint8_t *bytes, uint32_t width, uint64_t value)
{
    for (uint32_t i = 0; i < width; i++)
        bytes[i] = (uint8_t)(value >> (8 * i) & 0xff);
}

uint64_t get_number(const uint8_t *bytes, uint32_t width)
{
    uint64_t value = 0;
    for (uint32_t i = width; i > 0; i--)
        value = value << 8 | bytes[i - 1];
    return value;
}

void repair_checksum(uint8_t *bytes, size_t size)
{
    put_number(bytes + CHANNEL_CHECKSUM_OFFSET, 8,
               channel_checksum(bytes + CHANNEL_CHECKSUM_BEGIN, size - CHANNEL_CHECKSUM_BEGIN));
}

uint32_t record_place(const uint8_t *file, enum channel_section section, uint32_t index,
                      uint32_t at)
{
    static const uint8_t records[CHANNEL_SECTION_END] = {
#define X(name, number, record) [CHANNEL_SECTION_##name] = (record),
        CHANNEL_SECTIONS(X)
#undef X
    };
    const uint8_t *entry =
        file + CHANNEL_HEADER_SIZE + ((size_t)section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
    return (uint32_t)get_number(entry + 4, 4) + index * records[section] + at;
}

uint32_t next_random(uint32_t *state)
{
    uint32_t value = *state != 0 ? *state : 1;
    value ^= value << 13;
    value ^= value >> 17;
    value ^= value << 5;
    *state = value;
    return value;
}
