/* Files that appear whole or not at all. */
#ifndef SUPPORT_WRITE_WHOLE_H
#define SUPPORT_WRITE_WHOLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes a file under a temporary name in the same folder (`.writing-…`), makes it last, and
 * renames it to `path`. False, with errno set, when that failed; a file that was there is as it was
 * then. */
bool write_whole(const char *path, const uint8_t *bytes, size_t size);

#endif
