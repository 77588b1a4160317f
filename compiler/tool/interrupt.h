/* Ctrl-C, and the other polite ways to be told to stop. */
#ifndef REDZONE_TOOL_INTERRUPT_H
#define REDZONE_TOOL_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* From now on SIGINT, SIGTERM and SIGHUP are noted, not obeyed; a second one ends the program at
 * once. A closed pipe and a file-size limit become errors of
 * write(2) instead of deaths. */
void interrupt_watch(void);

/* Whether the program has been told to stop. */
bool interrupted(void);

/* Opens a file for reading. A pipe without a writer does not keep it: interrupt_read waits for one.
 * -1 with errno on a failure. */
int interrupt_open(const char *path);

/* As read(2), but never waits, nor goes on waiting, once the program has been told to stop, however
 * closely the signal came before: -1 with EINTR then. */
ssize_t interrupt_read(int fd, void *bytes, size_t size);

/* The signals that interrupt_watch notes: to be blocked where something must not be left behind. */
void interrupt_signals(sigset_t *set);

/* Whether one of them, blocked, waits to be delivered. */
bool interrupt_waits(void);

#endif
