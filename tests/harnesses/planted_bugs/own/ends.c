/* What ends a process. */
#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "bugs.h"

void bug_abort_called(struct bug_input input)
{
    if (bug_opaque(input.size) + 1 > 0)
        abort();
}

void bug_assertion(struct bug_input input)
{
    assert(bug_opaque(input.size) == SIZE_MAX);
}

/* As a library does that nobody instrumented. */
void bug_library_aborts(struct bug_input input)
{
    if (bug_opaque(input.size) + 1 > 0)
        raise(SIGABRT);
}

void bug_trap(struct bug_input input)
{
    if (bug_opaque(input.size) + 1 > 0)
        __builtin_trap();
}

static size_t down(size_t depth);

static size_t deeper(size_t depth)
{
    volatile size_t kept = depth;
    return down(kept + 1) + kept;
}

static size_t down(size_t depth)
{
    volatile size_t kept = depth;
    return bug_opaque(1) == 0 ? kept : deeper(kept + 1) + kept;
}

void bug_recursion(struct bug_input input)
{
    bug_sink = down(input.size);
}

void bug_endless(struct bug_input input)
{
    while (bug_opaque(input.size) != SIZE_MAX)
        bug_sink++;
}

void bug_exits(struct bug_input input)
{
    _exit((int)(bug_opaque(input.size) & 0) + 3);
}
