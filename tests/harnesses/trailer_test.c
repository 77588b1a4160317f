/* The trailer of fuzz inputs: what is sound is read, what is torn ends the list, nothing is read
 * outside. Every input is an allocation of its exact size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "channel/inputs/trailer.h"
#include "support/exact.h"

#define FOOTER(length) (length), 0, 0, 0, 'R', 'Z', 'T', 'R'

struct row {
    const char *holds;
    uint8_t bytes[64];
    size_t size;
    size_t file_size;
    unsigned types;
    unsigned events;
};

static const struct row rows[] = {
    {"no bytes are an empty file", {0}, 0, 0, 0, 0},
    {"seven bytes are no trailer", {0, 0, 0, 'R', 'Z', 'T', 'R'}, 7, 7, 0, 0},
    {"another magic is no trailer", {0, 0, 2, 0, 0, 0, 'R', 'Z', 'T', 'S'}, 10, 10, 0, 0},
    {"a length of all bytes leaves no file", {0, 0, FOOTER(2)}, 10, 0, 0, 0},
    {"a length beyond all bytes is no trailer", {0, 0, FOOTER(3)}, 10, 10, 0, 0},
    {"the file stands before the trailer", {1, 2, 3, 0, 0, FOOTER(2)}, 13, 3, 0, 0},
    {"a payload may be empty", {FOOTER(0)}, 8, 0, 0, 0},
    {"half a count of types is torn", {9, FOOTER(1)}, 9, 0, 0, 0},
    {"a type with its kinds", {1, 0, 7, 0, 2, 0, 1, 1, FOOTER(8)}, 16, 0, 1, 0},
    {"a type that lacks a kind is torn", {1, 0, 7, 0, 2, 0, 1, FOOTER(7)}, 15, 0, 0, 0},
    {"an event without inputs", {0, 0, 7, 0, 0, 0, FOOTER(6)}, 14, 0, 0, 1},
    {"an event with an input", {0, 0, 7, 0, 1, 0, 1, 1, 0, 'a', FOOTER(10)}, 18, 0, 0, 1},
    {"an input that lacks a byte is torn",
     {0, 0, 7, 0, 1, 0, 1, 2, 0, 'a', FOOTER(10)},
     18,
     0,
     0,
     0},
    {"an input that lacks its head is torn", {0, 0, 7, 0, 1, 0, 1, 0, FOOTER(8)}, 16, 0, 0, 0},
    {"more inputs than bytes are torn", {0, 0, 7, 0, 0xff, 0xff, 1, 0, 0, FOOTER(9)}, 17, 0, 0, 0},
    {"half an event ends the list", {0, 0, 7, 0, 0, 0, 7, 0, 0, FOOTER(9)}, 17, 0, 0, 1},
    {"two events", {0, 0, 7, 0, 0, 0, 8, 0, 0, 0, FOOTER(10)}, 18, 0, 0, 2},
    {"a torn type leaves no event", {2, 0, 7, 0, 0, 0, 8, 0, 9, 0, FOOTER(10)}, 18, 0, 1, 0},
};

static void reads_what_is_sound(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint8_t *bytes = exact_copy(rows[i].bytes, rows[i].size);
        struct trailer_reader reader;
        struct trailer_type type;
        struct exact_event event;
        unsigned types = 0;
        unsigned events = 0;

        const size_t file_size = trailer_split(bytes, rows[i].size, &reader);
        while (trailer_next_type(&reader, &type))
            types++;
        for (; trailer_next_event(&reader, &event); events++)
            exact_event_free(&event);
        if (file_size != rows[i].file_size || types != rows[i].types || events != rows[i].events)
            fail_msg("%s: file of %zu, %u types, %u events", rows[i].holds, file_size, types,
                     events);
        exact_free(bytes, rows[i].size);
    }
}

static void reads_what_was_written(void **state)
{
    static const uint8_t file[] = {1, 2, 3};
    static const uint8_t text[] = {'a', 'b', 'c'};
    struct trailer_writer writer;
    struct trailer_reader reader;
    struct exact_event written, read;

    (void)state;
    exact_event_new(291, 21, &written);
    exact_event_set(&written, 20, CHANNEL_KIND_TEXT, text, sizeof text);
    trailer_write_file(&writer, file, sizeof file);
    trailer_write_event(&writer, &written.event);
    trailer_write_end(&writer);

    assert_int_equal(trailer_split(writer.bytes, writer.size, &reader), sizeof file);
    assert_true(trailer_next_event(&reader, &read));
    assert_int_equal(read.event.type, 291);
    assert_int_equal(read.event.input_count, 21);
    assert_int_equal(read.inputs[0].kind, CHANNEL_KIND_ABSENT);
    assert_int_equal(read.inputs[20].kind, CHANNEL_KIND_TEXT);
    assert_int_equal(read.inputs[20].size, sizeof text);
    assert_memory_equal(read.inputs[20].bytes, text, sizeof text);
    exact_event_free(&read);
    assert_false(trailer_next_event(&reader, &read));
    exact_event_free(&written);
    free(writer.bytes);
}

/* So many types that the count takes both of its bytes, and the buffer moves on the way. */
static void reads_the_sensor_that_was_written(void **state)
{
    enum { TYPES = 0x523 };
    static const uint8_t kinds[] = {CHANNEL_KIND_TEXT, CHANNEL_KIND_NUMBER, CHANNEL_KIND_ADDRESS};
    struct trailer_writer writer;
    struct trailer_reader reader;
    struct trailer_type type;
    struct exact_event written, read;

    (void)state;
    exact_event_new(291, 0, &written);
    trailer_write_file(&writer, NULL, 0);
    for (uint16_t i = 0; i < TYPES; i++)
        trailer_write_type(&writer, &(struct channel_supplied){i, i % 4, kinds});
    trailer_write_event(&writer, &written.event);
    trailer_write_end(&writer);

    assert_int_equal(trailer_split(writer.bytes, writer.size, &reader), 0);
    for (uint16_t i = 0; i < TYPES; i++) {
        assert_true(trailer_next_type(&reader, &type));
        assert_int_equal(type.type, i);
        assert_int_equal(type.input_count, i % 4);
        assert_memory_equal(type.kinds, kinds, i % 4);
    }
    assert_false(trailer_next_type(&reader, &type));
    assert_true(trailer_next_event(&reader, &read));
    assert_int_equal(read.event.type, 291);
    exact_event_free(&read);
    exact_event_free(&written);
    free(writer.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_is_sound),
        cmocka_unit_test(reads_what_was_written),
        cmocka_unit_test(reads_the_sensor_that_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
