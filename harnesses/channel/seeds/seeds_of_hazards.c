/* One hostile seed for each hazard that the analyses of July 19 name, and for the boundaries of the
 * container: a sound file, changed in one place. What engines cannot guess, the checksum, is right
 * where the hazard lies behind it. */
#include <stdlib.h>
#include <string.h>

#include "channel/inputs/repair.h"
#include "channel/template_types.h"
#include "seed_change.h"
#include "seed_model.h"
#include "seed_writer.h"

enum {
    VERSION = 8,
    FILE_SIZE = SEED_FILE_SIZE,
    OLDEST_SENSOR = CHANNEL_OLDEST_SENSOR_OFFSET,
    ENTRY_BEGIN = SEED_ENTRY_BEGIN,
    ENTRY_SIZE = SEED_ENTRY_SIZE,
    ENTRY_COUNT = SEED_ENTRY_COUNT,
    FIRST_TYPE = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE,
};

#define ENTRY(section) SEED_ENTRY(section)

/* A number in the file that is changed: `value` is written, or added when `relative`. */
struct patch_row {
    const char *name;
    const char *holds;
    uint32_t offset;
    bool relative;
    uint32_t value;
};

static const struct patch_row patch_rows[] = {
    {"version-stale", "a version that is no longer known", VERSION, false, 0},
    {"version-next", "a version that is not known yet", VERSION, false, 2},
    {"size-one-less", "a header that says a byte less", FILE_SIZE, true, UINT32_MAX},
    {"size-one-more", "a header that says a byte more", FILE_SIZE, true, 1},
    {"sensor-newest", "content for a sensor that is not built yet", OLDEST_SENSOR, false,
     UINT32_MAX},
    {"section-backwards", "a section that begins before the one in front of it",
     ENTRY(RULES) + ENTRY_BEGIN, true, UINT32_MAX - 7},
    {"section-overlap", "a section that begins inside the one in front of it",
     ENTRY(STRINGS) + ENTRY_BEGIN, true, UINT32_MAX - 7},
    {"section-gap", "a section that begins behind the end of the one in front of it",
     ENTRY(RULES) + ENTRY_BEGIN, true, 8},
    {"section-overflow", "a begin and size whose sum wraps", ENTRY(RULES) + ENTRY_SIZE, false,
     UINT32_MAX - 7},
    {"section-begin-overflow", "a begin at the end of the address space",
     ENTRY(RULES) + ENTRY_BEGIN, false, UINT32_MAX - 7},
    {"section-cycle", "a section that begins at its own directory entry",
     ENTRY(INSTANCES) + ENTRY_BEGIN, false, ENTRY(INSTANCES)},
    {"section-small", "a section that is smaller than one of its records",
     ENTRY(INSTANCES) + ENTRY_SIZE, false, 8},
    {"section-past-end", "a section that ends eight bytes behind the file",
     ENTRY(STRINGS) + ENTRY_SIZE, true, 8},
    {"section-twice", "a section kind that is listed twice", ENTRY(RULES), false,
     CHANNEL_SECTION_FIELDS},
    {"section-unknown", "a section kind that nobody knows", ENTRY(INDEX), false,
     CHANNEL_SECTION_END},
    {"index-in-use", "the reserved index section with a record", ENTRY(INDEX) + ENTRY_COUNT, false,
     1},
    {"count-one-more", "a count of instances one too many", ENTRY(INSTANCES) + ENTRY_COUNT, true,
     1},
    {"count-one-less", "a count of instances one too few", ENTRY(INSTANCES) + ENTRY_COUNT, true,
     UINT32_MAX},
    {"count-largest", "a count whose size wraps", ENTRY(RULES) + ENTRY_COUNT, false, 0x5555556},
    {"types-one-less", "a count of types one too few", ENTRY(TYPES) + ENTRY_COUNT, true,
     UINT32_MAX},
};

