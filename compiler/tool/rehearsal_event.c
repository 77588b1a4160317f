/* Exact allocations. An input of no bytes is one of one byte, whose end is handed over. */
#include "rehearsal_event.h"

#include <stdlib.h>
#include <string.h>

#include "output.h"

enum { FILLER = 'a' };

static bool begin(const struct channel_event *like, struct rehearsal_event *out)
{
    *out = (struct rehearsal_event){.event = *like};
    out->inputs = calloc(like->input_count, sizeof *out->inputs);
    out->texts = calloc(like->input_count, sizeof *out->texts);
    out->event.inputs = out->inputs;
    if ((out->inputs != NULL && out->texts != NULL) || like->input_count == 0)
        return true;
    report("channel: out of memory");
    rehearsal_event_free(out);
    return false;
}

/* A text of `size` bytes that are not yet written; NULL when memory is short. */
static uint8_t *put(struct rehearsal_event *out, uint32_t index, uint32_t size, uint8_t kind)
{
    uint8_t *text = malloc(size > 0 ? size : 1);

    if (text == NULL) {
        report("channel: out of memory");
        rehearsal_event_free(out);
        return NULL;
    }
    out->texts[index] = text;
    out->inputs[index] = (struct channel_input){size > 0 ? text : text + 1, size, kind};
    return text;
}

static bool copy_input(struct rehearsal_event *out, uint32_t index,
                       const struct channel_input *input, bool stretched, uint32_t pad)
{
    const uint32_t size = stretched ? (uint32_t)WITNESS_LIMIT : input->size;
    const uint32_t behind = input->size - pad;
    uint8_t *text = put(out, index, size, input->kind);

    if (text == NULL)
        return false;
    memset(text, FILLER, size);
    if (pad > 0)
        memcpy(text, input->bytes, pad);
    if (behind > 0)
        memcpy(text + size - behind, input->bytes + pad, behind);
    return true;
}

bool rehearsal_event_copy(const struct channel_event *event, uint32_t stretched,
                          const uint32_t *pads, struct rehearsal_event *out)
{
    if (!begin(event, out))
        return false;
    for (uint32_t i = 0; i < event->input_count; i++) {
        const struct channel_input *input = &event->inputs[i];
        if (input->kind == CHANNEL_KIND_ABSENT)
            continue;
        const uint32_t pad = pads[i] < input->size ? pads[i] : input->size;
        if (!copy_input(out, i, input, i == stretched, pad))
            return false;
    }
    return true;
}

bool rehearsal_event_extreme(const struct channel_event *like, const uint8_t *kinds,
                             enum search_demand demand, struct rehearsal_event *out)
{
    const uint32_t size = demand == DEMAND_PRESENT ? (uint32_t)WITNESS_LIMIT : 0;

    if (!begin(like, out))
        return false;
    for (uint32_t i = 0; i < like->input_count && demand != DEMAND_ABSENT; i++) {
        uint8_t *text = put(out, i, size, kinds[i]);
        if (text == NULL)
            return false;
        memset(text, FILLER, size);
    }
    return true;
}

void rehearsal_event_free(struct rehearsal_event *event)
{
    for (uint32_t i = 0; event->texts != NULL && i < event->event.input_count; i++)
        free(event->texts[i]);
    free(event->texts);
    free(event->inputs);
    *event = (struct rehearsal_event){0};
}
