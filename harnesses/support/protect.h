/* Runs code that may go wrong. What that means is decided at link time: in most builds the code is
 * called, and what goes wrong ends the process; in the survive build it is noted, and the process
 * goes on. */
#ifndef SUPPORT_PROTECT_H
#define SUPPORT_PROTECT_H

#include <stdbool.h>

/* Calls run(state). Returns true when it returned, false when it was left in the middle: what it
 * had allocated is lost then. */
bool protect_run(void (*run)(void *state), void *state);

/* Whether hits are survived in this build. */
bool protect_survives(void);

/* Leaves the code that protect_run is running; returns where there is none, or in builds that do
 * not survive. */
void protect_leave(void);

#endif
