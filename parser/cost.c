/* The published worst case. Relies on strings standing in order, which the walk proves: the bytes
 * of all patterns of a criterion are then the distance from the first one's begin to the last one's
 * end. */
#include "cost.h"

#include "records.h"

uint64_t cost_add(uint64_t a, uint64_t b)
{
    return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}

uint64_t cost_multiply(uint64_t a, uint64_t b)
{
    return b != 0 && a > UINT64_MAX / b ? UINT64_MAX : a * b;
}

/* All instructions of a criterion's expressions, which stand in order like strings. */
static enum channel_error cost_of_expressions(const struct channel_file *file,
                                              const struct channel_criterion *criterion,
                                              uint64_t *out)
{
    const uint32_t end = criterion->first_value + criterion->value_count;
    struct channel_value first, last;
    uint64_t instructions = 0;

    TRY(channel_value_at(file, criterion, criterion->first_value, &first));
    TRY(channel_value_at(file, criterion, end - 1, &last));
    if (last.program.base >= first.program.base)
        instructions = ((uint32_t)(last.program.base - first.program.base) + last.program.size) /
                       CHANNEL_RECORD_INSTRUCTIONS;
    *out = cost_add(cost_multiply(criterion->value_count, 1 + LIMIT_INPUT),
                    cost_multiply(instructions, 3 + LIMIT_INPUT));
    return CHANNEL_OK;
}

uint64_t cost_of_event(void)
{
    return (uint64_t)LIMIT_FIELDS * LIMIT_INPUT;
}

static enum channel_error pattern_bytes(const struct channel_file *file,
                                        const struct channel_criterion *criterion, uint32_t *out)
{
    struct channel_slice first, last;

    *out = 0;
    TRY(pattern_at(file, criterion->first_value, &first));
    TRY(pattern_at(file, criterion->first_value + criterion->value_count - 1, &last));
    if (last.base >= first.base)
        *out = (uint32_t)(last.base - first.base) + last.size;
    return CHANNEL_OK;
}

static enum channel_error cost_of_patterns(const struct channel_file *file,
                                           const struct channel_criterion *criterion, uint64_t *out)
{
    const uint64_t values = criterion->value_count;
    uint32_t bytes;

    TRY(pattern_bytes(file, criterion, &bytes));
    switch (criterion->kind) {
    case CHANNEL_CRITERION_CONTAINS: /* each place, and at each the whole pattern */
        *out = cost_add(cost_multiply(values, 1 + LIMIT_INPUT), cost_multiply(bytes, LIMIT_INPUT));
        return CHANNEL_OK;
    case CHANNEL_CRITERION_GLOB: /* from each place the whole pattern, and its end */
        *out =
            cost_add(cost_multiply(values, 2 + LIMIT_INPUT), cost_multiply(bytes, 1 + LIMIT_INPUT));
        return CHANNEL_OK;
    default:
        *out = values + bytes;
        return CHANNEL_OK;
    }
}

enum channel_error cost_of_criterion(const struct channel_file *file,
                                     const struct channel_type *type,
                                     const struct channel_criterion *criterion, uint64_t *out)
{
    const uint64_t inputs = criterion->field == CHANNEL_FIELD_ALL ? type->field_count : 1;

    *out = 0;
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        TRY(cost_of_patterns(file, criterion, out));
        break;
    case CHANNEL_FORM_EXPRESSION:
        TRY(cost_of_expressions(file, criterion, out));
        break;
    case CHANNEL_FORM_REFERENCE: /* as contains, with an input in place of the pattern */
        *out = cost_multiply(criterion->value_count,
                             1 + LIMIT_INPUT + (uint64_t)LIMIT_INPUT * LIMIT_INPUT);
        break;
    default:
        *out = criterion->value_count;
        break;
    }
    *out = cost_multiply(*out, inputs);
    return CHANNEL_OK;
}
