/* Record decoders that walk and interpreter share, beyond the public ones of channel/decode.h. */
#ifndef CHANNEL_RECORDS_H
#define CHANNEL_RECORDS_H

#include "channel/decode.h"
#include "limits.h"
#include "reader.h"

/* Where values of a form stand (enum channel_form; not NONE), and the size of a record there.
 * Inline, because each value of a file is found so. */
struct form_table {
    uint8_t section, record;
};

static inline struct form_table form_table(uint8_t form)
{
    static const struct form_table tables[CHANNEL_FORMS] = {
        [CHANNEL_FORM_NONE] = {0, 1}, /* no section: empty, whatever a record's size */
        [CHANNEL_FORM_PATTERN] = {CHANNEL_SECTION_PATTERNS, CHANNEL_RECORD_PATTERNS},
        [CHANNEL_FORM_RANGE] = {CHANNEL_SECTION_RANGES, CHANNEL_RECORD_RANGES},
        [CHANNEL_FORM_NETWORK] = {CHANNEL_SECTION_NETWORKS, CHANNEL_RECORD_NETWORKS},
        [CHANNEL_FORM_REFERENCE] = {CHANNEL_SECTION_REFERENCES, CHANNEL_RECORD_REFERENCES},
        [CHANNEL_FORM_EXPRESSION] = {CHANNEL_SECTION_EXPRESSIONS, CHANNEL_RECORD_EXPRESSIONS},
    };
    return tables[form < CHANNEL_FORMS ? form : CHANNEL_FORM_NONE];
}

static inline enum channel_section form_section(uint8_t form)
{
    return (enum channel_section)form_table(form).section;
}

static inline uint32_t form_record(uint8_t form)
{
    return form_table(form).record;
}

static inline struct channel_slice section_of(const struct channel_file *file,
                                              enum channel_section section)
{
    return file->sections[section];
}

/* A text whose offset and size stand at `position` of a record. */
static inline enum channel_error decode_text(const struct channel_file *file,
                                             struct channel_slice record, uint32_t position,
                                             struct channel_slice *out)
{
    const uint32_t offset = load_u32(record, position);
    const uint32_t size = load_u32(record, position + 4);

    REQUIRE_AT_MOST(size, LIMIT_TEXT, CHANNEL_ERROR_TEXT_TOO_LONG);
    return string_at(section_of(file, CHANNEL_SECTION_STRINGS), offset, size, out);
}

/* A text pattern: the part of channel_value_at that loops over many of them need. Inline, because
 * the interpreter tries thousands per event. */
static inline enum channel_error pattern_at(const struct channel_file *file, uint32_t index,
                                            struct channel_slice *out)
{
    struct channel_slice record;

    TRY(record_at(section_of(file, CHANNEL_SECTION_PATTERNS), index, CHANNEL_RECORD_PATTERNS,
                  CHANNEL_ERROR_VALUE_INDEX, &record));
    TRY_WITHIN(record, decode_text(file, record, 0, out));
    return CHANNEL_OK;
}

#endif
