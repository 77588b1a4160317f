/* A window over the stream that grows with the longest line. Relies on interrupt_read. */
#include "lines.h"

#include <stdlib.h>
#include <string.h>

#include "interrupt.h"

enum { FIRST_CAPACITY = 256 * 1024 };

void lines_begin(struct line_reader *reader, int fd)
{
    *reader = (struct line_reader){.fd = fd};
}

void lines_free(struct line_reader *reader)
{
    free(reader->buffer);
    *reader = (struct line_reader){.fd = -1};
}

static char *find_end(const struct line_reader *reader)
{
    const size_t from = reader->begin + reader->searched;

    if (from == reader->end)
        return NULL;
    return memchr(reader->buffer + from, '\n', reader->end - from);
}

bool lines_ready(const struct line_reader *reader)
{
    return find_end(reader) != NULL;
}

/* Moves what is left to the front and makes sure that something fits behind it. */
static bool make_room(struct line_reader *reader)
{
    const size_t left = reader->end - reader->begin;

    if (reader->begin > 0)
        memmove(reader->buffer, reader->buffer + reader->begin, left);
    reader->begin = 0;
    reader->end = left;
    if (left < reader->capacity)
        return true;
    const size_t capacity = reader->capacity == 0 ? FIRST_CAPACITY : reader->capacity * 2;
    char *buffer = realloc(reader->buffer, capacity);
    if (buffer == NULL)
        return false;
    reader->buffer = buffer;
    reader->capacity = capacity;
    return true;
}

/* Reads once. False on a failure. */
static bool fill(struct line_reader *reader)
{
    if (!make_room(reader))
        return false;
    const ssize_t count =
        interrupt_read(reader->fd, reader->buffer + reader->end, reader->capacity - reader->end);
    if (count < 0)
        return false;
    reader->ended = count == 0;
    reader->end += (size_t)count;
    return true;
}

/* Hands out the bytes before `size`, and takes `used` of them from the window. */
static enum line_result take(struct line_reader *reader, size_t size, size_t used, char **line,
                             size_t *line_size)
{
    const bool too_long = reader->skipping || size > LINE_LIMIT;

    *line = reader->buffer + reader->begin;
    *line_size = too_long ? 0 : size;
    reader->begin += used;
    reader->searched = 0;
    reader->skipping = false;
    return too_long ? LINE_TOO_LONG : LINE_READ;
}

/* No end in sight: forgets what is longer than any line may be. */
static void search_on(struct line_reader *reader)
{
    reader->searched = reader->end - reader->begin;
    if (reader->searched <= LINE_LIMIT)
        return;
    reader->skipping = true;
    reader->begin = reader->end;
    reader->searched = 0;
}

enum line_result lines_next(struct line_reader *reader, char **line, size_t *size)
{
    *line = NULL;
    *size = 0;
    for (;;) {
        const char *end = find_end(reader);
        if (end != NULL) {
            const size_t length = (size_t)(end - (reader->buffer + reader->begin));
            return take(reader, length, length + 1, line, size);
        }
        search_on(reader);
        const size_t left = reader->end - reader->begin;
        if (reader->ended && (left > 0 || reader->skipping))
            return take(reader, left, left, line, size);
        if (reader->ended)
            return LINE_END;
        if (!fill(reader))
            return LINE_FAILED;
    }
}
