/* Says what is being evaluated or walked. Compiled without sanitizers and guards, and without a
 * call of the parser: it runs where that has just failed. Reads of the file what its sections hold.
 */
#include "describe.h"

#include <stdio.h>

#include "support/context.h"

static uint32_t number(const uint8_t *bytes, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = size; i > 0; i--)
        value = value * 0x100u + bytes[i - 1];
    return value;
}

/* Record `index` of a section, null when there is none. */
static const uint8_t *record(const struct channel_file *file, enum channel_section section,
                             uint32_t index, uint32_t size)
{
    const struct channel_slice slice = file->sections[section];
    return index < slice.size / size ? slice.base + (size_t)index * size : NULL;
}

/* The first criterion of an instance on a field, counted from the instance's first; false when it
 * has none. */
static bool find_criterion(const struct channel_file *file, uint32_t instance, uint32_t field,
                           uint32_t *out)
{
    const uint8_t *own =
        record(file, CHANNEL_SECTION_INSTANCES, instance, CHANNEL_RECORD_INSTANCES);
    const uint32_t first = own == NULL ? 0 : number(own + 4, 4);
    const uint32_t count = own == NULL ? 0 : number(own + 8, 4);

    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *criterion =
            record(file, CHANNEL_SECTION_CRITERIA, first + i, CHANNEL_RECORD_CRITERIA);
        if (criterion == NULL)
            return false;
        *out = i;
        if (number(criterion, 2) == field)
            return true;
    }
    return false;
}

/* The input whose place in the array an address is, be it behind the last one; false for others. */
static bool input_at(const struct channel_event *event, uintptr_t address, uint32_t *out)
{
    enum { MOST_FIELDS = 0x10000 };
    const uintptr_t base = (uintptr_t)event->inputs;

    if (address < base || (address - base) / sizeof(struct channel_input) >= MOST_FIELDS)
        return false;
    *out = (uint32_t)((address - base) / sizeof(struct channel_input));
    return true;
}

static void describe_evaluated(const void *state, uintptr_t address, char *text, size_t capacity)
{
    const struct channel_evaluation *evaluation = state;
    const unsigned inputs = evaluation->event->input_count;
    const uint32_t instance =
        evaluation->type.first_instance + evaluation->next - (evaluation->next > 0);
    uint32_t input, criterion;

    if (!input_at(evaluation->event, address, &input))
        snprintf(text, capacity, "instance %u", (unsigned)instance);
    else if (find_criterion(evaluation->file, instance, input, &criterion))
        snprintf(text, capacity, "instance %u, criterion %u reads input %u of %u",
                 (unsigned)instance, (unsigned)criterion, input + 1u, inputs);
    else
        snprintf(text, capacity, "instance %u reads input %u of %u", (unsigned)instance, input + 1u,
                 inputs);
}

static void describe_walked(const void *state, uintptr_t address, char *text, size_t capacity)
{
    const struct channel_walk *walk = state;

    (void)address;
    snprintf(text, capacity,
             "the walk at rule %u, type %u, instance %u, criterion %u, value %u, node %u",
             (unsigned)walk->rule_index, (unsigned)walk->type_index, (unsigned)walk->instance_index,
             (unsigned)walk->criterion_index, (unsigned)walk->value_index,
             (unsigned)walk->node_index);
}

void describe_evaluation(const struct channel_evaluation *evaluation)
{
    context_set(describe_evaluated, evaluation);
}

void describe_walk(const struct channel_walk *walk)
{
    context_set(describe_walked, walk);
}

void describe_nothing(void)
{
    context_set(NULL, NULL);
}
