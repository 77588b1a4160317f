/* Makes sensors in exact allocations. Relies on nothing that a trailer says. */
#include "exact_sensor.h"

#include <string.h>

#include "channel/kinds.h"
#include "support/exact.h"

enum { MOST_INPUTS = 128, LONGEST_SENT = 4096 /* bytes: an event of 128 inputs costs no time */ };

static void add_type(struct exact_sensor *sensor, uint16_t type, uint16_t count, uint8_t *kinds)
{
    sensor->types[sensor->owned++] = (struct channel_supplied){type, count, kinds};
    sensor->sensor.type_count = sensor->owned;
}

static void begin(struct exact_sensor *sensor)
{
    sensor->owned = 0;
    sensor->sensor = (struct channel_sensor){UINT32_MAX, sensor->types, 0};
}

void exact_sensor_read(struct trailer_reader *trailer, struct exact_sensor *out)
{
    const bool described = trailer->types_left > 0;
    struct trailer_type type;

    begin(out);
    if (!described)
        out->sensor = *channel_standard_sensor();
    while (trailer_next_type(trailer, &type))
        if (out->owned < SENSOR_TYPES)
            add_type(out, type.type, type.input_count, exact_copy(type.kinds, type.input_count));
}

bool exact_sensor_lengthen(const struct exact_sensor *sensor, struct exact_sensor *out)
{
    for (uint32_t i = 0; i < sensor->owned; i++)
        if (sensor->types[i].input_count == UINT16_MAX)
            return false;
    begin(out);
    for (uint32_t i = 0; i < sensor->owned; i++) {
        const struct channel_supplied *row = &sensor->types[i];
        const uint16_t count = (uint16_t)(row->input_count + 1);
        uint8_t *kinds = exact_allocate(count);

        memcpy(kinds, row->kinds, row->input_count);
        kinds[row->input_count] = (uint8_t)(CHANNEL_KIND_TEXT + row->input_count % 3);
        add_type(out, row->type, count, kinds);
    }
    return out->owned > 0;
}

void exact_sensor_free(struct exact_sensor *sensor)
{
    for (uint32_t i = 0; i < sensor->owned; i++)
        exact_free((void *)(uintptr_t)sensor->types[i].kinds, sensor->types[i].input_count);
    begin(sensor);
}

const struct channel_supplied *sensor_find(const struct channel_sensor *sensor, uint16_t type)
{
    const struct channel_supplied *found = NULL;

    for (uint32_t i = 0; i < sensor->type_count; i++) {
        const struct channel_supplied *row = &sensor->types[i];
        if (row->type == type && (found == NULL || row->input_count < found->input_count))
            found = row;
    }
    return found;
}

uint16_t sensor_inputs(const struct channel_supplied *supplied)
{
    return supplied->input_count < MOST_INPUTS ? supplied->input_count : MOST_INPUTS;
}

void exact_event_as_sent(const struct channel_supplied *supplied, const struct exact_event *event,
                         struct exact_event *out)
{
    const uint16_t count = sensor_inputs(supplied);

    exact_event_new(event->event.type, count, out);
    for (uint16_t i = 0; i < count && i < event->event.input_count; i++) {
        const struct channel_input *input = &event->inputs[i];
        const uint8_t kind = supplied->kinds[i];
        const bool sent = kind >= CHANNEL_KIND_TEXT && kind <= CHANNEL_KIND_ADDRESS;
        if (sent && input->kind != CHANNEL_KIND_ABSENT)
            exact_event_set(out, i, kind, input->bytes,
                            input->size < LONGEST_SENT ? input->size : LONGEST_SENT);
    }
}
