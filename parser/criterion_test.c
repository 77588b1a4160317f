/* One criterion against one event. Relies on the container and on the event's array having as many
 * inputs as it says; everything else is checked where it is read. */
#include "criterion_test.h"

#include "expression.h"
#include "gram_filter.h"
#include "records.h"
#include "text_match.h"
#include "value_match.h"

enum { READY_WORDS = LIMIT_FIELDS / 32 };

uint32_t filters_size(uint32_t inputs)
{
    return READY_WORDS + inputs * GRAM_FILTER_WORDS;
}

void filters_reset(uint32_t *filters)
{
    for (uint32_t i = 0; i < READY_WORDS; i++)
        filters[i] = 0;
}

/* The only way to an input. July 19: the content reads input 21 of 20. Refuses with `error` then.
 */
static enum channel_error input_at(struct test_context *context, uint32_t field,
                                   enum channel_error error, struct channel_input *out)
{
    *out = (struct channel_input){0};
    context->field = field;
    REQUIRE_BELOW(field, context->event->input_count, error);
    *out = context->event->inputs[field];
    return CHANNEL_OK;
}

static struct channel_slice text_of(struct channel_input input)
{
    return (struct channel_slice){input.bytes, input.size};
}

/* The gram filter of an input, made when it is first asked for. A field beyond the type's has none:
 * the workspace was measured by the type. */
static enum channel_error filter_at(struct test_context *context, uint32_t field,
                                    struct channel_slice text, const uint32_t **out)
{
    uint32_t *words = context->filters + filters_size(field);
    uint32_t *ready = &context->filters[field / 32];
    const uint32_t bit = UINT32_C(1) << field % 32;

    *out = words;
    if ((*ready & bit) != 0)
        return CHANNEL_OK;
    TRY(meter_pay(context->meter, text.size));
    gram_filter_build(words, text);
    *ready |= bit;
    return CHANNEL_OK;
}

static enum channel_error match_text(uint8_t kind, struct text_test test, struct meter *meter,
                                     bool *matches)
{
    switch (kind) {
    case CHANNEL_CRITERION_EXACT:
        return text_exact(test, meter, matches);
    case CHANNEL_CRITERION_PREFIX:
        return text_prefix(test, meter, matches);
    case CHANNEL_CRITERION_SUFFIX:
        return text_suffix(test, meter, matches);
    case CHANNEL_CRITERION_CONTAINS:
        return text_contains(test, meter, matches);
    default:
        return text_glob(test, meter, matches);
    }
}

/* All of a list of values, or any: the first that decides ends it. */
static bool decides(const struct channel_criterion *criterion, bool matches)
{
    return matches != ((criterion->flags & CHANNEL_FLAG_ALL) != 0);
}

/* A pattern of the file, which the filter, if there is one, may rule out. */
static enum channel_error match_pattern(uint8_t kind, struct text_test test, const uint32_t *filter,
                                        struct meter *meter, bool *matches)
{
    *matches = false;
    if (filter != NULL && !gram_filter_may_contain(filter, test.pattern))
        return CHANNEL_OK;
    return match_text(kind, test, meter, matches);
}

static enum channel_error test_patterns(struct test_context *context,
                                        const struct channel_criterion *criterion, uint32_t field,
                                        struct channel_slice text, bool *result)
{
    const bool cased = (criterion->flags & CHANNEL_FLAG_CASED) != 0;
    struct text_test test = {text, {NULL, 0}, cased, false};
    const uint32_t *filter = NULL;

    if (criterion->kind == CHANNEL_CRITERION_CONTAINS)
        TRY(filter_at(context, field, text, &filter));
    for (uint32_t i = 0; i < criterion->value_count; i++) {
        bool matches;
        TRY(meter_pay(context->meter, 1));
        TRY(pattern_at(context->file, criterion->first_value + i, &test.pattern));
        TRY_WITHIN(test.pattern,
                   match_pattern(criterion->kind, test, filter, context->meter, &matches));
        *result = matches;
        if (decides(criterion, matches))
            return CHANNEL_OK;
    }
    return CHANNEL_OK;
}

/* An input as what its criterion reads: parsed once, however many values there are. */
struct operand {
    struct channel_slice text;
    int64_t number;
    uint8_t address[ADDRESS_SIZE];
    bool parses; /* as what the kind of criterion asks for; text always does */
};

static struct operand read_operand(uint8_t kind, struct channel_slice text)
{
    struct operand operand = {text, 0, {0}, true};

    if (kind == CHANNEL_CRITERION_RANGE)
        operand.parses = parse_integer(text, &operand.number);
    else if (kind == CHANNEL_CRITERION_CIDR4)
        operand.parses = parse_address4(text, operand.address);
    else if (kind == CHANNEL_CRITERION_CIDR6)
        operand.parses = parse_address6(text, operand.address);
    return operand;
}

/* Another input of the same event as pattern; an absent one is contained in nothing. */
static enum channel_error match_reference(struct test_context *context,
                                          const struct channel_criterion *criterion,
                                          const struct channel_value *value,
                                          struct channel_slice text, bool *matches)
{
    static const uint8_t kinds[CHANNEL_REFERENCE_MODES] = {
        [CHANNEL_REFERENCE_EXACT] = CHANNEL_CRITERION_EXACT,
        [CHANNEL_REFERENCE_PREFIX] = CHANNEL_CRITERION_PREFIX,
        [CHANNEL_REFERENCE_SUFFIX] = CHANNEL_CRITERION_SUFFIX,
        [CHANNEL_REFERENCE_CONTAINS] = CHANNEL_CRITERION_CONTAINS,
    };
    struct channel_input other;

