/* The calls that led somewhere, by frame pointers: all our builds keep them. */
#ifndef SUPPORT_STACK_WALK_H
#define SUPPORT_STACK_WALK_H

#include <stdint.h>

/* Writes the code addresses of at most `capacity` calls into `frames`, innermost first: `pc` (0:
 * left out), then the callers by the chain that begins at frame pointer `frame`. Stops where the
 * chain leaves the stack of this thread or does not go up. Returns how many there are. */
uint32_t stack_walk(uintptr_t pc, uintptr_t frame, uintptr_t *frames, uint32_t capacity);

/* The calls that led here, by the tables that unwind exceptions: slow, and through code without
 * frame pointers as well, which sanitizer run-times and the C library are. */
uint32_t stack_unwind(uintptr_t *frames, uint32_t capacity);

/* Learns where the stack is; call once before the first walk, outside of signal handlers. */
void stack_walk_prepare(void);

/* Whether an address lies where a stack that ran out is touched: around or below its lowest page.
 */
int stack_walk_is_exhausted(uintptr_t address, uintptr_t stack_pointer);

#endif
