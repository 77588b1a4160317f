/* One event against a file. Relies on nothing but the interpreter's interface. */
#include "evaluation.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

struct event event_copy(uint16_t type, const struct channel_input *inputs, uint16_t count)
{
    struct channel_input copies[EVENT_INPUTS] = {{NULL, 0, 0}};
    struct event event = {0};

    assert_in_range(count, 0, EVENT_INPUTS);
    for (uint16_t i = 0; i < count; i++) {
        event.inputs[i] = exact_copy(inputs[i].bytes, inputs[i].size);
        copies[i] = (struct channel_input){event.inputs[i].bytes, inputs[i].size, inputs[i].kind};
    }
    event.array = exact_copy(copies, count * sizeof copies[0]);
    event.event.type = type;
    event.event.input_count = count;
    event.event.inputs = event.array.allocation; /* aligned; one byte too far when there is none */
    return event;
}

struct event event_new(uint16_t type, const struct input *inputs, uint16_t count)
{
    struct channel_input taken[EVENT_INPUTS] = {{NULL, 0, 0}};

    assert_in_range(count, 0, EVENT_INPUTS);
    for (uint16_t i = 0; i < count; i++) {
        if (inputs[i].text == NULL)
            continue;
        taken[i].bytes = (const uint8_t *)inputs[i].text;
        taken[i].size = (uint32_t)strlen(inputs[i].text);
        taken[i].kind = inputs[i].kind != 0 ? inputs[i].kind : CHANNEL_KIND_TEXT;
    }
    return event_copy(type, taken, count);
}

void event_free(struct event *event)
{
    for (uint16_t i = 0; i < event->event.input_count; i++)
        free_exact(&event->inputs[i]);
    free_exact(&event->array);
    event->event = (struct channel_event){0, 0, NULL};
}

static void collect(struct channel_evaluation *evaluation, struct results *results)
{
    struct channel_match match;

    while (channel_evaluate_next(evaluation, &match)) {
        if (results->count < EVENT_RESULTS)
            results->list[results->count] = match;
        results->count++;
    }
    results->steps = evaluation->budget - evaluation->left;
    assert_false(channel_evaluate_next(evaluation, &match)); /* its end is final */
}

void evaluate(const struct channel_file *file, const struct event *event, uint64_t budget,
              struct results *results)
{
    const uint32_t words = channel_workspace_size(file);
    uint32_t *workspace = malloc(words * sizeof *workspace);
    struct channel_evaluation evaluation;

    assert_non_null(workspace);
    memset(workspace, 0xa5, words * sizeof *workspace);
    *results = (struct results){0};
    results->refused = channel_evaluate(
        file, &event->event, (struct channel_workspace){workspace, words}, budget, &evaluation);
    if (results->refused == CHANNEL_OK)
        collect(&evaluation, results);
    free(workspace);
}

bool has_matched(const struct results *results, uint32_t index)
{
    assert_int_equal(results->refused, CHANNEL_OK);
    assert_in_range(results->count, 0, EVENT_RESULTS);
    for (uint32_t i = 0; i < results->count; i++) {
        if (results->list[i].instance != index)
            continue;
        if (results->list[i].error != CHANNEL_OK)
            fail_msg("instance %u is in error: %s", index,
                     channel_error_name(results->list[i].error));
        return true;
    }
    return false;
}