    TRY(input_at(context, value->field, CHANNEL_ERROR_INPUT_REFERENCE, &other));
    if (other.kind == CHANNEL_KIND_ABSENT)
        return CHANNEL_OK;
    const bool cased = (criterion->flags & CHANNEL_FLAG_CASED) != 0;
    const struct text_test test = {text, text_of(other), cased, !cased};
    return match_text(kinds[value->mode], test, context->meter, matches);
}

static enum channel_error match_expression(struct test_context *context,
                                           const struct channel_value *value,
                                           struct channel_slice text, bool *matches)
{
    const uint32_t instructions = value->program.size / CHANNEL_RECORD_INSTRUCTIONS;

    REQUIRE_AT_MOST(expression_words(instructions), context->state_words,
                    CHANNEL_ERROR_EXPRESSION_WORKSPACE);
    TRY_WITHIN(value->program,
               expression_run(value->program, text, context->states, context->meter, matches));
    return CHANNEL_OK;
}

static enum channel_error match_network(const struct channel_value *value,
                                        const struct operand *operand, bool *matches)
{
    *matches =
        operand->parses && prefix_equal(operand->address, value->address.base, value->prefix);
    return CHANNEL_OK;
}

static enum channel_error match_value(struct test_context *context,
                                      const struct channel_criterion *criterion,
                                      const struct channel_value *value,
                                      const struct operand *operand, bool *matches)
{
    *matches = false;
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_RANGE:
        *matches = operand->parses && operand->number >= value->minimum &&
                   operand->number <= value->maximum;
        return CHANNEL_OK;
    case CHANNEL_FORM_NETWORK:
        TRY_WITHIN(value->address, match_network(value, operand, matches));
        return CHANNEL_OK;
    case CHANNEL_FORM_EXPRESSION:
        return match_expression(context, value, operand->text, matches);
    default:
        return match_reference(context, criterion, value, operand->text, matches);
    }
}

/* Values that are no patterns: there are few of them, so they are decoded in full. */
static enum channel_error test_values(struct test_context *context,
                                      const struct channel_criterion *criterion,
                                      struct channel_slice text, bool *result)
{
    const struct operand operand = read_operand(criterion->kind, text);

    for (uint32_t i = 0; i < criterion->value_count; i++) {
        struct channel_value value;
        TRY(meter_pay(context->meter, 1));
        TRY(channel_value_at(context->file, criterion, criterion->first_value + i, &value));
        TRY(match_value(context, criterion, &value, &operand, result));
        if (decides(criterion, *result))
            return CHANNEL_OK;
    }
    return CHANNEL_OK;
}

/* A criterion against one input, which it may read. */
static enum channel_error test_input(struct test_context *context,
                                     const struct channel_criterion *criterion, uint32_t field,
                                     struct channel_input input, bool *result)
{
    const struct channel_kind_rules *rules = channel_kind_rules(criterion->kind);
    const bool absent = input.kind == CHANNEL_KIND_ABSENT;

    *result = false;
    if (rules->form == CHANNEL_FORM_NONE) {
        *result = absent == (criterion->kind == CHANNEL_CRITERION_ABSENT);
        return CHANNEL_OK;
    }
    if (absent)
        return CHANNEL_OK;
    REQUIRE(rules->input_kind == CHANNEL_KIND_ABSENT || rules->input_kind == input.kind,
            CHANNEL_ERROR_INPUT_KIND);
    if (rules->form == CHANNEL_FORM_PATTERN)
        return test_patterns(context, criterion, field, text_of(input), result);
    return test_values(context, criterion, text_of(input), result);
}

/* Some input of the event; as many as event and type both have. */
static enum channel_error test_all_inputs(struct test_context *context,
                                          const struct channel_criterion *criterion, bool *result)
{
    const uint32_t declared = context->type->field_count;
    const uint32_t supplied = context->event->input_count;
    const uint32_t count = declared < supplied ? declared : supplied;

    for (uint32_t field = 0; field < count && !*result; field++) {
        struct channel_input input;
        TRY(input_at(context, field, CHANNEL_ERROR_INPUT_MISSING, &input));
        TRY(test_input(context, criterion, field, input, result));
    }
    return CHANNEL_OK;
}

enum channel_error criterion_test(struct test_context *context, uint32_t index, bool *result)
{
    const struct channel_slice table = section_of(context->file, CHANNEL_SECTION_CRITERIA);
    struct channel_criterion criterion;
    struct channel_input input;

    *result = false;
    context->offset =
        (uint32_t)(table.base - context->file->bytes.base) + index * CHANNEL_RECORD_CRITERIA;
    TRY(channel_criterion_at(context->file, context->type, index, &criterion));
    if (criterion.field == CHANNEL_FIELD_ALL)
        return test_all_inputs(context, &criterion, result);
    *result = criterion.kind == CHANNEL_CRITERION_ANY;
    if (*result) /* the wildcard never reads its input */
        return CHANNEL_OK;
    TRY(input_at(context, criterion.field, CHANNEL_ERROR_INPUT_MISSING, &input));
    return test_input(context, &criterion, criterion.field, input, result);
}
