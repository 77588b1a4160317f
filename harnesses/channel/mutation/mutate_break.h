/* Breaks one structural rule of an encoded file and leaves all others whole, its checksum included,
 * so that each check of a reader sees files that pass the rest. */
#ifndef HARNESS_CHANNEL_MUTATE_BREAK_H
#define HARNESS_CHANNEL_MUTATE_BREAK_H

#include <stddef.h>
#include <stdint.h>

#include "support/random.h"

/* Changes a file whose header and directory are sound, in place: an offset, a count, a size, a
 * reserved or padding byte, the order of records, a byte of the pool, the checksum, or where the
 * file ends. Returns its new size, at most `room`. Now and then what comes out is sound all the
 * same. */
size_t break_rule(struct random *random, uint8_t *bytes, size_t size, size_t room);

#endif
