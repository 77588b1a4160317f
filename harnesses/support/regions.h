/* Names for the memory that a fuzz target hands to the code under test, so that a hit speaks of the
 * "array of inputs" and not of a heap block. A few stores for each; the newest ones are known. */
#ifndef SUPPORT_REGIONS_H
#define SUPPORT_REGIONS_H

#include <stddef.h>
#include <stdint.h>

/* From now on `size` bytes at `base` are called `name`, a text that stays. */
void region_add(const void *base, size_t size, const char *name);

/* The same for a copy of bytes that stand at `origin`: what is known of those is known of it. */
void region_add_copy(const void *base, size_t size, const char *name, const void *origin);

/* The name of the fuzz target's copy of the input. */
extern const char region_input[];

/* Which byte of the input an address stands for, in the input itself or a copy of a part of it, be
 * it somewhat outside; SIZE_MAX for others. */
size_t region_offset(uintptr_t address);

/* They no longer are. Nothing happens when they are not known. */
void region_remove(const void *base);

/* Forgets all of them: after an execution that was left in the middle. */
void region_forget(void);

struct region {
    uintptr_t base;
    size_t size;
    const char *name;
    uintptr_t origin; /* of a copy; else 0 */
};

/* Whether a region lies in `size` bytes at `base`. */
int region_is_named(uintptr_t base, size_t size);

/* Writes where `address` lies relative to a region: "0 bytes after the 160-byte array of inputs".
 */
void region_describe(const struct region *region, uintptr_t address, char *text, size_t capacity);

/* The same for the nearest region that is known; an empty text where none is nearby. */
void region_locate(uintptr_t address, char *text, size_t capacity);

#endif
