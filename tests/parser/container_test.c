/* The container layer: every rule of header and directory at its limit and one beyond, with its own
 * error at its own place; torn, zeroed and flipped files. */
#include <stdlib.h>
#include <string.h>

#include "channel/file.h"
#include "limits.h"
#include "model.h"
#include "test.h"

enum {
    DIRECTORY = CHANNEL_HEADER_SIZE,
    BODY = CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE,
    ENTRY = CHANNEL_DIRECTORY_ENTRY_SIZE,
};

/* Offset of a member of a section's directory entry: 0 kind, 4 begin, 8 size, 12 count. */
#define ENTRY_AT(section, at) (DIRECTORY + (CHANNEL_SECTION_##section - 1) * ENTRY + (at))

struct patch {
    uint32_t offset, width; /* a width of 0 changes nothing */
    uint64_t value;
};

struct row {
    const char *holds;
    struct patch patches[2];
    int32_t grown; /* bytes that the file is longer than its sections */
    enum channel_error expected;
    uint32_t offset; /* of the refusal */
};

/* The file that the rows are about: three fields (five bytes of padding), one of everything else.
 */
static struct exact sample_file(void)
{
    struct content *content = model_new();

    model_type(content, 7, 3);
    struct content_instance *instance = model_instance(content, 7, "rule");
    model_text(content, instance, 1, CHANNEL_CRITERION_EXACT, 0, "abc");
    model_test_only(content, instance);
    content->channel = 291;
    content->revision = 5;
    content->oldest_sensor = 1300;
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

#define UNTOUCHED {{0, 0, 0}, {0, 0, 0}}
#define ONE(offset, width, value) {{offset, width, value}, {0, 0, 0}}

/* Sizes in the sample: types 16, fields 3 + 5, rules 48, instances 24, criteria 16, nodes 8,
 * patterns 8, strings 7 + 1. */
enum { FIELDS = BODY + 16, RULES = FIELDS + 8, STRINGS = RULES + 48 + 24 + 16 + 8 + 8 };

static const struct row rows[] = {
    {"accepts the sample", UNTOUCHED, 0, CHANNEL_OK, STRINGS + 8},
    {"refuses another first byte", ONE(0, 1, 'S'), 0, CHANNEL_ERROR_MAGIC, 0},
    {"refuses another last byte of the magic", ONE(7, 1, 0), 0, CHANNEL_ERROR_MAGIC, 0},
    {"refuses version 0", ONE(8, 4, 0), 0, CHANNEL_ERROR_VERSION, 8},
    {"refuses version 2", ONE(8, 4, 2), 0, CHANNEL_ERROR_VERSION, 8},
    {"refuses a size one too large", ONE(12, 4, STRINGS + 9), 0, CHANNEL_ERROR_FILE_SIZE, 12},
    {"refuses a size one too small", ONE(12, 4, STRINGS + 7), 0, CHANNEL_ERROR_FILE_SIZE, 12},
    {"refuses no case folding", ONE(36, 1, 0), 0, CHANNEL_ERROR_CASE_FOLDING, 36},
    {"refuses an unknown case folding", ONE(36, 1, 2), 0, CHANNEL_ERROR_CASE_FOLDING, 36},
    {"refuses the first reserved byte", ONE(37, 1, 1), 0, CHANNEL_ERROR_HEADER_RESERVED, 37},
    {"refuses the last reserved byte", ONE(39, 1, 1), 0, CHANNEL_ERROR_HEADER_RESERVED, 37},
    {"accepts any channel number", ONE(24, 4, UINT32_MAX), 0, CHANNEL_OK, STRINGS + 8},
    {"accepts any revision", ONE(28, 4, UINT32_MAX), 0, CHANNEL_OK, STRINGS + 8},
    {"accepts any oldest sensor", ONE(32, 4, UINT32_MAX), 0, CHANNEL_OK, STRINGS + 8},
    {"refuses kind 0", ONE(ENTRY_AT(TYPES, 0), 4, 0), 0, CHANNEL_ERROR_SECTION_KIND,
     ENTRY_AT(TYPES, 0)},
    {"refuses a kind twice", ONE(ENTRY_AT(FIELDS, 0), 4, 1), 0, CHANNEL_ERROR_SECTION_KIND,
     ENTRY_AT(FIELDS, 0)},
    {"refuses an unknown kind", ONE(ENTRY_AT(INDEX, 0), 4, 15), 0, CHANNEL_ERROR_SECTION_KIND,
     ENTRY_AT(INDEX, 0)},
    {"refuses a gap", ONE(ENTRY_AT(FIELDS, 4), 4, FIELDS + 8), 0, CHANNEL_ERROR_SECTION_GAP,
     ENTRY_AT(FIELDS, 0)},
    {"refuses an overlap", ONE(ENTRY_AT(FIELDS, 4), 4, FIELDS - 8), 0, CHANNEL_ERROR_SECTION_GAP,
     ENTRY_AT(FIELDS, 0)},
    {"refuses a section inside the header", ONE(ENTRY_AT(TYPES, 4), 4, 0), 0,
     CHANNEL_ERROR_SECTION_GAP, ENTRY_AT(TYPES, 0)},
    {"refuses an absent section elsewhere", ONE(ENTRY_AT(INDEX, 4), 4, 0), 0,
     CHANNEL_ERROR_SECTION_GAP, ENTRY_AT(INDEX, 0)},
    {"refuses a section that ends past the file", ONE(ENTRY_AT(STRINGS, 8), 4, 16), 0,
     CHANNEL_ERROR_SECTION_END, ENTRY_AT(STRINGS, 0)},
    {"refuses a section that ends one byte past the file", ONE(ENTRY_AT(STRINGS, 8), 4, 9), 0,
     CHANNEL_ERROR_SECTION_END, ENTRY_AT(STRINGS, 0)},
    {"refuses a size that would wrap", ONE(ENTRY_AT(FIELDS, 8), 4, 0xfffffff8), 0,
     CHANNEL_ERROR_SECTION_END, ENTRY_AT(FIELDS, 0)},
    {"refuses one record too many", ONE(ENTRY_AT(RULES, 12), 4, 2), 0, CHANNEL_ERROR_SECTION_COUNT,
     ENTRY_AT(RULES, 0)},
    {"refuses a count that would wrap", ONE(ENTRY_AT(TYPES, 12), 4, 0x10000001), 0,
     CHANNEL_ERROR_SECTION_COUNT, ENTRY_AT(TYPES, 0)},
    {"refuses one record too few", ONE(ENTRY_AT(RULES, 12), 4, 0), 0, CHANNEL_ERROR_SECTION_SIZE,
     ENTRY_AT(RULES, 0)},
    {"refuses a size off the alignment", ONE(ENTRY_AT(FIELDS, 8), 4, 7), 0,
     CHANNEL_ERROR_SECTION_SIZE, ENTRY_AT(FIELDS, 0)},
    {"refuses a whole word of padding", ONE(ENTRY_AT(FIELDS, 12), 4, 0), 0,
     CHANNEL_ERROR_SECTION_SIZE, ENTRY_AT(FIELDS, 0)},
    {"refuses the first byte of padding", ONE(FIELDS + 3, 1, 1), 0, CHANNEL_ERROR_SECTION_PADDING,
     ENTRY_AT(FIELDS, 0)},
    {"refuses the last byte of padding", ONE(FIELDS + 7, 1, 0x80), 0, CHANNEL_ERROR_SECTION_PADDING,
     ENTRY_AT(FIELDS, 0)},
    {"accepts any last byte before the padding", ONE(FIELDS + 2, 1, 0xff), 0, CHANNEL_OK,
     STRINGS + 8},
    {"refuses an index",
     {{ENTRY_AT(INDEX, 8), 4, 8}, {ENTRY_AT(INDEX, 12), 4, 1}},
     8,
     CHANNEL_ERROR_SECTION_RESERVED,
     ENTRY_AT(INDEX, 0)},
    {"refuses padding in the reserved index", ONE(ENTRY_AT(INDEX, 8), 4, 8), 8,
     CHANNEL_ERROR_SECTION_SIZE, ENTRY_AT(INDEX, 0)},
    {"refuses a byte behind the last section", UNTOUCHED, 1, CHANNEL_ERROR_TRAILING_BYTES,
     STRINGS + 8},
    {"refuses a word behind the last section", UNTOUCHED, 8, CHANNEL_ERROR_TRAILING_BYTES,
     STRINGS + 8},
    {"refuses a checksum one too large", UNTOUCHED, 0, CHANNEL_ERROR_CHECKSUM,
     CHANNEL_CHECKSUM_OFFSET},
    {"refuses a file that ends one byte inside its header", UNTOUCHED,
     CHANNEL_HEADER_SIZE - 1 - (STRINGS + 8), CHANNEL_ERROR_HEADER_TRUNCATED, 0},
    {"refuses a header alone", UNTOUCHED, CHANNEL_HEADER_SIZE - (STRINGS + 8),
     CHANNEL_ERROR_DIRECTORY_TRUNCATED, CHANNEL_HEADER_SIZE},
    {"refuses a file that ends one byte inside its directory", UNTOUCHED, BODY - 1 - (STRINGS + 8),
     CHANNEL_ERROR_DIRECTORY_TRUNCATED, CHANNEL_HEADER_SIZE},
    {"refuses a directory alone", UNTOUCHED, BODY - (STRINGS + 8), CHANNEL_ERROR_SECTION_END,
     ENTRY_AT(TYPES, 0)},
};

/* The sample as a row wants it, the size and the checksum in the header right. */
static struct exact damaged(const struct exact *sample, const struct row *row)
{
    const size_t size = (size_t)((int64_t)sample->size + row->grown);
    uint8_t *bytes = calloc(1, sample->size + 64);

