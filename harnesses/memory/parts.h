/* The parts of compiler and tool that are run while memory is short. */
#ifndef HARNESS_MEMORY_PARTS_H
#define HARNESS_MEMORY_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/checks/digest.h"

/* What a part said, in return values: what it prints, failing.h has. */
struct outcome {
    struct digest said;
    bool short_of_memory; /* by a return value that means that and nothing else */
    bool has_encoded;
    struct digest encoded; /* the bytes that rules came to, all of them */
};

/* Each works on an input of its own, which it may overwrite, and leaves nothing behind. */

/* Rules to a channel file in its folder, as `channel compile` makes it: placeholders, compiler,
 * screening, output. Where a rule had no memory the same compiler is given all of them once more,
 * now with memory. */
void part_rules(uint8_t *bytes, size_t size, struct outcome *outcome);

/* An event line to events, as `channel match` makes them. */
void part_event_line(uint8_t *bytes, size_t size, struct outcome *outcome);

/* A sensor's description. */
void part_sensor(uint8_t *bytes, size_t size, struct outcome *outcome);

/* A channel file: inspected as JSON, taken apart, decoded to a model, and encoded again. */
void part_channel_file(uint8_t *bytes, size_t size, struct outcome *outcome);

#endif
