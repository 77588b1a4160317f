/* Turns a fatal signal into a hit; the survive build and the judge do so alike. */
#ifndef SUPPORT_SIGNALS_H
#define SUPPORT_SIGNALS_H

#include <signal.h>

/* Describes a signal, from what its handler was given, and notes it. */
void signals_note(int number, const siginfo_t *information, const void *context);

/* Notes an abort, from inside the handler of SIGABRT. */
void signals_note_abort(void);

/* Installs `handler` for every signal that a bug of the code under test raises, on a stack of its
 * own, so that it runs when the other one is used up. */
void signals_install(void (*handler)(int, siginfo_t *, void *));

/* The same for abort(). */
void signals_install_abort(void (*handler)(int, siginfo_t *, void *));

/* Calls handler(SIGVTALRM, …) each time the process has used so much time; 0 stops that. */
void signals_clock(void (*handler)(int, siginfo_t *, void *), unsigned milliseconds);

#endif
