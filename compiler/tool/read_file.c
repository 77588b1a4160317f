/* Reads until the end, not until a size that was asked for before: pipes have none, files grow. */
#include "read_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "output.h"

enum { FIRST_CAPACITY = 64 * 1024 };

/* Doubles the room, up to one byte more than `limit`, so that a larger file is noticed. */
static bool grow(struct file_bytes *file, size_t *capacity, size_t limit)
{
    const size_t wanted = *capacity == 0 ? FIRST_CAPACITY : *capacity * 2;
    const size_t next = wanted < limit + 1 ? wanted : limit + 1;
    uint8_t *bytes = realloc(file->bytes, next);

    if (bytes == NULL)
        return false;
    file->bytes = bytes;
    *capacity = next;
    return true;
}

/* NULL when all was read, else why not. */
static const char *read_all(int fd, size_t limit, struct file_bytes *file)
{
    size_t capacity = 0;

    for (;;) {
        if (file->size > limit)
            return "the file is larger than allowed";
        if (file->size == capacity && !grow(file, &capacity, limit))
            return "out of memory";
        const ssize_t count = interrupt_read(fd, file->bytes + file->size, capacity - file->size);
        if (count < 0)
            return strerror(errno);
        if (count == 0)
            return NULL;
        file->size += (size_t)count;
    }
}

/* Gives back the room that was not used, so that a sanitizer sees a read behind the end. */
static void shrink(struct file_bytes *file)
{
    uint8_t *bytes = realloc(file->bytes, file->size > 0 ? file->size : 1);

    if (bytes != NULL)
        file->bytes = bytes;
}

bool read_file(const char *path, size_t limit, struct file_bytes *out)
{
    *out = (struct file_bytes){NULL, 0};
    const int fd = interrupt_open(path);
    if (fd < 0) {
        report("channel: cannot read %s: %s", path_name(path), strerror(errno));
        return false;
    }
    const char *reason = read_all(fd, limit, out);
    close(fd);
    if (reason == NULL) {
        shrink(out);
        return true;
    }
    if (!interrupted())
        report("channel: cannot read %s: %s", path_name(path), reason);
    free(out->bytes);
    *out = (struct file_bytes){NULL, 0};
    return false;
}
