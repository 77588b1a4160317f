/* Hands inputs to the target in copies that end where nothing may be read. Relies on ASan's
 * poisoning for the arena, and on exact allocations elsewhere. */
#include "input.h"

#include <string.h>

#include "context.h"
#include "contract.h"
#include "exact.h"
#include "exact_arena.h"
#include "guard.h"
#include "hit.h"
#include "protect.h"
#include "regions.h"
#include "share.h"
#include "target.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum {
    SHARE_WINDOWS = 1000, /* a kind of checks that no target has (share.h) */
    WINDOWS_IN = 4,       /* one in so many runs under an engine opens the guards' windows */
};

struct run {
    const uint8_t *copy;
    const uint8_t *bytes;
    size_t size;
};

static void run_once(void *state)
{
    const struct run *run = state;

    fuzz_one_input(run->copy, run->size);
    contract_require(guard_reset() == 0, "a window that was opened is closed", "window");
    if (run->size > 0) /* an engine may hand over a null pointer with an empty input */
        contract_require(memcmp(run->copy, run->bytes, run->size) == 0,
                         "a target leaves its input alone", "write");
}

static void run_target(const uint8_t *copy, const uint8_t *bytes, size_t size)
{
    struct run run = {copy, bytes, size};
    const size_t known = guard_mark();

    hit_begin();
    region_add(copy, size, region_input);
    if (!protect_run(run_once, &run)) {
        guard_reset();
        guard_forget_since(known);
        region_forget();
        context_set(NULL, NULL);
    }
    region_remove(copy);
    protect_keep(bytes, size);
}

static void run_on_heap(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = exact_copy(bytes, size);
    run_target(copy, bytes, size);
    exact_free(copy, size);
}

#if HAS_ASAN && !defined(REDZONE_INPUTS_ON_HEAP)
#define HAS_ARENA 1
enum {
    GRANULE = 8,              /* what one byte of ASan's shadow describes */
    ARENA_SIZE = 1024 * 1024, /* engines cap inputs at this size */
    ARENA_TAIL = 64 * 1024,   /* catches reads far behind the input */
};

static _Alignas(GRANULE) uint8_t arena[ARENA_SIZE + ARENA_TAIL];

/* Between runs the whole arena is poisoned. An input ends at a granule's end, so that the first
 * byte behind it is poisoned whatever its size; the price is up to 7 readable bytes before it. */
static void run_in_arena(const uint8_t *bytes, size_t size)
{
    static int poisoned;
    const size_t open = (size + GRANULE - 1) / GRANULE * GRANULE;
    uint8_t *copy = arena + ARENA_SIZE - size;

    if (!poisoned) {
        __asan_poison_memory_region(arena, sizeof arena);
        poisoned = 1;
    }
    __asan_unpoison_memory_region(arena + ARENA_SIZE - open, open);
    if (size > 0)
        memcpy(copy, bytes, size);
    exact_arena_open(true);
    guard_input(copy, size);
    run_target(copy, bytes, size);
    guard_forget(copy);
    exact_arena_open(false);
    __asan_poison_memory_region(arena + ARENA_SIZE - open, open);
}
#else
#define HAS_ARENA 0
#endif

void input_run(const uint8_t *bytes, size_t size, enum input_place place)
{
    share_begin(bytes, size, place == INPUT_HEAP);
    guard_watch(place != INPUT_ENGINE || share_takes(SHARE_WINDOWS, 0, WINDOWS_IN));
#if HAS_ARENA
    if (place != INPUT_HEAP && size <= ARENA_SIZE) {
        run_in_arena(bytes, size);
        return;
    }
#endif
    run_on_heap(bytes, size);
}
