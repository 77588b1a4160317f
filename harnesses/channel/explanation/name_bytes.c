/* Names bytes by tables of docs/format.md. Without the parser: what it makes of a file may be the
 * bug. */
#include "name_bytes.h"

#include <stdio.h>

#include "channel/file.h"
#include "channel/reduction/table_parts.h"
#include "channel/reduction/trailer_cuts.h"

/* A field of a record: what stands behind it up to the next one belongs to it. */
struct named_field {
    uint8_t section; /* 0: the header */
    uint8_t begin, size;
    const char *name;
};

enum { HEADER = 0, ENTRY = CHANNEL_SECTION_END };

static const struct named_field fields[] = {
    {HEADER, 0, 8, "magic"},
    {HEADER, 8, 4, "version of the format"},
    {HEADER, 12, 4, "size of the file"},
    {HEADER, 16, 8, "checksum"},
    {HEADER, 24, 4, "channel"},
    {HEADER, 28, 4, "revision"},
    {HEADER, 32, 4, "oldest sensor"},
    {HEADER, 36, 1, "case folding"},
    {HEADER, 37, 3, "reserved"},
    {ENTRY, 0, 4, "kind"},
    {ENTRY, 4, 4, "begin"},
    {ENTRY, 8, 4, "size"},
    {ENTRY, 12, 4, "count"},
    {CHANNEL_SECTION_TYPES, 0, 2, "identifier"},
    {CHANNEL_SECTION_TYPES, 2, 2, "field count"},
    {CHANNEL_SECTION_TYPES, 4, 4, "first field"},
    {CHANNEL_SECTION_TYPES, 8, 4, "first instance"},
    {CHANNEL_SECTION_TYPES, 12, 4, "instance count"},
    {CHANNEL_SECTION_FIELDS, 0, 1, "kind"},
    {CHANNEL_SECTION_RULES, 0, 4, "instance"},
    {CHANNEL_SECTION_RULES, 4, 1, "level"},
    {CHANNEL_SECTION_RULES, 5, 3, "reserved"},
    {CHANNEL_SECTION_RULES, 8, 8, "identifier: offset and size"},
    {CHANNEL_SECTION_RULES, 16, 8, "title: offset and size"},
    {CHANNEL_SECTION_RULES, 24, 8, "author: offset and size"},
    {CHANNEL_SECTION_RULES, 32, 8, "licence: offset and size"},
    {CHANNEL_SECTION_RULES, 40, 8, "link: offset and size"},
    {CHANNEL_SECTION_INSTANCES, 0, 4, "rule"},
    {CHANNEL_SECTION_INSTANCES, 4, 4, "first criterion"},
    {CHANNEL_SECTION_INSTANCES, 8, 4, "criterion count"},
    {CHANNEL_SECTION_INSTANCES, 12, 4, "first node"},
    {CHANNEL_SECTION_INSTANCES, 16, 4, "node count"},
    {CHANNEL_SECTION_INSTANCES, 20, 4, "reserved"},
    {CHANNEL_SECTION_CRITERIA, 0, 2, "field"},
    {CHANNEL_SECTION_CRITERIA, 2, 1, "kind"},
    {CHANNEL_SECTION_CRITERIA, 3, 1, "flags"},
    {CHANNEL_SECTION_CRITERIA, 4, 4, "first value"},
    {CHANNEL_SECTION_CRITERIA, 8, 4, "value count"},
    {CHANNEL_SECTION_CRITERIA, 12, 4, "reserved"},
    {CHANNEL_SECTION_NODES, 0, 1, "operator"},
    {CHANNEL_SECTION_NODES, 1, 3, "reserved"},
    {CHANNEL_SECTION_NODES, 4, 4, "operand"},
    {CHANNEL_SECTION_PATTERNS, 0, 8, "text: offset and size"},
    {CHANNEL_SECTION_RANGES, 0, 8, "minimum"},
    {CHANNEL_SECTION_RANGES, 8, 8, "maximum"},
    {CHANNEL_SECTION_NETWORKS, 0, 24, "network"},
    {CHANNEL_SECTION_REFERENCES, 0, 8, "reference"},
    {CHANNEL_SECTION_EXPRESSIONS, 0, 4, "first instruction"},
    {CHANNEL_SECTION_EXPRESSIONS, 4, 4, "instruction count"},
    {CHANNEL_SECTION_EXPRESSIONS, 8, 8, "source: offset and size"},
    {CHANNEL_SECTION_EXPRESSIONS, 16, 1, "flags"},
    {CHANNEL_SECTION_EXPRESSIONS, 17, 7, "reserved"},
    {CHANNEL_SECTION_INSTRUCTIONS, 0, 1, "kind"},
    {CHANNEL_SECTION_INSTRUCTIONS, 1, 3, "first operand"},
    {CHANNEL_SECTION_INSTRUCTIONS, 4, 1, "flag"},
    {CHANNEL_SECTION_INSTRUCTIONS, 5, 3, "second operand"},
    {CHANNEL_SECTION_INDEX, 0, 8, "entry"},
};

