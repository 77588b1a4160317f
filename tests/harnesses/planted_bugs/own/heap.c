/* The allocator, used wrongly. */
#include <stdlib.h>

#include "bugs.h"

static void *volatile block;

void bug_use_after_free(struct bug_input input)
{
    uint8_t *bytes = malloc(input.size + 8);
    block = bytes;
    free(block);
    bug_sink = ((const volatile uint8_t *)block)[bug_opaque(2)];
}

void bug_write_after_free(struct bug_input input)
{
    block = malloc(input.size + 8);
    free(block);
    ((volatile uint8_t *)block)[bug_opaque(2)] = 1;
}

void bug_double_free(struct bug_input input)
{
    block = malloc(input.size + 8);
    free(block);
    free(block);
}

void bug_bad_free(struct bug_input input)
{
    block = (uint8_t *)(uintptr_t)input.bytes + bug_opaque(1);
    free(block);
}

void bug_bad_realloc(struct bug_input input)
{
    block = (uint8_t *)(uintptr_t)input.bytes + bug_opaque(1);
    block = realloc(block, 8);
}

void bug_malloc_too_big(struct bug_input input)
{
    block = malloc(bug_opaque((size_t)1 << 40) + input.size);
}

void bug_calloc_too_big(struct bug_input input)
{
    block = calloc(bug_opaque((size_t)1 << 38), 4 + input.size);
}

void bug_realloc_too_big(struct bug_input input)
{
    block = realloc(NULL, bug_opaque((size_t)1 << 40) + input.size);
}

void bug_leak(struct bug_input input)
{
    block = malloc(input.size + 100);
    block = NULL;
}

/* Which MSan sees alone. */
void bug_uninitialized(struct bug_input input)
{
    block = malloc(input.size + 8);
    if (((const volatile uint8_t *)block)[bug_opaque(2)] == 1)
        bug_sink++;
    free(block);
}
