/* The filter of three-byte sequences. Relies on its slices alone. */
#include "gram_filter.h"

#include "text_rules.h"

/* The bit of a sequence. 24 bits times a 32-bit constant in 64 bits: nothing wraps. */
static uint32_t gram_bit(const uint8_t *bytes)
{
    const uint64_t gram =
        fold(bytes[0]) + fold(bytes[1]) * UINT64_C(0x100) + fold(bytes[2]) * UINT64_C(0x10000);
    return (uint32_t)((gram * UINT64_C(0x9e3779b1) >> 20) % GRAM_FILTER_BITS);
}

void gram_filter_build(uint32_t *words, struct channel_slice input)
{
    for (uint32_t i = 0; i < GRAM_FILTER_WORDS; i++)
        words[i] = 0;
    for (uint32_t end = GRAM; end <= input.size; end++) {
        const uint32_t bit = gram_bit(input.base + (end - GRAM));
        words[bit / 32] |= UINT32_C(1) << bit % 32;
    }
}

static bool holds(const uint32_t *words, const uint8_t *bytes)
{
    const uint32_t bit = gram_bit(bytes);
    return (words[bit / 32] >> bit % 32 & 1u) != 0;
}

bool gram_filter_may_contain(const uint32_t *words, struct channel_slice pattern)
{
    if (pattern.size < GRAM)
        return true;
    const uint8_t *last = pattern.base + (pattern.size - GRAM);
    return holds(words, last) && holds(words, pattern.base) &&
           holds(words, pattern.base + (pattern.size - GRAM) / 2);
}
