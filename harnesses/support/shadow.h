/* What ASan's shadow memory says of an address: which kind of bad access it was. */
#ifndef SUPPORT_SHADOW_H
#define SUPPORT_SHADOW_H

#include <stddef.h>

#include "hit.h"

/* Sets class and kind of an access whose address, size and direction are in `hit`, as ASan's own
 * report would name it, and where it lies. Of an access of several bytes the first bad one counts.
 * What the shadow knows nothing of is a read or write out of bounds of unknown kind. */
void shadow_classify(struct hit *hit);

/* A misaligned access of memory that may not be accessed: one bug with what ASan reports of the
 * same line where it is aligned, and so it gets that class. Changes nothing where the memory is
 * open. */
void shadow_fold_misaligned(struct hit *hit, uintptr_t address, bool is_write);

/* Writes where an address lies: relative to a named region (regions.h), else to what ASan knows of.
 * Empty where nobody knows. */
void shadow_locate(uintptr_t address, char *text, size_t capacity);

#endif