/* A model that uses every table that a small file can have. */
static struct content *base_content(void)
{
    static const char *const ids[] = {"first", "second"};
    struct content *content = seed_content();
    const uint16_t field = seed_field(content, SEED_TYPE, CHANNEL_KIND_TEXT);

    for (unsigned i = 0; i < 2; i++) {
        struct content_instance *instance = seed_instance(content, SEED_TYPE, ids[i]);
        seed_criterion(content, instance, field, CHANNEL_CRITERION_CONTAINS, "whoami");
        seed_criterion(content, instance, field, CHANNEL_CRITERION_EXISTS, NULL);
        seed_node(content, instance, CHANNEL_OPERATOR_AND, 2);
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    }
    return content;
}

static uint32_t number_at(const uint8_t *bytes, uint32_t offset)
{
    return seed_number(bytes, offset, 4);
}

static void patch(uint8_t *bytes, uint32_t offset, bool relative, uint32_t value)
{
    struct seed_file file = {bytes, 0};
    const struct seed_change change = {.kind = relative ? SEED_CHANGE_ADD : SEED_CHANGE_SET,
                                       .offset = offset,
                                       .width = 4,
                                       .value = value};

    seed_change(&file, &change);
}

static void write_patched(struct seed_writer *writer, const struct patch_row *row,
                          const uint8_t *base, size_t size)
{
    uint8_t *bytes = seed_need(malloc(size));

    memcpy(bytes, base, size);
    patch(bytes, row->offset, row->relative, row->value);
    repair_checksum(bytes, size);
    seed_write(writer, "channel_file", row->name, row->holds, bytes, size);
    free(bytes);
}

/* A section that reaches beyond the file and says so consistently: its padding is all beyond. */
static void write_padding_beyond(struct seed_writer *writer, const uint8_t *base, size_t size)
{
    uint8_t *bytes = seed_need(malloc(size));

    memcpy(bytes, base, size);
    patch(bytes, ENTRY(STRINGS) + ENTRY_COUNT, false,
          number_at(bytes, ENTRY(STRINGS) + ENTRY_SIZE) + 1);
    patch(bytes, ENTRY(STRINGS) + ENTRY_SIZE, true, 8);
    patch(bytes, ENTRY(INDEX) + ENTRY_BEGIN, true, 8);
    repair_checksum(bytes, size);
    seed_write(writer, "channel_file", "padding-beyond",
               "a section whose padding is not in the file", bytes, size);
    free(bytes);
}

/* A string that leaves the pool by a byte: the last pattern says one more. */
static void write_string_beyond(struct seed_writer *writer, const uint8_t *base, size_t size)
{
    uint8_t *bytes = seed_need(malloc(size));

    memcpy(bytes, base, size);
    const uint32_t begin = number_at(bytes, ENTRY(PATTERNS) + ENTRY_BEGIN);
    const uint32_t count = number_at(bytes, ENTRY(PATTERNS) + ENTRY_COUNT);
    const uint32_t pool = number_at(bytes, ENTRY(STRINGS) + ENTRY_COUNT);
    const uint32_t record = begin + (count - 1) * CHANNEL_RECORD_PATTERNS;
    patch(bytes, record + 4, false, pool + 1 - number_at(bytes, record));
    repair_checksum(bytes, size);
    seed_write(writer, "channel_file", "string-one-beyond", "a string that ends behind the pool",
               bytes, size);
    free(bytes);
}

/* More than a sensor has room for. The model cannot say it; the record of the first type can. */
static void write_too_many_fields(struct seed_writer *writer, const struct content *content,
                                  const uint8_t *base, size_t size)
{
    const uint32_t fields = content_find_type(content, SEED_TYPE)->field_count;
    const struct patch_row row = {"fields-129", "a field more than a type may have", FIRST_TYPE,
                                  true, 0x10000u * (129 - fields)};

    write_patched(writer, &row, base, size);
}

