/* Relies on exact allocations being watched: by ASan, by valgrind, or by nobody. */
#include "exact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact_arena.h"
#include "guard.h"
#include "protect.h"
#include "regions.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum { EMPTY = 8 }; /* malloc(0) has one readable byte under ASan */

void *exact_allocate(size_t size)
{
    void *block = malloc(size);
    if (block == NULL) {
        fprintf(stderr, "no memory for a copy of %zu bytes\n", size);
        abort();
    }
    protect_hold(block);
    return block;
}

static uint8_t *empty_room(void)
{
    uint8_t *block = exact_allocate(EMPTY);
    memset(block, 0, EMPTY);
#if HAS_ASAN
    __asan_poison_memory_region(block, EMPTY);
#endif
    return block + EMPTY;
}

void *exact_room(size_t size)
{
    void *room = exact_arena_take(size);
    if (room != NULL)
        return room;
    return size == 0 ? empty_room() : exact_allocate(size);
}

uint8_t *exact_copy(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = exact_room(size);
    if (size > 0)
        memcpy(copy, bytes, size);
    guard_input(copy, size);
    region_add_copy(copy, size, "part of the input", bytes);
    return copy;
}

void exact_free(uint8_t *copy, size_t size)
{
    guard_forget(copy);
    region_remove(copy);
    if (exact_arena_give(copy))
        return;
    if (size > 0) {
        free(copy);
        return;
    }
#if HAS_ASAN
    __asan_unpoison_memory_region(copy - EMPTY, EMPTY);
#endif
    free(copy - EMPTY);
}
