/* The Content Interpreter: instances of the event's type, one after the other, each condition by a
 * small stack machine. Relies on the container alone: it may run on content that no validator saw.
 */
#include "channel/evaluate.h"

#include "criterion_test.h"
#include "expression.h"
#include "records.h"

/* The workspace: the condition stack (two words a frame), the gram filters, the sets of states of
 * regular expressions. */
enum { FRAME_WORDS = 2, STACK_WORDS = LIMIT_DEPTH * FRAME_WORDS };

static uint32_t most_fields(const struct channel_file *file)
{
    const uint32_t types = channel_section_count(file, CHANNEL_SECTION_TYPES);
    uint32_t most = 0;

    for (uint32_t i = 0; i < types; i++) {
        struct channel_type type;
        if (channel_type_at(file, i, &type) == CHANNEL_OK && type.field_count > most)
            most = type.field_count;
    }
    return most;
}

static uint32_t most_instructions(const struct channel_file *file)
{
    static const struct channel_criterion expressions = {.kind = CHANNEL_CRITERION_EXPRESSION};
    const uint32_t count = channel_section_count(file, CHANNEL_SECTION_EXPRESSIONS);
    uint32_t most = 0;

    for (uint32_t i = 0; i < count; i++) {
        struct channel_value value;
        if (channel_value_at(file, &expressions, i, &value) == CHANNEL_OK &&
            value.program.size / CHANNEL_RECORD_INSTRUCTIONS > most)
            most = value.program.size / CHANNEL_RECORD_INSTRUCTIONS;
    }
    return most;
}

/* What comes before the states. */
static uint32_t base_words(uint32_t fields)
{
    return STACK_WORDS + filters_size(fields);
}

uint32_t channel_workspace_size(const struct channel_file *file)
{
    return base_words(most_fields(file)) + expression_words(most_instructions(file));
}

/* A type's place by bisection; in a table out of order, which the walk refuses, it may not be
 * found. */
