/* Reads an input, whole or not at all. Files come from anywhere: what is no plain file, or larger
 * than any channel file, is refused. */
#ifndef SUPPORT_LOAD_H
#define SUPPORT_LOAD_H

#include <stddef.h>
#include <stdint.h>

enum { LOAD_MAX = 65 * 1024 * 1024 };

struct content {
    uint8_t *bytes; /* owned: free() it */
    size_t size;
};

/* Reads the file at `path`. Returns null, or why it cannot be read; *out is empty then. */
const char *load_file(const char *path, struct content *out);

#endif