    assert_non_null(bytes);
    memcpy(bytes, sample->bytes, size < sample->size ? size : sample->size);
    put_number(bytes + 12, 4, size);
    for (size_t i = 0; i < COUNT_OF(row->patches); i++)
        put_number(bytes + row->patches[i].offset, row->patches[i].width, row->patches[i].value);
    if (size >= CHANNEL_HEADER_SIZE)
        repair_checksum(bytes, size);
    bytes[CHANNEL_CHECKSUM_OFFSET] ^= row->expected == CHANNEL_ERROR_CHECKSUM ? 1 : 0;
    const struct exact copy = exact_copy(bytes, size);
    free(bytes);
    return copy;
}

static bool is_all_zero(const struct channel_file *file)
{
    bool zero = file->bytes.base == NULL && file->bytes.size == 0 && file->channel == 0 &&
                file->revision == 0 && file->oldest_sensor == 0;
    for (size_t i = 0; i < CHANNEL_SECTION_END; i++)
        zero &= file->sections[i].base == NULL && file->sections[i].size == 0;
    return zero;
}

static void each_rule_has_its_error_at_its_place(void **state)
{
    (void)state;
    struct exact sample = sample_file();
    assert_int_equal(sample.size, STRINGS + 8);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct exact bytes = damaged(&sample, &rows[i]);
        struct channel_file file;
        uint32_t offset;
        const enum channel_error error = channel_open(bytes.bytes, bytes.size, &file, &offset);
        if (error != rows[i].expected || (error != CHANNEL_OK && offset != rows[i].offset))
            fail_msg("%s: %s at %u", rows[i].holds, channel_error_name(error), offset);
        assert_int_equal(is_all_zero(&file), error != CHANNEL_OK);
        free_exact(&bytes);
    }
    free_exact(&sample);
}

