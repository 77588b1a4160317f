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

/* Whether the content holds what it must for every sensor; if not, each violation is a line on
 * stderr. */
bool content_file_sound(const char *path, const struct channel_file *file);

/* The name of a section ("RULES"); "" for a number that is none. */
const char *section_name(uint32_t section);

/* An entry of a section directory as it stands, of a file that cannot be opened. */
struct raw_entry {
    uint32_t section, offset, bytes, records;
};

/* Reads entry `index`. False when the directory has no such entry or the file ends before. */
bool raw_entry_at(const struct file_bytes *content, uint32_t index, struct raw_entry *out);

/* The name of a template type ("process_creation"), "unknown" when this version knows none. */
const char *type_name(uint32_t type);

/* The name of a field of a type; "all" for CHANNEL_FIELD_ALL, "unknown" beyond the definition. */
const char *field_name(uint32_t type, uint32_t field);

/* `FILE: offset N: rule …: instance …, criterion …, field …: sentence [NAME]`, and the sensor
 * before the rule when the violation is one of a sensor. Ends with a newline. */
void output_violation(struct output *output, const char *path, const struct channel_file *file,
                      const char *sensor, const struct channel_violation *violation);

/* The same with a sentence and a name of its own in place of the error's. */
void output_finding(struct output *output, const char *path, const struct channel_file *file,
                    const char *sensor, const struct channel_violation *where, const char *sentence,
                    const char *name);

/* The part behind the offset, without a newline, for messages that have a place of their own. */
void output_violation_text(struct output *output, const struct channel_file *file,
                           const char *sensor, const struct channel_violation *violation);

#endif
