/* A file that appears whole or not at all. */
#ifndef REDZONE_TOOL_WRITE_FILE_H
#define REDZONE_TOOL_WRITE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes `path`: a temporary file in the same folder, fsync, rename. What was there before stays
 * until the new content is complete.
 *
 * False, and one line on stderr, when that is impossible (`path` names something that is no regular
 * file, a full disk, …) or the program was told to stop meanwhile; the temporary file is gone then.
 * A symbolic link is followed: what it points to is replaced. */
bool write_file(const char *path, const uint8_t *bytes, size_t size);

#endif