static void the_unchecked_way_ignores_the_checksum_and_nothing_else(void **state)
{
    (void)state;
    struct exact sample = sample_file();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct exact bytes = damaged(&sample, &rows[i]);
        struct channel_file file;
        uint32_t offset;
        const enum channel_error expected =
            rows[i].expected == CHANNEL_ERROR_CHECKSUM ? CHANNEL_OK : rows[i].expected;
        const enum channel_error error =
            channel_open_unchecked(bytes.bytes, bytes.size, &file, &offset);
        if (error != expected || (error != CHANNEL_OK && offset != rows[i].offset))
            fail_msg("%s: %s at %u", rows[i].holds, channel_error_name(error), offset);
        free_exact(&bytes);
    }
    free_exact(&sample);
}

/* Those that have their row elsewhere in this file. */
static const enum channel_error tested_apart[] = {CHANNEL_ERROR_FILE_TOO_LARGE};

static bool is_expected(enum channel_error error)
{
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        found |= rows[i].expected == error;
    for (size_t i = 0; i < COUNT_OF(tested_apart); i++)
        found |= tested_apart[i] == error;
    return found;
}

static void every_error_of_the_container_has_a_row(void **state)
{
    (void)state;
    static const enum channel_error errors[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
        CHANNEL_ERRORS_CONTAINER(X)
#undef X
    };
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        if (!is_expected(errors[i]))
            fail_msg("no row provokes %s", channel_error_name(errors[i]));
}

