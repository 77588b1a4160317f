/* The workbench's verb `explain`: what an input runs into, in words. */
#ifndef SUPPORT_EXPLAIN_H
#define SUPPORT_EXPLAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "load.h"

struct explain_options {
    const char *target; /* the name of the fuzz target */
    double timeout;     /* seconds of processor time that an input may take */
    bool json;          /* a line of JSON for each input, else text */
    bool hex;           /* behind the text the input's bytes, and which of them was accessed */
};

/* Prints what `options->target` runs into with the bytes that are loaded, as one line that begins
 * with two blanks: key, class, function and place of the first hit. Nothing when it runs clean, or
 * in a build that cannot tell frames. */
void explain_briefly(const struct content *content, const struct explain_options *options);

/* Explains each file on stdout. Returns the exit code of the workbench: 0 when all ran clean, 1
 * when something was hit or could not be read. */
int explain(const char *const *paths, size_t count, const struct explain_options *options);

#endif
