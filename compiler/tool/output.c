/* Buffered and escaped output. Relies on write(2) alone: stdio forgets what a signal interrupted.
 */
#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "utf8.h"

enum { LONGEST_FORMAT = 8192 }; /* two paths and a sentence; what is longer is cut */

void output_begin(struct output *output, int fd)
{
    output->fd = fd;
    output->error = 0;
    output->used = 0;
}

bool output_flush(struct output *output)
{
    size_t done = 0;

    while (done < output->used && output->error == 0) {
        const ssize_t written = write(output->fd, output->buffer + done, output->used - done);
        if (written >= 0)
            done += (size_t)written;
        else if (errno != EINTR)
            output->error = errno;
    }
    output->used = 0;
    return output->error == 0;
}

void output_bytes(struct output *output, const void *bytes, size_t size)
{
    const char *rest = bytes;

    while (size > 0 && output->error == 0) {
        if (output->used == OUTPUT_BUFFER)
            output_flush(output);
        const size_t room = OUTPUT_BUFFER - output->used;
        const size_t part = size < room ? size : room;
        memcpy(output->buffer + output->used, rest, part);
        output->used += part;
        rest += part;
        size -= part;
    }
}

/* Formats into `text`; returns the length, what does not fit cut off. */
static size_t format_into(char text[LONGEST_FORMAT], const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static size_t format_into(char text[LONGEST_FORMAT], const char *format, va_list arguments)
{
    const int length = vsnprintf(text, LONGEST_FORMAT, format, arguments);

    if (length < 0)
        return 0;
    return (size_t)length < LONGEST_FORMAT ? (size_t)length : LONGEST_FORMAT - 1;
}

void output_format(struct output *output, const char *format, ...)
{
    char text[LONGEST_FORMAT];
    va_list arguments;

    va_start(arguments, format);
    const size_t size = format_into(text, format, arguments);
    va_end(arguments);
    output_bytes(output, text, size);
}

/* Controls of both kinds, line separators, and marks, overrides and isolates of text direction. */
static bool disturbs_terminal(uint32_t code_point)
{
    return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0) || code_point == 0x061c ||
           code_point == 0x200e || code_point == 0x200f ||
           (code_point >= 0x2028 && code_point <= 0x202e) ||
           (code_point >= 0x2066 && code_point <= 0x2069) || code_point == 0xfeff;
}

void output_escaped(struct output *output, struct channel_slice text)
{
    for (uint32_t i = 0; i < text.size;) {
        uint32_t code_point;
        const size_t size = utf8_take(text.base + i, text.size - i, &code_point);
        if (size > 0 && !disturbs_terminal(code_point)) {
            output_bytes(output, text.base + i, size);
            i += (uint32_t)size;
            continue;
        }
        for (const uint32_t end = i + (size > 0 ? (uint32_t)size : 1); i < end; i++)
            output_format(output, "\\x%02x", (unsigned)text.base[i]);
    }
}

static void json_code_point(struct output *output, const uint8_t *bytes, size_t size,
                            uint32_t code_point)
{
    if (code_point == '"' || code_point == '\\')
        output_format(output, "\\%c", (int)code_point);
    else if (code_point < 0x20 || code_point == 0x7f)
        output_format(output, "\\u%04x", (unsigned)code_point);
    else
        output_bytes(output, bytes, size);
}

void output_json(struct output *output, struct channel_slice text)
{
    output_bytes(output, "\"", 1);
    for (uint32_t i = 0; i < text.size;) {
        uint32_t code_point;
        const size_t size = utf8_take(text.base + i, text.size - i, &code_point);
        if (size == 0)
            output_bytes(output, "\xef\xbf\xbd", 3);
        else
            json_code_point(output, text.base + i, size, code_point);
        i += size == 0 ? 1 : (uint32_t)size;
    }
    output_bytes(output, "\"", 1);
}

int output_end(struct output *output, int code)
{
    if (output_flush(output))
        return code;
    report("channel: cannot write to stdout: %s", strerror(output->error));
    return code == 0 ? 1 : code;
}

void report(const char *format, ...)
{
    struct output output;
    char text[LONGEST_FORMAT];
    va_list arguments;

    va_start(arguments, format);
    const size_t size = format_into(text, format, arguments);
    va_end(arguments);
    output_begin(&output, STDERR_FILENO);
    output_escaped(&output, (struct channel_slice){(const uint8_t *)text, (uint32_t)size});
    output_bytes(&output, "\n", 1);
    output_flush(&output);
}

struct channel_slice slice_of(const char *text)
{
    return (struct channel_slice){(const uint8_t *)text, (uint32_t)strlen(text)};
}

const char *plural(uint64_t count, const char *ending)
{
    return count == 1 ? "" : ending;
}

const char *path_name(const char *path)
{
    return *path == '\0' ? "\"\"" : path;
}
