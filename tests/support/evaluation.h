/* One event against a file: inputs in an array of its exact size, each of its exact size, too. */
#ifndef TEST_EVALUATION_H
#define TEST_EVALUATION_H

#include "bytes.h"
#include "channel/evaluate.h"

enum { EVENT_INPUTS = 200, EVENT_RESULTS = 64 };

/* An input that is written down in a test; `text` NULL: absent. A kind of 0 means text. */
struct input {
    const char *text;
    uint8_t kind;
};

/* An event whose inputs lie in allocations of their own. event_free() it. */
struct event {
    struct channel_event event;
    struct exact inputs[EVENT_INPUTS];
    struct exact array;
};

struct event event_new(uint16_t type, const struct input *inputs, uint16_t count);

/* The same from inputs as the interpreter takes them: any bytes, any kind. */
struct event event_copy(uint16_t type, const struct channel_input *inputs, uint16_t count);
void event_free(struct event *event);

/* What an evaluation gave. */
struct results {
    enum channel_error refused; /* by channel_evaluate; nothing else counts then */
    struct channel_match list[EVENT_RESULTS];
    uint32_t count; /* may be more than were kept */
    uint64_t steps;
};

/* Evaluates with a workspace of exactly the words that it must have, none of them cleared. */
void evaluate(const struct channel_file *file, const struct event *event, uint64_t budget,
              struct results *results);

/* Whether instance `index` of the file matched; fails the test when it is in error. */
bool has_matched(const struct results *results, uint32_t index);

#endif
