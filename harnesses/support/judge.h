/* The judge's side of hits: a process that is about to die says why, in the same log as the survive
 * build. */
#ifndef SUPPORT_JUDGE_H
#define SUPPORT_JUDGE_H

#include <stdbool.h>

/* From now on what ends this process is noted in the log first: sanitizer reports, fatal signals,
 * aborts, and more than `seconds` of processor time in one execution (0: no limit). `core` files
 * are not written. The survive build notes by itself, and takes the limit alone. */
void judge_begin(double seconds);

/* Notes the oldest allocation since judge_watch_allocations that is still there although nothing
 * points to it. Returns whether memory was lost. False in builds without LeakSanitizer. */
bool judge_leaks(void);

/* From now on remembers where memory was allocated; slow. */
void judge_watch_allocations(void);

#endif
