/* A channel file as a view: header values, and which bytes belong to which section.
 *
 * The view points into the caller's bytes, which must stay as they are while it is used. Hand over
 * a private copy: a mapped file that another process writes voids every check. */
#ifndef CHANNEL_FILE_H
#define CHANNEL_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "channel/errors.h"

/* Sections: X(NAME, number, bytes of a record). They stand in this order in every file; INDEX is
 * reserved and empty in this version. */
#define CHANNEL_SECTIONS(X)                                                                        \
    X(TYPES, 1, 16)                                                                                \
    X(FIELDS, 2, 1)                                                                                \
    X(RULES, 3, 48)                                                                                \
    X(INSTANCES, 4, 24)                                                                            \
    X(CRITERIA, 5, 16)                                                                             \
    X(NODES, 6, 8)                                                                                 \
    X(PATTERNS, 7, 8)                                                                              \
    X(RANGES, 8, 16)                                                                               \
    X(NETWORKS, 9, 24)                                                                             \
    X(REFERENCES, 10, 8)                                                                           \
    X(EXPRESSIONS, 11, 24)                                                                         \
    X(INSTRUCTIONS, 12, 8)                                                                         \
    X(STRINGS, 13, 1)                                                                              \
    X(INDEX, 14, 8)

enum channel_section {
#define X(name, number, record) CHANNEL_SECTION_##name = number,
    CHANNEL_SECTIONS(X)
#undef X
        CHANNEL_SECTION_END /* one behind the last */
};

enum {
#define X(name, number, record) CHANNEL_RECORD_##name = record,
    CHANNEL_SECTIONS(X)
#undef X
};

enum {
    CHANNEL_FORMAT_VERSION = 1,
    CHANNEL_FOLDING_ASCII = 1, /* A to Z equal a to z, nothing else folds */
    CHANNEL_MAGIC_SIZE = 8,
    CHANNEL_HEADER_SIZE = 40,
    CHANNEL_DIRECTORY_ENTRY_SIZE = 16,
    CHANNEL_DIRECTORY_SIZE = (CHANNEL_SECTION_END - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE,
    CHANNEL_SECTION_ALIGNMENT = 8,
    CHANNEL_CHECKSUM_OFFSET = 16, /* of the stored checksum in the file */
    CHANNEL_CHECKSUM_BEGIN = 24,  /* of the first byte that it covers */
    CHANNEL_OLDEST_SENSOR_OFFSET = 32,
};

extern const uint8_t channel_magic[CHANNEL_MAGIC_SIZE];

struct channel_slice {
    const uint8_t *base;
    uint32_t size; /* bytes that may be read from base */
};

struct channel_file {
    struct channel_slice bytes; /* all of the file */
    uint32_t channel;           /* number of the channel */
    uint32_t revision;          /* of the content; grows with each release */
    uint32_t oldest_sensor;     /* version of the oldest sensor that the content is meant for */
    struct channel_slice sections[CHANNEL_SECTION_END]; /* by kind, without padding; [0] is empty */
};

/* Opens a channel file of `size` bytes, verifying its checksum: the container layer.
 *
 * After CHANNEL_OK the header is sound, and every byte behind the directory belongs to exactly one
 * section; what the sections hold has not been looked at. On a refusal *offset is the place in the
 * file that was refused, and *out is all zero. */
enum channel_error channel_open(const uint8_t *bytes, size_t size, struct channel_file *out,
                                uint32_t *offset);

/* The same for bytes whose integrity something else vouches for: all but the checksum. */
enum channel_error channel_open_unchecked(const uint8_t *bytes, size_t size,
                                          struct channel_file *out, uint32_t *offset);

/* The number of records of a section. */
uint32_t channel_section_count(const struct channel_file *file, enum channel_section section);

/* The checksum of docs/format.md over `size` bytes (a tail of less than 8 bytes is taken as if
 * zeros followed). It finds accidents, not forgeries. A file's covers its bytes from
 * CHANNEL_CHECKSUM_BEGIN to its end. */
uint64_t channel_checksum(const uint8_t *bytes, size_t size);

#endif