static const struct {
    const char *name; /* of one record */
    uint8_t size;
} records[CHANNEL_SECTION_END] = {
#define X(upper, number, record) [number] = {#upper, record},
    CHANNEL_SECTIONS(X)
#undef X
};

/* The field at `inside` bytes of a record that begins at `at`. */
static size_t name_field(unsigned section, size_t at, size_t inside, const char *record,
                         size_t number, size_t *begin, char *text, size_t capacity)
{
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].section != section || inside < fields[i].begin ||
            inside >= (size_t)fields[i].begin + fields[i].size)
            continue;
        *begin = at + fields[i].begin;
        if (section == HEADER)
            snprintf(text, capacity, "header: %s", fields[i].name);
        else if (section == ENTRY)
            snprintf(text, capacity, "directory, %s: %s", record, fields[i].name);
        else
            snprintf(text, capacity, "%s %zu: %s", record, number, fields[i].name);
        return fields[i].size;
    }
    return 0;
}

static size_t name_in_section(const uint8_t *data, size_t size, unsigned section, size_t offset,
                              size_t *begin, char *text, size_t capacity)
{
    const uint8_t *entry =
        data + CHANNEL_HEADER_SIZE + (section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
    const size_t at = table_get(entry + 4, 4), stated = table_get(entry + 8, 4),
                 record = records[section].size;

    if (at > size || offset < at || offset - at >= stated || stated > size - at)
        return 0;
    const size_t number = (offset - at) / record;
    if (number >= table_get(entry + 12, 4)) {
        *begin = offset;
        snprintf(text, capacity, "%s: behind the last record", records[section].name);
        return 1;
    }
    if (section == CHANNEL_SECTION_STRINGS) {
        *begin = at;
        snprintf(text, capacity, "STRINGS");
        return table_get(entry + 12, 4);
    }
    return name_field(section, at + number * record, (offset - at) % record, records[section].name,
                      number, begin, text, capacity);
}

static size_t name_in_trailer(size_t file_size, size_t size, size_t offset, size_t *begin,
                              char *text, size_t capacity)
{
    enum { FOOTER = 8 };
    const bool footer = offset >= size - FOOTER;

    *begin = footer ? size - FOOTER : file_size;
    snprintf(text, capacity, "trailer: %s", footer ? "size and magic" : "sensor and events");
    return footer ? FOOTER : size - FOOTER - file_size;
}

size_t name_bytes(const uint8_t *data, size_t size, size_t offset, size_t *begin, char *text,
                  size_t capacity)
{
    const size_t file_size = trailer_cuts_file_size(data, size);
    const size_t directory = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    if (offset >= file_size)
        return name_in_trailer(file_size, size, offset, begin, text, capacity);
    if (offset < CHANNEL_HEADER_SIZE)
        return name_field(HEADER, 0, offset, "", 0, begin, text, capacity);
    if (offset < directory) {
        const size_t index = (offset - CHANNEL_HEADER_SIZE) / CHANNEL_DIRECTORY_ENTRY_SIZE;
        const size_t at = CHANNEL_HEADER_SIZE + index * CHANNEL_DIRECTORY_ENTRY_SIZE;
        return name_field(ENTRY, at, offset - at, records[index + 1].name, 0, begin, text,
                          capacity);
    }
    for (unsigned section = 1; file_size >= directory && section < CHANNEL_SECTION_END; section++) {
        const size_t found =
            name_in_section(data, file_size, section, offset, begin, text, capacity);
        if (found > 0)
            return found;
    }
    return 0;
}
