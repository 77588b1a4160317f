/* Record decoders that walk and interpreter share, beyond the public ones of channel/decode.h. */
#ifndef CHANNEL_RECORDS_H
#define CHANNEL_RECORDS_H

#include "channel/decode.h"
#include "limits.h"
#include "reader.h"

/* The section in which values of a form stand (enum channel_form; not NONE). */
enum channel_section form_section(uint8_t form);

/* The size of a record of that section. */
uint32_t form_record(uint8_t form);

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
    return decode_text(file, record, 0, out);
}

#endif
