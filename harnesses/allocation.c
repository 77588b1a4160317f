/* Compiler and tool while memory runs short, or the disk is full, at one moment or from then on.
 *
 * The last three bytes say when and where: a number of 16 bits, whose highest one means *from then
 * on*, and a digit for the part (memory/parts.h); before them stands what the part is given: rules,
 * an event line, a sensor's description, a channel file. Oracles: memory/check_part.h. */
#include "channel/inputs/repair.h"
#include "memory/check_part.h"
#include "support/exact.h"
#include "support/target.h"

enum { TAIL = 3, FOR_GOOD = 0x8000, LONGEST_INPUT = 16 * 1024 };

static const struct part parts[] = {
    {"rules", part_rules},
    {"event line", part_event_line},
    {"sensor", part_sensor},
    {"channel file", part_channel_file},
};

enum { PARTS = sizeof parts / sizeof parts[0] };

void fuzz_one_input(const uint8_t *data, size_t size)
{
    if (size < TAIL || size > LONGEST_INPUT)
        return;
    const size_t given = size - TAIL;
    const struct part *part = &parts[data[given + 2] % PARTS];
    const uint32_t number = data[given] + data[given + 1] * 0x100u;
    uint8_t *copy = exact_copy(data, given);

    if (part->run == part_channel_file && given >= CHANNEL_CHECKSUM_BEGIN)
        repair_checksum(copy, given);
    check_part(part, copy, given, number % FOR_GOOD, number >= FOR_GOOD);
    exact_free(copy, given);
}
