/* Hands inputs to the target in copies that end where nothing may be read. Relies on ASan's
 * poisoning for the arena, and on exact allocations elsewhere. */
#include "input.h"

#include <string.h>

#include "contract.h"
#include "exact.h"
#include "target.h"

#if HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

static void run_target(const uint8_t *copy, const uint8_t *bytes, size_t size)
{
    fuzz_one_input(copy, size);
    if (size > 0) /* an engine may hand over a null pointer with an empty input */
        contract_require(memcmp(copy, bytes, size) == 0, "a target leaves its input alone",
                         "write");
}

static void run_on_heap(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = exact_copy(bytes, size);
    run_target(copy, bytes, size);
    exact_free(copy, size);
}

#if HAS_ASAN
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
    run_target(copy, bytes, size);
    __asan_poison_memory_region(arena + ARENA_SIZE - open, open);
}
#endif

void input_run(const uint8_t *bytes, size_t size, enum input_place place)
{
#if HAS_ASAN
    if (place == INPUT_ARENA && size <= ARENA_SIZE) {
        run_in_arena(bytes, size);
        return;
    }
#else
    (void)place;
#endif
    run_on_heap(bytes, size);
}
