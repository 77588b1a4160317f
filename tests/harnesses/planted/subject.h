/* A parser with a planted read of one byte behind its input. */
#ifndef PLANTED_SUBJECT_H
#define PLANTED_SUBJECT_H

#include <stddef.h>
#include <stdint.h>

/* Returns the first byte behind the `size` bytes at `data` when the size is one of 0, 1, 5, 8, 13
 * and 4096, and 0 otherwise. */
uint8_t read_behind(const uint8_t *data, size_t size);

#endif
