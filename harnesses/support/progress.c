/* Progress as engines see it. libFuzzer reads, and clears before each run, the bytes of a section
 * of a fixed name; AFL++ sees edges only, so that each level is a block of code of its own. */
#include "progress.h"

#include <stdint.h>

enum { CELLS = PROGRESS_SLOTS * PROGRESS_LEVELS };

#if defined(__AFL_COMPILER)
/* Assembly, because equal blocks would be merged, and a store in each made one of a table. */
#define CELL(number)                                                                               \
    case (number):                                                                                 \
        __asm__ volatile("# progress " #number);                                                   \
        break;
#define CELLS_4(n) CELL(n) CELL((n) + 1) CELL((n) + 2) CELL((n) + 3)
#define CELLS_16(n) CELLS_4(n) CELLS_4((n) + 4) CELLS_4((n) + 8) CELLS_4((n) + 12)
#define CELLS_64(n) CELLS_16(n) CELLS_16((n) + 16) CELLS_16((n) + 32) CELLS_16((n) + 48)

static void note(unsigned cell)
{
    switch (cell) {
        CELLS_64(0)
        CELLS_64(64)
        CELLS_64(128)
        CELLS_64(192)
    default:
        break;
    }
}
#elif defined(__linux__)
/* Only libFuzzer looks for the section; elsewhere the bytes lie idle. */
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t cells[CELLS];

static void note(unsigned cell)
{
    cells[cell] = 1;
}
#else
static void note(unsigned cell)
{
    (void)cell;
}
#endif

void progress_note(unsigned slot, unsigned level)
{
    const unsigned last = level < PROGRESS_LEVELS ? level : PROGRESS_LEVELS - 1u;

    if (slot < PROGRESS_SLOTS)
        note(slot * PROGRESS_LEVELS + last);
}
