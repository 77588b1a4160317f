/* Defaults of the sanitizers' run-time in workbenches; ASAN_OPTIONS and MSAN_OPTIONS go before
 * them. */
#include "limits_of_runs.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)
#define OPTIONS "max_allocation_size_mb=" TEXT(LARGEST_ALLOCATION_MB)

const char *__asan_default_options(void);
const char *__msan_default_options(void);

__attribute__((used, visibility("default"))) const char *__asan_default_options(void)
{
    return OPTIONS;
}

__attribute__((used, visibility("default"))) const char *__msan_default_options(void)
{
    return OPTIONS;
}
