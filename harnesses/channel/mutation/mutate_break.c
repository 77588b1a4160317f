/* Works on bytes, by the tables of the format: where each section's records have their numbers.
 * Relies on a directory that channel_open_unchecked accepts. */
#include "mutate_break.h"

#include <stdbool.h>
#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "channel/inputs/repair.h"

/* A number in a record: where, and of how many bytes. */
struct number {
    uint8_t at, width;
};

enum { MOST_NUMBERS = 13 };

struct layout {
    uint8_t record;
    struct number numbers[MOST_NUMBERS]; /* a width of 0 ends them */
};

/* Reserved bytes are numbers that should be zero. */
static const struct layout layouts[CHANNEL_SECTION_END] = {
    [CHANNEL_SECTION_TYPES] = {CHANNEL_RECORD_TYPES, {{0, 2}, {2, 2}, {4, 4}, {8, 4}, {12, 4}}},
    [CHANNEL_SECTION_FIELDS] = {CHANNEL_RECORD_FIELDS, {{0, 1}}},
    [CHANNEL_SECTION_RULES] = {CHANNEL_RECORD_RULES,
                               {{0, 4},
                                {4, 1},
                                {5, 3},
                                {8, 4},
                                {12, 4},
                                {16, 4},
                                {20, 4},
                                {24, 4},
                                {28, 4},
                                {32, 4},
                                {36, 4},
                                {40, 4},
                                {44, 4}}},
    [CHANNEL_SECTION_INSTANCES] = {CHANNEL_RECORD_INSTANCES,
                                   {{0, 4}, {4, 4}, {8, 4}, {12, 4}, {16, 4}, {20, 4}}},
    [CHANNEL_SECTION_CRITERIA] = {CHANNEL_RECORD_CRITERIA,
                                  {{0, 2}, {2, 1}, {3, 1}, {4, 4}, {8, 4}, {12, 4}}},
    [CHANNEL_SECTION_NODES] = {CHANNEL_RECORD_NODES, {{0, 1}, {1, 3}, {4, 4}}},
    [CHANNEL_SECTION_PATTERNS] = {CHANNEL_RECORD_PATTERNS, {{0, 4}, {4, 4}}},
    [CHANNEL_SECTION_RANGES] = {CHANNEL_RECORD_RANGES, {{0, 8}, {8, 8}}},
    [CHANNEL_SECTION_NETWORKS] = {CHANNEL_RECORD_NETWORKS, {{0, 4}, {12, 4}, {16, 1}, {17, 7}}},
    [CHANNEL_SECTION_REFERENCES] = {CHANNEL_RECORD_REFERENCES, {{0, 2}, {2, 1}, {3, 5}}},
    [CHANNEL_SECTION_EXPRESSIONS] = {CHANNEL_RECORD_EXPRESSIONS,
                                     {{0, 4}, {4, 4}, {8, 4}, {12, 4}, {16, 1}, {17, 7}}},
    [CHANNEL_SECTION_INSTRUCTIONS] = {CHANNEL_RECORD_INSTRUCTIONS,
                                      {{0, 1}, {1, 3}, {4, 1}, {5, 3}}},
    [CHANNEL_SECTION_STRINGS] = {CHANNEL_RECORD_STRINGS, {{0, 1}}},
    [CHANNEL_SECTION_INDEX] = {CHANNEL_RECORD_INDEX, {{0, 8}}},
};

static const struct number header_numbers[] = {{0, 8}, {8, 4}, {12, 4}, {36, 1}, {37, 3}};
static const struct number entry_numbers[] = {{0, 4}, {4, 4}, {8, 4}, {12, 4}};

enum { SIZE_AT = 12 }; /* of the file's size in its header */

struct breaking {
    struct random *random;
    uint8_t *bytes;
    size_t size, room;
    bool keeps_checksum; /* it is the rule that is broken */
};

static uint64_t load(const uint8_t *bytes, uint32_t width)
{
    uint64_t value = 0;
    for (uint32_t i = width; i > 0; i--)
        value = value * 0x100u + bytes[i - 1];
    return value;
}

