/* A table of live allocations, filled by the sanitizer's hooks. Allocates nothing itself. Compiled
 * without sanitizers. */
#include "allocations.h"

#include <stddef.h>

#include "stack_walk.h"

enum { ENTRIES = 1 << 14, FRAMES = 24 };

struct allocation {
    uintptr_t name; /* of the block; 0: free; 1: was used, the search goes on */
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

/* A block's address would keep it from being a leak. */
static uintptr_t name_of(const volatile void *block)
{
    return ~(uintptr_t)block;
}

/* Of LeakSanitizer. */
__attribute__((weak)) void __lsan_ignore_object(const void *block);

static size_t slot_of(uintptr_t name)
{
    return (size_t)((name >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 40) % ENTRIES;
}

static void on_malloc(const volatile void *block, size_t size)
{
    if (inside || block == NULL)
        return;
    inside = true;
    for (size_t i = 0; i < ENTRIES; i++) {
        struct allocation *entry = &table[(slot_of(name_of(block)) + i) % ENTRIES];
        if (entry->name > 1)
            continue;
        entry->name = name_of(block);
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
        struct allocation *entry = &table[(slot_of(name_of(block)) + i) % ENTRIES];
        if (entry->name == 0)
            return;
        if (entry->name == name_of(block)) {
            entry->name = 1;
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

bool allocations_find(uint64_t *number, struct hit *hit)
{
    const struct allocation *oldest = NULL;

    for (size_t i = 0; i < ENTRIES; i++)
        if (table[i].name > 1 && table[i].number >= *number &&
            (oldest == NULL || table[i].number < oldest->number))
            oldest = &table[i];
    if (oldest == NULL)
        return false;
    *number = oldest->number;
    hit->size = (uint32_t)oldest->size;
    hit->depth = oldest->depth;
    for (uint32_t i = 0; i < oldest->depth; i++)
        hit->frames[i] = oldest->frames[i];
    return true;
}

void allocations_ignore_others(uint64_t number)
{
    for (size_t i = 0; i < ENTRIES && __lsan_ignore_object != NULL; i++)
        if (table[i].name > 1 && table[i].number != number)
            __lsan_ignore_object((const void *)name_of((const void *)table[i].name));
}
