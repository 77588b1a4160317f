/* Defaults of the sanitizers' run-time in binaries of fuzzing engines; ASAN_OPTIONS goes before
 * them. The default quarantine of 256 MB halves the speed of the first 500,000 executions. Stack
 * frames that outlive their function cost a sixth of a run: they are for builds with inputs on the
 * heap, and for the judge, which replays all that was found. */

#include "limits_of_runs.h"

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

#ifdef REDZONE_INPUTS_ON_HEAP
#define STACK_FRAMES "1"
#else
#define STACK_FRAMES "0"
#endif

#if defined(REDZONE_SURVIVES)
#define LEAKS ":leak_check_at_exit=0" /* they are of inputs that are in the spool */
#else
#define LEAKS ""
#endif

const char *__asan_default_options(void);

__attribute__((used, visibility("default"))) const char *__asan_default_options(void)
{
    return "quarantine_size_mb=16:detect_stack_use_after_return=" STACK_FRAMES
           ":max_allocation_size_mb=" TEXT(LARGEST_ALLOCATION_MB) LEAKS;
}
