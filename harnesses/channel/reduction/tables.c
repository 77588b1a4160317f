/* Takes files apart into tables and puts them together again. */
#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "channel/inputs/repair.h"
#include "table_parts.h"

static uint32_t rounded(uint32_t size)
{
    return (size + CHANNEL_SECTION_ALIGNMENT - 1) / CHANNEL_SECTION_ALIGNMENT *
           CHANNEL_SECTION_ALIGNMENT;
}

static bool read_table(const uint8_t *bytes, uint32_t size, const uint8_t *entry, uint32_t *running,
                       struct table *table)
{
    const uint32_t offset = table_get(entry + 4, 4), stated = table_get(entry + 8, 4),
                   count = table_get(entry + 12, 4);
    const uint32_t begin = offset < size ? offset : size;
    const uint32_t room = stated < size - begin ? stated : size - begin;

    table->count = count < room / table->size ? count : room / table->size;
    table->offset_excess = offset - *running;
    table->count_excess = count - table->count;
    table->size_excess = stated - rounded(table->count * table->size);
    *running += stated;
    table->records = malloc((size_t)table->count * table->size + 1);
    table->cut = calloc((size_t)table->count + 1, sizeof *table->cut);
    if (table->records == NULL || table->cut == NULL)
        return false;
    memcpy(table->records, bytes + begin, (size_t)table->count * table->size);
    return true;
}

bool tables_read(const uint8_t *bytes, size_t size, struct tables *out)
{
    static const uint8_t sizes[CHANNEL_SECTION_END] = {
#define X(name, number, record) [number] = (record),
        CHANNEL_SECTIONS(X)
#undef X
    };
    uint32_t running = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    memset(out, 0, sizeof *out);
    if (size < running || size > UINT32_MAX)
        return false;
    memcpy(out->header, bytes, sizeof out->header);
    out->file_size_excess = table_get(bytes + 12, 4) - (uint32_t)size;
    const uint64_t sum =
        channel_checksum(bytes + CHANNEL_CHECKSUM_BEGIN, size - CHANNEL_CHECKSUM_BEGIN);
    out->checksum_right =
        table_get(bytes + CHANNEL_CHECKSUM_OFFSET, 4) == (uint32_t)sum &&
        table_get(bytes + CHANNEL_CHECKSUM_OFFSET + 4, 4) == (uint32_t)(sum >> 32);
    for (unsigned i = 1; i < CHANNEL_SECTION_END; i++) {
        out->tables[i].size = sizes[i];
        const uint8_t *entry = bytes + CHANNEL_HEADER_SIZE + (i - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
        if (!read_table(bytes, (uint32_t)size, entry, &running, &out->tables[i])) {
            tables_free(out);
            return false;
        }
    }
    return true;
}

void tables_free(struct tables *tables)
{
    for (unsigned i = 1; i < CHANNEL_SECTION_END; i++) {
        free(tables->tables[i].records);
        free(tables->tables[i].cut);
    }
}

size_t tables_size(const struct tables *tables)
{
    size_t size = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    for (unsigned i = 1; i < CHANNEL_SECTION_END; i++)
        size += rounded(tables->tables[i].count * tables->tables[i].size);
    return size;
}

size_t tables_write(const struct tables *tables, uint8_t *out)
{
    uint32_t running = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    memcpy(out, tables->header, sizeof tables->header);
    for (unsigned i = 1; i < CHANNEL_SECTION_END; i++) {
        const struct table *table = &tables->tables[i];
        uint8_t *entry = out + CHANNEL_HEADER_SIZE + (i - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
        const uint32_t used = table->count * table->size;
        table_put(entry, 4, i);
        table_put(entry + 4, 4, running + table->offset_excess);
        table_put(entry + 8, 4, rounded(used) + table->size_excess);
        table_put(entry + 12, 4, table->count + table->count_excess);
        if (used > 0)
            memcpy(out + running, table->records, used);
        memset(out + running + used, 0, rounded(used) - used);
        running += rounded(used);
    }
    table_put(out + 12, 4, running + tables->file_size_excess);
    if (tables->checksum_right)
        repair_checksum(out, running);
    return running;
}
