/* The container layer: header, section directory, checksum. Relies on nothing but the reader. */
#include "limits.h"
#include "reader.h"

const uint8_t channel_magic[CHANNEL_MAGIC_SIZE] = {'R', 'Z', 'C', 'H', '\r', '\n', 0x1a, '\n'};

static const uint8_t record_sizes[CHANNEL_SECTION_END] = {
#define X(name, number, record) [CHANNEL_SECTION_##name] = (record),
    CHANNEL_SECTIONS(X)
#undef X
};

/* The place that a refusal names, while the file is being decoded. */
struct place {
    uint32_t offset;
};

static bool has_magic(struct channel_slice header)
{
    return slice_compare((struct channel_slice){header.base, CHANNEL_MAGIC_SIZE},
                         (struct channel_slice){channel_magic, CHANNEL_MAGIC_SIZE}) == 0;
}

static enum channel_error decode_header(struct channel_slice header, struct channel_file *out,
                                        struct place *place)
{
    place->offset = 0;
    REQUIRE(has_magic(header), CHANNEL_ERROR_MAGIC);
    place->offset = 8;
    REQUIRE(load_u32(header, 8) == CHANNEL_FORMAT_VERSION, CHANNEL_ERROR_VERSION);
    place->offset = 12;
    REQUIRE(load_u32(header, 12) == out->bytes.size, CHANNEL_ERROR_FILE_SIZE);
    place->offset = 36;
    REQUIRE(load_u8(header, 36) == CHANNEL_FOLDING_ASCII, CHANNEL_ERROR_CASE_FOLDING);
    place->offset = 37;
    REQUIRE(all_zero(header, 37, 3), CHANNEL_ERROR_HEADER_RESERVED);
    out->channel = load_u32(header, 24);
    out->revision = load_u32(header, 28);
    out->oldest_sensor = load_u32(header, 32);
    return CHANNEL_OK;
}

/* One entry; after CHANNEL_OK the section and its padding, whose bytes are *padding, lie inside the
 * file behind *begin, which has moved past them. */
static enum channel_error decode_entry(struct channel_slice entry, uint32_t section,
                                       struct channel_file *out, uint32_t *begin,
                                       struct channel_slice *padding)
{
    const uint32_t stated_section = load_u32(entry, 0);
    const uint32_t stated_begin = load_u32(entry, 4);
    const uint32_t size = load_u32(entry, 8);
    const uint32_t count = load_u32(entry, 12);
    const uint32_t record = record_sizes[section];

    REQUIRE(stated_section == section, CHANNEL_ERROR_SECTION_KIND);
    REQUIRE(stated_begin == *begin, CHANNEL_ERROR_SECTION_GAP);
    REQUIRE_AT_MOST(size, out->bytes.size - *begin, CHANNEL_ERROR_SECTION_END);
    REQUIRE_AT_MOST(count, size / record, CHANNEL_ERROR_SECTION_COUNT);
    const uint32_t used = count * record;
    const uint32_t partial = used % CHANNEL_SECTION_ALIGNMENT;
    const uint32_t missing = partial == 0 ? 0 : CHANNEL_SECTION_ALIGNMENT - partial;
    REQUIRE(size - used == missing, CHANNEL_ERROR_SECTION_SIZE);
    REQUIRE(count == 0 || section != CHANNEL_SECTION_INDEX, CHANNEL_ERROR_SECTION_RESERVED);
    out->sections[section] = (struct channel_slice){out->bytes.base + *begin, used};
    *padding = (struct channel_slice){out->bytes.base + *begin + used, missing};
    *begin += size;
    return CHANNEL_OK;
}

static enum channel_error decode_directory(struct channel_slice directory, struct channel_file *out,
                                           struct place *place)
{
    uint32_t begin = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    for (uint32_t section = 1; section < CHANNEL_SECTION_END; section++) {
        const uint32_t position = (section - 1) * CHANNEL_DIRECTORY_ENTRY_SIZE;
        const struct channel_slice entry = {directory.base + position,
                                            CHANNEL_DIRECTORY_ENTRY_SIZE};
        struct channel_slice padding;
        place->offset = CHANNEL_HEADER_SIZE + position;
        TRY_WITHIN(entry, decode_entry(entry, section, out, &begin, &padding));
        REQUIRE(all_zero(padding, 0, padding.size), CHANNEL_ERROR_SECTION_PADDING);
    }
    place->offset = begin;
    REQUIRE(begin == out->bytes.size, CHANNEL_ERROR_TRAILING_BYTES);
    return CHANNEL_OK;
}

static enum channel_error decode_container(const uint8_t *bytes, size_t size,
                                           struct channel_file *out, struct place *place)
{
    struct channel_slice header, directory;

    REQUIRE_AT_MOST(size, LIMIT_FILE, CHANNEL_ERROR_FILE_TOO_LARGE);
    out->bytes = (struct channel_slice){bytes, (uint32_t)size};
    struct reader reader = {out->bytes, 0};
    TRY(reader_take(&reader, CHANNEL_HEADER_SIZE, CHANNEL_ERROR_HEADER_TRUNCATED, &header));
    TRY_WITHIN(header, decode_header(header, out, place));
    place->offset = CHANNEL_HEADER_SIZE;
    TRY(reader_take(&reader, CHANNEL_DIRECTORY_SIZE, CHANNEL_ERROR_DIRECTORY_TRUNCATED,
                    &directory));
    return decode_directory(directory, out, place);
}

static enum channel_error check_sum(const struct channel_file *file, struct place *place)
{
    const struct channel_slice header = {file->bytes.base, CHANNEL_HEADER_SIZE};
    const uint64_t sum = channel_checksum(file->bytes.base + CHANNEL_CHECKSUM_BEGIN,
                                          file->bytes.size - CHANNEL_CHECKSUM_BEGIN);

    place->offset = CHANNEL_CHECKSUM_OFFSET;
    REQUIRE(load_u64(header, CHANNEL_CHECKSUM_OFFSET) == sum, CHANNEL_ERROR_CHECKSUM);
    return CHANNEL_OK;
}

static enum channel_error finish(enum channel_error error, const struct place *place,
                                 struct channel_file *out, uint32_t *offset)
{
    *offset = place->offset;
    if (error != CHANNEL_OK)
        *out = (struct channel_file){0};
    return error;
}

enum channel_error channel_open_unchecked(const uint8_t *bytes, size_t size,
                                          struct channel_file *out, uint32_t *offset)
{
    struct place place = {0};

    *out = (struct channel_file){0};
    return finish(decode_container(bytes, size, out, &place), &place, out, offset);
}

enum channel_error channel_open(const uint8_t *bytes, size_t size, struct channel_file *out,
                                uint32_t *offset)
{
    struct place place = {0};

    *out = (struct channel_file){0};
    enum channel_error error = decode_container(bytes, size, out, &place);
    if (error == CHANNEL_OK)
        error = check_sum(out, &place);
    return finish(error, &place, out, offset);
}

/* NOLINTBEGIN(bugprone-branch-clone): sections whose records have one size divide alike */
uint32_t channel_section_count(const struct channel_file *file, enum channel_section section)
{
    switch (section) { /* not record_sizes: each case divides by a constant, which costs nothing */
#define X(name, number, record)                                                                    \
    case CHANNEL_SECTION_##name:                                                                   \
        return file->sections[section].size / (record);
        CHANNEL_SECTIONS(X)
#undef X
    case CHANNEL_SECTION_END:
    default:
        return 0;
    }
}
/* NOLINTEND(bugprone-branch-clone) */