static void store(uint8_t *bytes, uint64_t value, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++, value /= 0x100u)
        bytes[i] = (uint8_t)(value % 0x100u);
}

static uint32_t below(struct breaking *breaking, uint32_t bound)
{
    return random_below(breaking->random, bound);
}

/* --- sections --------------------------------------------------------------------------------- */

static uint8_t *entry_of(const struct breaking *breaking, uint32_t section)
{
    return breaking->bytes + CHANNEL_HEADER_SIZE + (section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
}

static uint32_t begin_of(const struct breaking *breaking, uint32_t section)
{
    return (uint32_t)load(entry_of(breaking, section) + 4, 4);
}

static uint32_t size_of(const struct breaking *breaking, uint32_t section)
{
    return (uint32_t)load(entry_of(breaking, section) + 8, 4);
}

static uint32_t count_of(const struct breaking *breaking, uint32_t section)
{
    return (uint32_t)load(entry_of(breaking, section) + 12, 4);
}

static uint8_t *record_of(const struct breaking *breaking, uint32_t section, uint32_t index)
{
    return breaking->bytes + begin_of(breaking, section) + (size_t)index * layouts[section].record;
}

/* A section with at least `least` records; 0 when none was met. */
static uint32_t pick_section(struct breaking *breaking, uint32_t least)
{
    for (uint32_t tries = 0; tries < 2 * CHANNEL_SECTION_END; tries++) {
        const uint32_t section = 1 + below(breaking, CHANNEL_SECTION_END - 1);
        if (count_of(breaking, section) >= least)
            return section;
    }
    return 0;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static uint64_t new_number(struct breaking *breaking, uint64_t old, uint32_t width)
{
    static const uint32_t limits[] = {
        LIMIT_FILE,  LIMIT_TYPES,  LIMIT_FIELDS, LIMIT_INSTANCES,    LIMIT_CRITERIA, LIMIT_NODES,
        LIMIT_DEPTH, LIMIT_VALUES, LIMIT_TEXT,   LIMIT_INSTRUCTIONS, INT32_MAX,
    };
    const uint32_t section = 1 + below(breaking, CHANNEL_SECTION_END - 1);
    const uint32_t beyond = below(breaking, 2);

    switch (below(breaking, 8)) {
    case 0:
        return old + 1;
    case 1:
        return old - 1;
    case 2:
        return 0;
    case 3:
        return UINT64_MAX;
    case 4:
        return below(breaking, 16);
    case 5:
        return limits[below(breaking, sizeof limits / sizeof limits[0])] + beyond;
    case 6: /* behind the last record of some section, and behind that */
        return (uint64_t)count_of(breaking, section) + beyond;
    default:
        return old ^ (uint64_t)1 << below(breaking, 8 * width);
    }
}

static void break_number(struct breaking *breaking, uint8_t *record, const struct number *numbers,
                         uint32_t count)
{
    const struct number *number = &numbers[below(breaking, count)];
    uint8_t *place = record + number->at;

    store(place, new_number(breaking, load(place, number->width), number->width), number->width);
}

static void break_header(struct breaking *breaking)
{
    break_number(breaking, breaking->bytes, header_numbers,
                 sizeof header_numbers / sizeof header_numbers[0]);
}

static void break_entry(struct breaking *breaking)
{
    break_number(breaking, entry_of(breaking, 1 + below(breaking, CHANNEL_SECTION_END - 1)),
                 entry_numbers, sizeof entry_numbers / sizeof entry_numbers[0]);
}

static void break_record(struct breaking *breaking)
{
    const uint32_t section = pick_section(breaking, 1);

    if (section == 0)
        return;
    uint32_t numbers = 0;
    while (numbers < MOST_NUMBERS && layouts[section].numbers[numbers].width > 0)
        numbers++;
    const uint32_t index = below(breaking, count_of(breaking, section));
    break_number(breaking, record_of(breaking, section, index), layouts[section].numbers, numbers);
}

/* --- the order of records --------------------------------------------------------------------- */

static void swap(uint8_t *one, uint8_t *other, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++) {
        const uint8_t byte = one[i];
        one[i] = other[i];
        other[i] = byte;
    }
}

/* Two neighbours change places, or the second becomes the first once more. */
static void break_order(struct breaking *breaking)
{
    const uint32_t section = pick_section(breaking, 2);

    if (section == 0)
        return;
    const uint32_t index = below(breaking, count_of(breaking, section) - 1);
    uint8_t *record = record_of(breaking, section, index);
    const uint32_t size = layouts[section].record;
    if (below(breaking, 2) == 0)
        swap(record, record + size, size);
    else
        memcpy(record + size, record, size);
}

/* Two instances change rules, and their rules know it. */
static void break_pairing(struct breaking *breaking)
{
    const uint32_t instances = count_of(breaking, CHANNEL_SECTION_INSTANCES);
    const uint32_t rules = count_of(breaking, CHANNEL_SECTION_RULES);

    if (instances < 2)
        return;
    const uint32_t index = below(breaking, instances - 1);
    uint8_t *one = record_of(breaking, CHANNEL_SECTION_INSTANCES, index);
    uint8_t *other = record_of(breaking, CHANNEL_SECTION_INSTANCES, index + 1);
    const uint32_t first = (uint32_t)load(one, 4);
    const uint32_t second = (uint32_t)load(other, 4);
    if (first >= rules || second >= rules)
        return;
    swap(one, other, 4);
    swap(record_of(breaking, CHANNEL_SECTION_RULES, first),
         record_of(breaking, CHANNEL_SECTION_RULES, second), 4);
}

/* A text that another one follows in the pool; NULL where none was met. */
static uint8_t *pick_text(struct breaking *breaking)
{
    const uint32_t patterns = count_of(breaking, CHANNEL_SECTION_PATTERNS);
    const uint32_t rules = count_of(breaking, CHANNEL_SECTION_RULES);
    const size_t text = 8 + 8 * (size_t)below(breaking, 4); /* of a rule's five, not the last */

    if (patterns > 1 && below(breaking, 2) == 0)
        return record_of(breaking, CHANNEL_SECTION_PATTERNS, below(breaking, patterns - 1));
    if (rules == 0)
        return NULL;
    return record_of(breaking, CHANNEL_SECTION_RULES, below(breaking, rules)) + text;
}

/* The border between two neighbouring texts moves by a byte. */
static void break_border(struct breaking *breaking)
{
    uint8_t *text = pick_text(breaking);

    if (text == NULL)
        return;
    const int64_t step = below(breaking, 2) == 0 ? 1 : -1;
    store(text + 4, load(text + 4, 4) + (uint64_t)step, 4);
    store(text + 8, load(text + 8, 4) + (uint64_t)step, 4);
    store(text + 12, load(text + 12, 4) - (uint64_t)step, 4);
}

/* --- bytes ------------------------------------------------------------------------------------ */

/* A byte of the pool that a text or a glob must not hold there. */
static void break_text(struct breaking *breaking)
{
    static const uint8_t odd[] = {0, 0x80, 0xc3, 0xff, 'A', '\\', '*', '?'};
    const uint32_t size = count_of(breaking, CHANNEL_SECTION_STRINGS);
    const uint32_t place = below(breaking, size);

    if (size > 0)
        *record_of(breaking, CHANNEL_SECTION_STRINGS, place) = odd[below(breaking, sizeof odd)];
}

static void break_padding(struct breaking *breaking)
{
    static const uint8_t unaligned[] = {CHANNEL_SECTION_FIELDS, CHANNEL_SECTION_STRINGS};
    const uint32_t section = unaligned[below(breaking, sizeof unaligned)];
    const uint32_t used = count_of(breaking, section);
    const uint32_t padding = size_of(breaking, section) - used;

    if (padding > 0)
        *record_of(breaking, section, used + below(breaking, padding)) = 1;
}

static void break_checksum(struct breaking *breaking)
{
    const uint32_t bit = below(breaking, 64);

    breaking->bytes[CHANNEL_CHECKSUM_OFFSET + bit / 8] ^= (uint8_t)(1u << bit % 8);
    breaking->keeps_checksum = true;
}

/* --- where things end ------------------------------------------------------------------------- */

static void state_size(struct breaking *breaking)
{
    if (breaking->size >= SIZE_AT + 4)
        store(breaking->bytes + SIZE_AT, breaking->size, 4);
}

/* The file ends early; half of the time its header says so. */
static void break_end(struct breaking *breaking)
{
    const uint32_t ends[] = {CHANNEL_HEADER_SIZE, CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE,
                             (uint32_t)breaking->size};
    const uint32_t end = ends[below(breaking, 3)];

    breaking->size = below(breaking, 2) == 0 && end > 0 ? end - 1 : below(breaking, end);
    if (below(breaking, 2) == 0)
        state_size(breaking);
}

/* Bytes behind the last section. */
static void break_behind(struct breaking *breaking)
{
    const uint32_t count = 1 + below(breaking, 16);

    if (breaking->room - breaking->size < count)
        return;
    memset(breaking->bytes + breaking->size, (int)below(breaking, 2), count);
    breaking->size += count;
    state_size(breaking);
}

/* Moves what stands behind a section so that it takes `size` bytes, and says so in the directory.
 */
static void resize_section(struct breaking *breaking, uint32_t section, uint32_t size)
{
    const uint32_t old = size_of(breaking, section);
    uint8_t *behind = breaking->bytes + begin_of(breaking, section) + old;
    const size_t moved = (size_t)(breaking->bytes + breaking->size - behind);

    memmove(behind - old + size, behind, moved);
    if (size > old)
        memset(behind, 0, size - old);
    breaking->size = breaking->size - old + size;
    store(entry_of(breaking, section) + 8, size, 4);
    for (uint32_t later = section + 1; later < CHANNEL_SECTION_END; later++)
        store(entry_of(breaking, later) + 4, begin_of(breaking, later) - old + size, 4);
    state_size(breaking);
}

/* A section with a record more or less than its users say; the one more repeats the last. */
static void break_count(struct breaking *breaking)
{
    const uint32_t section = 1 + below(breaking, CHANNEL_SECTION_END - 1);
    const uint32_t count = count_of(breaking, section);
    const uint32_t record = layouts[section].record;
    const bool shrinks = count > 0 && below(breaking, 3) == 0;
    const uint32_t wanted = shrinks ? count - 1 : count + 1;
    const uint32_t used = wanted * record;
    const uint32_t size = (used + CHANNEL_SECTION_ALIGNMENT - 1) / CHANNEL_SECTION_ALIGNMENT *
                          CHANNEL_SECTION_ALIGNMENT;

    if (size > size_of(breaking, section) &&
        breaking->room - breaking->size < size - size_of(breaking, section))
        return;
    resize_section(breaking, section, size);
    store(entry_of(breaking, section) + 12, wanted, 4);
    if (!shrinks && count > 0)
        memcpy(record_of(breaking, section, count), record_of(breaking, section, count - 1),
               record);
    else if (shrinks)
        memset(record_of(breaking, section, wanted), 0, size - used);
}

size_t break_rule(struct random *random, uint8_t *bytes, size_t size, size_t room)
{
    static void (*const ways[])(struct breaking *) = {
        break_record,  break_record, break_record, break_record, break_record,  break_record,
        break_record,  break_record, break_header, break_entry,  break_entry,   break_order,
        break_pairing, break_border, break_text,   break_text,   break_padding, break_checksum,
        break_end,     break_behind, break_count,  break_count,
    };
    struct breaking breaking = {random, bytes, size, room, false};

    ways[below(&breaking, sizeof ways / sizeof ways[0])](&breaking);
    if (!breaking.keeps_checksum && breaking.size >= CHANNEL_CHECKSUM_BEGIN)
        repair_checksum(bytes, breaking.size);
    return breaking.size;
}
