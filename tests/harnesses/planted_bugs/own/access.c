/* Bad accesses of every size that compilers report one by one. */
#include <string.h>

#include "bugs.h"
#include "reader.h"

struct __attribute__((packed)) odd {
    uint8_t before;
    uint32_t number;
};

#define READ(NAME, TYPE)                                                                           \
    void bug_read_##NAME(struct bug_input input)                                                   \
    {                                                                                              \
        bug_sink = (uint64_t)*(const TYPE *)(const void *)(input.bytes + bug_opaque(input.size));  \
    }

#define WRITE(NAME, TYPE)                                                                          \
    void bug_write_##NAME(struct bug_input input)                                                  \
    {                                                                                              \
        uint8_t *bytes = (uint8_t *)(uintptr_t)input.bytes;                                        \
        *(TYPE *)(void *)(bytes + bug_opaque(input.size)) = 1;                                     \
    }

__extension__ typedef unsigned __int128 uint128;

READ(1, uint8_t)
READ(2, uint16_t)
READ(4, uint32_t)
READ(8, uint64_t)
READ(16, uint128)
WRITE(1, uint8_t)
WRITE(2, uint16_t)
WRITE(4, uint32_t)
WRITE(8, uint64_t)
WRITE(16, uint128)

void bug_read_n(struct bug_input input)
{
    bug_sink = ((const struct odd *)(const void *)(input.bytes + bug_opaque(input.size)))->number;
}

void bug_write_n(struct bug_input input)
{
    uint8_t *bytes = (uint8_t *)(uintptr_t)input.bytes;
    ((struct odd *)(void *)(bytes + bug_opaque(input.size)))->number = 1;
}

void bug_read_stack(struct bug_input input)
{
    volatile uint8_t local[8] = {0};
    const volatile uint8_t *bytes = local;
    bug_sink = bytes[bug_opaque(8) + (input.size & 0)];
}

static uint8_t table[5] = {1, 2, 3, 4, 5};

void bug_read_global(struct bug_input input)
{
    const volatile uint8_t *bytes = table;
    bug_sink = bytes[bug_opaque(5) + (input.size & 0)];
}

/* No shadow there. */
void bug_read_far(struct bug_input input)
{
    bug_sink = input.bytes[bug_opaque((size_t)1 << 46)];
}

void bug_write_far(struct bug_input input)
{
    ((uint8_t *)(uintptr_t)input.bytes)[bug_opaque((size_t)1 << 46)] = 1;
}

void bug_read_twice(struct bug_input input)
{
    bug_sink = input.bytes[bug_opaque(input.size)];
    bug_sink = input.bytes[bug_opaque(input.size + 1)];
}

void bug_read_on_and_on(struct bug_input input)
{
    for (size_t i = 0; i < (size_t)1 << 40; i++)
        bug_sink = input.bytes[bug_opaque(input.size)];
}

/* The same line near its object and far from it. */
void bug_read_at(struct bug_input input)
{
    size_t index = 0;
    for (size_t i = 0; i < input.size; i++)
        index = index * 10 + (size_t)(input.bytes[i] - '0');
    bug_sink = input.bytes[bug_opaque(index)];
}

void bug_read_by_reader(struct bug_input input)
{
    bug_sink = reader_byte(input, bug_opaque(input.size));
}
