/* Walks folders by fts(3), which goes down without recursion and without following links. */
#include "rule_files.h"

#include <errno.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "interrupt.h"
#include "output.h"

/* `name` is where the name begins in `path`. */
static bool append(struct rule_files *files, const char *path, size_t name)
{
    if (files->count == files->capacity) {
        const size_t capacity = files->capacity == 0 ? 64 : files->capacity * 2;
        struct rule_file *grown = realloc(files->files, capacity * sizeof *grown);
        if (grown == NULL)
            return false;
        files->files = grown;
        files->capacity = capacity;
    }
    char *copy = strdup(path);
    if (copy == NULL)
        return false;
    files->files[files->count++] = (struct rule_file){copy, copy + name};
    return true;
}

/* Where the last part of a path begins. */
static size_t base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash == NULL ? 0 : (size_t)(slash + 1 - path);
}

/* Where in a path below `folder` the rest of the path begins. */
static size_t below(const char *path, const char *folder)
{
    size_t begin = strlen(folder);

    while (path[begin] == '/')
        begin++;
    return begin;
}

static bool is_rule_name(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot != NULL && (strcmp(dot, ".yml") == 0 || strcmp(dot, ".yaml") == 0);
}

static bool is_regular(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static bool refuse(const char *path, int error)
{
    report("channel: cannot read %s: %s", path_name(path), strerror(error));
    return false;
}

/* One entry below a folder. False when it, or memory, failed. */
static bool take_entry(struct rule_files *files, FTS *tree, FTSENT *entry, const char *folder)
{
    if (entry->fts_info == FTS_DNR || entry->fts_info == FTS_ERR || entry->fts_info == FTS_NS)
        return refuse(entry->fts_path, entry->fts_errno);
    if (entry->fts_level > FTS_ROOTLEVEL && entry->fts_name[0] == '.') {
        fts_set(tree, entry, FTS_SKIP);
        return true;
    }
    const bool link = entry->fts_info == FTS_SL && is_regular(entry->fts_accpath);
    if ((entry->fts_info == FTS_F || link) && is_rule_name(entry->fts_name))
        return append(files, entry->fts_path, below(entry->fts_path, folder)) ||
               refuse(entry->fts_path, ENOMEM);
    return true;
}

static bool add_folder(struct rule_files *files, char *path)
{
    char *roots[] = {path, NULL};
    bool complete = true;
    FTSENT *entry;

    FTS *tree = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, by_name);
    if (tree == NULL)
        return refuse(path, errno);
    errno = 0;
    while (!interrupted() && (entry = fts_read(tree)) != NULL) {
        if (!take_entry(files, tree, entry, path))
            complete = false;
        errno = 0;
    }
    if (errno != 0)
        complete = refuse(path, errno);
    fts_close(tree);
    return complete;
}

bool rule_files_add(struct rule_files *files, const char *path)
{
    struct stat status;

    if (stat(path, &status) != 0)
        return refuse(path, errno);
    if (!S_ISDIR(status.st_mode))
        return append(files, path, base_name(path)) || refuse(path, ENOMEM);
    char *copy = strdup(path); /* fts wants to be able to write */
    if (copy == NULL)
        return refuse(path, ENOMEM);
    const bool complete = add_folder(files, copy);
    free(copy);
    return complete;
}

void rule_files_free(struct rule_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->files[i].path);
    free(files->files);
    *files = (struct rule_files){0};
}
