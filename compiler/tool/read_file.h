/* A whole file in memory. */
#ifndef REDZONE_TOOL_READ_FILE_H
#define REDZONE_TOOL_READ_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct file_bytes {
    uint8_t *bytes; /* free() them; an allocation of exactly `size` bytes unless that is 0 */
    size_t size;
};

/* Reads all of `path`, at most `limit` bytes. False when that is impossible or the file is larger
 * (one line on stderr says so), or the program was told to stop; nothing is to be freed then. */
bool read_file(const char *path, size_t limit, struct file_bytes *out);

#endif
