/* Reads and writes parcels. With PARCEL_PLANTED_BUG it reads a byte too many, to be found. */
#include "parcel.h"

#include <string.h>

enum { MAGIC = 4, HEAD = 3, TAG_NAME = 1, TAG_WEIGHT = 2 };

#ifdef PARCEL_PLANTED_BUG
enum { HEAD_THAT_IS_CHECKED = HEAD - 1 };
#else
enum { HEAD_THAT_IS_CHECKED = HEAD };
#endif

static const uint8_t magic[MAGIC] = {'P', 'R', 'C', 'L'};

struct record {
    uint8_t tag;
    const uint8_t *bytes;
    size_t size;
};

static bool next_record(const uint8_t *bytes, size_t size, size_t *position, struct record *out)
{
    const uint8_t *head = bytes + *position;

    if (size - *position < HEAD_THAT_IS_CHECKED)
        return false;
    const size_t stated = head[1] * 0x100u + head[2];
    if (size - *position < HEAD + stated)
        return false;
    *out = (struct record){head[0], head + HEAD, stated};
    *position += HEAD + stated;
    return true;
}

static bool take_name(const struct record *record, struct parcel *out)
{
    if (record->tag != TAG_NAME || record->size == 0)
        return false;
    out->name = record->bytes;
    out->name_size = record->size;
    return memchr(record->bytes, 0, record->size) == NULL;
}

static bool take_weight(const struct record *record, struct parcel *out)
{
    if (record->tag != TAG_WEIGHT || record->size == 0 || record->size > sizeof out->weight)
        return false;
    for (size_t i = 0; i < record->size; i++)
        out->weight = out->weight * 0x100u + record->bytes[i];
    out->has_weight = true;
    return record->bytes[0] != 0;
}

static bool read_records(const uint8_t *bytes, size_t size, struct parcel *out)
{
    size_t position = MAGIC;
    struct record record;

    if (size < MAGIC || memcmp(bytes, magic, MAGIC) != 0)
        return false;
    if (!next_record(bytes, size, &position, &record) || !take_name(&record, out))
        return false;
    if (position == size)
        return true;
    return next_record(bytes, size, &position, &record) && take_weight(&record, out) &&
           position == size;
}

bool parcel_read(const uint8_t *bytes, size_t size, struct parcel *out)
{
    *out = (struct parcel){0};
    if (read_records(bytes, size, out))
        return true;
    *out = (struct parcel){0};
    return false;
}

static size_t width_of(uint64_t weight)
{
    size_t width = 1;
    while (width < sizeof weight && weight >> (8 * width) != 0)
        width++;
    return width;
}

static uint8_t *write_head(uint8_t *out, uint8_t tag, size_t size)
{
    out[0] = tag;
    out[1] = (uint8_t)(size / 0x100);
    out[2] = (uint8_t)(size % 0x100);
    return out + HEAD;
}

size_t parcel_write(const struct parcel *parcel, uint8_t *out, size_t capacity)
{
    const size_t width = parcel->has_weight ? width_of(parcel->weight) : 0;
    const size_t size = MAGIC + HEAD + parcel->name_size + (parcel->has_weight ? HEAD + width : 0);

    if (size > capacity)
        return 0;
    memcpy(out, magic, MAGIC);
    uint8_t *end = write_head(out + MAGIC, TAG_NAME, parcel->name_size);
    memcpy(end, parcel->name, parcel->name_size);
    if (parcel->has_weight) {
        end = write_head(end + parcel->name_size, TAG_WEIGHT, width);
        for (size_t i = 0; i < width; i++)
            end[i] = (uint8_t)(parcel->weight >> (8 * (width - 1 - i)));
    }
    return size;
}
