/* Reads and writes the form of docs/format.md, section 8, without the targets' own reader: what
 * that gets wrong is not to be repeated here. */
#include "trailer_cuts.h"

#include <stdlib.h>
#include <string.h>

enum { FOOTER = 8, TYPE_HEAD = 4, EVENT_HEAD = 4, INPUT_HEAD = 3, COUNT = 2 };

static uint32_t get16(const uint8_t *bytes)
{
    return bytes[0] + bytes[1] * 0x100u;
}

static void put16(uint8_t *bytes, size_t value)
{
    bytes[0] = (uint8_t)(value % 0x100u);
    bytes[1] = (uint8_t)(value / 0x100u % 0x100u);
}

size_t trailer_cuts_file_size(const uint8_t *bytes, size_t size)
{
    if (size < FOOTER || memcmp(bytes + size - 4, "RZTR", 4) != 0)
        return size;
    const uint8_t *footer = bytes + size - FOOTER;
    const size_t payload = get16(footer) + get16(footer + 2) * (size_t)0x10000u;
    return payload <= size - FOOTER ? size - FOOTER - payload : size;
}

static size_t read_types(const uint8_t *payload, size_t size, struct trailer_cuts *out)
{
    size_t at = COUNT;
    const uint32_t stated = get16(payload);

    while (out->type_count < stated && size - at >= TYPE_HEAD) {
        const size_t whole = TYPE_HEAD + get16(payload + at + 2);
        if (whole > size - at)
            break;
        out->types[out->type_count++] = (struct trailer_span){payload + at, whole};
        at += whole;
    }
    return at;
}

/* Reads the inputs of an event; returns where they end. */
static size_t read_inputs(const uint8_t *payload, size_t size, size_t at,
                          struct trailer_event *event, struct trailer_cuts *out)
{
    const uint32_t stated = get16(event->head + 2);

    event->first = out->input_count;
    while (event->count < stated && size - at >= INPUT_HEAD) {
        const size_t bytes = get16(payload + at + 1);
        if (bytes > size - at - INPUT_HEAD)
            break;
        out->inputs[out->input_count++] =
            (struct trailer_input){payload + at, {payload + at + INPUT_HEAD, bytes}, false, false};
        event->count++;
        at += INPUT_HEAD + bytes;
    }
    event->excess = (uint16_t)(stated - event->count);
    return at;
}

static void read_events(const uint8_t *payload, size_t size, size_t at, struct trailer_cuts *out)
{
    while (size - at >= EVENT_HEAD) {
        struct trailer_event *event = &out->events[out->event_count++];
        *event = (struct trailer_event){.head = payload + at};
        at = read_inputs(payload, size, at + EVENT_HEAD, event, out);
    }
}

bool trailer_cuts_read(const uint8_t *payload, size_t size, struct trailer_cuts *out)
{
    *out = (struct trailer_cuts){0};
    out->types = calloc(size / TYPE_HEAD + 1, sizeof *out->types);
    out->type_cut = calloc(size / TYPE_HEAD + 1, sizeof *out->type_cut);
    out->events = calloc(size / EVENT_HEAD + 1, sizeof *out->events);
    out->inputs = calloc(size / INPUT_HEAD + 1, sizeof *out->inputs);
    if (out->types == NULL || out->type_cut == NULL || out->events == NULL || out->inputs == NULL) {
        trailer_cuts_free(out);
        return false;
    }
    if (size >= COUNT)
        read_events(payload, size, read_types(payload, size, out), out);
    return true;
}

void trailer_cuts_free(struct trailer_cuts *cuts)
{
    free(cuts->types);
    free(cuts->type_cut);
    free(cuts->events);
    free(cuts->inputs);
}

static size_t write_inputs(const struct trailer_cuts *cuts, const struct trailer_event *event,
                           uint8_t *out)
{
    size_t at = EVENT_HEAD, count = event->excess;

    memcpy(out, event->head, EVENT_HEAD);
    for (uint32_t i = event->first; i < event->first + event->count; i++) {
        const struct trailer_input *input = &cuts->inputs[i];
        const size_t size = input->absent ? 0 : input->bytes.size;
        if (input->cut)
            continue;
        out[at] = input->absent ? 0 : input->head[0];
        put16(out + at + 1, size);
        if (size > 0)
            memcpy(out + at + INPUT_HEAD, input->bytes.bytes, size);
        at += INPUT_HEAD + size;
        count++;
    }
    put16(out + 2, count);
    return at;
}

size_t trailer_cuts_write(const struct trailer_cuts *cuts, uint8_t *out)
{
    size_t at = COUNT, types = 0;

    for (uint32_t i = 0; i < cuts->type_count; i++) {
        if (cuts->type_cut[i])
            continue;
        memcpy(out + at, cuts->types[i].bytes, cuts->types[i].size);
        at += cuts->types[i].size;
        types++;
    }
    put16(out, types);
    for (uint32_t i = 0; i < cuts->event_count; i++)
        if (!cuts->events[i].cut)
            at += write_inputs(cuts, &cuts->events[i], out + at);
    put16(out + at, at % 0x10000u);
    put16(out + at + 2, at / 0x10000u);
    memcpy(out + at + 4, "RZTR", 4);
    return at + FOOTER;
}
