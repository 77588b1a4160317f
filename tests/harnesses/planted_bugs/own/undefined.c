/* What UBSan sees. */
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "bugs.h"

static volatile int number, other;

void bug_add_overflow(struct bug_input input)
{
    number = INT_MAX;
    other = (int)(input.size & 1) + 1;
    number = number + other;
}

void bug_sub_overflow(struct bug_input input)
{
    number = INT_MIN;
    other = (int)(input.size & 1) + 1;
    number = number - other;
}

void bug_mul_overflow(struct bug_input input)
{
    number = INT_MAX;
    other = (int)(input.size & 1) + 2;
    number = number * other;
}

void bug_negate_overflow(struct bug_input input)
{
    number = INT_MIN + (int)(input.size & 0);
    number = -number;
}

void bug_divide_by_zero(struct bug_input input)
{
    other = (int)(input.size & 0);
    number = number / other;
}

void bug_shift_too_far(struct bug_input input)
{
    other = (int)(input.size & 0) + 40;
    number = 1 << other;
}

void bug_index_out_of_array(struct bug_input input)
{
    static int array[4];
    bug_sink = (uint64_t)array[bug_opaque(4 + (input.size & 0))];
}

void bug_null_pointer(struct bug_input input)
{
    const int *pointer = (const int *)bug_opaque(input.size & 0);
    bug_sink = (uint64_t)*pointer;
}

void bug_misaligned(struct bug_input input)
{
    _Alignas(8) uint8_t bytes[16] = {0};
    const uint32_t *pointer = (const uint32_t *)(const void *)(bytes + bug_opaque(1));
    bug_sink = *pointer + input.size;
}

void bug_pointer_overflow(struct bug_input input)
{
    const uint8_t *pointer = (const uint8_t *)bug_opaque(SIZE_MAX - 15);
    bug_sink = (uintptr_t)(pointer + bug_opaque(64 + (input.size & 0)));
}

void bug_unreachable(struct bug_input input)
{
    if (bug_opaque(input.size) + 1 > 0)
        __builtin_unreachable();
}

void bug_array_of_negative_size(struct bug_input input)
{
    number = -1 - (int)(input.size & 0);
    volatile int array[number];
    bug_sink = sizeof array;
}

void bug_invalid_bool(struct bug_input input)
{
    static volatile unsigned char byte;
    byte = (unsigned char)(2 + (input.size & 0));
    bug_sink = *(const volatile bool *)&byte;
}

void bug_builtin_of_zero(struct bug_input input)
{
    bug_sink = (uint64_t)__builtin_clz((unsigned)bug_opaque(input.size & 0));
}

static __attribute__((nonnull, noinline)) int takes(const void *pointer)
{
    return bug_opaque((uintptr_t)pointer) != 1;
}

void bug_argument_null(struct bug_input input)
{
    bug_sink = (uint64_t)takes((const void *)bug_opaque(input.size & 0));
}

static __attribute__((returns_nonnull, noinline)) const void *gives(size_t address)
{
    return (const void *)bug_opaque(address);
}

void bug_returned_null(struct bug_input input)
{
    bug_sink = (uintptr_t)gives(input.size & 0);
}

void bug_assumed_alignment(struct bug_input input)
{
    _Alignas(64) static uint8_t bytes[128];
    const uint8_t *pointer = __builtin_assume_aligned(bytes + bug_opaque(1 + (input.size & 0)), 32);
    bug_sink = *pointer;
}

static int function(int value)
{
    return value;
}

void bug_wrong_function(struct bug_input input)
{
    void (*called)(long) = (void (*)(long))(uintptr_t)bug_opaque((uintptr_t)function);
    called((long)input.size);
}
