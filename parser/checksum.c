/* The checksum of the format: eight 64-bit lanes, so that plain C runs at memory speed. */
#include "reader.h"

enum { LANES = 8, WORD = 8, STRIPE = LANES * WORD };

/* Odd, so that a step is a bijection of the lane: no difference is ever lost. */
#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

/* Sums wrap on purpose; clang's integer sanitizer is told so. */
#if defined(__clang__)
#define WRAPS __attribute__((no_sanitize("unsigned-integer-overflow", "unsigned-shift-base")))
#else
#define WRAPS
#endif

WRAPS static inline uint64_t step(uint64_t lane, uint64_t word)
{
    return (lane + word) * MULTIPLIER;
}

WRAPS static inline uint64_t spread(uint64_t value)
{
    return (value ^ (value >> 32)) * MULTIPLIER;
}

/* The word at `position`; a word cut short by the end is filled with zeros. */
static uint64_t last_word(const uint8_t *bytes, size_t size, size_t position)
{
    uint64_t word = 0;
    for (size_t i = size - position; i > 0; i--)
        word = word * 0x100u + bytes[position + i - 1];
    return word;
}

uint64_t channel_checksum(const uint8_t *bytes, size_t size)
{
    uint64_t lanes[LANES] = {1, 2, 3, 4, 5, 6, 7, 8};
    size_t position = 0;

    for (; size - position >= STRIPE; position += STRIPE) {
        const struct channel_slice stripe = {bytes + position, STRIPE};
#pragma GCC unroll 8 /* the lanes stay in registers; clang does so by itself */
        for (uint32_t i = 0; i < LANES; i++)
            lanes[i] = step(lanes[i], load_u64(stripe, i * WORD));
    }
    uint32_t lane = 0;
    for (; size - position >= WORD; position += WORD, lane++)
        lanes[lane] =
            step(lanes[lane], load_u64((struct channel_slice){bytes + position, WORD}, 0));
    if (position < size)
        lanes[lane] = step(lanes[lane], last_word(bytes, size, position));
    uint64_t sum = size;
    for (uint32_t i = 0; i < LANES; i++)
        sum = spread(step(sum, lanes[i]));
    return sum;
}
