/* Lists what can be cut, and cuts it. Candidates have numbers, so that whoever tries them needs to
 * remember nothing else. */
#include "reduce.h"

#include <string.h>

#include "channel/inputs/repair.h"
#include "channel/kinds.h"
#include "support/subject.h"
#include "table_parts.h"
#include "trailer_cuts.h"

/* A fuzz input, taken apart. */
struct parts {
    const uint8_t *data;
    size_t file_size, size;
    bool has_tables, has_trailer, drop_trailer;
    struct tables tables;
    struct trailer_cuts trailer;
};

/* A kind of thing that can be cut: how many there are, and how one goes. */
struct group {
    uint32_t (*count)(const struct parts *parts);
    void (*cut)(struct parts *parts, uint32_t index);
};

/* ---- what there is ---- */

static uint32_t count_trailers(const struct parts *parts)
{
    return parts->has_trailer;
}

static void cut_trailer(struct parts *parts, uint32_t index)
{
    (void)index;
    parts->drop_trailer = true;
}

static uint32_t count_events(const struct parts *parts)
{
    return parts->has_trailer ? parts->trailer.event_count : 0;
}

static void cut_event(struct parts *parts, uint32_t index)
{
    parts->trailer.events[index].cut = true;
}

static uint32_t count_sensor_types(const struct parts *parts)
{
    return parts->has_trailer ? parts->trailer.type_count : 0;
}

static void cut_sensor_type(struct parts *parts, uint32_t index)
{
    parts->trailer.type_cut[index] = true;
}

static uint32_t count_inputs(const struct parts *parts)
{
    return parts->has_trailer ? parts->trailer.input_count : 0;
}

/* From the last one on: those before keep their numbers. */
static void cut_input(struct parts *parts, uint32_t index)
{
    parts->trailer.inputs[parts->trailer.input_count - 1 - index].cut = true;
}

static void empty_input(struct parts *parts, uint32_t index)
{
    parts->trailer.inputs[index].absent = true;
}

static void halve_span(struct trailer_span *span)
{
    span->size /= 2;
}

static void halve_input(struct parts *parts, uint32_t index)
{
    halve_span(&parts->trailer.inputs[index].bytes);
}

static void behead_input(struct parts *parts, uint32_t index)
{
    struct trailer_span *span = &parts->trailer.inputs[index].bytes;
    const size_t half = (span->size + 1) / 2;
    *span = (struct trailer_span){span->bytes + half, span->size - half};
}

/* Records of a section. */
#define RECORDS(NAME, SECTION)                                                                     \
    static uint32_t count_##NAME(const struct parts *parts)                                        \
    {                                                                                              \
        return parts->has_tables ? parts->tables.tables[SECTION].count : 0;                        \
    }                                                                                              \
    static void cut_##NAME(struct parts *parts, uint32_t index)                                    \
    {                                                                                              \
        tables_cut(&parts->tables, SECTION, index);                                                \
    }

RECORDS(instances, CHANNEL_SECTION_INSTANCES)
RECORDS(criteria, CHANNEL_SECTION_CRITERIA)
RECORDS(patterns, CHANNEL_SECTION_PATTERNS)
RECORDS(ranges, CHANNEL_SECTION_RANGES)
RECORDS(networks, CHANNEL_SECTION_NETWORKS)
RECORDS(references, CHANNEL_SECTION_REFERENCES)
RECORDS(expressions, CHANNEL_SECTION_EXPRESSIONS)
RECORDS(types, CHANNEL_SECTION_TYPES)
RECORDS(rules, CHANNEL_SECTION_RULES)
RECORDS(instructions, CHANNEL_SECTION_INSTRUCTIONS)
RECORDS(index, CHANNEL_SECTION_INDEX)

static uint32_t count_nodes(const struct parts *parts)
{
    return parts->has_tables ? parts->tables.tables[CHANNEL_SECTION_NODES].count : 0;
}

static void cut_subtree(struct parts *parts, uint32_t index)
{
    tables_cut_subtree(&parts->tables, index);
}

static void cut_node(struct parts *parts, uint32_t index)
{
    tables_cut(&parts->tables, CHANNEL_SECTION_NODES, index);
}

static uint32_t count_fields(const struct parts *parts)
{
    return parts->has_tables ? parts->tables.tables[CHANNEL_SECTION_FIELDS].count : 0;
}

/* From the last one on: criteria name fields by number. */
static void cut_field(struct parts *parts, uint32_t index)
{
    const uint32_t count = parts->tables.tables[CHANNEL_SECTION_FIELDS].count;
    tables_cut(&parts->tables, CHANNEL_SECTION_FIELDS, count - 1 - index);
}

/* Texts: five of each rule, one of each pattern and expression. */
enum { TEXTS_OF_RULE = 5 };

static uint32_t count_texts(const struct parts *parts)
{
    return TEXTS_OF_RULE * count_rules(parts) + count_patterns(parts) + count_expressions(parts);
}

/* Where text `index` is named: offset and size, 8 bytes. */
static const uint8_t *text_at(const struct parts *parts, uint32_t index)
{
    const uint32_t of_rules = TEXTS_OF_RULE * count_rules(parts);
    const struct tables *tables = &parts->tables;

    if (index < of_rules)
        return record_of(tables, CHANNEL_SECTION_RULES, index / TEXTS_OF_RULE) + 8 +
               8 * (index % TEXTS_OF_RULE);
    index -= of_rules;
    if (index < count_patterns(parts))
        return record_of(tables, CHANNEL_SECTION_PATTERNS, index);
    index -= count_patterns(parts);
    return record_of(tables, CHANNEL_SECTION_EXPRESSIONS, index) + 8;
}

