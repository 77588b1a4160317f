/* The checksum of channel files, written from docs/format.md, section 6, step by step. */
#ifndef HARNESS_CHANNEL_NAIVE_CHECKSUM_H
#define HARNESS_CHANNEL_NAIVE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/* What channel_checksum must return for the same bytes. */
uint64_t naive_checksum(const uint8_t *bytes, size_t size);

#endif
