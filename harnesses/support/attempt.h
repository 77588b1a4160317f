/* One input, run in a process of its own, and what it hit there. */
#ifndef SUPPORT_ATTEMPT_H
#define SUPPORT_ATTEMPT_H

#include <stdbool.h>

#include "hit.h"
#include "load.h"

enum attempt_end {
    ATTEMPT_CLEAN,
    ATTEMPT_HIT,    /* the log says what */
    ATTEMPT_FAILED, /* there was no process: the reason is on stderr */
};

/* Runs the target on an input in a child process, in both places that an input can have and with a
 * look for leaks at the end, until something is hit. More than `seconds` of processor time, or four
 * times as much of any, is a hit as well. The child's stderr goes to `output`, a file descriptor.
 * What was hit is in *hit_log until the next attempt. */
enum attempt_end attempt_run(const struct content *content, double seconds, int output);

/* Notes the death of a child that nobody noted: its wait status. */
void attempt_note_death(int status);

/* Prepares this process for attempts: moves the log into memory that children share. False, with a
 * message on stderr, when there is none. */
bool attempt_prepare(void);

#endif
