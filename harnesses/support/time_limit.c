/* The clock behind time_limit.h. Compiled without sanitizers: it interrupts anything. */
#include "time_limit.h"

#include <stdint.h>

#include "hit.h"
#include "machine_context.h"
#include "signals.h"
#include "stack_walk.h"

enum { TICKS = 8, LEAST = 10, MOST = 250 }; /* in a limit; milliseconds of one */

static volatile uint64_t execution;
static uint64_t seen;  /* the execution at the last tick */
static unsigned ticks; /* since it was first seen */
static unsigned most;
static void (*when_over)(void);

static void on_tick(int number, siginfo_t *information, void *context)
{
    static struct hit hit;

    (void)number;
    (void)information;
    if (seen != execution) {
        seen = execution;
        ticks = 0;
        return;
    }
    if (++ticks < most)
        return;
    ticks = 0;
    const struct machine_context machine = machine_context_of(context);
    hit.class = HIT_TIMEOUT;
    hit.depth = stack_walk(machine.pc, machine.frame, hit.frames, HIT_FRAMES);
    hit_note(&hit);
    when_over();
}

void time_limit_set(double seconds, void (*over)(void))
{
    const unsigned limit = seconds < 86400 ? (unsigned)(seconds * 1000) : 86400000;
    unsigned tick = limit / TICKS;

    if (tick < LEAST)
        tick = LEAST;
    if (tick > MOST)
        tick = MOST;
    most = limit / tick + 1;
    when_over = over;
    signals_clock(on_tick, tick);
}

void time_limit_begin(void)
{
    execution++;
}
