/* Events for the interpreter whose arrays end where nothing may be read. July 19 was a read of one
 * input too many: it is seen only when the array has its exact size. */
#ifndef HARNESS_CHANNEL_EVENTS_H
#define HARNESS_CHANNEL_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/evaluate.h"
#include "channel/sensor.h"

/* An event whose array of inputs, and the bytes of each, are allocations of their exact size. An
 * input without bytes has a null pointer. */
struct exact_event {
    struct channel_event event;
    struct channel_input *inputs; /* owned; what event.inputs points to */
    bool owns_bytes;              /* of each input; else something that lives longer owns them */
};

/* Makes an event whose inputs all are absent. */
void exact_event_new(uint16_t type, uint16_t input_count, struct exact_event *out);

/* Sets input `index`, which has no bytes yet, to a copy of `size` bytes. */
void exact_event_set(struct exact_event *event, uint16_t index, uint8_t kind, const uint8_t *bytes,
                     uint32_t size);

/* Makes the same event with one more input, which is absent. Its bytes are those of `event`, which
 * must outlive it. */
void exact_event_lengthen(const struct exact_event *event, struct exact_event *out);

/* Frees what an event owns. */
void exact_event_free(struct exact_event *event);

/* Text `index` of those that fixed events hold, for dictionaries; null behind the last. */
const char *fixed_event_text(unsigned index);

enum { FIXED_EVENTS = 5 };

/* Makes event `number` (below FIXED_EVENTS) of a fixed set, as a sensor that supplies a type so can
 * send it: all absent, all empty, and mixtures of values that seeds and dictionaries look for. */
void fixed_event(const struct channel_supplied *supplied, unsigned number, struct exact_event *out);

#endif
