/* Copies that end where nothing may be read: allocations of exactly the size that is asked for. */
#ifndef SUPPORT_EXACT_H
#define SUPPORT_EXACT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifndef HAS_ASAN
#define HAS_ASAN 0
#endif

/* A copy of `size` bytes, never null; give it back with exact_free. An empty one is 8 poisoned
 * bytes, and its pointer stands behind them. Aborts, with a message, when memory is short: a run
 * that goes on without its input would test nothing. The slice guards know of it (guard.h). */
uint8_t *exact_copy(const uint8_t *bytes, size_t size);

/* Room for `size` bytes under the same rules, which the guards do not know of. In runs for which
 * input.h chose the arena it comes from exact_arena.h, and so do copies. It holds anything. */
void *exact_room(size_t size);

/* `size` bytes as they come from malloc, always; also free() frees them. `size` must not be 0. */
void *exact_allocate(size_t size);

/* Frees what one of these gave for `size` bytes. */
void exact_free(uint8_t *copy, size_t size);

#endif
