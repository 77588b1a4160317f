/* The names of channel files: C-<channel>-<revision>.rz says twice what the header says. */
#ifndef REDZONE_TOOL_FILE_NAME_H
#define REDZONE_TOOL_FILE_NAME_H

#include <stdbool.h>
#include <stdint.h>

struct file_name {
    uint32_t channel, revision;
};

/* Takes a path apart whose last part has that form: decimal numbers, leading zeros allowed. False
 * for every other name: it says nothing. */
bool file_name_parse(const char *path, struct file_name *out);

#endif
