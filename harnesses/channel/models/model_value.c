/* Values of models, by the form of their criterion. Relies on nothing of its bytes; keeps the rules
 * of docs/format.md, §2. */
#include "expression/expression.h"
#include "model_making.h"

enum { EARLIER = 0xb0 };

/* --- text --------------------------------------------------------------------------------------
 */

static void begin_text(struct model_making *making, uint32_t limit)
{
    making->text.size = 0;
    making->text.limit = limit;
}

/* What the bytes stand for; from EARLIER on a text that an earlier value has. */
static void append_line(struct model_making *making, struct model_line line)
{
    for (uint32_t i = 0; i < line.size; i++) {
        const uint8_t byte = line.bytes[i];
        if (byte >= EARLIER && making->example_count > 0) {
            const struct content_text earlier =
                making->examples[(byte - EARLIER) % making->example_count].value.text;
            model_append(&making->text, earlier.bytes, earlier.size);
        } else {
            model_append_byte(&making->text, byte);
        }
    }
}

static bool is_wildcard(char byte)
{
    return byte == '*' || byte == '?';
}

/* Writes a glob in its one form (§2): escapes before what can be escaped only, a star behind the
 * question marks of its run, and something that no simpler kind can say. */
static void append_glob(struct model_text *text, struct content_text glob)
{
    bool star = false;
    bool needed = false;

    for (uint32_t i = 0; i < glob.size; i++) {
        const char byte = glob.bytes[i];
        const char next = (char)(i + 1 < glob.size ? glob.bytes[i + 1] : '\0');
        if (byte == '*') {
            star = true;
            continue;
        }
        needed |= byte == '?' || (star && text->size > 0);
        if (byte != '?' && star)
            model_append(text, "*", 1);
        star = star && byte == '?';
        if (byte == '\\' && !is_wildcard(next) && next != '\\')
            model_append(text, "\\\\", 2);
        else
            model_append(text, &byte, 1);
        if (byte == '\\' && (is_wildcard(next) || next == '\\'))
            model_append(text, &glob.bytes[++i], 1);
    }
    if (!needed)
        model_append(text, "?", 1);
    if (star)
        model_append(text, "*", 1);
}

static void make_pattern(struct model_making *making, uint8_t kind, struct model_line line,
                         struct content_value *value)
{
    const bool glob = kind == CHANNEL_CRITERION_GLOB;

    begin_text(making, glob ? making->caps->text / 2 - 1 : making->caps->text);
    append_line(making, line);
    if (making->text.size == 0 && kind != CHANNEL_CRITERION_EXACT)
        model_append(&making->text, "a", 1);
    value->text = model_keep(making);
    if (!glob)
        return;
    begin_text(making, making->caps->text); /* at most twice as long */
    append_glob(&making->text, value->text);
    value->text = model_keep(making);
}

/* --- expressions -------------------------------------------------------------------------------
 */

