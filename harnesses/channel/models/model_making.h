/* A model under way: what model_bytes.c, which reads the lines, shares with the makers of its
 * parts. Private to model_*.c. */
#ifndef HARNESS_CHANNEL_MODEL_MAKING_H
#define HARNESS_CHANNEL_MODEL_MAKING_H

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "model_bytes.h"

/* The arguments of a command. */
struct model_line {
    const uint8_t *bytes;
    uint32_t size;
};

/* A text under construction. */
struct model_text {
    uint32_t size, limit; /* at most LIMIT_INPUT */
    uint8_t bytes[LIMIT_INPUT];
};

/* A value that inputs can be made from. */
struct model_example {
    uint8_t kind;
    struct content_value value;
};

enum { MODEL_EXAMPLES = 80 };

struct model_making {
    const struct model_caps *caps;
    struct content *content;
    uint32_t criteria_left, values_left, instructions_left;
    bool open; /* the last instance is being filled */
    uint8_t expression_flags;
    struct model_line condition;
    struct model_example examples[MODEL_EXAMPLES];
    uint32_t example_count;
    struct model_text text;
};

/* `pointer`, or an end of the run with a message where it is null. */
void *model_need(void *pointer);

/* Byte `index` of the arguments; 0 behind their end. */
static inline uint8_t model_argument(struct model_line line, uint32_t index)
{
    return index < line.size ? line.bytes[index] : 0;
}

/* A digit as a number: '0' is 0, and whatever follows in ASCII goes on; modulo `count`, 0 of none.
 */
static inline uint32_t model_number(uint8_t byte, uint32_t count)
{
    return count == 0 ? 0 : (uint8_t)(byte - '0') % count;
}

/* No arguments. */
static inline struct model_line model_no_line(void)
{
    static const uint8_t none[1] = {0};
    return (struct model_line){none, 0};
}

/* The arguments from `index` on. */
static inline struct model_line model_rest(struct model_line line, uint32_t index)
{
    const uint32_t skipped = index < line.size ? index : line.size;
    return (struct model_line){line.bytes + skipped, line.size - skipped};
}

/* The kind of input that a letter names, else `otherwise`. */
static inline uint8_t model_kind(uint8_t letter, uint8_t otherwise)
{
    switch (letter) {
    case 't':
        return CHANNEL_KIND_TEXT;
    case 'n':
        return CHANNEL_KIND_NUMBER;
    case 'a':
        return CHANNEL_KIND_ADDRESS;
    default:
        return otherwise;
    }
}

/* --- model_text.c ------------------------------------------------------------------------------
 */

/* Appends bytes, all or, beyond the limit, none. */
void model_append(struct model_text *text, const void *bytes, uint32_t size);
void model_append_string(struct model_text *text, const char *string);

/* Appends what a byte of an argument stands for: its own, or a piece of the alphabet, or the text
 * once more. Gives well-formed UTF-8 only. */
void model_append_byte(struct model_text *text, uint8_t byte);

/* The text as one of the model's own. */
struct content_text model_keep(struct model_making *making);

/* --- model_value.c -----------------------------------------------------------------------------
 */

/* Adds the value that the arguments say, by the form of the criterion's kind; none where the kind
 * takes none, or where a cap is reached. Appends to `examples`. */
void model_add_value(struct model_making *making, struct content_criterion *criterion,
                     const struct content_type *type, struct model_line line);

/* --- model_example.c ---------------------------------------------------------------------------
 */

/* Appends a text that the value holds for, or nearly. */
void model_append_example(struct model_text *text, const struct model_example *example);

/* Appends a text that only just fails the value, where there is an easy one. */
void model_append_near_miss(struct model_text *text, const struct model_example *example);

/* --- model_condition.c -------------------------------------------------------------------------
 */

/* Writes the condition of a finished instance. */
void model_add_condition(struct model_making *making, struct content_instance *instance,
                         struct model_line line);

/* --- model_events.c ----------------------------------------------------------------------------
 */

/* Reads the lines once more, those that make events. */
struct model_event {
    uint16_t type, count;
    struct content_text inputs[LIMIT_FIELDS];
    uint8_t kinds[LIMIT_FIELDS];
    bool begun;
};
void model_begin_event(struct model_making *making, struct model_line line,
                       struct model_event *event);
void model_set_inputs(struct model_making *making, struct model_line line,
                      struct model_event *event);
void model_end_event(struct model_making *making, struct model_event *event,
                     struct exact_event *out);

/* --- model_defect.c ----------------------------------------------------------------------------
 */

/* Breaks what the arguments say. */
void model_add_defect(struct model_making *making, struct model_line line);

#endif
