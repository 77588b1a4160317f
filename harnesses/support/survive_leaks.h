/* What libFuzzer's survive build does about leaks; other builds do nothing. */
#ifndef SUPPORT_SURVIVE_LEAKS_H
#define SUPPORT_SURVIVE_LEAKS_H

#include <stddef.h>
#include <stdint.h>

#if defined(REDZONE_SURVIVES)
/* An input is about to run: copies it, because libFuzzer asks for leaks when its own copy is gone.
 */
void survive_leaks_begin(const uint8_t *bytes, size_t size);
#else
static inline void survive_leaks_begin(const uint8_t *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}
#endif

#endif
