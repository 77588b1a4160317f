/* Relies on exact allocations being watched: by ASan, by valgrind, or by nobody. */
#include "exact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    return block;
}

static uint8_t *empty_copy(void)
{
    uint8_t *block = exact_allocate(EMPTY);
    memset(block, 0, EMPTY);
#if HAS_ASAN
    __asan_poison_memory_region(block, EMPTY);
#endif
    return block + EMPTY;
}

uint8_t *exact_copy(const uint8_t *bytes, size_t size)
{
    if (size == 0)
        return empty_copy();
    uint8_t *copy = exact_allocate(size);
    memcpy(copy, bytes, size);
    return copy;
}

void exact_free(uint8_t *copy, size_t size)
{
    if (size > 0) {
        free(copy);
        return;
    }
#if HAS_ASAN
    __asan_unpoison_memory_region(copy - EMPTY, EMPTY);
#endif
    free(copy - EMPTY);
}
