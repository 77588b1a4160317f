/* What the parser says of a channel file, as one line that is equal on every machine: for
 * `replay --digest`. */
#ifndef HARNESS_CHANNEL_SUMMARY_H
#define HARNESS_CHANNEL_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>

#include "channel/evaluate.h"
#include "channel/inputs/trailer.h"
#include "digest.h"

struct summary {
    const char *verdict;      /* refused, not-canonical, invalid, valid */
    enum channel_error error; /* the first; CHANNEL_OK */
    uint32_t offset;          /* where it was met */
    uint32_t violations;      /* of the standard sensor */
    uint64_t events;          /* that were evaluated */
    uint64_t matches;
    uint64_t refusals; /* of events, and of instances in error */
    uint64_t steps;
    struct digest digest; /* of all that open, walk, validator and interpreter said */
};

/* Opens a target's own copy of a file as repair_open does, walks it, and validates it for the
 * standard sensor. Returns false when it is refused; `out` is sound in any case. */
bool summary_open(uint8_t *copy, size_t size, struct channel_file *file, struct summary *out);

/* Evaluates an event in a fixed budget of steps. */
void summary_add_event(const struct channel_file *file, const struct channel_event *event,
                       struct summary *summary);

/* Evaluates the next events of a trailer, at most `most` of them. */
void summary_add_trailer(const struct channel_file *file, struct trailer_reader *trailer,
                         unsigned most, struct summary *summary);

/* Evaluates the fixed events, as the standard sensor sends them, of every type of the file. */
void summary_add_fixed_events(const struct channel_file *file, struct summary *summary);

/* Writes the line. */
void summary_write(const struct summary *summary, char *line, size_t capacity);

#endif
