/* A short stack of named regions, and ASan's own knowledge behind it. Compiled without sanitizers.
 */
#include "regions.h"

#include <stdio.h>

enum { MOST = 256, NEARBY = 1 << 16 };

static struct region regions[MOST];
static size_t count;

void region_add(const void *base, size_t size, const char *name)
{
    if (count < MOST)
        regions[count++] = (struct region){(uintptr_t)base, size, name};
}

void region_remove(const void *base)
{
    for (size_t i = count; i > 0; i--) {
        if (regions[i - 1].base != (uintptr_t)base)
            continue;
        regions[i - 1] = regions[--count];
        return;
    }
}

void region_forget(void)
{
    count = 0;
}

static uintptr_t distance(const struct region *region, uintptr_t address)
{
    if (address < region->base)
        return region->base - address;
    if (address - region->base >= region->size)
        return address - region->base - region->size;
    return 0;
}

void region_describe(const struct region *region, uintptr_t address, char *text, size_t capacity)
{
    const char *relation = "into";
    uintptr_t bytes = address - region->base;

    if (address < region->base) {
        relation = "before";
        bytes = region->base - address;
    } else if (bytes >= region->size) {
        relation = "after";
        bytes -= region->size;
    }
    snprintf(text, capacity, "%zu bytes %s the %zu-byte %s", (size_t)bytes, relation, region->size,
             region->name);
}

/* Whether a region explains an address better: an end that is near beats a beginning. */
static int is_better(const struct region *region, const struct region *best, uintptr_t address)
{
    if (best == NULL)
        return distance(region, address) <= NEARBY;
    const uintptr_t ours = distance(region, address);
    const uintptr_t theirs = distance(best, address);
    return ours < theirs || (ours == theirs && address >= region->base);
}

void region_locate(uintptr_t address, char *text, size_t capacity)
{
    const struct region *best = NULL;

    text[0] = '\0';
    for (size_t i = 0; i < count; i++)
        if (is_better(&regions[i], best, address))
            best = &regions[i];
    if (best != NULL)
        region_describe(best, address, text, capacity);
}
