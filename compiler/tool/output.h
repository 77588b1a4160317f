/* What the tool writes to stdout and stderr: buffered, every failure kept, everything that comes
 * from a file escaped. */
#ifndef REDZONE_TOOL_OUTPUT_H
#define REDZONE_TOOL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/file.h"

enum { OUTPUT_BUFFER = 32 * 1024 };

struct output {
    int fd;
    int error; /* errno of the first write that failed, else 0; nothing is written from then on */
    size_t used;
    char buffer[OUTPUT_BUFFER];
};

void output_begin(struct output *output, int fd);

/* Bytes and formatted text as they are. */
void output_bytes(struct output *output, const void *bytes, size_t size);
void output_format(struct output *output, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Text for a terminal: control characters, the ones that turn the direction of text, and bytes that
 * are no UTF-8 become \xNN; everything else stays, backslashes included. */
void output_escaped(struct output *output, struct channel_slice text);

/* A JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD. */
void output_json(struct output *output, struct channel_slice text);

/* Hands everything to the system. False when this or an earlier write failed. */
bool output_flush(struct output *output);

/* Flushes, and reports a failure on stderr (a reader that went away is no news, but still a
 * failure). Returns the exit code: `code`, or 1 when that was 0 and writing failed. */
int output_end(struct output *output, int code);

/* One line on stderr, escaped as for a terminal: names and texts in it may be hostile. */
void report(const char *format, ...) __attribute__((format(printf, 1, 2)));

struct channel_slice slice_of(const char *text);

/* The ending of a noun behind its number: `ending`, or nothing for 1. */
const char *plural(uint64_t count, const char *ending);

/* A path as messages name it: the empty one as a pair of quotes. */
const char *path_name(const char *path);

#endif
