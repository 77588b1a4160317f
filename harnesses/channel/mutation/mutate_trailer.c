/* Events are taken as the interpreter takes them, so that nothing here knows the trailer's bytes
 * but the writer, which has a room of fixed size. */
#include "mutate_trailer.h"

#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "mutate_input.h"

enum { FOOTER = 8 };

/* --- reading ---------------------------------------------------------------------------------- */

static void read_event(struct mutation *mutation, const struct channel_event *from,
                       struct trailer_parts *parts)
{
    const uint16_t count = from->input_count;
    struct channel_input *inputs = mutation_take(mutation, count * sizeof *inputs);

    if (inputs == NULL)
        return;
    for (uint16_t i = 0; i < count; i++) {
        const struct channel_input *input = &from->inputs[i];
        uint8_t *bytes = mutation_take(mutation, input->size);
        if (bytes == NULL)
            return;
        if (input->size > 0)
            memcpy(bytes, input->bytes, input->size);
        inputs[i] =
            (struct channel_input){input->size == 0 ? NULL : bytes, input->size, input->kind};
    }
    parts->events[parts->event_count++] = (struct channel_event){from->type, count, inputs};
}

static void read_type(struct mutation *mutation, const struct trailer_type *from,
                      struct trailer_parts *parts)
{
    uint8_t *kinds = mutation_take(mutation, from->input_count);

    if (kinds == NULL || parts->type_count == TRAILER_TYPES)
        return;
    if (from->input_count > 0)
        memcpy(kinds, from->kinds, from->input_count);
    parts->types[parts->type_count++] =
        (struct channel_supplied){from->type, from->input_count, kinds};
}

void trailer_parts_read(struct mutation *mutation, struct trailer_reader *reader,
                        struct trailer_parts *parts)
{
    struct trailer_type type;
    struct exact_event event;

    *parts = (struct trailer_parts){0};
    while (trailer_next_type(reader, &type))
        read_type(mutation, &type, parts);
    while (parts->event_count < TRAILER_EVENTS && !mutation->short_of_memory &&
           trailer_next_event(reader, &event)) {
        read_event(mutation, &event.event, parts);
        exact_event_free(&event);
    }
}

/* --- the sensor ------------------------------------------------------------------------------- */

/* A type as the content declares it, with an input less or more now and then, and kinds right or
 * wrong. */
static void supply_type(struct mutation *mutation, const struct content_type *type,
                        struct channel_supplied *supplied)
{
    static const int8_t steps[] = {-1, -1, 0, 0, 0, 0, 1, 1};
    const uint16_t count = (uint16_t)(type->field_count + steps[mutation_below(mutation, 8)]);
    uint8_t *kinds = mutation_take(mutation, count);

    if (kinds == NULL)
        return;
    memset(kinds, CHANNEL_KIND_TEXT, count);
    memcpy(kinds, type->kinds, count < sizeof type->kinds ? count : sizeof type->kinds);
    const uint32_t wrong = mutation_below(mutation, count);
    if (count > 0 && mutation_one_in(mutation, 4))
        kinds[wrong] = (uint8_t)mutation_below(mutation, CHANNEL_KIND_ADDRESS + 2);
    *supplied = (struct channel_supplied){type->type, count, kinds};
}

/* A sensor that supplies the content's types. */
static void supply_types(struct mutation *mutation, struct trailer_parts *parts)
{
    const struct content *content = mutation->content;

    parts->type_count = 0;
    for (uint32_t i = 0; i < content->type_count && i < TRAILER_TYPES; i++)
        if (content->types[i].field_count > 0)
            supply_type(mutation, &content->types[i], &parts->types[parts->type_count++]);
}

