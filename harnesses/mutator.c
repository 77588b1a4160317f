/* The mutator of channel files itself: a fuzz input, and behind it a seed and a room (uint32 each,
 * little-endian). Oracles: the same result twice, whatever lay in the room before; those of
 * channel/check_mutation.h. The mutator is not used on this target's own inputs. */
#include <stdio.h>

#include "channel/checks/check_mutation.h"
#include "channel/file.h"
#include "support/target.h"

enum { FOOTER = 8, MOST_ROOM = 32 * 1024 };

/* What an input asks for. */
struct order {
    size_t size; /* of the fuzz input that is to be mutated */
    size_t room;
    uint32_t seed;
};

static uint32_t number(const uint8_t *bytes)
{
    return bytes[0] + 0x100u * bytes[1] + 0x10000u * bytes[2] + 0x1000000u * bytes[3];
}

static struct order read_order(const uint8_t *data, size_t size)
{
    if (size < FOOTER)
        return (struct order){size, MOST_ROOM, 0};
    const uint8_t *footer = data + size - FOOTER;
    return (struct order){size - FOOTER, number(footer + 4) % (MOST_ROOM + 1), number(footer)};
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    const struct order order = read_order(data, size);
    struct mutation_trial one, other, crossed, again;

    mutation_run(data, order.size, order.room, order.seed, 0, &one);
    mutation_run(data, order.size, order.room, order.seed, 0xff, &other);
    check_mutation(&one, "mutate");
    check_same_mutation(&one, &other, "mutate");
    mutation_cross(data, order.size, &one, order.seed, &crossed);
    mutation_cross(data, order.size, &other, order.seed, &again);
    check_mutation(&crossed, "cross");
    check_same_mutation(&crossed, &again, "cross");
    mutation_free(&one);
    mutation_free(&other);
    mutation_free(&crossed);
    mutation_free(&again);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    const struct order order = read_order(data, size);
    struct mutation_trial trial;

    mutation_run(data, order.size, order.room, order.seed, 0, &trial);
    snprintf(line, capacity, "way %d, %lu bytes, sum %016llx", (int)trial.report.way,
             (unsigned long)trial.size,
             (unsigned long long)channel_checksum(trial.bytes, trial.size));
    mutation_free(&trial);
}
