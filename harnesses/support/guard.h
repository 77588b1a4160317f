/* Slice guards: in fuzzing builds the code under test may read only what it was handed, though more
 * of the same allocation lies beside it.
 *
 * A zero-copy parser reads many slices of one input, so that an over-read that lands in the next
 * slice is invisible to ASan. Two nets catch it. A *window* poisons the input around the slice that
 * a lower layer works on, so that ASan sees every access, raw ones and memcmp included. A *check*
 * in the parser's own read primitives compares each read with its slice and the open window; it
 * needs no sanitizer.
 *
 * The parser knows nothing of this: guard_macros.h is force-included into its objects alone. For
 * one thread. */
#ifndef SUPPORT_GUARD_H
#define SUPPORT_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far a window poisons on either side: all of an input of usual size. Of a larger one no more,
 * so that a window costs the same whatever the input; what reads beyond is left to the checks. */
enum { GUARD_REACH = 16 * 1024 };

/* Tells the guards of a copy of an input: `size` bytes at `base`, from now on until guard_forget.
 * Many can be known at a time. Aborts, with a message, when memory is short. */
void guard_input(const void *base, size_t size);

/* The copy at `base` is about to be freed. Does nothing for one that is not known. */
void guard_forget(const void *base);

/* Whether windows are opened from now on: not between guard_enter and guard_leave. Without them
 * only the checks look at reads. Windows cost a fifth of a run and are for a share of the runs
 * under an engine (share.h). They are opened as long as nobody says otherwise. */
void guard_watch(bool with_windows);

/* Opens a window: until guard_leave, of the memory that the slice is a part of, only its `size`
 * bytes at `base` can be read.
 *
 * That memory is the window around it; in the outermost, the input; for a slice of no known input,
 * nothing but itself. A slice that reaches beyond the window around it is reported: a layer can
 * only hand on what it was handed. Poison begins exactly where the slice ends; of the bytes before
 * it, ASan cannot poison those in the same 8 bytes as its first. */
void guard_enter(const void *base, size_t size);

/* Closes the window that was opened last; the one around it is as it was. */
void guard_leave(void);

/* A read of `width` bytes at `offset` of the slice of `size` bytes at `base`. It is reported when
 * it leaves the slice or the open window. */
void guard_read(const void *base, size_t size, size_t offset, size_t width);

/* How many copies are known; and forgets those that came to be known since there were `mark`: what
 * a run that was left by a jump had taken. */
size_t guard_mark(void);
void guard_forget_since(size_t mark);

/* Closes every window that is open: after a run that was left by a jump, and before an engine gets
 * its input back. Returns how many there were. */
size_t guard_reset(void);

#endif