static void change_sensor(struct mutation *mutation, struct trailer_parts *parts)
{
    const uint32_t way = mutation_below(mutation, 4);

    if (way == 0) {
        parts->type_count = 0; /* the standard sensor */
    } else if (way == 1 || parts->type_count == 0) {
        supply_types(mutation, parts);
    } else if (way == 2) {
        parts->types[mutation_below(mutation, parts->type_count)] =
            parts->types[parts->type_count - 1];
        parts->type_count--;
    } else {
        struct channel_supplied *supplied =
            &parts->types[mutation_below(mutation, parts->type_count)];
        const struct content_type *type = content_find_type(mutation->content, supplied->type);
        if (type != NULL && type->field_count > 0)
            supply_type(mutation, type, supplied);
    }
}

/* --- events ----------------------------------------------------------------------------------- */

static uint8_t kind_of(struct mutation *mutation, const struct content_type *type, uint32_t field)
{
    if (mutation_one_in(mutation, 32))
        return (uint8_t)mutation_below(mutation, CHANNEL_KIND_ADDRESS + 2);
    return field < type->field_count && field < sizeof type->kinds ? type->kinds[field]
                                                                   : CHANNEL_KIND_TEXT;
}

/* Lets the inputs be what an instance asks for. */
static void aim(struct mutation *mutation, const struct content_instance *instance,
                const struct content_type *type, struct channel_input *inputs, uint16_t count)
{
    for (uint32_t i = 0; i < instance->criterion_count && count > 0; i++) {
        const struct content_criterion *criterion = &instance->criteria[i];
        const uint32_t field = criterion->field == CHANNEL_FIELD_ALL
                                   ? mutation_below(mutation, count)
                                   : criterion->field;
        if (field < count)
            inputs[field] = input_for(mutation, criterion, kind_of(mutation, type, field));
    }
}

/* An event for a random instance of the content, with the inputs that its type declares, one less
 * or one more. */
static void add_event(struct mutation *mutation, struct trailer_parts *parts)
{
    const struct content *content = mutation->content;

    if (content->instance_count == 0 || parts->event_count == TRAILER_EVENTS)
        return;
    const struct content_instance *instance =
        &content->instances[mutation_below(mutation, content->instance_count)];
    const struct content_type *type = content_find_type(content, instance->type);
    if (type == NULL)
        return;
    uint16_t count = type->field_count;
    if (mutation_one_in(mutation, 8))
        count = (uint16_t)(mutation_one_in(mutation, 2) || count == 0 ? count + 1 : count - 1);
    struct channel_input *inputs = mutation_take(mutation, count * sizeof *inputs);
    if (inputs == NULL)
        return;
    const bool sparse = mutation_one_in(mutation, 2);
    for (uint32_t i = 0; i < count && !sparse; i++)
        inputs[i] = input_any(mutation, kind_of(mutation, type, i));
    aim(mutation, instance, type, inputs, count);
    parts->events[parts->event_count++] = (struct channel_event){instance->type, count, inputs};
}

/* The same event with another number of inputs; those beyond are absent. */
static void resize_event(struct mutation *mutation, struct channel_event *event)
{
    const uint16_t counts[] = {0, LIMIT_FIELDS, LIMIT_FIELDS + 1,
                               (uint16_t)(event->input_count + 1),
                               (uint16_t)(event->input_count - (event->input_count > 0))};
    const uint16_t count = counts[mutation_below(mutation, 5)];
    struct channel_input *inputs = mutation_take(mutation, count * sizeof *inputs);

    if (inputs == NULL)
        return;
    const uint16_t kept = count < event->input_count ? count : event->input_count;
    if (kept > 0)
        memcpy(inputs, event->inputs, kept * sizeof *inputs);
    *event = (struct channel_event){event->type, count, inputs};
}

