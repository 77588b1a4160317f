/* Where hostile inputs begin: real ones. */
#include "hostile.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_ROOM = 4096, FILE_MAX = 256 * 1024 * 1024 };

static _Noreturn void die(const char *what)
{
    fprintf(stderr, "hostile: %s\n", what);
    exit(1);
}

void hostile_add(struct hostile_pool *pool, const void *bytes, size_t size)
{
    if (pool->count == pool->capacity) {
        const size_t capacity = pool->capacity == 0 ? 256 : 2 * pool->capacity;
        struct hostile_bytes *list = realloc(pool->list, capacity * sizeof *list);
        if (list == NULL)
            die("out of memory");
        pool->list = list;
        pool->capacity = capacity;
    }
    struct hostile_bytes *added = &pool->list[pool->count++];
    added->size = size;
    // NOLINTNEXTLINE(clang-analyzer-optin.taint.TaintedAlloc): read_file() bounds it
    added->bytes = malloc(size + 1);
    if (added->bytes == NULL)
        die("out of memory");
    memcpy(added->bytes, bytes, size);
}

void hostile_pool_free(struct hostile_pool *pool)
{
    for (size_t i = 0; i < pool->count; i++)
        free(pool->list[i].bytes);
    free(pool->list);
    *pool = (struct hostile_pool){0};
}

/* All of a file; NULL when it cannot be read. */
static char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    struct stat status;

    if (file == NULL)
        return NULL;
    const bool fits = fstat(fileno(file), &status) == 0 && status.st_size <= FILE_MAX;
    char *bytes = fits ? malloc((size_t)status.st_size + 1) : NULL;
    *size = bytes == NULL ? 0 : fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    return bytes;
}

static void add_file(struct hostile_pool *pool, const char *path)
{
    size_t size;
    char *bytes = read_file(path, &size);

    if (bytes != NULL)
        hostile_add(pool, bytes, size);
    free(bytes);
}

static bool ends_with(const char *name, const char *suffix)
{
    const size_t size = strlen(name);
    const size_t end = strlen(suffix);
    return size >= end && strcmp(name + size - end, suffix) == 0;
}

static void add_entry(struct hostile_pool *pool, const char *path, const char *suffix)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return;
    if (S_ISDIR(status.st_mode))
        hostile_add_folder(pool, path, suffix);
    else if (ends_with(path, suffix))
        add_file(pool, path);
}

/* In the order of their names, so that a seed gives the same inputs on every machine. */
void hostile_add_folder(struct hostile_pool *pool, const char *path, const char *suffix)
{
    struct dirent **entries;
    const int count = scandir(path, &entries, NULL, alphasort);

    for (int i = 0; i < count; i++) {
        char inside[PATH_ROOM];
        const int length = snprintf(inside, sizeof inside, "%s/%s", path, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && length > 0 && length < PATH_ROOM)
            add_entry(pool, inside, suffix);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

void hostile_add_lines(struct hostile_pool *pool, const char *path)
{
    size_t size;
    char *const text = read_file(path, &size);

    for (size_t begin = 0; text != NULL && begin < size;) {
        const char *end = memchr(text + begin, '\n', size - begin);
        const size_t length = end == NULL ? size - begin : (size_t)(end - text) - begin;
        hostile_add(pool, text + begin, length);
        begin += length + 1;
    }
    free(text);
}

const char *hostile_shared(const char *name)
{
    static char path[PATH_ROOM];
    const char *folder = getenv("REDZONE_SHARED");

    snprintf(path, sizeof path, "%s/%s", folder == NULL ? SHARED_DEFAULT : folder, name);
    return path;
}
