/* A short stack of named regions, and ASan's own knowledge behind it. Compiled without sanitizers.
 */
#include "regions.h"

#include <stdio.h>

enum { MOST = 256, NEARBY = 1 << 16, OUTSIDE = 64, MOST_COPIES = 4 };

const char region_input[] = "input";

static struct region regions[MOST];
static size_t count;

void region_add(const void *base, size_t size, const char *name)
{
    if (count < MOST)
        regions[count++] = (struct region){(uintptr_t)base, size, name, 0};
}

void region_add_copy(const void *base, size_t size, const char *name, const void *origin)
{
    if (count < MOST)
        regions[count++] = (struct region){(uintptr_t)base, size, name, (uintptr_t)origin};
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

int region_is_named(uintptr_t base, size_t size)
{
    for (size_t i = 0; i < count; i++)
        if (regions[i].base >= base && regions[i].base - base <= size)
            return 1;
    return 0;
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

static const struct region *nearest(uintptr_t address)
{
    const struct region *best = NULL;

    for (size_t i = 0; i < count; i++)
        if (is_better(&regions[i], best, address))
            best = &regions[i];
    return best;
}

size_t region_offset(uintptr_t address)
{
    for (int copies = 0; copies < MOST_COPIES; copies++) {
        const struct region *region = nearest(address);
        if (region == NULL || distance(region, address) > OUTSIDE)
            return SIZE_MAX;
        if (region->name == region_input)
            return address - region->base; /* before it: a very large one */
        if (region->origin == 0)
            return SIZE_MAX;
        address = region->origin + (address - region->base);
    }
    return SIZE_MAX;
}

void region_locate(uintptr_t address, char *text, size_t capacity)
{
    const struct region *best = nearest(address);

    text[0] = '\0';
    if (best != NULL)
        region_describe(best, address, text, capacity);
}
