/* A channel file on disk, opened; and how the tool names what is in one. */
#ifndef REDZONE_TOOL_CONTENT_FILE_H
#define REDZONE_TOOL_CONTENT_FILE_H

#include "channel/decode.h"
#include "channel/validate.h"
#include "output.h"
#include "read_file.h"

struct content_file {
    struct file_bytes content; /* free(content.bytes) after use */
    struct channel_file file;
};

/* More than any channel file may have, so that the parser says what is wrong with a larger one. */
enum { CONTENT_FILE_LIMIT = 65 * 1024 * 1024 };

/* Reads and opens a file. False, and one line on stderr with the place, when it is refused; nothing
 * is to be freed then. */
bool content_file_open(const char *path, struct content_file *out);
void content_file_free(struct content_file *file);

/* The name of a template type ("process_creation"), "unknown" when this version knows none. */
const char *type_name(uint32_t type);

/* The name of a field of a type; "all" for CHANNEL_FIELD_ALL, "unknown" beyond the definition. */
const char *field_name(uint32_t type, uint32_t field);

/* `FILE: offset N: rule …: instance …, criterion …, field …: sentence [NAME]`, and the sensor
 * before the rule when the violation is one of a sensor. Ends with a newline. */
void output_violation(struct output *output, const char *path, const struct channel_file *file,
                      const char *sensor, const struct channel_violation *violation);

/* The part behind the offset, without a newline, for messages that have a place of their own. */
void output_violation_text(struct output *output, const struct channel_file *file,
                           const char *sensor, const struct channel_violation *violation);

#endif
