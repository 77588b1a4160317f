/* One event as a line of JSON: a flat object, taken apart in place.
 *
 * Written for this because numbers must stay as the source has them (a general reader turns them
 * into binary ones, or refuses what is longer than 64 bits), and because nothing is allocated. */
#ifndef REDZONE_TOOL_EVENT_LINE_H
#define REDZONE_TOOL_EVENT_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EVENT_LINE_PAIRS = 4096 }; /* the widest real event has 43 */

enum event_value_kind {
    EVENT_VALUE_TEXT,
    EVENT_VALUE_NUMBER,  /* its text as it stands in the source */
    EVENT_VALUE_BOOLEAN, /* true or false, as text */
    EVENT_VALUE_NULL,
    EVENT_VALUE_NESTED, /* an array or object: checked, and left alone */
};

struct event_pair {
    const char *key, *value; /* UTF-8 without NUL, not terminated */
    uint32_t key_size, value_size;
    uint32_t hash; /* event_hash of the key */
    uint16_t slot; /* where it is found by hash */
    uint8_t kind;  /* enum event_value_kind */
};

struct event_line {
    struct event_pair pairs[EVENT_LINE_PAIRS];
    uint32_t count;
    uint16_t slots[2 * EVENT_LINE_PAIRS]; /* pairs by hash, one more than their index; 0 is free */
};

/* Why a line was refused, and at which byte of it (from 0). */
struct event_error {
    const char *reason;
    size_t position;
};

/* Parses a line, overwriting it; the pairs point into it. *line must have been zeroed before its
 * first use. An empty object is fine.
 *
 * False, with *error, for what is no JSON object (RFC 8259) in valid UTF-8, has a key twice, a NUL
 * (also as \u0000), a lone surrogate, more than 64 levels or more than EVENT_LINE_PAIRS pairs. */
bool event_line_parse(struct event_line *line, char *bytes, size_t size, struct event_error *error);

/* The hash by which keys are found. */
uint32_t event_hash(const char *bytes, size_t size);

#endif
