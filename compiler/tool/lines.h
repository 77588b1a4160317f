/* Lines of a stream, one after the other, of bounded length. */
#ifndef REDZONE_TOOL_LINES_H
#define REDZONE_TOOL_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LINE_LIMIT = 16 * 1024 * 1024 };

enum line_result {
    LINE_READ,
    LINE_TOO_LONG, /* it was skipped to its end */
    LINE_END,
    LINE_FAILED, /* errno says why; EINTR after a signal */
};

struct line_reader {
    int fd;
    char *buffer; /* free() it */
    size_t capacity;
    size_t begin, end; /* what was read and not handed out */
    size_t searched;   /* from begin on, without finding a line's end */
    bool ended, skipping;
};

void lines_begin(struct line_reader *reader, int fd);
void lines_free(struct line_reader *reader);

/* Whether the next line is there already, so that lines_next will not wait for input. */
bool lines_ready(const struct line_reader *reader);

/* The next line without its newline, in the reader's buffer: it may be written to, and is void
 * after the next call. The last line need not end with a newline. */
enum line_result lines_next(struct line_reader *reader, char **line, size_t *size);

#endif
