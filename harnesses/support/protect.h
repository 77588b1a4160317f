/* Runs code that may go wrong. What that means is decided at link time: in most builds the code is
 * called, and what goes wrong ends the process; in the survive build it is noted, and the process
 * goes on. */
#ifndef SUPPORT_PROTECT_H
#define SUPPORT_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Calls run(state). Returns true when it returned, false when it was left in the middle: what it
 * had allocated is lost then. */
bool protect_run(void (*run)(void *state), void *state);

/* Ends executions after so many seconds of processor time; call it before the first of them. The
 * default is $REDZONE_TIMEOUT, or 10. Builds that do not survive know no limit. */
void protect_limit(double seconds);

/* Whether hits are survived in this build. */
bool protect_survives(void);

/* Ends an execution of the fuzz target on the engine's `size` bytes at `bytes`: in the survive
 * build, keeps them in the spool (spool.h) when something was hit. */
void protect_keep(const uint8_t *bytes, size_t size);

/* A block from malloc() that belongs to the execution: should that be left in the middle, it is
 * freed. free() ends that. */
void protect_hold(void *block);

/* Whether an execution was left in the middle, and what it had allocated is lost. */
bool protect_has_lost(void);

/* Whether so much memory was lost to executions that were left in the middle that a fresh process
 * should go on. */
bool protect_is_worn(void);

/* Leaves the code that protect_run is running; returns where there is none, or in builds that do
 * not survive. */
void protect_leave(void);

#endif
