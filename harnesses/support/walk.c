/* Collects inputs from files and folders. Relies on the part of POSIX that mingw-w64 has, too;
 * folders may hold anything. */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined(_WIN32) /* has no links that stat would follow */
#define lstat stat
#define S_ISLNK(mode) false
#endif

static void unreadable(struct walk *walk, const char *path, const char *reason)
{
    fprintf(stderr, "replay: %s: %s\n", path, reason);
    walk->unreadable++;
}

static bool append(struct walk *walk, const char *path)
{
    if (walk->count == walk->capacity) {
        const size_t capacity = walk->capacity == 0 ? 64 : walk->capacity * 2;
        char **paths = realloc(walk->paths, capacity * sizeof *paths);
        if (paths == NULL)
            return false;
        walk->paths = paths;
        walk->capacity = capacity;
    }
    walk->paths[walk->count] = strdup(path);
    if (walk->paths[walk->count] == NULL)
        return false;
    walk->count++;
    return true;
}

static bool ends_with(const char *name, const char *end)
{
    const size_t name_length = strlen(name);
    const size_t end_length = strlen(end);
    return name_length >= end_length && strcmp(name + name_length - end_length, end) == 0;
}

static bool is_input_name(const char *name)
{
    return name[0] != '.' && !ends_with(name, ".json") && !ends_with(name, ".md");
}

static char *join(const char *folder, const char *name)
{
    const size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (path != NULL)
        snprintf(path, size, ends_with(folder, "/") ? "%s%s" : "%s/%s", folder, name);
    return path;
}

static bool add_folder(struct walk *walk, const char *folder);

static bool add_member(struct walk *walk, const char *path)
{
    struct stat status;
    if (lstat(path, &status) != 0) {
        unreadable(walk, path, strerror(errno));
        return true;
    }
    if (S_ISDIR(status.st_mode))
        return add_folder(walk, path);
    if (S_ISREG(status.st_mode))
        return append(walk, path);
    fprintf(stderr, "replay: %s: passed over: %s\n", path,
            S_ISLNK(status.st_mode) ? "a link in a folder" : "neither a file nor a folder");
    return true;
}

/* The names in a folder that inputs can have, sorted. Returns false when memory ran out. */
static bool read_names(DIR *folder, struct walk *names)
{
    const struct dirent *entry;

    while ((entry = readdir(folder)) != NULL)
        if (is_input_name(entry->d_name) && !append(names, entry->d_name))
            return false;
    walk_sort(names);
    return true;
}

static bool add_folder(struct walk *walk, const char *folder)
{
    struct walk names = {0};
    DIR *stream = opendir(folder);

    if (stream == NULL) {
        unreadable(walk, folder, strerror(errno));
        return true;
    }
    errno = 0;
    bool added = read_names(stream, &names);
    if (added && errno != 0)
        unreadable(walk, folder, strerror(errno));
    closedir(stream);
    for (size_t i = 0; added && i < names.count; i++) {
        char *path = join(folder, names.paths[i]);
        added = path != NULL && add_member(walk, path);
        free(path);
    }
    walk_free(&names);
    return added;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void walk_sort(struct walk *walk)
{
    if (walk->count > 0)
        qsort(walk->paths, walk->count, sizeof *walk->paths, compare);
}

bool walk_add(struct walk *walk, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        unreadable(walk, path, strerror(errno));
        return true;
    }
    if (S_ISDIR(status.st_mode))
        return add_folder(walk, path);
    if (S_ISREG(status.st_mode))
        return append(walk, path);
    unreadable(walk, path, "neither a file nor a folder");
    return true;
}

void walk_free(struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        free(walk->paths[i]);
    free(walk->paths);
    *walk = (struct walk){0};
}
