/* What no execution of a fuzz target may ask for, the same in every build: a finding of one is a
 * finding of all. */
#ifndef SUPPORT_LIMITS_OF_RUNS_H
#define SUPPORT_LIMITS_OF_RUNS_H

#include <stddef.h>

/* Bytes of one allocation: ASan's option max_allocation_size_mb, which run_time_options.c sets. */
#define LARGEST_ALLOCATION_MB 2048
#define LARGEST_ALLOCATION ((size_t)LARGEST_ALLOCATION_MB * 1024 * 1024)

#endif
