/* Names for the memory that a fuzz target hands to the code under test, so that a hit speaks of the
 * "array of inputs" and not of a heap block. A few stores for each; the newest ones are known. */
#ifndef SUPPORT_REGIONS_H
#define SUPPORT_REGIONS_H

#include <stddef.h>
#include <stdint.h>

/* From now on `size` bytes at `base` are called `name`, a text that stays. */
void region_add(const void *base, size_t size, const char *name);

/* They no longer are. Nothing happens when they are not known. */
void region_remove(const void *base);

/* Forgets all of them: after an execution that was left in the middle. */
void region_forget(void);

struct region {
    uintptr_t base;
    size_t size;
    const char *name;
};

/* Writes where `address` lies relative to a region: "0 bytes after the 160-byte array of inputs".
 */
void region_describe(const struct region *region, uintptr_t address, char *text, size_t capacity);

/* The same for the nearest region that is known; an empty text where none is nearby. */
void region_locate(uintptr_t address, char *text, size_t capacity);

#endif
