/* How near an input came to what a target is after, for engines that look for more than new code:
 * a higher level is as interesting to them as an edge that was never taken. */
#ifndef SUPPORT_PROGRESS_H
#define SUPPORT_PROGRESS_H

enum { PROGRESS_SLOTS = 16, PROGRESS_LEVELS = 16 };

/* Notes that level `level` (the last one stands for all above) of `slot` (below PROGRESS_SLOTS) was
 * reached in this run. libFuzzer and AFL++ are told; anywhere else it does nothing. */
void progress_note(unsigned slot, unsigned level);

#endif
