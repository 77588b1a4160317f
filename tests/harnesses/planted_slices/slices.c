/* A channel file through every layer of a parser with planted over-reads. The last byte of the
 * input is the number of the plant that is at work, 0 for none; the bytes before it are the file.
 * There is no oracle: what is not reported as a read is missed. */
#include <string.h>

#include "channel/evaluate.h"
#include "channel/inputs/events.h"
#include "channel/validate.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

enum { BUDGET = 100000 };

/* What the planted statements of the parser refer to. */
extern uint8_t planted;
extern volatile uint8_t plant_sink;

uint8_t planted;
volatile uint8_t plant_sink;

static void validate(const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, channel_standard_sensor(), &validation);
    while (channel_validate_next(&validation, &violation)) {
    }
}

static void evaluate(const struct channel_file *file, const struct channel_event *event)
{
    const uint32_t words = channel_workspace_size(file);
    uint32_t *room = exact_allocate(words * sizeof *room);
    struct channel_evaluation evaluation;
    struct channel_match match;

    const enum channel_error error =
        channel_evaluate(file, event, (struct channel_workspace){room, words}, BUDGET, &evaluation);
    while (error == CHANNEL_OK && channel_evaluate_next(&evaluation, &match)) {
    }
    exact_free((void *)room, words);
}

static void evaluate_all(const struct channel_file *file)
{
    const struct channel_sensor *sensor = channel_standard_sensor();

    for (uint32_t i = 0; i < sensor->type_count; i++) {
        for (unsigned number = 0; number < FIXED_EVENTS; number++) {
            struct exact_event event;
            fixed_event(&sensor->types[i], number, &event);
            evaluate(file, &event.event);
            exact_event_free(&event);
        }
    }
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    if (size == 0)
        return;
    uint8_t *copy = exact_copy(data, size - 1);
    struct channel_file file;
    uint32_t offset;

    planted = data[size - 1];
    contract_require(channel_open(copy, size - 1, &file, &offset) == CHANNEL_OK,
                     "the file is one that every layer sees", "open");
    validate(&file);
    evaluate_all(&file);
    exact_free(copy, size - 1);
}