/* Cuts the part of a text from `numerator` eighths of it on, up to `end` eighths. */
static void cut_text_part(struct parts *parts, uint32_t index, uint32_t begin, uint32_t end)
{
    const uint8_t *name = text_at(parts, index);
    const uint64_t offset = table_get(name, 4), size = table_get(name + 4, 4);
    const uint32_t count = parts->tables.tables[CHANNEL_SECTION_STRINGS].count;

    if (offset <= count && size <= count - offset)
        tables_cut_text(&parts->tables, (uint32_t)(offset + size * begin / 8),
                        (uint32_t)(offset + size * end / 8));
}

static void cut_text(struct parts *parts, uint32_t index)
{
    cut_text_part(parts, index, 0, 8);
}

static void cut_text_end(struct parts *parts, uint32_t index)
{
    cut_text_part(parts, index, 4, 8);
}

static void cut_text_begin(struct parts *parts, uint32_t index)
{
    cut_text_part(parts, index, 0, 4);
}

static uint32_t count_string_bytes(const struct parts *parts)
{
    return parts->has_tables ? parts->tables.tables[CHANNEL_SECTION_STRINGS].count : 0;
}

static void cut_string_byte(struct parts *parts, uint32_t index)
{
    tables_cut_text(&parts->tables, index, index + 1);
}

/* What is worth most comes first. */
static const struct group groups[] = {
    {count_trailers, cut_trailer},
    {count_events, cut_event},
    {count_instances, cut_instances},
    {count_criteria, cut_criteria},
    {count_nodes, cut_subtree},
    {count_patterns, cut_patterns},
    {count_expressions, cut_expressions},
    {count_ranges, cut_ranges},
    {count_networks, cut_networks},
    {count_references, cut_references},
    {count_sensor_types, cut_sensor_type},
    {count_texts, cut_text},
    {count_inputs, cut_input},
    {count_inputs, empty_input},
    {count_texts, cut_text_end},
    {count_texts, cut_text_begin},
    {count_inputs, halve_input},
    {count_inputs, behead_input},
    {count_fields, cut_field},
    {count_nodes, cut_node},
    {count_instructions, cut_instructions},
    {count_string_bytes, cut_string_byte},
    {count_types, cut_types},
    {count_rules, cut_rules},
    {count_index, cut_index},
};

/* ---- one of them ---- */

/* The number of runs of `count` things: all, then halves down to single ones. */
static uint64_t run_count(uint32_t count)
{
    uint64_t runs = 0;

    for (uint32_t length = count; length > 0; length /= 2)
        runs += (count + length - 1) / length;
    return runs;
}

static void cut_run_number(struct parts *parts, const struct group *group, uint32_t count,
                           uint64_t number)
{
    uint32_t length = count;

    while (number >= (count + length - 1) / length) {
        number -= (count + length - 1) / length;
        length /= 2;
    }
    const uint32_t begin = (uint32_t)number * length;
    const uint32_t end = length < count - begin ? begin + length : count;
    for (uint32_t i = begin; i < end; i++)
        group->cut(parts, i);
}

/* Cuts candidate `number`; false when there is none. */
static bool cut_number(struct parts *parts, uint64_t number)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        const uint32_t count = groups[i].count(parts);
        const uint64_t runs = run_count(count);
        if (number < runs) {
            cut_run_number(parts, &groups[i], count, number);
            return true;
        }
        number -= runs;
    }
    return false;
}

static void take_apart(const uint8_t *data, size_t size, struct parts *parts)
{
    *parts = (struct parts){.data = data, .size = size};
    parts->file_size = trailer_cuts_file_size(data, size);
    parts->has_tables = tables_read(data, parts->file_size, &parts->tables);
    if (parts->file_size < size)
        parts->has_trailer = trailer_cuts_read(data + parts->file_size, size - parts->file_size - 8,
                                               &parts->trailer);
}

/* Puts the parts together; the input as it was when the result would not be smaller. */
static size_t put_together(struct parts *parts, uint8_t *out)
{
    size_t size = parts->file_size;

    const bool closed = parts->has_tables && tables_close(&parts->tables) &&
                        tables_size(&parts->tables) <= parts->file_size;
    if (closed)
        size = tables_write(&parts->tables, out);
    else
        memcpy(out, parts->data, size);
    if (parts->has_trailer && !parts->drop_trailer) {
        size += trailer_cuts_write(&parts->trailer, out + size);
    } else if (!parts->has_trailer) {
        memcpy(out + size, parts->data + parts->file_size, parts->size - parts->file_size);
        size += parts->size - parts->file_size;
    }
    return size;
}

size_t reduce_channel(const uint8_t *data, size_t size, uint64_t number, uint8_t *out)
{
    struct parts parts;
    size_t made = SUBJECT_NO_CANDIDATE;

    take_apart(data, size, &parts);
    if (cut_number(&parts, number))
        made = put_together(&parts, out);
    if (parts.has_tables)
        tables_free(&parts.tables);
    if (parts.has_trailer)
        trailer_cuts_free(&parts.trailer);
    return made;
}

bool reduce_repair(uint8_t *data, size_t size)
{
    const size_t file_size = trailer_cuts_file_size(data, size);

    if (file_size < CHANNEL_HEADER_SIZE || file_size > UINT32_MAX)
        return false;
    table_put(data + 12, 4, (uint32_t)file_size);
    repair_checksum(data, file_size);
    return true;
}
