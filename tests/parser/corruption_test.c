/* Files with one wrong byte and a checksum that fits: the walk ends, names places in the file, and
 * what it accepts is in the one form that the builder gives it. */
#include <stdlib.h>
#include <string.h>

#include "sample.h"
#include "test.h"
#include "walk_log.h"

static void accepted_files_are_encoded_to_the_same_bytes(const struct exact *file,
                                                         const struct channel_file *opened)
{
    enum channel_error refused;
    uint32_t offset;
    struct content *content = content_decode(opened, &refused, &offset);

    assert_non_null(content);
    struct exact again = model_encode(content);
    assert_int_equal(again.size, file->size);
    assert_memory_equal(again.bytes, file->bytes, file->size);
    free_exact(&again);
    content_free(content);
}

static void refused_files_have_no_model(const struct channel_file *opened,
                                        const struct walk_log *log)
{
    enum channel_error refused;
    uint32_t offset;

    assert_null(content_decode(opened, &refused, &offset));
    assert_int_equal(refused, log->first);
    assert_int_equal(offset, log->first_offset);
}

/* How many files came through to the walk, and how many through it. */
struct tally {
    uint32_t opened, accepted;
};

static void check_file(struct exact *file, struct tally *tally)
{
    struct channel_file opened;
    struct walk_log log;
    uint32_t offset;

    repair_checksum(file->bytes, file->size);
    if (channel_open(file->bytes, file->size, &opened, &offset) != CHANNEL_OK)
        return;
    tally->opened++;
    walk_all(&opened, &log);
    if (log.errors > 0) {
        refused_files_have_no_model(&opened, &log);
        return;
    }
    tally->accepted++;
    accepted_files_are_encoded_to_the_same_bytes(file, &opened);
}

static void every_byte_of_the_smallest_file_may_have_every_value(void **state)
{
    (void)state;
    struct exact file = sample_smallest();
    struct tally tally = {0, 0};

    for (size_t place = 0; place < file.size; place++) {
        const uint8_t original = file.bytes[place];
        for (uint32_t value = 0; value < 256; value++) {
            file.bytes[place] = (uint8_t)value;
            check_file(&file, &tally);
        }
        file.bytes[place] = original;
    }
    assert_in_range(tally.accepted, 256, tally.opened - 256); /* there are enough of both */
    free_exact(&file);
}

static void every_byte_of_the_sample_may_be_wrong(void **state)
{
    (void)state;
    static const uint8_t flips[] = {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff, 0x7f};
    struct exact file = sample_encode();
    struct tally tally = {0, 0};

    for (size_t place = 0; place < file.size; place++) {
        for (size_t i = 0; i < sizeof flips; i++) {
            file.bytes[place] ^= flips[i];
            check_file(&file, &tally);
            file.bytes[place] ^= flips[i];
        }
    }
    assert_in_range(tally.accepted, 100, tally.opened - 100);
    free_exact(&file);
}

static void every_two_bytes_of_a_record_may_be_wrong(void **state)
{
    (void)state;
    struct exact file = sample_encode();
    const uint32_t begin = record_place(file.bytes, CHANNEL_SECTION_TYPES, 0, 0);
    uint32_t random = 7;
    struct tally tally = {0, 0};

    for (uint32_t round = 0; round < 20000; round++) {
        const uint32_t first = begin + next_random(&random) % ((uint32_t)file.size - begin);
        const uint32_t second = begin + next_random(&random) % ((uint32_t)file.size - begin);
        const uint8_t kept[] = {file.bytes[first], file.bytes[second]};
        file.bytes[first] = (uint8_t)(next_random(&random) % 16);
        file.bytes[second] = (uint8_t)(next_random(&random) & 0xff);
        check_file(&file, &tally);
        file.bytes[second] = kept[1];
        file.bytes[first] = kept[0];
    }
    assert_in_range(tally.opened, 10000, 20000);
    free_exact(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_of_the_smallest_file_may_have_every_value),
        cmocka_unit_test(every_byte_of_the_sample_may_be_wrong),
        cmocka_unit_test(every_two_bytes_of_a_record_may_be_wrong),
    };
    return RUN_TESTS(tests);
}
