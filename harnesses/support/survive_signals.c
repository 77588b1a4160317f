/* Signals, stack exhaustion and time limits, survived. */
#include <stdlib.h>

#include "protect.h"
#include "signals.h"
#include "stack_walk.h"
#include "survive.h"
#include "time_limit.h"

enum { DEFAULT_LIMIT = 10 }; /* seconds */

static void on_fatal(int number, siginfo_t *information, void *context)
{
    signals_note(number, information, context);
    protect_leave();
    signal(number, SIG_DFL); /* not ours: the engine's own bug, once more and for good */
}

void survive_prepare(void)
{
    static bool prepared;

    if (prepared)
        return;
    prepared = true;
    const char *asked = getenv("REDZONE_TIMEOUT");
    const long seconds = asked == NULL ? 0 : strtol(asked, NULL, 10);
    stack_walk_prepare();
    signals_install(on_fatal);
    time_limit_set((double)(seconds > 0 && seconds < 86400 ? seconds : DEFAULT_LIMIT),
                   protect_leave);
}
