/* A bump allocator: many small pieces, freed at once. */
#ifndef REDZONE_ARENA_H
#define REDZONE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* NULL when memory is short. arena_free takes NULL. */
struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* `size` zeroed bytes, aligned for any object, valid until arena_free. NULL when memory is short; a
 * size of 0 gives a valid pointer. */
void *arena_take(struct arena *arena, size_t size);

/* Grows an array of `count` elements of `element` bytes so that one more fits, doubling *capacity.
 * Returns the array, moved or not, with the new room zeroed; NULL when memory is short or the size
 * would overflow (the old array is as it was). */
void *arena_grow(struct arena *arena, void *array, size_t element, uint32_t count,
                 uint32_t *capacity);

#endif
