/* One way to make, to change and to mend for each form of value. */
#include "mutate_value.h"

#include <string.h>

#include "expression/expression.h"
#include "mutate_text.h"

int64_t value_integer(struct mutation *mutation)
{
    static const int64_t boundaries[] = {
        INT64_MIN, INT64_MIN + 1, INT32_MIN, -1, 0, 1, 4688, INT32_MAX, INT64_MAX - 1, INT64_MAX,
    };
    const uint32_t count = sizeof boundaries / sizeof boundaries[0];

    if (mutation_one_in(mutation, 3))
        return (int64_t)mutation_below(mutation, 100);
    return boundaries[mutation_below(mutation, count)];
}

/* --- networks ------------------------------------------------------------------------------- */

static uint8_t longest_prefix(const struct content_criterion *criterion)
{
    return criterion->kind == CHANNEL_CRITERION_CIDR4 ? 32 : 128;
}

static void change_network(struct mutation *mutation, const struct content_criterion *criterion,
                           struct content_value *value)
{
    static const uint8_t bytes[] = {0, 1, 10, 127, 0x20, 0xfe, 0x80, 0xff};
    static const uint8_t prefixes[] = {0, 1, 7, 8, 9, 24, 31, 32, 64, 127, 128};
    const uint32_t byte = mutation_below(mutation, longest_prefix(criterion) / 8u);

    if (mutation_one_in(mutation, 2))
        value->prefix = prefixes[mutation_below(mutation, sizeof prefixes)];
    else
        value->address[byte] = bytes[mutation_below(mutation, sizeof bytes)];
}

static void mend_network(const struct content_criterion *criterion, struct content_value *value)
{
    const uint8_t longest = longest_prefix(criterion);

    if (value->prefix > longest)
        value->prefix = longest;
    for (uint32_t i = 0; i < sizeof value->address; i++) {
        const uint32_t begin = i * 8;
        const uint32_t kept = value->prefix > begin ? value->prefix - begin : 0;
        if (kept < 8)
            value->address[i] &= (uint8_t)(0xff00u >> kept);
    }
}

/* --- regular expressions --------------------------------------------------------------------- */

/* Compiles a source in place of the value's; false, and nothing has changed, when it is refused. */
static bool compile(struct mutation *mutation, struct content_text source, uint8_t flags,
                    struct content_value *value)
{
    struct expression_error error;

    if (expression_compile(mutation->content->arena, source, flags, value, &error))
        return true;
    mutation->short_of_memory |= error.out_of_memory;
    return false;
}

/* An operand at a boundary of what its kind allows. */
static uint32_t new_target(struct mutation *mutation, const struct content_value *value)
{
    const uint32_t target = mutation_below(mutation, value->instruction_count);
    return value->program[target].op == CHANNEL_INSTRUCTION_RANGE ? value->instruction_count - 1
                                                                  : target;
}

static void change_instruction(struct mutation *mutation, const struct content_value *value,
                               struct channel_instruction *instruction)
{
    static const uint32_t points[] = {'a', 'z', '\n', 0x7f, 0x80, 0x7ff, 0xffff, 0x10ffff};

    switch (instruction->op) {
    case CHANNEL_INSTRUCTION_SPLIT:
        instruction->b = new_target(mutation, value);
        instruction->a = new_target(mutation, value);
        break;
    case CHANNEL_INSTRUCTION_JUMP:
        instruction->a = new_target(mutation, value);
        break;
    case CHANNEL_INSTRUCTION_ASSERT:
        instruction->a = mutation_below(mutation, CHANNEL_ASSERTIONS);
        break;
    case CHANNEL_INSTRUCTION_POINT:
        instruction->a = points[mutation_below(mutation, sizeof points / sizeof points[0])];
        instruction->flags =
            instruction->a >= 'a' && instruction->a <= 'z' && mutation_one_in(mutation, 2);
        break;
    case CHANNEL_INSTRUCTION_ANY:
    case CHANNEL_INSTRUCTION_CLASS:
        instruction->flags ^= 1;
        break;
    default: /* a match stays the last, a range within its class */
        break;
    }
}

