/* `channel inspect --json`: one JSON document with all that a channel file holds. */
#ifndef REDZONE_TOOL_INSPECT_JSON_H
#define REDZONE_TOOL_INSPECT_JSON_H

#include "output.h"
#include "read_file.h"

/* Writes the document, well formed also for a damaged file, and each error as a line on stderr too.
 * Returns how many errors there were; out of memory, which is told, is one. */
uint32_t inspect_json(struct output *output, const char *path, const struct file_bytes *content);

#endif
