/* Chooses by a sum over the input's bytes. Relies on nothing but them. */
#include "share.h"

#include <string.h>

enum { WORD = 8 };

static bool takes_all = true;
static uint64_t sum;

/* Not what is fuzzed: it would cost more than it saves. Sums wrap on purpose. */
#if defined(__clang__)
#define QUICK __attribute__((no_sanitize("address", "undefined", "integer", "coverage")))
#else
#define QUICK
#endif

QUICK static uint64_t mix(uint64_t value, uint64_t word)
{
    const uint64_t mixed = (value ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return mixed ^ mixed >> 32;
}

QUICK void share_begin(const uint8_t *bytes, size_t size, bool all)
{
    size_t position = 0;

    takes_all = all;
    sum = size;
    for (; size - position >= WORD; position += WORD) {
        uint64_t word;
        memcpy(&word, bytes + position, WORD);
        sum = mix(sum, word);
    }
    for (; position < size; position++)
        sum = mix(sum, bytes[position]);
}

QUICK bool share_takes(unsigned kind, unsigned number, unsigned count)
{
    return takes_all || mix(sum, kind) % count == number;
}
