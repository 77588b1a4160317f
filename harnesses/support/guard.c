/* Windows by ASan's user poisoning, and checks of reads. Relies on windows being closed in the
 * order that is the reverse of their opening. */
#include "guard.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact.h"
#include "hit.h"
#include "protect.h"
#include "regions.h"
#include "stack_walk.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

/* The guards run inside every step of the parser: they are not what is fuzzed, and touch no memory
 * of an input. gcc is told only where it matters: at the shadow, which has no shadow. */
#if defined(__clang__)
#pragma clang attribute push(__attribute__((no_sanitize("address", "undefined", "coverage"))),     \
                             apply_to = function)
#define IN_SHADOW
#else
#define IN_SHADOW __attribute__((no_sanitize("address")))
#endif

enum { MOST_WINDOWS = 16 };

/* Bytes begin to end - 1, as numbers: places of different allocations are compared. */
struct extent {
    uintptr_t begin, end;
};

struct window {
    struct extent open;     /* what may be read */
    struct extent poisoned; /* around it, as far as the window around it reaches */
    struct extent home;     /* the memory that it is about */
};

static struct extent *inputs; /* owned */
static size_t input_count, input_capacity;

static struct window windows[MOST_WINDOWS];
static size_t depth;
static bool opens_windows = true;

/* Of the sanitizers' run-time; null in builds without one. */
__attribute__((weak)) void __sanitizer_print_stack_trace(void);

#if HAS_ASAN
/* ASan's shadow has a signed byte for each granule of 8 bytes: 0 for one that can be read, k for
 * one of which only the first k bytes can, below 0 for one that cannot. What follows does to it
 * what the run-time's own functions for poisoning do; those take five times as long, and there is a
 * window for every record. */
enum { GRANULE = 8, POISONED = -9 /* 0xf7: poisoned by the user */ };

static int8_t *shadow_of(uintptr_t place)
{
    static size_t scale, offset;
    if (scale == 0)
        __asan_get_shadow_mapping(&scale, &offset);
    return (int8_t *)((place >> scale) + offset);
}

/* Volatile: compilers would make a call of memset of the loops, which ASan intercepts. */
IN_SHADOW static void fill_shadow(int8_t *from, const int8_t *to, int8_t value)
{
    const uint64_t values = (uint8_t)value * UINT64_C(0x0101010101010101);
    volatile int8_t *at = from;

    for (; at < to && (uintptr_t)at % sizeof values != 0; at++)
        *at = value;
    for (; to - at >= (ptrdiff_t)sizeof values; at += sizeof values)
        *(volatile uint64_t *)(volatile void *)at = values;
    for (; at < to; at++)
        *at = value;
}

IN_SHADOW static void set_poison(uintptr_t begin, uintptr_t end)
{
    const int8_t first = (int8_t)(begin % GRANULE);
    const int8_t behind = (int8_t)(end % GRANULE);
    int8_t *from = shadow_of(begin);
    int8_t *last = shadow_of(end);

    if (begin == end)
        return;
    /* Whether something behind the end, in the same granule, can be read. */
    const bool open_end = *last == 0 || *last > behind;
    if (from == last && open_end)
        return;
    if (first > 0 && (*from == 0 || *from > first))
        *from = first;
    if (from < last)
        fill_shadow(from + (first > 0), last, POISONED);
    if (!open_end && *last > 0 && (from < last || first == 0))
        *last = POISONED;
}

IN_SHADOW static void lift_poison(uintptr_t begin, uintptr_t end)
{
    const int8_t behind = (int8_t)(end % GRANULE);
    int8_t *from = shadow_of(begin);
    int8_t *last = shadow_of(end);

    if (begin == end)
        return;
    fill_shadow(from, last, 0);
    if (behind > 0 && *last != 0 && *last < behind)
        *last = behind;
}
#else
static void set_poison(uintptr_t begin, uintptr_t end)
{
    (void)begin, (void)end;
}

static void lift_poison(uintptr_t begin, uintptr_t end)
{
    (void)begin, (void)end;
}
#endif

static struct extent extent_of(const void *base, size_t size)
{
    return (struct extent){(uintptr_t)base, (uintptr_t)base + size};
}

/* Whether a place is one of an extent, or its end, where an empty slice may stand. */
static bool holds(const struct extent *extent, uintptr_t place)
{
    return place >= extent->begin && place <= extent->end;
}

static bool lies_in(const struct extent *inner, const struct extent *outer)
{
    return inner->begin >= outer->begin && inner->end <= outer->end;
}

static const struct extent *find_input(uintptr_t place)
{
    for (size_t i = input_count; i > 0; i--)
        if (holds(&inputs[i - 1], place))
            return &inputs[i - 1];
    return NULL;
}

/* The innermost window about the memory that holds `place`; null when there is none. */
static const struct window *find_window(uintptr_t place)
{
    for (size_t i = depth; i > 0; i--)
        if (holds(&windows[i - 1].home, place))
            return &windows[i - 1];
    return NULL;
}

