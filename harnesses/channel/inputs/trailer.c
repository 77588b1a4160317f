/* Reads and writes trailers. Reading trusts no byte; writing aborts when memory is short. */
#include "trailer.h"

#include <stdlib.h>
#include <string.h>

enum { MAGIC_SIZE = 4, FOOTER_SIZE = 8, FIRST_CAPACITY = 4096 };

static const uint8_t magic[MAGIC_SIZE] = {'R', 'Z', 'T', 'R'};

static uint32_t number(const uint8_t *bytes, unsigned width)
{
    uint32_t value = 0;
    for (unsigned i = width; i > 0; i--)
        value = value * 0x100u + bytes[i - 1];
    return value;
}

/* The next `size` bytes of the payload, null when fewer are left. */
static const uint8_t *take(struct trailer_reader *reader, size_t size)
{
    if (size > reader->size - reader->position)
        return NULL;
    const uint8_t *bytes = reader->bytes + reader->position;
    reader->position += size;
    return bytes;
}

/* What is torn ends everything that follows. */
static bool torn(struct trailer_reader *reader)
{
    reader->position = reader->size;
    reader->types_left = 0;
    return false;
}

size_t trailer_split(const uint8_t *bytes, size_t size, struct trailer_reader *reader)
{
    *reader = (struct trailer_reader){bytes, 0, 0, 0};
    if (size < FOOTER_SIZE || memcmp(bytes + size - MAGIC_SIZE, magic, MAGIC_SIZE) != 0)
        return size;
    const uint32_t payload = number(bytes + size - FOOTER_SIZE, 4);
    if (payload > size - FOOTER_SIZE)
        return size;
    reader->bytes = bytes + size - FOOTER_SIZE - payload;
    reader->size = payload;
    const uint8_t *count = take(reader, 2);
    if (count != NULL)
        reader->types_left = (uint16_t)number(count, 2);
    else
        torn(reader);
    return size - FOOTER_SIZE - payload;
}

bool trailer_next_type(struct trailer_reader *reader, struct trailer_type *out)
{
    if (reader->types_left == 0)
        return false;
    const uint8_t *head = take(reader, 4);
    if (head == NULL)
        return torn(reader);
    out->type = (uint16_t)number(head, 2);
    out->input_count = (uint16_t)number(head + 2, 2);
    out->kinds = take(reader, out->input_count);
    if (out->kinds == NULL)
        return torn(reader);
    reader->types_left--;
    return true;
}

static bool read_inputs(struct trailer_reader *reader, struct exact_event *event)
{
    for (uint16_t i = 0; i < event->event.input_count; i++) {
        const uint8_t *head = take(reader, 3);
        if (head == NULL)
            return false;
        const uint32_t size = number(head + 1, 2);
        const uint8_t *bytes = take(reader, size);
        if (bytes == NULL)
            return false;
        exact_event_set(event, i, head[0], bytes, size);
    }
    return true;
}

bool trailer_next_event(struct trailer_reader *reader, struct exact_event *out)
{
    const uint8_t *head = take(reader, 4);
    if (head == NULL)
        return torn(reader);
    const uint16_t count = (uint16_t)number(head + 2, 2);
    if (count > (reader->size - reader->position) / 3)
        return torn(reader);
    exact_event_new((uint16_t)number(head, 2), count, out);
    if (read_inputs(reader, out))
        return true;
    exact_event_free(out);
    return torn(reader);
}

static uint8_t *append(struct trailer_writer *writer, size_t size)
{
    while (size > writer->capacity - writer->size) {
        const size_t capacity = writer->capacity == 0 ? FIRST_CAPACITY : writer->capacity * 2;
        uint8_t *bytes = realloc(writer->bytes, capacity);
        if (bytes == NULL)
            abort();
        writer->bytes = bytes;
        writer->capacity = capacity;
    }
    uint8_t *place = writer->bytes + writer->size;
    writer->size += size;
    return place;
}

static void append_number(struct trailer_writer *writer, uint32_t value, unsigned width)
{
    uint8_t *bytes = append(writer, width);
    for (unsigned i = 0; i < width; i++, value /= 0x100u)
        bytes[i] = (uint8_t)(value % 0x100u);
}

static void append_bytes(struct trailer_writer *writer, const uint8_t *bytes, size_t size)
{
    if (size > 0)
        memcpy(append(writer, size), bytes, size);
}

void trailer_write_file(struct trailer_writer *writer, const uint8_t *bytes, size_t size)
{
    *writer = (struct trailer_writer){0};
    append_bytes(writer, bytes, size);
    writer->payload = writer->size;
    append_number(writer, 0, 2);
}

void trailer_write_type(struct trailer_writer *writer, const struct channel_supplied *supplied)
{
    append_number(writer, supplied->type, 2);
    append_number(writer, supplied->input_count, 2);
    append_bytes(writer, supplied->kinds, supplied->input_count);
    uint8_t *count = writer->bytes + writer->payload; /* append may have moved it */
    const uint32_t types = number(count, 2) + 1;
    count[0] = (uint8_t)(types % 0x100u);
    count[1] = (uint8_t)(types / 0x100u);
}

void trailer_write_event(struct trailer_writer *writer, const struct channel_event *event)
{
    append_number(writer, event->type, 2);
    append_number(writer, event->input_count, 2);
    for (uint16_t i = 0; i < event->input_count; i++) {
        const struct channel_input *input = &event->inputs[i];
        append_number(writer, input->kind, 1);
        append_number(writer, input->size, 2);
        append_bytes(writer, input->bytes, input->size);
    }
}

void trailer_write_end(struct trailer_writer *writer)
{
    append_number(writer, (uint32_t)(writer->size - writer->payload), 4);
    append_bytes(writer, magic, MAGIC_SIZE);
}
