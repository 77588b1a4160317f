/* Where the shared data is. */
#include "shared_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static const char *shared_path(const char *name, char *path)
{
    const char *folder = getenv("REDZONE_SHARED");

    snprintf(path, PATH_ROOM, "%s/%s", folder == NULL ? SHARED_DEFAULT : folder, name);
    return path;
}

int shared_exists(const char *name, int *code)
{
    const char *require = getenv("REDZONE_REQUIRE_SHARED");
    const int required = require != NULL && strcmp(require, "1") == 0;
    char path[PATH_ROOM];

    if (access(shared_path(name, path), R_OK) == 0)
        return 1;
    printf("%s: %s is not there (REDZONE_SHARED names the shared data)\n",
           required ? "FAILED" : "SKIPPED", path);
    *code = required ? 1 : SKIPPED;
    return 0;
}

char *shared_read(const char *name, size_t *size)
{
    char path[PATH_ROOM];
    FILE *file = fopen(shared_path(name, path), "rb");
    struct stat status;

    if (file == NULL)
        return NULL;
    char *bytes = fstat(fileno(file), &status) != 0 ? NULL : malloc((size_t)status.st_size + 1);
    *size = bytes == NULL ? 0 : fread(bytes, 1, (size_t)status.st_size, file);
    if (bytes != NULL)
        bytes[*size] = '\0';
    fclose(file);
    return bytes;
}
