/* The allocator. It reports from inside the run-time, so that a block that is none and a size
 * beyond the limit are noticed here first. Stands apart: a target that wraps these functions for
 * reasons of its own takes the place of this file, and what it does wrong with them halts. */
#include <stdint.h>
#include <stdlib.h>

#include "limits_of_runs.h"
#include "protect.h"
#include "survive.h"

/* Of ASan; this file is linked into builds that have it. */
int __sanitizer_get_ownership(const volatile void *address);

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

/* Notes an allocation that no run may make. */
static void too_big(uintptr_t pc, uintptr_t frame)
{
    survive_note_plain(HIT_MEMORY, "allocation-size-too-big", 0, pc, frame);
}

static void no_block(const void *block, uintptr_t pc, uintptr_t frame)
{
    survive_note_plain(HIT_FREED, "bad-free", (uintptr_t)block, pc, frame);
}

void *__wrap_malloc(size_t size)
{
    if (size > LARGEST_ALLOCATION)
        too_big(SURVIVE_CALLER);
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    if (size > 0 && count > LARGEST_ALLOCATION / size)
        too_big(SURVIVE_CALLER);
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    if (block != NULL && !__sanitizer_get_ownership(block))
        no_block(block, SURVIVE_CALLER);
    if (size > LARGEST_ALLOCATION)
        too_big(SURVIVE_CALLER);
    survive_release(block);
    return __real_realloc(block, size);
}

void __wrap_free(void *block)
{
    if (block != NULL && !__sanitizer_get_ownership(block))
        no_block(block, SURVIVE_CALLER);
    survive_release(block);
    __real_free(block);
}
