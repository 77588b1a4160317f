/* Signals are blocked while the temporary file exists, and looked for between the steps: so nothing
 * is left behind, whenever Ctrl-C comes. */
#include "write_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interrupt.h"
#include "output.h"

enum { CHUNK = 1024 * 1024, TEMPORARY_NAME = 64, ATTEMPTS = 100 };

/* Where the bytes go: a folder, the name in it, and the temporary name beside it. */
struct place {
    char *path; /* free() it */
    const char *name;
    int folder;
    char temporary[TEMPORARY_NAME];
};

/* The path of the file itself, links followed; free() it. NULL with errno. */
static char *resolve(const char *path)
{
    struct stat status;

    if (lstat(path, &status) == 0 && S_ISLNK(status.st_mode))
        return realpath(path, NULL);
    return strdup(path);
}

/* Replacing a device or a pipe by a file would destroy it. */
static bool may_be_replaced(const char *path)
{
    struct stat status;

    if (lstat(path, &status) != 0)
        return errno == ENOENT;
    if (S_ISREG(status.st_mode))
        return true;
    errno = S_ISDIR(status.st_mode) ? EISDIR : EEXIST;
    return false;
}

static bool open_place(const char *path, struct place *place)
{
    place->folder = -1;
    place->path = resolve(path);
    if (place->path == NULL || !may_be_replaced(place->path))
        return false;
    char *slash = strrchr(place->path, '/');
    place->name = slash == NULL ? place->path : slash + 1;
    if (slash == NULL) {
        place->folder = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    } else {
        const char first = *place->name;
        slash[1] = '\0'; /* the folder, with its slash: "/" stays what it is */
        place->folder = open(place->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        slash[1] = first;
    }
    return place->folder >= 0;
}

static void close_place(struct place *place)
{
    if (place->folder >= 0)
        close(place->folder);
    free(place->path);
}

/* A new file of a name that nobody has. -1 with errno. */
static int create_temporary(struct place *place)
{
    for (unsigned i = 0; i < ATTEMPTS; i++) {
        snprintf(place->temporary, sizeof place->temporary, ".channel-%ld-%u.tmp", (long)getpid(),
                 i);
        const int fd =
            openat(place->folder, place->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* errno says so when a signal waits that tells the program to stop. */
static bool told_to_stop(void)
{
    if (!interrupt_waits())
        return false;
    errno = EINTR;
    return true;
}

static bool write_all(int fd, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        if (told_to_stop())
            return false;
        const ssize_t count = write(fd, bytes, size < CHUNK ? size : CHUNK);
        if (count < 0 && errno != EINTR)
            return false;
        if (count > 0) {
            bytes += count;
            size -= (size_t)count;
        }
    }
    return fsync(fd) == 0 && !told_to_stop();
}

/* Closes in any case; errno is of the first failure. */
static bool fill(int fd, const uint8_t *bytes, size_t size)
{
    const bool written = write_all(fd, bytes, size);
    const int error = errno;

    if (close(fd) != 0 && written)
        return false;
    errno = error;
    return written;
}

/* The name itself must survive a power cut too; some file systems cannot promise that. */
static bool sync_folder(int folder)
{
    return fsync(folder) == 0 || errno == EINVAL || errno == ENOTSUP;
}

static bool replace(struct place *place, const uint8_t *bytes, size_t size)
{
    const int fd = create_temporary(place);

    if (fd < 0)
        return false;
    if (fill(fd, bytes, size) &&
        renameat(place->folder, place->temporary, place->folder, place->name) == 0)
        return sync_folder(place->folder);
    const int error = errno;
    unlinkat(place->folder, place->temporary, 0);
    errno = error;
    return false;
}

bool write_file(const char *path, const uint8_t *bytes, size_t size)
{
    struct place place = {0};
    sigset_t signals, before;
    bool done = false;

    interrupt_signals(&signals);
    sigprocmask(SIG_BLOCK, &signals, &before);
    if (open_place(path, &place))
        done = replace(&place, bytes, size);
    const int error = errno;
    close_place(&place);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (!done)
        report("channel: cannot write %s: %s", path,
               error == EEXIST ? "it exists and is no regular file" : strerror(error));
    return done;
}