static void tells_what_the_header_and_the_directory_say(void **state)
{
    (void)state;
    struct exact bytes = sample_file();
    const struct channel_file file = model_open(&bytes);

    assert_int_equal(file.channel, 291);
    assert_int_equal(file.revision, 5);
    assert_int_equal(file.oldest_sensor, 1300);
    assert_ptr_equal(file.bytes.base, bytes.bytes);
    assert_int_equal(file.bytes.size, bytes.size);
    assert_ptr_equal(file.sections[CHANNEL_SECTION_FIELDS].base, bytes.bytes + FIELDS);
    assert_int_equal(file.sections[CHANNEL_SECTION_FIELDS].size, 3); /* without its padding */
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_FIELDS), 3);
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_RULES), 1);
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_INDEX), 0);
    assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_END), 0);
    assert_int_equal(channel_section_count(&file, (enum channel_section)0), 0);
    free_exact(&bytes);
}

static void refuses_every_truncation(void **state)
{
    (void)state;
    struct exact sample = sample_file();
    for (size_t size = 0; size < sample.size; size++) {
        struct exact torn = exact_copy(sample.bytes, size);
        struct channel_file file;
        uint32_t offset;
        const enum channel_error expected =
            size < CHANNEL_HEADER_SIZE ? CHANNEL_ERROR_HEADER_TRUNCATED : CHANNEL_ERROR_FILE_SIZE;
        assert_int_equal(channel_open(torn.bytes, torn.size, &file, &offset), expected);
        assert_in_range(offset, 0, size);
        free_exact(&torn);
    }
    free_exact(&sample);
}

