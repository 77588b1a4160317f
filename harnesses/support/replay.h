/* The workbench's verb `replay`: runs inputs through the fuzz target and says which of them fail.
 */
#ifndef SUPPORT_REPLAY_H
#define SUPPORT_REPLAY_H

#include "walk.h"

/* Exit codes of the workbench; contracts.md fixes them. */
enum {
    EXIT_CLEAN = 0,
    EXIT_FINDING = 1, /* also what could not be read or written */
    EXIT_WRONG_USE = 2,
    EXIT_NOTHING_TESTED = 3,
    EXIT_INTERRUPTED = 130,
};

enum { REPLAY_INPUT_MAX = 65 * 1024 * 1024 }; /* larger files are refused, not cut */

/* Where the copies of an input lie from run to run; see input.h. */
enum replay_place { REPLAY_HEAP, REPLAY_ARENA, REPLAY_BOTH };

struct replay_options {
    double timeout; /* seconds that one run of an input may take */
    unsigned times; /* runs of each input in one process: finds state that leaks from run to run */
    enum replay_place place;
    bool digest; /* stdout gets a line for each input, sorted by name, and failures; no times */
    bool quiet;  /* runs for a digest, and prints none of its lines */
    const char *target; /* the name of the fuzz target */
};

/* Replays all inputs of `walk` and returns the exit code.
 *
 * They run in a child process, because any of them may end it: that input then has failed, and a
 * new child goes on with the next one. stderr names each input before it runs; stdout gets a line
 * for each failure, for the first ones another with what explain says of it, the five slowest
 * inputs and, last, `N inputs in T s`; with `digest` the lines
 * of digest.h in place of the latter. `walk` is sorted then. */
int replay(struct walk *walk, const struct replay_options *options);

#endif
