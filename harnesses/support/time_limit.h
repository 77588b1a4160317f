/* A limit of processor time for each execution that costs nothing for each execution: a clock ticks
 * a few times a second and looks whether it is still the same one. */
#ifndef SUPPORT_TIME_LIMIT_H
#define SUPPORT_TIME_LIMIT_H

/* From now on an execution that takes more than `seconds` (more than 0) is noted as a hit of class
 * HIT_TIMEOUT, and then `over` is called, in a signal handler. */
void time_limit_set(double seconds, void (*over)(void));

/* An execution begins. */
void time_limit_begin(void);

#endif
