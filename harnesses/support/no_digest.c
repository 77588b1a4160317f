/* Stands in for a target that has nothing to say of its inputs. A member of its own in the library:
 * the linker takes it only when the target defines no target_digest. */
#include <stdio.h>

#include "target.h"

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    (void)data;
    snprintf(line, capacity, "ran, %lu bytes", (unsigned long)size);
}
