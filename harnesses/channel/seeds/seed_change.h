/* Changes to the bytes of a sound channel file, each of one number or of one record: what hostile
 * seeds are made by. */
#ifndef HARNESS_CHANNEL_SEED_CHANGE_H
#define HARNESS_CHANNEL_SEED_CHANGE_H

#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

/* The offset in a file of a section's directory entry, and what stands where in it. */
#define SEED_ENTRY(section)                                                                        \
    (CHANNEL_HEADER_SIZE + (CHANNEL_SECTION_##section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE)
enum { SEED_ENTRY_BEGIN = 4, SEED_ENTRY_SIZE = 8, SEED_ENTRY_COUNT = 12, SEED_FILE_SIZE = 12 };

/* A copy of a file that is being changed; free() the bytes. */
struct seed_file {
    uint8_t *bytes;
    size_t size;
};

enum seed_change_kind {
    SEED_CHANGE_NONE,
    SEED_CHANGE_ADD,    /* `value` to a number; what overflows its width is lost */
    SEED_CHANGE_SET,    /* a number to `value` */
    SEED_CHANGE_BEHIND, /* a number to one more than section `value` has records */
    SEED_CHANGE_REPEAT, /* the last record of a section stands twice */
    SEED_CHANGE_DROP,   /* the last record of a section is gone */
    SEED_CHANGE_APPEND, /* `value` zero bytes to the file, which the header counts */
    SEED_CHANGE_CUT,    /* to `value` bytes, which the header counts */
};

/* Which number: of `width` bytes at `offset` of a record; with `section` 0 at `offset` of the file.
 */
struct seed_change {
    enum seed_change_kind kind;
    enum channel_section section;
    uint32_t index, offset;
    unsigned width;
    uint32_t value;
};

/* Starts with a copy of a file. */
struct seed_file seed_copy(const uint8_t *bytes, size_t size);

/* Makes a change; the checksum is left as it is. Of records only those are repeated and dropped
 * whose size is a multiple of 8. */
void seed_change(struct seed_file *file, const struct seed_change *change);

/* A number of `width` bytes at an offset of the file. */
uint32_t seed_number(const uint8_t *bytes, uint32_t offset, unsigned width);

#endif