static bool find_type(const struct channel_file *file, uint16_t type, struct channel_type *out)
{
    const struct channel_slice table = section_of(file, CHANNEL_SECTION_TYPES);
    uint32_t low = 0;
    uint32_t high = table.size / CHANNEL_RECORD_TYPES;

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        struct channel_slice record;
        if (record_at(table, middle, CHANNEL_RECORD_TYPES, CHANNEL_ERROR_TYPE_INDEX, &record) !=
            CHANNEL_OK)
            return false;
        const uint16_t here = load_u16(record, 0);
        if (here == type)
            return channel_type_at(file, middle, out) == CHANNEL_OK;
        if (here < type)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static enum channel_error check_input(const struct channel_input *input)
{
    REQUIRE_AT_MOST(input->kind, CHANNEL_KIND_ADDRESS, CHANNEL_ERROR_EVENT_KIND);
    REQUIRE_AT_MOST(input->size, LIMIT_INPUT, CHANNEL_ERROR_EVENT_INPUT_SIZE);
    REQUIRE(input->size == 0 || input->kind != CHANNEL_KIND_ABSENT,
            CHANNEL_ERROR_EVENT_ABSENT_SIZE);
    return CHANNEL_OK;
}

static enum channel_error check_event(const struct channel_event *event)
{
    REQUIRE_AT_MOST(event->input_count, LIMIT_FIELDS, CHANNEL_ERROR_EVENT_INPUTS);
    for (uint32_t i = 0; i < event->input_count; i++)
        TRY(check_input(&event->inputs[i]));
    return CHANNEL_OK;
}

enum channel_error channel_evaluate(const struct channel_file *file,
                                    const struct channel_event *event,
                                    struct channel_workspace workspace, uint64_t budget,
                                    struct channel_evaluation *evaluation)
{
    *evaluation = (struct channel_evaluation){0};
    TRY(check_event(event));
    struct channel_type type = {0};
    if (find_type(file, event->type, &type))
        REQUIRE(workspace.count >= base_words(type.field_count), CHANNEL_ERROR_WORKSPACE_TOO_SMALL);
    evaluation->file = file;
    evaluation->event = event;
    evaluation->workspace = workspace;
    evaluation->budget = budget;
    evaluation->left = budget;
    evaluation->type = type;
    if (type.instance_count > 0)
        filters_reset(workspace.words + STACK_WORDS);
    return CHANNEL_OK;
}

/* An operator whose operands are being evaluated: it ends before node `end`. */
struct frame {
    uint32_t op, end;
};

/* The condition of one instance under way. */
struct condition {
    const struct channel_instance *instance;
    uint32_t *stack;
    uint32_t depth;
    uint32_t position;  /* of the next node */
    uint32_t criterion; /* that is being tested; CHANNEL_NO_INDEX */
};

static struct frame top(const struct condition *condition)
{
    const uint32_t *words = condition->stack + (condition->depth - 1) * FRAME_WORDS;
    return (struct frame){words[0], words[1]};
}

static enum channel_error push(struct condition *condition, struct channel_node node)
{
    const uint32_t limit =
        condition->depth > 0 ? top(condition).end : condition->instance->node_count;

    REQUIRE_BELOW(condition->depth, LIMIT_DEPTH, CHANNEL_ERROR_CONDITION_STACK);
    REQUIRE_AT_MOST(node.operand, limit - condition->position, CHANNEL_ERROR_NODE_SPAN);
    uint32_t *words = condition->stack + condition->depth * FRAME_WORDS;
    words[0] = node.op;
    words[1] = condition->position + node.operand;
    condition->depth++;
    return CHANNEL_OK;
}

/* Hands a value to the operators around it, as far as they are decided by it: what they need not
 * look at is skipped. The last one leaves the stack empty. */
static bool settle(struct condition *condition, bool value)
{
    for (; condition->depth > 0; condition->depth--) {
        const struct frame frame = top(condition);
        if (frame.op == CHANNEL_OPERATOR_NOT)
            value = !value;
        else if (value == (frame.op == CHANNEL_OPERATOR_AND) && condition->position < frame.end)
            break; /* undecided: the next operand */
        condition->position = frame.end;
    }
    return value;
}

static enum channel_error run_test(struct test_context *context, struct condition *condition,
                                   uint32_t criterion, bool *value)
{
    REQUIRE_BELOW(criterion, condition->instance->criterion_count, CHANNEL_ERROR_NODE_CRITERION);
    condition->criterion = criterion;
    return criterion_test(context, condition->instance->first_criterion + criterion, value);
}

static void place_at_node(struct test_context *context, struct condition *condition)
{
    const struct channel_slice table = section_of(context->file, CHANNEL_SECTION_NODES);
    const uint32_t index = condition->instance->first_node + condition->position;

    context->offset =
        (uint32_t)(table.base - context->file->bytes.base) + index * CHANNEL_RECORD_NODES;
    context->field = CHANNEL_NO_INDEX;
    condition->criterion = CHANNEL_NO_INDEX;
}

/* Each turn takes one node, and places only grow: at most node_count turns. */
static enum channel_error run_condition(struct test_context *context, struct condition *condition,
                                        bool *result)
{
    const struct channel_instance *instance = condition->instance;
    struct channel_node node;

    *result = false;
    while (condition->position < instance->node_count) {
        bool value;
        place_at_node(context, condition);
        TRY(meter_pay(context->meter, 1));
        TRY(channel_node_at(context->file, instance->first_node + condition->position, &node));
        condition->position++;
        if (node.op != CHANNEL_OPERATOR_TEST) {
            TRY(push(condition, node));
            continue;
        }
        TRY(run_test(context, condition, node.operand, &value));
        value = settle(condition, value);
        if (condition->depth == 0) {
            *result = value;
            return CHANNEL_OK;
        }
    }
    return CHANNEL_ERROR_CONDITION_UNFINISHED;
}

static enum channel_error run_instance(struct channel_evaluation *evaluation, uint32_t index,
                                       struct channel_match *match, bool *matches)
{
    const struct channel_slice table = section_of(evaluation->file, CHANNEL_SECTION_INSTANCES);
    struct meter meter = {evaluation->left};
    struct channel_instance instance;

    *matches = false;
    match->instance = index;
    match->offset =
        (uint32_t)(table.base - evaluation->file->bytes.base) + index * CHANNEL_RECORD_INSTANCES;
    TRY(channel_instance_at(evaluation->file, index, &instance));
    struct condition condition = {&instance, evaluation->workspace.words, 0, 0, CHANNEL_NO_INDEX};
    const struct channel_workspace workspace = evaluation->workspace;
    const uint32_t base = base_words(evaluation->type.field_count);
    struct test_context context = {.file = evaluation->file,
                                   .type = &evaluation->type,
                                   .event = evaluation->event,
                                   .filters = workspace.words + STACK_WORDS,
                                   .states = workspace.words + base,
                                   .state_words = workspace.count - base,
                                   .meter = &meter};
    const enum channel_error error = run_condition(&context, &condition, matches);
    evaluation->left = meter.left;
    if (error != CHANNEL_OK) {
        match->criterion = condition.criterion;
        match->field = context.field;
        match->offset = context.offset;
    }
    return error;
}

bool channel_evaluate_next(struct channel_evaluation *evaluation, struct channel_match *match)
{
    while (evaluation->next < evaluation->type.instance_count) {
        const uint32_t index = evaluation->type.first_instance + evaluation->next;
        bool matches;

        *match = (struct channel_match){CHANNEL_OK, 0, 0, CHANNEL_NO_INDEX, CHANNEL_NO_INDEX};
        evaluation->next++;
        match->error = run_instance(evaluation, index, match, &matches);
        if (match->error == CHANNEL_ERROR_BUDGET)
            evaluation->next = evaluation->type.instance_count;
        if (match->error != CHANNEL_OK || matches)
            return true;
    }
    *match = (struct channel_match){CHANNEL_OK, 0, 0, CHANNEL_NO_INDEX, CHANNEL_NO_INDEX};
    return false;
}
