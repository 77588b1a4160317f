/* Engines without our mutator cannot hit a 64-bit checksum. A target therefore takes an input as it
 * is and, if exactly the checksum was refused, once more with the checksum repaired. */
#ifndef HARNESS_CHANNEL_REPAIR_H
#define HARNESS_CHANNEL_REPAIR_H

#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

/* Writes the right checksum into a file of at least CHANNEL_CHECKSUM_BEGIN bytes. */
void repair_checksum(uint8_t *bytes, size_t size);

/* channel_open for a target's own copy of a file. Where nothing but the checksum is wrong, writes
 * the right one into the copy and opens that: its bytes are what a finding stores. */
enum channel_error repair_open(uint8_t *copy, size_t size, struct channel_file *out,
                               uint32_t *offset);

#endif
