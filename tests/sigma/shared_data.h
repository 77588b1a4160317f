/* The shared data that conformance tests read: $REDZONE_SHARED, or the folder beside the checkout.
 * Without it a test is skipped, unless REDZONE_REQUIRE_SHARED=1. */
#ifndef SIGMA_TEST_SHARED_DATA_H
#define SIGMA_TEST_SHARED_DATA_H

#include <stddef.h>

/* Exit code by which ctest knows a skipped test. */
enum { SKIPPED = 77 };

/* Whether `name` below the shared data can be read. Prints a line that says so if not, and sets
 * *code to what main returns then. */
int shared_exists(const char *name, int *code);

/* The bytes of a file below the shared data, with a NUL behind them; free() it. NULL when it cannot
 * be read. */
char *shared_read(const char *name, size_t *size);

#endif