static void change_inputs(struct mutation *mutation, struct channel_event *event)
{
    struct channel_input *inputs = mutation_take(mutation, event->input_count * sizeof *inputs);

    if (inputs == NULL || event->input_count == 0)
        return;
    memcpy(inputs, event->inputs, event->input_count * sizeof *inputs);
    struct channel_input *input = &inputs[mutation_below(mutation, event->input_count)];
    if (mutation_one_in(mutation, 4))
        input->kind = (uint8_t)mutation_below(mutation, CHANNEL_KIND_ADDRESS + 2);
    else
        *input = input_any(mutation, input->kind);
    event->inputs = inputs;
}

static void change_event(struct mutation *mutation, struct trailer_parts *parts)
{
    struct channel_event *event = &parts->events[mutation_below(mutation, parts->event_count)];

    switch (mutation_below(mutation, 6)) {
    case 0:
        *event = parts->events[--parts->event_count];
        break;
    case 1:
        if (parts->event_count < TRAILER_EVENTS)
            parts->events[parts->event_count++] = *event;
        break;
    case 2:
        resize_event(mutation, event);
        break;
    case 3:
        event->type = (uint16_t)(event->type + (mutation_one_in(mutation, 2) ? 1 : -1));
        break;
    default:
        change_inputs(mutation, event);
        break;
    }
}

void trailer_parts_change(struct mutation *mutation, struct trailer_parts *parts)
{
    const uint32_t way = mutation_below(mutation, 8);

    if (way < 2)
        change_sensor(mutation, parts);
    else if (way < 5 || parts->event_count == 0)
        add_event(mutation, parts);
    else
        change_event(mutation, parts);
}

void trailer_parts_take(struct mutation *mutation, struct trailer_parts *parts,
                        const struct trailer_parts *other)
{
    if (other->event_count > 0 && parts->event_count < TRAILER_EVENTS) {
        parts->events[parts->event_count++] =
            other->events[mutation_below(mutation, other->event_count)];
        return;
    }
    memcpy(parts->types, other->types, sizeof parts->types);
    parts->type_count = other->type_count;
}

/* --- writing ---------------------------------------------------------------------------------- */

struct writer {
    uint8_t *bytes;
    size_t size, room;
    bool full; /* something did not fit */
};

static void write_bytes(struct writer *writer, const void *bytes, size_t size)
{
    if (writer->full || size > writer->room - writer->size) {
        writer->full = true;
        return;
    }
    if (size > 0)
        memcpy(writer->bytes + writer->size, bytes, size);
    writer->size += size;
}

static void write_number(struct writer *writer, size_t value, size_t width)
{
    uint8_t bytes[4];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(value >> (8 * i) & 0xff);
    write_bytes(writer, bytes, width);
}

/* Whole, or not at all. */
static void write_event(struct writer *writer, const struct channel_event *event)
{
    const size_t begin = writer->size;

    write_number(writer, event->type, 2);
    write_number(writer, event->input_count, 2);
    for (uint16_t i = 0; i < event->input_count; i++) {
        const struct channel_input *input = &event->inputs[i];
        write_number(writer, input->kind, 1);
        write_number(writer, input->size, 2);
        write_bytes(writer, input->bytes, input->size);
    }
    if (writer->full)
        writer->size = begin;
}

size_t trailer_parts_write(const struct trailer_parts *parts, uint8_t *out, size_t room)
{
    if (room < FOOTER)
        return 0;
    struct writer writer = {out, 0, room - FOOTER, false};
    write_number(&writer, parts->type_count, 2);
    for (uint32_t i = 0; i < parts->type_count; i++) {
        write_number(&writer, parts->types[i].type, 2);
        write_number(&writer, parts->types[i].input_count, 2);
        write_bytes(&writer, parts->types[i].kinds, parts->types[i].input_count);
    }
    if (writer.full)
        return 0;
    for (uint32_t i = 0; i < parts->event_count && !writer.full; i++)
        write_event(&writer, &parts->events[i]);
    const size_t payload = writer.size;
    writer.full = false;
    writer.room = room;
    write_number(&writer, payload, 4);
    write_bytes(&writer, "RZTR", 4);
    return writer.size;
}
