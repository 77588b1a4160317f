/* Makes events in exact allocations. The fixed ones depend on nothing but type and number. */
#include "events.h"

#include <string.h>

#include "channel/kinds.h"
#include "support/exact.h"
#include "support/regions.h"

/* Texts by kind; a number and an address are text that parses as such. */
static const char *const texts[] = {
    "cmd.exe /c whoami",
    "C:\\Windows\\System32\\cmd.exe",
    "a",
    "4688",
    "\xc3\x84rger \xe2\x82\xac \xf0\x9f\x94\xa5",
    "powershell.exe -enc SQBFAFgA -NoP -W Hidden aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
};
static const char *const numbers[] = {"0", "4688", "-1", "9223372036854775807",
                                      "-9223372036854775808"};
static const char *const addresses[] = {"10.0.0.1", "::1", "255.255.255.255", "fe80::1",
                                        "2001:db8::ff00:42:8329"};

enum { MOST_VALUES = sizeof texts / sizeof texts[0] };
_Static_assert(MOST_VALUES >= sizeof numbers / sizeof numbers[0] &&
                   MOST_VALUES >= sizeof addresses / sizeof addresses[0],
               "texts are the most");

struct values {
    const char *const *texts;
    unsigned count;
};

#define VALUES(array) {(array), sizeof(array) / sizeof(array)[0]}

static const struct values values_by_kind[] = {
    [CHANNEL_KIND_TEXT] = VALUES(texts),
    [CHANNEL_KIND_NUMBER] = VALUES(numbers),
    [CHANNEL_KIND_ADDRESS] = VALUES(addresses),
};

const char *fixed_event_text(unsigned index)
{
    for (unsigned kind = CHANNEL_KIND_TEXT; kind <= CHANNEL_KIND_ADDRESS; kind++) {
        if (index < values_by_kind[kind].count)
            return values_by_kind[kind].texts[index];
        index -= values_by_kind[kind].count;
    }
    return NULL;
}

static struct channel_input *new_inputs(uint16_t count)
{
    const size_t size = count * sizeof(struct channel_input);
    void *inputs = exact_room(size);

    region_add(inputs, size, "array of inputs");
    if (size > 0)
        memset(inputs, 0, size);
    return inputs;
}

void exact_event_new(uint16_t type, uint16_t input_count, struct exact_event *out)
{
    out->inputs = new_inputs(input_count);
    out->event = (struct channel_event){type, input_count, out->inputs};
    out->owns_bytes = true;
}

void exact_event_set(struct exact_event *event, uint16_t index, uint8_t kind, const uint8_t *bytes,
                     uint32_t size)
{
    uint8_t *room = NULL;

    if (size > 0) {
        room = exact_room(size);
        memcpy(room, bytes, size);
        region_add(room, size, "input of the event");
    }
    event->inputs[index] = (struct channel_input){room, size, kind};
}

void exact_event_lengthen(const struct exact_event *event, struct exact_event *out)
{
    const uint16_t count = event->event.input_count;

    exact_event_new(event->event.type, (uint16_t)(count + 1), out);
    out->owns_bytes = false;
    if (count > 0)
        memcpy(out->inputs, event->inputs, count * sizeof *out->inputs);
}

static void free_region(void *region, size_t size)
{
    region_remove(region);
    exact_free(region, size);
}

void exact_event_free(struct exact_event *event)
{
    const uint16_t count = event->event.input_count;

    for (uint16_t i = 0; i < count && event->owns_bytes; i++)
        if (event->inputs[i].size > 0)
            free_region((void *)(uintptr_t)event->inputs[i].bytes, event->inputs[i].size);
    free_region((void *)event->inputs, count);
    *event = (struct exact_event){0};
}

/* Value `index` of a kind as an input. Its bytes are made once and kept: an allocation for each
 * input of each event would take most of a run. */
static struct channel_input fixed_input(uint8_t kind, unsigned index)
{
    static uint8_t *kept[CHANNEL_KIND_ADDRESS + 1][MOST_VALUES];
    const struct values *values = &values_by_kind[kind];
    const char *text = values->texts[index % values->count];
    uint8_t **bytes = &kept[kind][index % values->count];
    const uint32_t size = (uint32_t)strlen(text);

    if (*bytes == NULL) {
        *bytes = exact_allocate(size);
        memcpy(*bytes, text, size);
    }
    return (struct channel_input){*bytes, size, kind};
}

void fixed_event(const struct channel_supplied *supplied, unsigned number, struct exact_event *out)
{
    enum { ALL_ABSENT, ALL_EMPTY };

    exact_event_new(supplied->type, supplied->input_count, out);
    out->owns_bytes = false;
    for (uint16_t i = 0; i < supplied->input_count && number != ALL_ABSENT; i++) {
        const uint8_t kind = supplied->kinds[i];
        if (kind < CHANNEL_KIND_TEXT || kind > CHANNEL_KIND_ADDRESS)
            continue; /* a sensor's description is as hostile as the file that it comes from */
        if (number != ALL_EMPTY)
            out->inputs[i] = fixed_input(kind, i + number);
        else if (kind == CHANNEL_KIND_TEXT)
            out->inputs[i].kind = kind;
    }
}
