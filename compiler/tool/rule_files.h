/* Which files the RULES of a command line are. */
#ifndef REDZONE_TOOL_RULE_FILES_H
#define REDZONE_TOOL_RULE_FILES_H

#include <stdbool.h>
#include <stddef.h>

struct rule_file {
    char *path;
    const char *name; /* in path: what follows the folder that was named on the command line */
};

struct rule_files {
    struct rule_file *files;
    size_t count, capacity;
};

/* Appends the file `path`, or all *.yml and *.yaml files below the folder `path`, in the order of
 * their names. In folders, names that begin with a dot are left out and links to folders are not
 * followed, so that no loop can arise.
 *
 * False, with a line on stderr for each, when something could not be read or memory is short; what
 * was found is there all the same. */
bool rule_files_add(struct rule_files *files, const char *path);

void rule_files_free(struct rule_files *files);

#endif
