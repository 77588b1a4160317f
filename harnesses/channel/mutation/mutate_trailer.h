/* The trailer of fuzz inputs, mutated apart from the file: the sensor that it describes, and events
 * that are made from the file's own patterns. */
#ifndef HARNESS_CHANNEL_MUTATE_TRAILER_H
#define HARNESS_CHANNEL_MUTATE_TRAILER_H

#include "channel/evaluate.h"
#include "channel/inputs/trailer.h"
#include "channel/sensor.h"
#include "mutation.h"

enum { TRAILER_TYPES = 64, TRAILER_EVENTS = 16 }; /* the rest is left out; targets take no more */

/* What a trailer holds; all that it points to lives as long as the model. */
struct trailer_parts {
    struct channel_supplied types[TRAILER_TYPES];
    uint32_t type_count;
    struct channel_event events[TRAILER_EVENTS];
    uint32_t event_count;
};

/* Reads what `reader` stands before, which trailer_split has begun to read. */
void trailer_parts_read(struct mutation *mutation, struct trailer_reader *reader,
                        struct trailer_parts *parts);

/* Changes sensor or events. The content is the file's, and may be empty. */
void trailer_parts_change(struct mutation *mutation, struct trailer_parts *parts);

/* Takes an event, or the sensor, of another trailer. */
void trailer_parts_take(struct mutation *mutation, struct trailer_parts *parts,
                        const struct trailer_parts *other);

/* Writes the trailer and returns its size, at most `room`: events at the end that do not fit are
 * left out; 0 when nothing fits. */
size_t trailer_parts_write(const struct trailer_parts *parts, uint8_t *out, size_t room);

#endif
