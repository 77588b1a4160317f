/* Signals, stack exhaustion and time limits, survived. */
#include <stdlib.h>

#include "protect.h"
#include "signals.h"
#include "stack_walk.h"
#include "survive.h"
#include "time_limit.h"

static const double default_seconds = 10, most_seconds = 86400;

static double limit; /* seconds; 0: the default */

/* Of ASan, which these builds have. */
void __asan_set_error_report_callback(void (*callback)(const char *text));

static bool halting;

bool survive_is_halting(void)
{
    return halting;
}

/* The run-time reports by itself: something that is not wrapped. It holds its locks, and what is
 * left now would hang at the next report; the engine keeps the input. */
static void on_report(const char *text)
{
    (void)text;
    halting = true;
}

static void on_fatal(int number, siginfo_t *information, void *context)
{
    signals_note(number, information, context);
    protect_leave();
    signal(number, SIG_DFL); /* not ours: the engine's own bug, once more and for good */
}

/* Of a library that is not wrapped, or of a run-time that gives up. */
static void on_abort(int number, siginfo_t *information, void *context)
{
    (void)information;
    (void)context;
    if (!survive_is_halting())
        signals_note_abort();
    protect_leave();
    signal(number, SIG_DFL);
}

void protect_limit(double seconds)
{
    limit = seconds;
}

static double default_limit(void)
{
    const char *asked = getenv("REDZONE_TIMEOUT");
    const double seconds = asked == NULL ? 0 : strtod(asked, NULL);
    return seconds > 0 && seconds < most_seconds ? seconds : default_seconds;
}

void survive_prepare(void)
{
    static bool prepared;

    if (prepared)
        return;
    prepared = true;
    stack_walk_prepare();
    signals_install(on_fatal);
    signals_install_abort(on_abort);
    __asan_set_error_report_callback(on_report);
    time_limit_set(limit > 0 ? limit : default_limit(), protect_leave);
}
