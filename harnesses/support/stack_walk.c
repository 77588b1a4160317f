/* Walks frame pointers. Reads nothing outside the thread's stack, whatever the chain says. Compiled
 * without sanitizers: the words between frames are poisoned for everybody else. */
#include "stack_walk.h"

#include <pthread.h>
#include <unwind.h>

enum { WORD = sizeof(uintptr_t), NEAR = 64 * 1024 };

static uintptr_t lowest, highest; /* of the stack; 0 until it is known */

void stack_walk_prepare(void)
{
    pthread_attr_t attributes;
    void *base;
    size_t size;
    uintptr_t frame;

    if (highest != 0)
        return;
    stack_unwind(&frame, 1); /* for the first time: it may load and allocate what it needs */
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return;
    if (pthread_attr_getstack(&attributes, &base, &size) == 0) {
        lowest = (uintptr_t)base;
        highest = lowest + size;
    }
    pthread_attr_destroy(&attributes);
}

static uintptr_t word_at(uintptr_t address)
{
    return *(const volatile uintptr_t *)address;
}

uint32_t stack_walk(uintptr_t pc, uintptr_t frame, uintptr_t *frames, uint32_t capacity)
{
    uint32_t depth = 0;

    if (pc != 0 && capacity > 0)
        frames[depth++] = pc;
    while (depth < capacity && frame % WORD == 0 && frame >= lowest &&
           highest - lowest >= 2 * WORD && frame <= highest - 2 * WORD) {
        const uintptr_t caller = word_at(frame + WORD);
        const uintptr_t next = word_at(frame);
        if (caller == 0)
            break;
        frames[depth++] = caller - 1; /* inside the call, not behind it */
        if (next <= frame)
            break;
        frame = next;
    }
    return depth;
}

struct unwinding {
    uintptr_t *frames;
    uint32_t depth;
    uint32_t capacity;
};

static _Unwind_Reason_Code take_frame(struct _Unwind_Context *context, void *argument)
{
    struct unwinding *unwinding = argument;
    const uintptr_t pc = (uintptr_t)_Unwind_GetIP(context);

    if (pc == 0 || unwinding->depth == unwinding->capacity)
        return _URC_END_OF_STACK;
    unwinding->frames[unwinding->depth++] = pc - 1;
    return _URC_NO_REASON;
}

uint32_t stack_unwind(uintptr_t *frames, uint32_t capacity)
{
    struct unwinding unwinding = {frames, 0, capacity};

    _Unwind_Backtrace(take_frame, &unwinding);
    return unwinding.depth;
}

int stack_walk_is_exhausted(uintptr_t address, uintptr_t stack_pointer)
{
    const uintptr_t distance =
        address < stack_pointer ? stack_pointer - address : address - stack_pointer;
    return distance <= NEAR;
}