static bool is_alphanumeric(uint8_t byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

/* The source as the literal that it is, which every dialect has. */
static void append_literal(struct model_text *text, struct content_text source)
{
    for (uint32_t i = 0; i < source.size; i++) {
        const uint8_t byte = (uint8_t)source.bytes[i];
        if (byte > ' ' && byte < 0x7f && !is_alphanumeric(byte))
            model_append(text, "\\", 1);
        model_append(text, &byte, 1);
    }
}

/* Compiles the text that has been made. False where it is no expression, or too large a one. */
static bool compile(struct model_making *making, struct content_value *value)
{
    struct content_value compiled = {0};
    struct expression_error error;

    if (!expression_compile(making->content->arena, model_keep(making), making->expression_flags,
                            &compiled, &error)) {
        if (error.out_of_memory)
            model_need(NULL);
        return false;
    }
    if (compiled.instruction_count > making->instructions_left)
        return false;
    making->instructions_left -= compiled.instruction_count;
    *value = compiled;
    return true;
}

static bool make_expression(struct model_making *making, struct model_line line,
                            struct content_value *value)
{
    begin_text(making, making->caps->text / 2);
    append_line(making, line);
    if (compile(making, value))
        return true;
    const struct content_text source = model_keep(making);
    begin_text(making, making->caps->text);
    append_literal(&making->text, source);
    if (compile(making, value))
        return true;
    begin_text(making, making->caps->text);
    model_append(&making->text, "a", 1);
    return compile(making, value);
}

/* --- numbers, networks, references ---------------------------------------------------------------
 */

/* A number up to a comma, which is skipped: digits, a sign, or m and M for the ends of int64. What
 * leaves int64 wraps. */
static int64_t read_number(struct model_line line, uint32_t *position)
{
    uint64_t value = 0;
    bool negative = false;

    for (; *position < line.size && line.bytes[*position] != ','; *position += 1) {
        const uint8_t byte = line.bytes[*position];
        if (byte == '-')
            negative = true;
        else if (byte == 'm' || byte == 'M')
            value = (uint64_t)INT64_MAX + (byte == 'm');
        else
            value = value * 10 + byte % 16u % 10u;
    }
    *position += 1;
    return (int64_t)(negative ? UINT64_C(0) - value : value);
}

static void make_range(struct model_line line, struct content_value *value)
{
    uint32_t position = 0;
    const int64_t first = read_number(line, &position);
    const int64_t second = position < line.size ? read_number(line, &position) : first;

    value->minimum = first < second ? first : second;
    value->maximum = first < second ? second : first;
}

static uint8_t hexadecimal(uint8_t byte)
{
    return (uint8_t)(byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : byte % 16);
}

static void make_network(uint8_t kind, struct model_line line, struct content_value *value)
{
    const uint32_t bits = kind == CHANNEL_CRITERION_CIDR4 ? 32 : 128;
    uint32_t position = 0;
    uint32_t prefix = 0;

    for (; position < line.size && line.bytes[position] != '/'; position++)
        prefix = (prefix * 10 + line.bytes[position] % 16u % 10u) % 1000;
    value->prefix = (uint8_t)(prefix % (bits + 1));
    for (uint32_t i = 0; i < bits; i += 4) {
        const uint8_t nibble = hexadecimal(model_argument(line, position + 1 + i / 4));
        value->address[i / 8] |= (uint8_t)(i % 8 == 0 ? nibble << 4 : nibble);
    }
    for (uint32_t i = value->prefix; i < bits; i++) /* the host's */
        value->address[i / 8] &= (uint8_t)~(0x80u >> i % 8);
}

static void make_reference(const struct content_type *type, struct model_line line,
                           struct content_value *value)
{
    value->field = (uint16_t)model_number(model_argument(line, 0), type->field_count);
    value->mode = (uint8_t)model_number(model_argument(line, 1), CHANNEL_REFERENCE_MODES);
}

static bool make_value(struct model_making *making, const struct content_criterion *criterion,
                       const struct content_type *type, struct model_line line,
                       struct content_value *value)
{
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        make_pattern(making, criterion->kind, line, value);
        return true;
    case CHANNEL_FORM_EXPRESSION:
        return make_expression(making, line, value);
    case CHANNEL_FORM_RANGE:
        make_range(line, value);
        return true;
    case CHANNEL_FORM_NETWORK:
        make_network(criterion->kind, line, value);
        return true;
    case CHANNEL_FORM_REFERENCE:
        make_reference(type, line, value);
        return true;
    default:
        return false;
    }
}

void model_add_value(struct model_making *making, struct content_criterion *criterion,
                     const struct content_type *type, struct model_line line)
{
    struct content_value made = {0};

    if (making->values_left == 0 || !make_value(making, criterion, type, line, &made))
        return;
    making->values_left--;
    *(struct content_value *)model_need(content_add_value(making->content, criterion)) = made;
    if (making->example_count < MODEL_EXAMPLES)
        making->examples[making->example_count++] = (struct model_example){criterion->kind, made};
}
