/* Any bytes as a content model and events for it, most of which the builder accepts: what targets
 * begin with that look at content instead of at files.
 *
 * The bytes are lines, each a command; any byte below 0x20 ends one. So seeds can be read and
 * written by hand, a dictionary has words, and what an engine inserts or deletes moves nothing
 * else. Whatever bytes stand in an argument's place, they mean something: numbers are taken modulo
 * what there is, what is missing is filled in. Relies on the content model, the regular
 * expressions' compiler and exact events.
 *
 *     T tna        a template type: a field for each letter (text, number, address)
 *     I 0 3 id,…   an instance of type 0, level 3: identifier, title, author, licence, link
 *     C = 0 ca     a criterion on field 0 (* all of them). Kinds: _ any, = exact, < prefix,
 *                  > suffix, c contains, * glob, / expression, # range, 4 cidr4, 6 cidr6,
 *                  x absent, e exists, & reference. Flags: c cased, a all values; i, m, s of
 *                  the expressions that follow
 *     V abc        one more value of it. Range: min,max (m, M: the ends of int64); network:
 *                  prefix/hexadecimal; reference: field, then mode
 *     N &.|(.!0)   the instance's condition: & and | begin an operator, ) ends it, ! negates
 *                  what follows, . is the next criterion, a digit an earlier one. The first
 *                  byte is the root's, to which unused criteria are added at the end
 *     D v 4        the last value (c: criterion, i: instance) 2^4 times more
 *     E 0 = !.     an event of type 0. = as the sensor sends it, + - with an input more, fewer.
 *                  Then a byte for each input: . absent, 0 empty, else an example of a value
 *                  (from 0xf0 on one that only just fails it); the last byte stands for the rest
 *     F 0 . abc    input 0 (* all) of the event: its kind (t, n, a; . as declared), its text
 *     R 4 0 x      breaks one thing (model_defect.c) of instance 0
 *
 * (Blanks are for reading only; there are none in the bytes.) In texts ASCII is itself; 0x80 to
 * 0x9f are pieces of a small alphabet, 0xa0 to 0xa7 double what stands there, 0xa8 to 0xaf are odd
 * bytes in inputs; from 0xb0 on stand earlier texts in values, and in inputs examples of values,
 * from 0xf0 on such as only just fail. */
#ifndef HARNESS_CHANNEL_MODEL_BYTES_H
#define HARNESS_CHANNEL_MODEL_BYTES_H

#include "channel/inputs/events.h"
#include "content.h"

enum { MODEL_EVENTS = 8 };

/* How much may be made: bounds the time and memory of a run. */
struct model_caps {
    uint32_t types, instances;
    uint32_t criteria, values, instructions; /* of all instances together */
    uint32_t text;                           /* bytes of a value */
    uint32_t input, inputs;                  /* bytes of an input, of those of an event */
    uint32_t events;                         /* at most MODEL_EVENTS */
    uint64_t work; /* steps (model_cost.h) that an event may cost: inputs are cut until it fits */
};

/* Small ones, for oracles that are slow; and dear ones, for budgets. */
extern const struct model_caps model_caps_small, model_caps_dear;

struct model {
    struct content *content;
    struct exact_event events[MODEL_EVENTS];
    uint32_t event_count;
    bool sound; /* nothing was broken (R): it keeps every rule of the builder */
};

/* Makes the model and its events; the same for the same bytes, on every machine. An event's type is
 * one that the model declares. Aborts, with a message, when memory is short. Free it with
 * model_free. */
void model_make(const uint8_t *bytes, size_t size, const struct model_caps *caps,
                struct model *out);
void model_free(struct model *model);

#endif
