/* The arena of exact allocations: a stack of blocks, each behind a header that stands in poisoned
 * bytes. Relies on ASan's poisoning, which is exact at a block's end when the block is aligned. */
#include "exact_arena.h"

#include "exact.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#include <stdint.h>

/* Headers are read and written through the poison. */
#if defined(__clang__)
#pragma clang attribute push(__attribute__((no_sanitize("address", "undefined", "coverage"))),     \
                             apply_to = function)
#define THROUGH_POISON
#else
#define THROUGH_POISON __attribute__((no_sanitize("address", "undefined")))
#endif

enum { ALIGNMENT = 16, ARENA_SIZE = 4 * 1024 * 1024 };

/* Also the poison between two blocks. */
struct header {
    uint32_t below; /* where the header below stands */
    uint32_t size;  /* of the block behind it */
    uint64_t freed;
};

_Static_assert(sizeof(struct header) == ALIGNMENT, "a block behind a header is aligned");

static _Alignas(ALIGNMENT) uint8_t arena[ARENA_SIZE];
static uint32_t top;  /* header of the block that was taken last */
static uint32_t used; /* bytes, headers included; blocks are poisoned behind their ends */
static bool is_open;

static struct header *header_at(uint32_t place)
{
    return (struct header *)(void *)(arena + place);
}

void exact_arena_open(bool open)
{
    static bool poisoned;

    if (!poisoned) {
        __asan_poison_memory_region(arena, sizeof arena);
        poisoned = true;
    }
    if (used > 0)
        __asan_poison_memory_region(arena, used);
    top = used = 0;
    is_open = open;
}

THROUGH_POISON void *exact_arena_take(size_t size)
{
    const size_t room = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT + sizeof(struct header);

    /* One header's room stays poisoned behind the last block. */
    if (!is_open || size > ARENA_SIZE || room > ARENA_SIZE - ALIGNMENT - used)
        return NULL;
    *header_at(used) = (struct header){top, (uint32_t)size, 0};
    top = used;
    used += (uint32_t)room;
    uint8_t *block = arena + top + sizeof(struct header);
    __asan_unpoison_memory_region(block, size);
    return block;
}

THROUGH_POISON bool exact_arena_give(void *block)
{
    const uintptr_t place = (uintptr_t)block;

    if (place < (uintptr_t)arena || place >= (uintptr_t)arena + sizeof arena)
        return false;
    struct header *header = (struct header *)block - 1;
    header->freed = 1;
    __asan_poison_memory_region(block, header->size);
    while (used > 0 && header_at(top)->freed) {
        used = top;
        top = header_at(top)->below;
    }
    return true;
}

#if defined(__clang__)
#pragma clang attribute pop
#endif

#else

void exact_arena_open(bool open)
{
    (void)open;
}

void *exact_arena_take(size_t size)
{
    (void)size;
    return NULL;
}

bool exact_arena_give(void *block)
{
    (void)block;
    return false;
}
#endif