/* Programs that no source gives, and that are sound all the same. */
static void change_program(struct mutation *mutation, struct content_value *value)
{
    const size_t size = value->instruction_count * sizeof *value->program;
    struct channel_instruction *program = mutation_take(mutation, size);

    if (program == NULL || value->instruction_count == 0)
        return;
    memcpy(program, value->program, size);
    value->program = program;
    const uint32_t index = mutation_below(mutation, value->instruction_count);
    change_instruction(mutation, value, &program[index]);
}

static void change_expression(struct mutation *mutation, struct content_value *value)
{
    const uint8_t flags = mutation_one_in(mutation, 8)
                              ? (uint8_t)mutation_below(mutation, CHANNEL_EXPRESSION_FLAGS + 1)
                              : value->flags;

    if (mutation_one_in(mutation, 5))
        change_program(mutation, value);
    else
        compile(mutation, text_change_expression(mutation, value->text), flags, value);
}

static void mend_expression(struct mutation *mutation, struct content_value *value)
{
    static const struct content_text simple = {"a", 1};

    if (value->instruction_count == 0 && !compile(mutation, value->text, value->flags, value))
        compile(mutation, simple, 0, value);
}

/* --- the whole -------------------------------------------------------------------------------- */

static uint8_t form_of(const struct content_criterion *criterion)
{
    return channel_kind_rules(criterion->kind)->form;
}

void value_change(struct mutation *mutation, const struct content_criterion *criterion,
                  struct content_value *value)
{
    switch (form_of(criterion)) {
    case CHANNEL_FORM_PATTERN:
        value->text = text_change(mutation, value->text);
        break;
    case CHANNEL_FORM_RANGE:
        if (mutation_one_in(mutation, 2))
            value->minimum = value_integer(mutation);
        else
            value->maximum = value_integer(mutation);
        break;
    case CHANNEL_FORM_NETWORK:
        change_network(mutation, criterion, value);
        break;
    case CHANNEL_FORM_EXPRESSION:
        change_expression(mutation, value);
        break;
    case CHANNEL_FORM_REFERENCE:
        value->field = (uint16_t)mutation_below(mutation, 128);
        value->mode = (uint8_t)mutation_below(mutation, CHANNEL_REFERENCE_MODES);
        break;
    default:
        break;
    }
}

void value_add(struct mutation *mutation, struct content_criterion *criterion)
{
    if (form_of(criterion) == CHANNEL_FORM_NONE)
        return;
    struct content_value *value = content_add_value(mutation->content, criterion);
    if (!mutation_got(mutation, value))
        return;
    if (form_of(criterion) == CHANNEL_FORM_EXPRESSION) {
        value->text = text_new_expression(mutation);
        return; /* mending compiles it */
    }
    value->text = text_new(mutation);
    for (uint32_t i = 0; i < 3; i++)
        value_change(mutation, criterion, value);
}

/* The text of a pattern: not empty unless the kind takes that, and a glob in its one form. */
static void mend_pattern(struct mutation *mutation, const struct content_criterion *criterion,
                         struct content_value *value)
{
    if (criterion->kind == CHANNEL_CRITERION_GLOB)
        value->text = text_as_glob(mutation, value->text);
    else if (value->text.size == 0 && criterion->kind != CHANNEL_CRITERION_EXACT)
        value->text = text_new(mutation);
}

void value_mend(struct mutation *mutation, const struct content_criterion *criterion,
                uint16_t field_count, struct content_value *value)
{
    switch (form_of(criterion)) {
    case CHANNEL_FORM_PATTERN:
        mend_pattern(mutation, criterion, value);
        break;
    case CHANNEL_FORM_RANGE:
        if (value->minimum > value->maximum) {
            const int64_t minimum = value->maximum;
            value->maximum = value->minimum;
            value->minimum = minimum;
        }
        break;
    case CHANNEL_FORM_NETWORK:
        mend_network(criterion, value);
        break;
    case CHANNEL_FORM_EXPRESSION:
        mend_expression(mutation, value);
        break;
    case CHANNEL_FORM_REFERENCE:
        value->field = (uint16_t)(value->field % field_count);
        value->mode = (uint8_t)(value->mode % CHANNEL_REFERENCE_MODES);
        break;
    default:
        break;
    }
}
