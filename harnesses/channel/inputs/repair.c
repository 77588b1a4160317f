/* Repairs checksums. Relies on channel_open to refuse a checksum only when all else is sound. */
#include "repair.h"

void repair_checksum(uint8_t *bytes, size_t size)
{
    uint64_t sum = channel_checksum(bytes + CHANNEL_CHECKSUM_BEGIN, size - CHANNEL_CHECKSUM_BEGIN);
    for (unsigned i = CHANNEL_CHECKSUM_OFFSET; i < CHANNEL_CHECKSUM_BEGIN; i++, sum /= 0x100u)
        bytes[i] = (uint8_t)(sum % 0x100u);
}

enum channel_error repair_open(uint8_t *copy, size_t size, struct channel_file *out,
                               uint32_t *offset)
{
    const enum channel_error error = channel_open(copy, size, out, offset);
    if (error != CHANNEL_ERROR_CHECKSUM)
        return error;
    repair_checksum(copy, size);
    return channel_open(copy, size, out, offset);
}
