/* Smaller inputs in terms of channel files and trailers: the reducing part of the subject. */
#ifndef HARNESS_CHANNEL_REDUCE_H
#define HARNESS_CHANNEL_REDUCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* As struct subject says. Runs go from half to one of: events, instances, criteria, conditions,
 * values, types of the sensor, texts, inputs, fields, instructions. */
size_t reduce_channel(const uint8_t *data, size_t size, uint64_t number, uint8_t *out);

/* Puts size and checksum of a file right after bytes of it went. */
bool reduce_repair(uint8_t *data, size_t size);

#endif
