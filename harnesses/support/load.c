/* Reads inputs for the workbench. */
#include "load.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *read_all(int file, struct content *out)
{
    struct stat status;

    if (fstat(file, &status) != 0)
        return strerror(errno);
    if (!S_ISREG(status.st_mode))
        return "is no file";
    if (status.st_size > LOAD_MAX)
        return "is larger than 65 MiB";
    const size_t size = (size_t)status.st_size;
    out->bytes = malloc(size + 1);
    if (out->bytes == NULL)
        return "does not fit into memory";
    while (out->size < size) {
        const ssize_t got = read(file, out->bytes + out->size, size - out->size);
        if (got < 0 && errno != EINTR)
            return strerror(errno);
        if (got == 0)
            return "became shorter while it was read";
        out->size += got > 0 ? (size_t)got : 0;
    }
    return NULL;
}

const char *load_file(const char *path, struct content *out)
{
    *out = (struct content){NULL, 0};
    const int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return strerror(errno);
    const char *reason = read_all(file, out);
    close(file);
    if (reason != NULL) {
        free(out->bytes);
        *out = (struct content){NULL, 0};
    }
    return reason;
}
