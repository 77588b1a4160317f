/* Relies on rename() being atomic within a folder. */
#include "write_whole.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH = 4096 };

static bool write_all(int file, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        const ssize_t written = write(file, bytes, size);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            bytes += written;
            size -= (size_t)written;
        }
    }
    return true;
}

/* The name under which a file is written. False when it is too long. */
static bool temporary_name(const char *path, char *out)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const int length =
        snprintf(out, PATH, "%.*s.writing-%ld-%s", (int)(name - path), path, (long)getpid(), name);

    if (length >= 0 && length < PATH)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

bool write_whole(const char *path, const uint8_t *bytes, size_t size)
{
    char temporary[PATH];

    if (!temporary_name(path, temporary))
        return false;
    const int file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (file < 0)
        return false;
    bool written = write_all(file, bytes, size) && fsync(file) == 0;
    const int reason = errno;
    written = close(file) == 0 && written;
    if (written && rename(temporary, path) == 0)
        return true;
    const int why = written ? errno : reason;
    unlink(temporary);
    errno = why;
    return false;
}