/* What a crash just after a write leaves of a file. */
static void write_torn(struct seed_writer *writer, const uint8_t *base, size_t size)
{
    static const struct {
        const char *name;
        const char *holds;
        size_t keep;
    } rows[] = {
        {"zero-bytes-8", "eight zeros", 0},
        {"truncated-in-magic", "a file cut in its magic", 4},
        {"truncated-header", "a header that lacks its last byte", CHANNEL_HEADER_SIZE - 1},
        {"header-alone", "a header and nothing else", CHANNEL_HEADER_SIZE},
        {"truncated-directory", "a directory that lacks its last byte",
         CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE - 1},
        {"directory-alone", "a header and a directory",
         CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE},
    };
    uint8_t *bytes = seed_need(calloc(size, 1));

    seed_write(writer, "channel_file", "all-zero", "a file of zeros", bytes, size);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memcpy(bytes, base, rows[i].keep);
        seed_write(writer, "channel_file", rows[i].name, rows[i].holds, bytes,
                   rows[i].keep == 0 ? 8 : rows[i].keep);
    }
    memset(bytes, 0, size);
    memcpy(bytes, base, size / 2);
    seed_write(writer, "channel_file", "half-zero", "a file whose second half is zeros", bytes,
               size);
    memcpy(bytes, base, size);
    seed_write(writer, "channel_file", "truncated", "a file that lacks its last byte", bytes,
               size - 1);
    seed_write(writer, "channel_file", "byte-ff", "a single byte of all bits",
               (const uint8_t[]){0xff}, 1);
    bytes[CHANNEL_CHECKSUM_BEGIN] ^= 1;
    seed_write(writer, "channel_file", "checksum", "a flipped bit where any value is sound", bytes,
               size);
    free(bytes);
}

/* Encodes a model that is wrong as it is. */
static void write_wrong(struct seed_writer *writer, const char *name, const char *holds,
                        struct content *content)
{
    size_t size;
    uint8_t *bytes = seed_encode_unchecked(content, &size);

    seed_write(writer, "channel_file", name, holds, bytes, size);
    free(bytes);
}

static void write_wrong_models(struct seed_writer *writer)
{
    struct content *content = base_content();
    content->instances[1].id = content->instances[0].id;
    write_wrong(writer, "rule-twice", "two rules of one identifier", content);

    content = base_content();
    content->instances[0].criteria[0].field = content_find_type(content, SEED_TYPE)->field_count;
    write_wrong(writer, "field-one-beyond", "a criterion on the field behind the last", content);

    content = base_content();
    seed_node(content, &content->instances[0], CHANNEL_OPERATOR_TEST,
              content->instances[0].criterion_count);
    seed_node(content, &content->instances[0], CHANNEL_OPERATOR_TEST, 0);
    content->instances[0].nodes[0].operand += 2;
    write_wrong(writer, "test-one-beyond", "a condition on the criterion behind the last", content);

    content = base_content();
    content->instances[0].nodes[0].operand++;
    write_wrong(writer, "span-one-beyond", "a condition that spans a node too many", content);

    content = base_content();
    content->types[0].field_count = 128;
    memset(content->types[0].kinds, CHANNEL_KIND_TEXT, 128);
    write_wrong(writer, "fields-128", "as many fields as a type may have", content);
}

void seeds_of_hazards(struct seed_writer *writer)
{
    struct content *content = base_content();
    size_t size;
    uint8_t *bytes = seed_encode(content, &size);

    for (size_t i = 0; i < sizeof patch_rows / sizeof patch_rows[0]; i++)
        write_patched(writer, &patch_rows[i], bytes, size);
    write_padding_beyond(writer, bytes, size);
    write_string_beyond(writer, bytes, size);
    write_too_many_fields(writer, content, bytes, size);
    write_torn(writer, bytes, size);
    write_wrong_models(writer);
    free(bytes);
    content_free(content);
}
