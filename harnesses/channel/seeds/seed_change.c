/* Changes files. Relies on what it was given being a sound one when the change was made up. */
#include "seed_change.h"

#include <stdlib.h>
#include <string.h>

#include "seed_writer.h"

enum { ROOM = 64 /* for what is appended or repeated */ };

static const uint8_t record_sizes[CHANNEL_SECTION_END] = {
#define X(name, number, record) [CHANNEL_SECTION_##name] = (record),
    CHANNEL_SECTIONS(X)
#undef X
};

uint32_t seed_number(const uint8_t *bytes, uint32_t offset, unsigned width)
{
    uint32_t value = 0;
    for (unsigned i = width; i > 0; i--)
        value = value * 0x100u + bytes[offset + i - 1];
    return value;
}

static void set_number(uint8_t *bytes, uint32_t offset, unsigned width, uint32_t value)
{
    for (unsigned i = 0; i < width; i++)
        bytes[offset + i] = (uint8_t)(value >> (8 * i));
}

static void add_number(uint8_t *bytes, uint32_t offset, unsigned width, uint32_t value)
{
    set_number(bytes, offset, width, seed_number(bytes, offset, width) + value);
}

struct seed_file seed_copy(const uint8_t *bytes, size_t size)
{
    struct seed_file file = {seed_need(calloc(size + ROOM, 1)), size};
    memcpy(file.bytes, bytes, size);
    return file;
}

static uint32_t entry_of(enum channel_section section)
{
    return CHANNEL_HEADER_SIZE + ((uint32_t)section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
}

static void resize(struct seed_file *file, size_t size)
{
    file->size = size;
    set_number(file->bytes, SEED_FILE_SIZE, 4, (uint32_t)size);
}

/* Repeats (count 1) or drops (count -1, as uint32_t) the last record of a section. */
static void change_count(struct seed_file *file, enum channel_section section, uint32_t count)
{
    const uint32_t entry = entry_of(section);
    const uint32_t record = record_sizes[section];
    const uint32_t end = seed_number(file->bytes, entry + SEED_ENTRY_BEGIN, 4) +
                         seed_number(file->bytes, entry + SEED_ENTRY_SIZE, 4);
    const bool repeat = count == 1;

    if (repeat)
        memmove(file->bytes + end, file->bytes + end - record, file->size - end + record);
    else
        memmove(file->bytes + end - record, file->bytes + end, file->size - end);
    resize(file, repeat ? file->size + record : file->size - record);
    add_number(file->bytes, entry + SEED_ENTRY_SIZE, 4, count * record);
    add_number(file->bytes, entry + SEED_ENTRY_COUNT, 4, count);
    for (uint32_t later = (uint32_t)section + 1; later < CHANNEL_SECTION_END; later++)
        add_number(file->bytes, entry_of((enum channel_section)later) + SEED_ENTRY_BEGIN, 4,
                   count * record);
}

static uint32_t place_of(const struct seed_file *file, const struct seed_change *change)
{
    if (change->section == 0)
        return change->offset;
    return seed_number(file->bytes, entry_of(change->section) + SEED_ENTRY_BEGIN, 4) +
           change->index * record_sizes[change->section] + change->offset;
}

void seed_change(struct seed_file *file, const struct seed_change *change)
{
    const uint32_t place = place_of(file, change);

    switch (change->kind) {
    case SEED_CHANGE_NONE:
        break;
    case SEED_CHANGE_ADD:
        add_number(file->bytes, place, change->width, change->value);
        break;
    case SEED_CHANGE_SET:
        set_number(file->bytes, place, change->width, change->value);
        break;
    case SEED_CHANGE_BEHIND:
        set_number(file->bytes, place, change->width,
                   seed_number(file->bytes,
                               entry_of((enum channel_section)change->value) + SEED_ENTRY_COUNT,
                               4) +
                       1);
        break;
    case SEED_CHANGE_REPEAT:
        change_count(file, change->section, 1);
        break;
    case SEED_CHANGE_DROP:
        change_count(file, change->section, UINT32_MAX);
        break;
    case SEED_CHANGE_APPEND:
        resize(file, file->size + change->value);
        break;
    case SEED_CHANGE_CUT:
        resize(file, change->value);
        break;
    }
}
