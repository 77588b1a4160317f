/* What a fuzz target is at, so that a hit can say more than an address. A target, or what it knows
 * of a format, sets it before each step; it costs two stores. */
#ifndef SUPPORT_CONTEXT_H
#define SUPPORT_CONTEXT_H

#include <stddef.h>
#include <stdint.h>

/* Writes what `state` is at into `text`, as one line that ends with a zero byte, for people who
 * know the format ("instance 12, criterion 3"). Called in a process whose memory may be corrupt:
 * takes nothing for granted, allocates nothing. */
typedef void context_describer(const void *state, uintptr_t address, char *text, size_t capacity);

/* From now on `state` is what the target is at; a null describer: nothing in particular. `state`
 * lives until the next call. */
void context_set(context_describer *describe, const void *state);

/* Writes the current one; an empty text where there is none. */
void context_describe(uintptr_t address, char *text, size_t capacity);

#endif
