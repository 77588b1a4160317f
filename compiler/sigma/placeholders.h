/* What placeholders stand for: names and their values, read from a file. */
#ifndef REDZONE_SIGMA_PLACEHOLDERS_H
#define REDZONE_SIGMA_PLACEHOLDERS_H

#include "work.h"

struct sigma_placeholder {
    struct content_text name;
    struct content_text *values; /* at least one; wildcards in them count, as in rules */
    uint32_t count;
};

/* The placeholder of a name; NULL when there is none. */
const struct sigma_placeholder *
sigma_placeholders_find(const struct sigma_placeholders *placeholders, struct content_text name);

/* Whether a byte may stand in a name: ASCII letters, digits, the underscore. */
bool sigma_is_name_byte(uint32_t byte);

#endif