/* The reports of windows and checks are reads out of bounds like those that ASan sees by itself:
 * one bug has one key, whoever saw it. */
static void note(const char *rule, const struct extent *touched)
{
    static struct hit hit;

    memset(&hit, 0, sizeof hit);
    hit.class = HIT_READ;
    hit.address = touched->begin;
    hit.size = (uint32_t)(touched->end - touched->begin);
    snprintf(hit.what, sizeof hit.what, "guard: %s", rule);
    region_locate(touched->begin, hit.where, sizeof hit.where);
    hit.depth = stack_walk(0, (uintptr_t)__builtin_frame_address(0), hit.frames, HIT_FRAMES);
    hit_note(&hit);
    protect_leave();
}

/* Prints what was touched, counted from where the memory around begins, and the stack, and aborts.
 * The first words tell the report's class. */
static _Noreturn void report(const char *rule, const struct extent *touched, size_t offset,
                             const struct extent *around)
{
    guard_reset(); /* what prints the report may read anything */
    note(rule, touched);
    fprintf(stderr,
            "guard failed: expected that %s; came: %zu bytes at offset %zu of a slice that begins "
            "at %zu, around it %zu bytes\n",
            rule, (size_t)(touched->end - touched->begin), offset,
            (size_t)(touched->begin - around->begin - offset),
            (size_t)(around->end - around->begin));
    if (__sanitizer_print_stack_trace != NULL)
        __sanitizer_print_stack_trace();
    abort();
}

void guard_input(const void *base, size_t size)
{
    if (input_count == input_capacity) {
        const size_t capacity = input_capacity == 0 ? 16 : input_capacity * 2;
        struct extent *more = realloc(inputs, capacity * sizeof *inputs);
        if (more == NULL) {
            fprintf(stderr, "no memory for the guards of %zu inputs\n", capacity);
            abort();
        }
        inputs = more;
        input_capacity = capacity;
    }
    inputs[input_count++] = extent_of(base, size);
}

void guard_forget(const void *base)
{
    for (size_t i = input_count; i > 0; i--) {
        if (inputs[i - 1].begin == (uintptr_t)base) {
            inputs[i - 1] = inputs[--input_count];
            return;
        }
    }
}

size_t guard_mark(void)
{
    return input_count;
}

void guard_forget_since(size_t mark)
{
    if (mark < input_count)
        input_count = mark;
}

/* What a slice may be a part of: the window around it, its input, or itself. */
static struct window around(const struct extent *slice)
{
    const struct window *outer = find_window(slice->begin);
    if (outer != NULL)
        return *outer;
    const struct extent *input = find_input(slice->begin);
    const struct extent home = input != NULL ? *input : *slice;
    return (struct window){home, home, home};
}

static uintptr_t reach_down(uintptr_t from, uintptr_t limit)
{
    return from - limit > GUARD_REACH ? from - GUARD_REACH : limit;
}

static uintptr_t reach_up(uintptr_t from, uintptr_t limit)
{
    return limit - from > GUARD_REACH ? from + GUARD_REACH : limit;
}

void guard_watch(bool with_windows)
{
    opens_windows = with_windows;
}

void guard_enter(const void *base, size_t size)
{
    if (!opens_windows)
        return;
    const struct extent slice = extent_of(base, size);
    const struct window outer = around(&slice);

    if (!lies_in(&slice, &outer.open) || depth == MOST_WINDOWS)
        report("a layer hands on what it was handed", &slice, 0, &outer.home);
    struct window *window = &windows[depth++];
    window->open = slice;
    window->home = outer.home;
    window->poisoned.begin = reach_down(slice.begin, outer.open.begin);
    window->poisoned.end = reach_up(slice.end, outer.open.end);
    set_poison(slice.end, window->poisoned.end); /* first: it bounds what an empty slice keeps */
    set_poison(window->poisoned.begin, slice.begin);
}

static void close_window(void)
{
    const struct window *window = &windows[--depth];

    lift_poison(window->poisoned.begin, window->open.begin);
    lift_poison(window->open.end, window->poisoned.end);
}

void guard_leave(void)
{
    if (opens_windows)
        close_window();
}

void guard_read(const void *base, size_t size, size_t offset, size_t width)
{
    const struct extent read = extent_of((const uint8_t *)base + offset, width);

    if (offset > size || width > size - offset) {
        const struct extent slice = extent_of(base, size);
        report("a read stays inside its slice", &read, offset, &slice);
    }
    if (depth == 0 || lies_in(&read, &windows[depth - 1].open))
        return; /* nearly all reads */
    const struct window *window = find_window(read.begin);
    if (window != NULL && !lies_in(&read, &window->open))
        report("a read stays inside the open window", &read, offset, &window->home);
}

size_t guard_reset(void)
{
    const size_t open = depth;

    while (depth > 0)
        close_window();
    return open;
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
