/* The trailer of a fuzz input as lists from which parts can be cut. */
#ifndef HARNESS_CHANNEL_TRAILER_CUTS_H
#define HARNESS_CHANNEL_TRAILER_CUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct trailer_span {
    const uint8_t *bytes; /* in the fuzz input */
    size_t size;
};

struct trailer_event {
    const uint8_t *head;   /* type and count, 4 bytes */
    uint32_t first, count; /* its inputs; those that are there */
    uint16_t excess;       /* of the stated count over them */
    bool cut;
};

struct trailer_input {
    const uint8_t *head; /* kind and size, 3 bytes */
    struct trailer_span bytes;
    bool cut;    /* it goes: those behind it move up */
    bool absent; /* it stays, without kind and bytes */
};

struct trailer_cuts {
    struct trailer_span *types; /* records, kinds included */
    bool *type_cut;
    uint32_t type_count;
    struct trailer_event *events;
    uint32_t event_count;
    struct trailer_input *inputs; /* of all events */
    uint32_t input_count;
};

/* How many bytes of a fuzz input are the file; all of them when there is no trailer. */
size_t trailer_cuts_file_size(const uint8_t *bytes, size_t size);

/* Takes the payload of a trailer apart; what is torn at its end is left out. False when memory is
 * short; nothing is to be freed then. */
bool trailer_cuts_read(const uint8_t *payload, size_t size, struct trailer_cuts *out);
void trailer_cuts_free(struct trailer_cuts *cuts);

/* Writes payload, size and magic to `out`: at most as many bytes as the payload had, and 8. Returns
 * how many. */
size_t trailer_cuts_write(const struct trailer_cuts *cuts, uint8_t *out);

#endif
