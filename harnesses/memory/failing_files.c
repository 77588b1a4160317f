/* A folder with room for one file that is being written and one that was, in the place of the
 * system's. No system call: a real file for each run would take most of its time. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "failing_state.h"

enum { FOLDER = 1 << 20, TEMPORARY, NAME_SIZE = 64 };

struct file {
    char name[NAME_SIZE]; /* empty: there is none */
    struct digest bytes;
};

static struct file temporary, target;
static unsigned open_files;

void failing_files_begin(void)
{
    temporary = target = (struct file){0};
    open_files = 0;
}

void failing_files_end(struct failing_report *report)
{
    report->left_open = open_files > 0;
    report->left_temporary = temporary.name[0] != '\0';
    report->has_file = target.name[0] != '\0';
    report->file = target.bytes;
}

static bool ends_with(const char *bytes, size_t size, const char *words)
{
    const size_t length = strlen(words);

    return size >= length && memcmp(bytes + (size - length), words, length) == 0;
}

/* The tool's reasons end a line, and what comes from an input never does. */
static void note_message(const char *bytes, size_t size)
{
    struct failing_report *seen = failing_seen();

    if (ends_with(bytes, size, "out of memory\n") ||
        ends_with(bytes, size, "Cannot allocate memory\n") ||
        ends_with(bytes, size, "out of memory: the document does not list this error\n"))
        seen->said_no_memory = true;
    if (ends_with(bytes, size, "No space left on device\n"))
        seen->said_no_space = true;
}

/* Counts a step of writing a file; true, with errno, when it is to fail. */
static bool disk_is_full(void)
{
    if (!failing_now())
        return false;
    errno = ENOSPC;
    return true;
}

static int refuse(int error)
{
    errno = error;
    return -1;
}

int __real_open(const char *path, int flags, ...);
int __real_openat(int folder, const char *name, int flags, ...);
ssize_t __real_write(int fd, const void *bytes, size_t size);
int __real_fsync(int fd);
int __real_close(int fd);
int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __real_unlinkat(int folder, const char *name, int flags);
int __real_lstat(const char *path, struct stat *status);
int __wrap_open(const char *path, int flags, ...);
int __wrap_openat(int folder, const char *name, int flags, ...);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __wrap_fsync(int fd);
int __wrap_close(int fd);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_unlinkat(int folder, const char *name, int flags);
int __wrap_lstat(const char *path, struct stat *status);

/* The mode behind the flags, when there is one. */
#define MODE_OF(flags, out)                                                                        \
    do {                                                                                           \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        *(out) = ((flags) & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;                         \
        va_end(arguments);                                                                         \
    } while (0)

int __wrap_open(const char *path, int flags, ...)
{
    mode_t mode;

    MODE_OF(flags, &mode);
    if (!failing_watches())
        return __real_open(path, flags, mode);
    if ((flags & O_DIRECTORY) == 0)
        return refuse(ENOENT);
    if (disk_is_full())
        return -1;
    open_files++;
    return FOLDER;
}

int __wrap_openat(int folder, const char *name, int flags, ...)
{
    mode_t mode;

    MODE_OF(flags, &mode);
    if (!failing_watches())
        return __real_openat(folder, name, flags, mode);
    if (disk_is_full())
        return -1;
    if (folder != FOLDER || strlen(name) >= NAME_SIZE)
        return refuse(ENOENT);
    if (temporary.name[0] != '\0')
        return refuse(EEXIST);
    temporary = (struct file){0};
    memcpy(temporary.name, name, strlen(name) + 1);
    open_files++;
    return TEMPORARY;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (!failing_watches())
        return __real_write(fd, bytes, size);
    if (fd == TEMPORARY) {
        if (disk_is_full())
            return -1;
        digest_add_bytes(&temporary.bytes, bytes, size);
        return (ssize_t)size;
    }
    digest_add_bytes(&failing_seen()->printed, bytes, size);
    if (fd == STDERR_FILENO)
        note_message(bytes, size);
    return (ssize_t)size;
}

int __wrap_fsync(int fd)
{
    if (!failing_watches())
        return __real_fsync(fd);
    return disk_is_full() ? -1 : 0;
}

int __wrap_close(int fd)
{
    if (!failing_watches())
        return __real_close(fd);
    open_files--;
    return 0;
}

int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    if (!failing_watches())
        return __real_renameat(from_folder, from, to_folder, to);
    if (disk_is_full())
        return -1;
    if (from[0] == '\0' || strcmp(from, temporary.name) != 0 || strlen(to) >= NAME_SIZE)
        return refuse(ENOENT);
    target.bytes = temporary.bytes;
    memcpy(target.name, to, strlen(to) + 1);
    temporary = (struct file){0};
    return 0;
}

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    if (!failing_watches())
        return __real_unlinkat(folder, name, flags);
    if (name[0] == '\0' || strcmp(name, temporary.name) != 0)
        return refuse(ENOENT);
    temporary = (struct file){0};
    return 0;
}

int __wrap_lstat(const char *path, struct stat *status)
{
    if (!failing_watches())
        return __real_lstat(path, status);
    if (target.name[0] == '\0')
        return refuse(ENOENT);
    *status = (struct stat){.st_mode = S_IFREG};
    return 0;
}
