/* The list of inputs that the workbench was given: files as they are named, and what lies in
 * folders. */
#ifndef SUPPORT_WALK_H
#define SUPPORT_WALK_H

#include <stdbool.h>
#include <stddef.h>

struct walk {
    char **paths; /* owned, in the order of the arguments, each folder sorted */
    size_t count;
    size_t capacity;
    size_t unreadable; /* files and folders that were named or met and could not be read */
};

/* Adds `path`: a file, or all files below a folder.
 *
 * In a folder, names that end in .json or .md (records beside inputs) and names that begin with a
 * dot are passed over; links are not followed, and that is said on stderr. What is missing, cannot
 * be read or is no file is said on stderr and counted. Returns false when memory ran out. */
bool walk_add(struct walk *walk, const char *path);

/* Sorts the paths by their bytes: the same order on every machine and in every locale. */
void walk_sort(struct walk *walk);

/* Frees the list. */
void walk_free(struct walk *walk);

#endif
