/* What the parts of the survive build share. None of it is compiled with sanitizers. */
#ifndef SUPPORT_SURVIVE_H
#define SUPPORT_SURVIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hit.h"

/* Where a wrapped report was called from. Only inside the wrapper itself. */
#define SURVIVE_CALLER                                                                             \
    (uintptr_t)__builtin_return_address(0) - 1, *(uintptr_t *)__builtin_frame_address(0)

/* Notes a hit at code address `pc` under frame pointer `frame`; `hit` holds the rest. */
void survive_note(struct hit *hit, uintptr_t pc, uintptr_t frame);

/* Notes a bad access. A write then is left: what it would have changed belongs to somebody else. A
 * read returns, and goes on with whatever is there; at a second site, or when a loop reads on and
 * on, it is left as well. */
void survive_access(uintptr_t address, size_t size, bool is_write, uintptr_t pc, uintptr_t frame);

/* Notes something that is no access, and leaves. Returns where there is nothing to leave. */
void survive_note_plain(enum hit_class class, const char *what, uintptr_t address, uintptr_t pc,
                        uintptr_t frame);

/* Blocks of the execution (protect_hold): it begins, with none; one is freed; it has returned, and
 * they are its own affair; it was left, and they are freed. */
void survive_memory_begin(void);
void survive_release(void *block);
void survive_memory_end(void);
void survive_memory_left(void);

/* Whether the run-time has begun a report of its own: nothing is survived any more. */
bool survive_is_halting(void);

/* Installs the handlers of signals and the clock of time limits, each once in a process: after the
 * engine has installed its own. */
void survive_prepare(void);

#endif