static void refuses_every_flipped_bit(void **state)
{
    (void)state;
    struct exact file = sample_file();
    for (size_t bit = 0; bit < file.size * 8; bit++) {
        struct channel_file out;
        uint32_t offset;
        file.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (channel_open(file.bytes, file.size, &out, &offset) == CHANNEL_OK)
            fail_msg("bit %zu can be flipped unnoticed", bit);
        file.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
    model_open(&file);
    free_exact(&file);
}

/* What a crash just after a write leaves behind. */
static void refuses_zeros_from_any_place_on(void **state)
{
    (void)state;
    struct exact sample = sample_file();
    const uint8_t *last = sample.bytes + sample.size;
    while (last[-1] == 0) /* zeros over zeros are no damage */
        last--;
    for (size_t kept = 0; kept < (size_t)(last - sample.bytes); kept++) {
        struct exact torn = exact_copy(sample.bytes, sample.size);
        struct channel_file file;
        uint32_t offset;
        memset(torn.bytes + kept, 0, torn.size - kept);
        assert_int_not_equal(channel_open(torn.bytes, torn.size, &file, &offset), CHANNEL_OK);
        free_exact(&torn);
    }
    free_exact(&sample);
}

static void refuses_all_zero_files_of_any_size(void **state)
{
    (void)state;
    static const uint8_t zeros[4096];
    for (size_t size = 0; size <= sizeof zeros; size += size < 300 ? 1 : 257) {
        struct exact bytes = exact_copy(zeros, size);
        struct channel_file file;
        uint32_t offset;
        const enum channel_error expected =
            size < CHANNEL_HEADER_SIZE ? CHANNEL_ERROR_HEADER_TRUNCATED : CHANNEL_ERROR_MAGIC;
        assert_int_equal(channel_open(bytes.bytes, size, &file, &offset), expected);
        free_exact(&bytes);
    }
}

static void refuses_no_bytes_at_no_place(void **state)
{
    (void)state;
    struct channel_file file;
    uint32_t offset;
    assert_int_equal(channel_open(NULL, 0, &file, &offset), CHANNEL_ERROR_HEADER_TRUNCATED);
    assert_int_equal(offset, 0);
    assert_int_equal(channel_open_unchecked(NULL, 0, &file, &offset),
                     CHANNEL_ERROR_HEADER_TRUNCATED);
}

static void opens_at_every_alignment(void **state)
{
    (void)state;
    struct exact sample = sample_file();
    for (size_t shift = 1; shift < 16; shift++) {
        struct exact shifted = exact_copy_at(sample.bytes, sample.size, shift);
        const struct channel_file file = model_open(&shifted);
        assert_int_equal(channel_section_count(&file, CHANNEL_SECTION_PATTERNS), 1);
        free_exact(&shifted);
    }
    free_exact(&sample);
}

/* A file of nothing but strings. */
static void make_file_of_strings(uint8_t *bytes, uint32_t size)
{
    uint32_t begin = BODY;

    memcpy(bytes, channel_magic, CHANNEL_MAGIC_SIZE);
    put_number(bytes + 8, 4, CHANNEL_FORMAT_VERSION);
    put_number(bytes + 12, 4, size);
    bytes[36] = CHANNEL_FOLDING_ASCII;
    for (uint32_t section = 1; section < CHANNEL_SECTION_END; section++) {
        uint8_t *entry = bytes + DIRECTORY + (section - 1) * ENTRY;
        const uint32_t inside = section == CHANNEL_SECTION_STRINGS ? size - BODY : 0;
        put_number(entry, 4, section);
        put_number(entry + 4, 4, begin);
        put_number(entry + 8, 4, inside);
        put_number(entry + 12, 4, inside);
        begin += inside;
    }
    repair_checksum(bytes, size);
}

static void a_file_may_be_64_mebibytes_and_not_a_byte_more(void **state)
{
    (void)state;
    uint8_t *bytes = calloc(1, LIMIT_FILE + 1);
    struct channel_file file;
    uint32_t offset;

    assert_non_null(bytes);
    make_file_of_strings(bytes, LIMIT_FILE);
    assert_int_equal(channel_open(bytes, LIMIT_FILE, &file, &offset), CHANNEL_OK);
    assert_int_equal(file.sections[CHANNEL_SECTION_STRINGS].size, LIMIT_FILE - BODY);
    assert_int_equal(channel_open(bytes, LIMIT_FILE + 1, &file, &offset),
                     CHANNEL_ERROR_FILE_TOO_LARGE);
    assert_int_equal(offset, 0);
    assert_int_equal(channel_open(bytes, SIZE_MAX, &file, &offset), CHANNEL_ERROR_FILE_TOO_LARGE);
    free(bytes);
}

/* docs/format.md, section 6, word by word. */
static uint64_t naive_checksum(const uint8_t *bytes, size_t size)
{
    const uint64_t multiplier = UINT64_C(0x9e3779b97f4a7c15);
    uint64_t lanes[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    uint64_t sum = size;

    for (size_t word = 0; word * 8 < size; word++) {
        uint64_t value = 0;
        for (size_t i = 0; i < 8 && word * 8 + i < size; i++)
            value |= (uint64_t)bytes[word * 8 + i] << (8 * i);
        lanes[word % 8] = (lanes[word % 8] + value) * multiplier;
    }
    for (size_t i = 0; i < 8; i++) {
        sum = (sum + lanes[i]) * multiplier;
        sum = (sum ^ sum >> 32) * multiplier;
    }
    return sum;
}

static void the_checksum_is_that_of_the_format(void **state)
{
    (void)state;
    uint8_t noise[300];
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (uint8_t)(next_random(&random) & 0xff);
    for (size_t size = 0; size <= sizeof noise; size++) {
        struct exact bytes = exact_copy(noise, size);
        assert_true(channel_checksum(bytes.bytes, size) == naive_checksum(bytes.bytes, size));
        free_exact(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_has_its_error_at_its_place),
        cmocka_unit_test(the_unchecked_way_ignores_the_checksum_and_nothing_else),
        cmocka_unit_test(every_error_of_the_container_has_a_row),
        cmocka_unit_test(tells_what_the_header_and_the_directory_say),
        cmocka_unit_test(refuses_every_truncation),
        cmocka_unit_test(refuses_every_flipped_bit),
        cmocka_unit_test(refuses_zeros_from_any_place_on),
        cmocka_unit_test(refuses_all_zero_files_of_any_size),
        cmocka_unit_test(refuses_no_bytes_at_no_place),
        cmocka_unit_test(opens_at_every_alignment),
        cmocka_unit_test(a_file_may_be_64_mebibytes_and_not_a_byte_more),
        cmocka_unit_test(the_checksum_is_that_of_the_format),
    };
    return RUN_TESTS(tests);
}
