/* Damage: the changes that torn, patched and malicious inputs consist of. */
#include "hostile.h"

#include <string.h>

enum { PIECE = 64, LINES = 4096 };

/* xorshift64*: the upper half is the better one. */
static uint32_t next(struct hostile_input *input)
{
    uint64_t state = input->random | 1;

    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    input->random = state;
    return (uint32_t)((state * UINT64_C(0x2545f4914f6cdd1d)) >> 32);
}

uint32_t hostile_below(struct hostile_input *input, uint32_t bound)
{
    return (uint32_t)(((uint64_t)next(input) * bound) >> 32);
}

/* A place in the input; 0 when it is empty. */
static size_t place(struct hostile_input *input)
{
    return input->size == 0 ? 0 : hostile_below(input, (uint32_t)input->size);
}

/* A size of a piece that fits between a place and the end. */
static size_t piece(struct hostile_input *input, size_t at)
{
    const size_t left = input->size - at;
    const size_t most = left < PIECE || hostile_below(input, 8) == 0 ? left : PIECE;
    return most == 0 ? 0 : 1 + hostile_below(input, (uint32_t)most);
}

static void cut(struct hostile_input *input, size_t at, size_t size)
{
    memmove(input->bytes + at, input->bytes + at + size, input->size - at - size);
    input->size -= size;
}

/* Puts bytes in; what does not fit is left out. `bytes` must not lie in the input. */
static void put(struct hostile_input *input, size_t at, const void *bytes, size_t size)
{
    if (size > input->room - input->size)
        return;
    memmove(input->bytes + at + size, input->bytes + at, input->size - at);
    memcpy(input->bytes + at, bytes, size);
    input->size += size;
}

static void put_number(struct hostile_input *input, size_t at)
{
    static const uint64_t edges[] = {0,      1,      2,          0x7f,       0x80,      0xff,
                                     0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
    const size_t width = (size_t)1 << hostile_below(input, 4);
    uint64_t number = hostile_below(input, 3) == 0
                          ? input->size - hostile_below(input, 3)
                          : edges[hostile_below(input, sizeof edges / sizeof edges[0])];

    for (size_t i = 0; i < width && at + i < input->size; i++, number >>= 8)
        input->bytes[at + i] = (uint8_t)number;
}

/* Adds one to a byte or takes one away: where limits break. */
static void nudge(struct hostile_input *input, size_t at)
{
    input->bytes[at] = (uint8_t)(input->bytes[at] + (hostile_below(input, 2) == 0 ? 1u : 255u));
}

static void double_piece(struct hostile_input *input, size_t at)
{
    uint8_t copy[PIECE];
    size_t size = piece(input, at);

    if (size > sizeof copy)
        size = sizeof copy;
    memcpy(copy, input->bytes + at, size);
    put(input, place(input), copy, size);
}

static void put_foreign(struct hostile_input *input, size_t at)
{
    const struct hostile_bytes *other =
        &input->pool->list[hostile_below(input, (uint32_t)input->pool->count)];

    if (other->size == 0)
        return;
    const size_t from = hostile_below(input, (uint32_t)other->size);
    const size_t left = other->size - from;
    const size_t size = 1 + hostile_below(input, (uint32_t)(left < PIECE ? left : PIECE));
    if (hostile_below(input, 2) == 0)
        put(input, at, other->bytes + from, size);
    else
        memcpy(input->bytes + at, other->bytes + from,
               size < input->size - at ? size : input->size - at);
}

void hostile_change_bytes(struct hostile_input *input)
{
    const size_t at = place(input);

    if (input->size == 0)
        return;
    switch (hostile_below(input, 5)) {
    case 0:
        input->bytes[at] ^= (uint8_t)(1u << hostile_below(input, 8));
        return;
    case 1:
        input->bytes[at] = (uint8_t)next(input);
        return;
    case 2:
        put_number(input, at);
        return;
    case 3:
        nudge(input, at);
        return;
    default:
        memset(input->bytes + at, 0, piece(input, at));
        return;
    }
}

void hostile_damage_bytes(struct hostile_input *input)
{
    const size_t at = place(input);

    if (input->size == 0) {
        put_foreign(input, 0);
        return;
    }
    switch (hostile_below(input, 8)) {
    case 0:
        cut(input, at, piece(input, at));
        return;
    case 1:
        input->size = at; /* torn */
        return;
    case 2:
        double_piece(input, at);
        return;
    case 3:
        put_foreign(input, at);
        return;
    default:
        hostile_change_bytes(input);
        return;
    }
}

/* A line of some bytes, its newline included. */
struct line {
    size_t begin, size;
};

static struct line line_at(const uint8_t *bytes, size_t size, size_t at)
{
    size_t begin = at;

    while (begin > 0 && bytes[begin - 1] != '\n')
        begin--;
    const uint8_t *newline = memchr(bytes + at, '\n', size - at);
    const size_t end = newline == NULL ? size : (size_t)(newline - bytes) + 1;
    return (struct line){begin, end - begin};
}

void hostile_damage_lines(struct hostile_input *input)
{
    static uint8_t copy[LINES];
    const struct hostile_bytes *other =
        &input->pool->list[hostile_below(input, (uint32_t)input->pool->count)];

    if (input->size == 0 || other->size == 0)
        return;
    const struct line line = line_at(input->bytes, input->size, place(input));
    const uint32_t what = hostile_below(input, 4);
    if (what == 3) { /* another rule's line */
        const struct line foreign =
            line_at(other->bytes, other->size, hostile_below(input, (uint32_t)other->size));
        put(input, line.begin, other->bytes + foreign.begin, foreign.size);
        return;
    }
    if (line.size > sizeof copy)
        return;
    memcpy(copy, input->bytes + line.begin, line.size);
    if (what != 1) /* lost, or moved */
        cut(input, line.begin, line.size);
    if (what != 0 && input->size > 0)
        put(input, line_at(input->bytes, input->size, place(input)).begin, copy, line.size);
}
