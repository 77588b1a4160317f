/* A second implementation: a word at a time, each byte asked for on its own. */
#include "naive_checksum.h"

enum { LANES = 8, WORD = 8 };

static const uint64_t multiplier = UINT64_C(0x9e3779b97f4a7c15);

/* Word `index`, filled up with zeros behind the end. */
static uint64_t word_at(const uint8_t *bytes, size_t size, size_t index)
{
    uint64_t word = 0;
    for (size_t i = 0; i < WORD; i++)
        if (index * WORD + i < size)
            word |= (uint64_t)bytes[index * WORD + i] << 8 * i;
    return word;
}

uint64_t naive_checksum(const uint8_t *bytes, size_t size)
{
    uint64_t lanes[LANES];
    uint64_t sum = size;

    for (size_t lane = 0; lane < LANES; lane++)
        lanes[lane] = lane + 1;
    for (size_t index = 0; index * WORD < size; index++)
        lanes[index % LANES] = (lanes[index % LANES] + word_at(bytes, size, index)) * multiplier;
    for (size_t lane = 0; lane < LANES; lane++) {
        sum = (sum + lanes[lane]) * multiplier;
        sum = (sum ^ sum >> 32) * multiplier;
    }
    return sum;
}
