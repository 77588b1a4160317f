/* What the parts of tables.h share: numbers in records, and runs of records that may be torn. */
#ifndef HARNESS_CHANNEL_TABLE_PARTS_H
#define HARNESS_CHANNEL_TABLE_PARTS_H

#include "tables.h"

static inline uint32_t table_get(const uint8_t *bytes, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = size; i > 0; i--)
        value = value * 0x100u + bytes[i - 1];
    return value;
}

static inline void table_put(uint8_t *bytes, unsigned size, uint32_t value)
{
    for (unsigned i = 0; i < size; i++, value /= 0x100u)
        bytes[i] = (uint8_t)(value % 0x100u);
}

static inline uint8_t *record_of(const struct tables *tables, unsigned section, uint32_t index)
{
    const struct table *table = &tables->tables[section];
    return table->records + (size_t)index * table->size;
}

/* The part of a run that is there. */
static inline uint32_t run_end(const struct table *table, uint32_t first, uint32_t count)
{
    if (first >= table->count)
        return first;
    return count < table->count - first ? first + count : table->count;
}

/* Whether every record of a run is cut. */
static inline bool all_cut(const struct table *table, uint32_t first, uint32_t count)
{
    const uint32_t end = run_end(table, first, count);
    for (uint32_t i = first; i < end; i++)
        if (!table->cut[i])
            return false;
    return end > first;
}

/* Whether a run has a record that is cut. */
static inline bool some_cut(const struct table *table, uint32_t first, uint32_t count)
{
    const uint32_t end = run_end(table, first, count);
    for (uint32_t i = first; i < end; i++)
        if (table->cut[i])
            return true;
    return false;
}

/* Puts the conditions of instances right after cuts: they stay conditions, test no criterion that
 * is gone, and criteria that they no longer test go. False when memory is short. */
bool table_conditions_settle(struct tables *tables);

#endif
