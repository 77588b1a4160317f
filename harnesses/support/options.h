/* Values of command-line options. */
#ifndef SUPPORT_OPTIONS_H
#define SUPPORT_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds, from a millisecond to a day. */
bool option_seconds(const char *text, double *out);

/* A whole number from `least` to `most`. */
bool option_number(const char *text, uint64_t least, uint64_t most, uint64_t *out);

/* A crash key: 16 lower-case hexadecimal digits. */
bool option_key(const char *text, uint64_t *out);

#endif
