/* Parses values strictly: what is left over makes them wrong. */
#include "options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool option_seconds(const char *text, double *out)
{
    char *end;

    *out = strtod(text, &end);
    return end != text && *end == '\0' && *out >= 0.001 && *out <= 86400;
}

bool option_number(const char *text, uint64_t least, uint64_t most, uint64_t *out)
{
    char *end;

    errno = 0;
    *out = strtoull(text, &end, 10);
    return strspn(text, "0123456789") == strlen(text) && end != text && errno == 0 &&
           *out >= least && *out <= most;
}

bool option_key(const char *text, uint64_t *out)
{
    *out = strtoull(text, NULL, 16);
    return strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}
