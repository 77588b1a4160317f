/* Whatever a system call does while a file is written, the folder holds the whole file or none.
 *
 * fsync, write and renameat are wrapped by the linker; what they do is planted by each test. */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "interrupt.h"
#include "write_file.h"

enum call { CALL_NONE, CALL_WRITE, CALL_FSYNC, CALL_RENAME };

/* What happens, at the how-manieth call of which function. */
static struct plan {
    enum call call;
    unsigned countdown;
    int error;      /* errno that it fails with; 0: it does its work */
    int raised;     /* a signal that comes first; 0: none */
    size_t at_most; /* bytes that one write takes; 0: all */
} plan;

int __real_fsync(int fd);
int __wrap_fsync(int fd);
ssize_t __real_write(int fd, const void *bytes, size_t size);
ssize_t __wrap_write(int fd, const void *bytes, size_t size);
int __real_renameat(int from, const char *old, int to, const char *name);
int __wrap_renameat(int from, const char *old, int to, const char *name);

/* Whether the planted thing happens now and fails the call. */
static bool fails(enum call call)
{
    if (plan.call != call || plan.countdown == 0)
        return false;
    plan.countdown--;
    if (plan.countdown > 0)
        return false;
    if (plan.raised != 0)
        raise(plan.raised);
    errno = plan.error;
    return plan.error != 0;
}

int __wrap_fsync(int fd)
{
    return fails(CALL_FSYNC) ? -1 : __real_fsync(fd);
}

ssize_t __wrap_write(int fd, const void *bytes, size_t size)
{
    if (fd <= STDERR_FILENO) /* the report */
        return __real_write(fd, bytes, size);
    if (fails(CALL_WRITE))
        return -1;
    return __real_write(fd, bytes, plan.at_most > 0 && plan.at_most < size ? plan.at_most : size);
}

int __wrap_renameat(int from, const char *old, int to, const char *name)
{
    return fails(CALL_RENAME) ? -1 : __real_renameat(from, old, to, name);
}

static char folder[] = "/tmp/write-file-test-XXXXXX";
static char path[64];

static uint8_t content[3 * 1024 * 1024 + 5]; /* three chunks and a bit */

/* How many entries the folder has. */
static unsigned entries(void)
{
    unsigned count = 0;
    DIR *directory = opendir(folder);
    const struct dirent *entry;

    if (directory == NULL)
        fail_msg("cannot read %s", folder);
    while ((entry = readdir(directory)) != NULL)
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(directory);
    return count;
}

static void check_content(size_t size)
{
    struct stat status;

    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, size);
    uint8_t *found = malloc(size);
    FILE *file = fopen(path, "rb");
    if (found == NULL || file == NULL)
        fail_msg("cannot read %s", path);
    assert_int_equal(fread(found, 1, size, file), size);
    assert_memory_equal(found, content, size);
    fclose(file);
    free(found);
}

static bool write_planned(struct plan planned, size_t size)
{
    plan = planned;
    const bool written = write_file(path, content, size);
    plan = (struct plan){0};
    return written;
}

static void writes_in_pieces_and_again_after_a_signal(void **state)
{
    (void)state;
    assert_true(write_planned((struct plan){.at_most = 1000}, 123456));
    check_content(123456);
    assert_true(write_planned((struct plan){CALL_WRITE, 2, EINTR, 0, 0}, sizeof content));
    check_content(sizeof content);
    assert_int_equal(entries(), 1);
}

static void a_failure_leaves_the_old_file_and_nothing_else(void **state)
{
    static const struct plan plans[] = {
        {CALL_WRITE, 1, ENOSPC, 0, 0}, {CALL_WRITE, 2, ENOSPC, 0, 0},  {CALL_WRITE, 4, EIO, 0, 0},
        {CALL_FSYNC, 1, EIO, 0, 0},    {CALL_RENAME, 1, EACCES, 0, 0},
    };
    (void)state;

    assert_true(write_planned((struct plan){0}, 77));
    for (size_t i = 0; i < COUNT_OF(plans); i++) {
        assert_false(write_planned(plans[i], sizeof content));
        assert_int_equal(entries(), 1);
        check_content(77);
    }
    unlink(path);
    for (size_t i = 0; i < COUNT_OF(plans); i++) {
        assert_false(write_planned(plans[i], sizeof content));
        assert_int_equal(entries(), 0);
    }
}

/* Delivered when the temporary file is gone: noted, so that the program ends with its own code. */
static void a_signal_leaves_the_old_file_and_nothing_else(void **state)
{
    static const struct plan plans[] = {
        {CALL_WRITE, 1, 0, SIGINT, 0},
        {CALL_WRITE, 2, 0, SIGTERM, 0},
        {CALL_WRITE, 4, 0, SIGHUP, 0},
        {CALL_FSYNC, 1, 0, SIGINT, 0},
    };
    (void)state;

    for (size_t i = 0; i < COUNT_OF(plans); i++) {
        interrupt_watch();
        assert_true(write_planned((struct plan){0}, 77));
        assert_false(write_planned(plans[i], sizeof content));
        assert_true(interrupted());
        assert_int_equal(entries(), 1);
        check_content(77);
    }
}

static int make_folder(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof content; i++)
        content[i] = (uint8_t)(i * 31 >> 3);
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/out.rz", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_in_pieces_and_again_after_a_signal),
        cmocka_unit_test(a_failure_leaves_the_old_file_and_nothing_else),
        cmocka_unit_test(a_signal_leaves_the_old_file_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
