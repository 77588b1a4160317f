/* Relies on C alone, so that it also serves where there is no POSIX. */
#include "digest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "exact.h"
#include "share.h"
#include "target.h"

bool digest_print(const char *name, const uint8_t *bytes, size_t size)
{
    char line[DIGEST_LINE_MAX] = "";
    uint8_t *copy = exact_copy(bytes, size);

    share_begin(bytes, size, true);
    target_digest(copy, size, line, sizeof line);
    exact_free(copy, size);
    if (name == NULL || (printf("%s\t%s\n", name, line) >= 0 && fflush(stdout) == 0))
        return true;
    fprintf(stderr, "replay: stdout: %s\n", strerror(errno));
    return false;
}
