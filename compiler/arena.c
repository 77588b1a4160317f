/* The bump allocator: blocks in a list, the newest first, each twice the one before up to a limit;
 * a piece that is larger gets a block of its own size. */
#include "arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 4 * 1024, LARGEST_BLOCK = 1024 * 1024 };

struct block {
    struct block *next;
    size_t used, size; /* of the bytes behind the header */
};

struct arena {
    struct block *blocks;
    size_t next_size;
};

enum {
    ALIGNMENT = alignof(max_align_t),
    HEADER = (sizeof(struct block) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT
};

struct arena *arena_new(void)
{
    struct arena *arena = calloc(1, sizeof *arena);

    if (arena != NULL)
        arena->next_size = FIRST_BLOCK;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    while (arena->blocks != NULL) {
        struct block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
    free(arena);
}

static struct block *add_block(struct arena *arena, size_t least)
{
    const size_t size = least > arena->next_size ? least : arena->next_size;

    if (size > SIZE_MAX - HEADER)
        return NULL;
    if (arena->next_size < LARGEST_BLOCK)
        arena->next_size *= 2;
    struct block *block = calloc(1, HEADER + size);
    if (block == NULL)
        return NULL;
    block->size = size;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

void *arena_take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        return NULL;
    const size_t rounded = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct block *block = arena->blocks;
    if (block == NULL || rounded > block->size - block->used)
        block = add_block(arena, rounded);
    if (block == NULL)
        return NULL;
    void *piece = (char *)block + HEADER + block->used;
    block->used += rounded;
    return piece;
}

void *arena_grow(struct arena *arena, void *array, size_t element, uint32_t count,
                 uint32_t *capacity)
{
    if (count < *capacity)
        return array;
    if (*capacity > UINT32_MAX / 2)
        return NULL;
    const uint32_t wanted = *capacity == 0 ? 4 : *capacity * 2;
    if (element > SIZE_MAX / wanted)
        return NULL;
    void *larger = arena_take(arena, element * wanted);
    if (larger == NULL)
        return NULL;
    if (count > 0)
        memcpy(larger, array, element * count);
    *capacity = wanted;
    return larger;
}
