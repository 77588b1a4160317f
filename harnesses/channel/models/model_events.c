/* Events of models. Relies on the finished model: inputs are made of examples of its values. */
#include <string.h>

#include "channel/kinds.h"
#include "model_cost.h"
#include "model_making.h"

enum { ODD = 0xa8, EXAMPLE = 0xb0, NEAR_MISS = 0xf0 };

/* What no value can hold, and what no text should: torn and overlong code points, surrogates, the
 * first code point that does not exist, NUL. */
static const struct {
    uint8_t size, bytes[4];
} odd_pieces[EXAMPLE - ODD] = {
    {1, {0xff}},
    {1, {0x80}},
    {1, {0xc3}},
    {2, {0xe2, 0x82}},
    {3, {0xed, 0xa0, 0x80}},
    {4, {0xf4, 0x90, 0x80, 0x80}},
    {2, {0xc0, 0x80}},
    {1, {0x00}},
};

static void append_example(struct model_making *making, uint8_t number)
{
    if (making->example_count > 0)
        model_append_example(&making->text, &making->examples[number % making->example_count]);
}

static void append_near_miss(struct model_making *making, uint8_t number)
{
    if (making->example_count > 0)
        model_append_near_miss(&making->text, &making->examples[number % making->example_count]);
}

static void append_byte(struct model_making *making, uint8_t byte)
{
    if (byte >= NEAR_MISS)
        append_near_miss(making, (uint8_t)(byte - NEAR_MISS));
    else if (byte >= EXAMPLE)
        append_example(making, (uint8_t)(byte - EXAMPLE));
    else if (byte >= ODD)
        model_append(&making->text, odd_pieces[byte - ODD].bytes, odd_pieces[byte - ODD].size);
    else
        model_append_byte(&making->text, byte);
}

static const struct content_type *type_of(const struct model_making *making,
                                          const struct model_event *event)
{
    return content_find_type(making->content, event->type);
}

static uint8_t declared_kind(const struct model_making *making, const struct model_event *event,
                             uint32_t input)
{
    const struct content_type *type = type_of(making, event);
    const bool sound = input < type->field_count && input < LIMIT_FIELDS &&
                       type->kinds[input] >= CHANNEL_KIND_TEXT &&
                       type->kinds[input] <= CHANNEL_KIND_ADDRESS;

    return sound ? type->kinds[input] : (uint8_t)CHANNEL_KIND_TEXT;
}

/* Sets an input to the text that has been made, unless the event is full. */
static void set_input(struct model_making *making, struct model_event *event, uint32_t input,
                      uint8_t kind)
{
    uint32_t used = 0;

    event->inputs[input] = (struct content_text){NULL, 0};
    for (uint32_t i = 0; i < event->count; i++)
        used += event->inputs[i].size;
    event->kinds[input] = kind;
    if (making->text.size <= making->caps->inputs - used)
        event->inputs[input] = model_keep(making);
}

static void begin_text(struct model_making *making)
{
    making->text.size = 0;
    making->text.limit = making->caps->input;
}

/* An input of the first line of an event, which one byte tells. */
static void set_by_byte(struct model_making *making, struct model_event *event, uint32_t input,
                        uint8_t byte)
{
    begin_text(making);
    if (byte == '.' || byte == 0) {
        event->kinds[input] = CHANNEL_KIND_ABSENT;
        return;
    }
    if (byte >= NEAR_MISS)
        append_byte(making, byte);
    else if (byte != '0')
        append_example(making, (uint8_t)(byte - '!'));
    set_input(making, event, input, declared_kind(making, event, input));
}

void model_begin_event(struct model_making *making, struct model_line line,
                       struct model_event *event)
{
    const struct content *content = making->content;
    const uint8_t count = model_argument(line, 1);

    memset(event, 0, sizeof *event);
    event->begun = true;
    event->type = content->types[model_number(model_argument(line, 0), content->type_count)].type;
    event->count = type_of(making, event)->field_count;
    if (event->count > LIMIT_FIELDS) /* of a type that is broken */
        event->count = LIMIT_FIELDS;
    if (count == '+' && event->count < LIMIT_FIELDS)
        event->count++;
    else if (count == '-' && event->count > 0)
        event->count--;
    for (uint32_t i = 0; i < event->count; i++) {
        const uint32_t place = line.size > 2 && i > line.size - 3 ? line.size - 1 : i + 2;
        set_by_byte(making, event, i, model_argument(line, place));
    }
}

void model_set_inputs(struct model_making *making, struct model_line line,
                      struct model_event *event)
{
    const uint8_t which = model_argument(line, 0);

    if (!event->begun || event->count == 0)
        return;
    begin_text(making);
    for (uint32_t i = 2; i < line.size; i++)
        append_byte(making, line.bytes[i]);
    const uint32_t first = which == '*' ? 0 : model_number(which, event->count);
    const uint32_t end = which == '*' ? event->count : first + 1;
    for (uint32_t i = first; i < end; i++)
        set_input(making, event, i,
                  model_kind(model_argument(line, 1), declared_kind(making, event, i)));
}

/* What the event costs when inputs are cut to `limit` bytes. */
static uint64_t cost_of_cut(const struct model_making *making, const struct model_event *event,
                            uint32_t limit)
{
    struct channel_input inputs[LIMIT_FIELDS];

    for (uint32_t i = 0; i < event->count; i++) {
        const struct content_text text = event->inputs[i];
        inputs[i] = (struct channel_input){(const uint8_t *)text.bytes,
                                           text.size < limit ? text.size : limit, event->kinds[i]};
    }
    const struct channel_event cut = {event->type, event->count, inputs};
    return model_cost_of_event(making->content, &cut);
}

void model_end_event(struct model_making *making, struct model_event *event,
                     struct exact_event *out)
{
    uint32_t limit = making->caps->input;

    while (limit > 0 && cost_of_cut(making, event, limit) > making->caps->work)
        limit /= 2;
    exact_event_new(event->type, event->count, out);
    for (uint16_t i = 0; i < event->count; i++) {
        const struct content_text text = event->inputs[i];
        exact_event_set(out, i, event->kinds[i], (const uint8_t *)text.bytes,
                        text.size < limit ? text.size : limit);
    }
    event->begun = false;
}
