/* The trailer of fuzz inputs: a sensor and events behind a channel file, found from the end, so
 * that it survives mutation of the file. docs/format.md describes its bytes. */
#ifndef HARNESS_CHANNEL_TRAILER_H
#define HARNESS_CHANNEL_TRAILER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "events.h"

/* A place in the payload of a trailer. */
struct trailer_reader {
    const uint8_t *bytes; /* of the payload; in the fuzz input */
    size_t size;
    size_t position;
    uint16_t types_left; /* types of the sensor that were not read yet */
};

/* A template type that the trailer's sensor supplies; `kinds` points into the fuzz input. */
struct trailer_type {
    uint16_t type;
    uint16_t input_count;
    const uint8_t *kinds;
};

/* Returns how many bytes of the input are the file, and begins to read the payload. Without a sound
 * trailer the whole input is the file, and there is neither type nor event. */
size_t trailer_split(const uint8_t *bytes, size_t size, struct trailer_reader *reader);

/* The next type of the sensor; false when there is none left, or the payload is torn. A trailer
 * that never had one means the standard sensor. */
bool trailer_next_type(struct trailer_reader *reader, struct trailer_type *out);

/* The next event, after all types were read; false when there is none, or the next one is torn.
 *
 * The caller owns it and gives it to exact_event_free. */
bool trailer_next_event(struct trailer_reader *reader, struct exact_event *out);

/* A fuzz input that is being written: first the file, then types of the sensor, then events. */
struct trailer_writer {
    uint8_t *bytes; /* owned */
    size_t size;
    size_t capacity;
    size_t payload; /* where the payload begins */
};

/* Begins a fuzz input with a copy of a file, and the standard sensor. */
void trailer_write_file(struct trailer_writer *writer, const uint8_t *bytes, size_t size);

/* Appends a type to the sensor, which is no longer the standard one then; not after an event, and
 * not more than 65,535 of them. */
void trailer_write_type(struct trailer_writer *writer, const struct channel_supplied *supplied);

/* Appends an event; each of its inputs is at most 65,535 bytes. */
void trailer_write_event(struct trailer_writer *writer, const struct channel_event *event);

/* Closes the trailer: writer->bytes and writer->size are the fuzz input, to be freed by free(). */
void trailer_write_end(struct trailer_writer *writer);

#endif
