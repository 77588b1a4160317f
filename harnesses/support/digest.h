/* One line for each input that says what the target saw of it: `replay --digest`. Lines of two
 * builds, two compilers or two machines are compared byte for byte. */
#ifndef SUPPORT_DIGEST_H
#define SUPPORT_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_LINE_MAX = 512 }; /* of what a target says of an input, its end included */

/* Prints `name`, a tab, what target_digest says of the `size` bytes at `bytes`, and the line's end
 * to stdout, and flushes it. The target gets a copy of the exact size, as in input.h. Returns
 * false, with a line on stderr, when stdout cannot be written. With `name` null nothing is printed.
 */
bool digest_print(const char *name, const uint8_t *bytes, size_t size);

#endif
