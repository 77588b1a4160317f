/* A table of live allocations, filled by the sanitizer's hooks. Allocates nothing itself. Compiled
 * without sanitizers. */
#include "allocations.h"

#include <stddef.h>

#include "stack_walk.h"

enum { ENTRIES = 1 << 14, FRAMES = 24 };

struct allocation {
    uintptr_t address; /* 0: free; 1: was used, the search goes on */
    size_t size;
    uint64_t number; /* in the order of allocation */
    uint32_t depth;
    uintptr_t frames[FRAMES];
};

static struct allocation table[ENTRIES];
static uint64_t next_number;
static bool inside; /* the unwinder may allocate */

/* Of all sanitizers. */
__attribute__((weak)) int
__sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                          void (*on_free)(const volatile void *));

static size_t slot_of(uintptr_t address)
{
    return (size_t)((address >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 40) % ENTRIES;
}

static void on_malloc(const volatile void *block, size_t size)
{
    if (inside || block == NULL)
        return;
    inside = true;
    for (size_t i = 0; i < ENTRIES; i++) {
        struct allocation *entry = &table[(slot_of((uintptr_t)block) + i) % ENTRIES];
        if (entry->address > 1)
            continue;
        entry->address = (uintptr_t)block;
        entry->size = size;
        entry->number = next_number++;
        entry->depth = stack_unwind(entry->frames, FRAMES);
        break;
    }
    inside = false;
}

static void on_free(const volatile void *block)
{
    for (size_t i = 0; i < ENTRIES && block != NULL; i++) {
        struct allocation *entry = &table[(slot_of((uintptr_t)block) + i) % ENTRIES];
        if (entry->address == 0)
            return;
        if (entry->address == (uintptr_t)block) {
            entry->address = 1;
            return;
        }
    }
}

void allocations_watch(void)
{
    static bool watching;

    if (!watching && __sanitizer_install_malloc_and_free_hooks != NULL)
        __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
    watching = true;
}

bool allocations_oldest(struct hit *hit)
{
    const struct allocation *oldest = NULL;

    for (size_t i = 0; i < ENTRIES; i++)
        if (table[i].address > 1 && (oldest == NULL || table[i].number < oldest->number))
            oldest = &table[i];
    if (oldest == NULL)
        return false;
    hit->size = (uint32_t)oldest->size;
    hit->depth = oldest->depth;
    for (uint32_t i = 0; i < oldest->depth; i++)
        hit->frames[i] = oldest->frames[i];
    return true;
}
