/* Compiles, describes, compares. The description is written from the model alone. */
#include "compiled.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "bytes.h"
#include "channel/template_types.h"
#include "test.h"

struct text {
    char *bytes;
    size_t used, size;
};

__attribute__((format(printf, 2, 3))) static void put(struct text *text, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    const int size =
        vsnprintf(text->bytes + text->used, text->size - text->used, format, arguments);
    va_end(arguments);
    assert_true(size >= 0);
    text->used += (size_t)size;
    if (text->used >= text->size)
        text->used = text->size - 1; /* cut; tables have no descriptions of this length */
}

static void put_bytes(struct text *text, struct content_text value)
{
    put(text, "'");
    for (uint32_t i = 0; i < value.size; i++) {
        const unsigned char byte = (unsigned char)value.bytes[i];
        if (byte >= 0x20 && byte < 0x7f)
            put(text, "%c", byte);
        else
            put(text, "\\x%02x", byte);
    }
    put(text, "'");
}

static void put_bound(struct text *text, int64_t bound)
{
    if (bound == INT64_MIN || bound == INT64_MAX)
        put(text, "%s", bound == INT64_MIN ? "min" : "max");
    else
        put(text, "%" PRId64, bound);
}

static const char *field_name(uint16_t type, uint16_t field)
{
    if (field == CHANNEL_FIELD_ALL)
        return "any field";
    return channel_find_type(type)->fields[field].name;
}

static void put_network(struct text *text, const struct content_value *value, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        put(text, "%02x", value->address[i]);
    put(text, "/%u", value->prefix);
}

static void put_expression(struct text *text, const struct content_value *value)
{
    put_bytes(text, value->text);
    put(text, "%s%s%s", (value->flags & CHANNEL_EXPRESSION_CASELESS) != 0 ? "i" : "",
        (value->flags & CHANNEL_EXPRESSION_MULTILINE) != 0 ? "m" : "",
        (value->flags & CHANNEL_EXPRESSION_DOTALL) != 0 ? "s" : "");
}

static void put_value(struct text *text, const struct content_instance *instance,
                      const struct content_criterion *criterion, const struct content_value *value)
{
    put(text, " ");
    switch ((enum channel_form)channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        put_bytes(text, value->text);
        return;
    case CHANNEL_FORM_RANGE:
        put_bound(text, value->minimum);
        put(text, "..");
        put_bound(text, value->maximum);
        return;
    case CHANNEL_FORM_NETWORK:
        put_network(text, value, criterion->kind == CHANNEL_CRITERION_CIDR4 ? 4 : 16);
        return;
    case CHANNEL_FORM_REFERENCE:
        put(text, "%s %s", channel_reference_mode_name(value->mode),
            field_name(instance->type, value->field));
        return;
    case CHANNEL_FORM_EXPRESSION:
        put_expression(text, value);
        return;
    case CHANNEL_FORM_NONE:
    case CHANNEL_FORMS:
    default:
        fail_msg("a criterion of kind %u has a value", criterion->kind);
    }
}

static void put_criterion(struct text *text, const struct content_instance *instance,
                          uint32_t index)
{
    const struct content_criterion *criterion = &instance->criteria[index];

    put(text, "%s%u %s %s", index == 0 ? "" : "; ", index,
        criterion->kind == CHANNEL_CRITERION_ANY ? "-"
                                                 : field_name(instance->type, criterion->field),
        channel_kind_rules(criterion->kind)->name);
    if ((criterion->flags & CHANNEL_FLAG_ALL) != 0)
        put(text, " all");
    if ((criterion->flags & CHANNEL_FLAG_CASED) != 0)
        put(text, " cased");
    for (uint32_t i = 0; i < criterion->value_count; i++)
        put_value(text, instance, criterion, &criterion->values[i]);
}

/* Nodes in prefix order; `ends` remembers where each open operator ends. */
static void put_condition(struct text *text, const struct content_instance *instance)
{
    uint32_t ends[CHANNEL_MAX_CONDITION_DEPTH];
    uint32_t depth = 0;

    for (uint32_t i = 0; i < instance->node_count; i++) {
        const struct content_node *node = &instance->nodes[i];
        const bool test = node->op == CHANNEL_OPERATOR_TEST;
        if (test)
            put(text, "%u", node->operand);
        else
            put(text, "%s(", channel_operator_name(node->op));
        if (!test)
            ends[depth++] = i + 1 + node->operand;
        while (depth > 0 && ends[depth - 1] == i + 1) {
            put(text, ")");
            depth--;
        }
        if (test && i + 1 < instance->node_count)
            put(text, ", ");
    }
}

/* Cut where it does not fit. */
static void copy_text(char *out, size_t room, struct content_text text)
{
    const size_t size = text.size < room ? text.size : room - 1;

    memcpy(out, text.bytes, size);
    out[size] = '\0';
}

static void describe(const struct content_instance *instance, struct compiled *compiled)
{
    struct text text = {compiled->description, 0, sizeof compiled->description};

    compiled->type = instance->type;
    compiled->level = instance->level;
    for (uint32_t i = 0; i < instance->criterion_count; i++)
        put_criterion(&text, instance, i);
    put(&text, " | ");
    put_condition(&text, instance);
    copy_text(compiled->id, sizeof compiled->id, instance->id);
    copy_text(compiled->title, sizeof compiled->title, instance->title);
    copy_text(compiled->author, sizeof compiled->author, instance->author);
    copy_text(compiled->licence, sizeof compiled->licence, instance->licence);
    copy_text(compiled->link, sizeof compiled->link, instance->link);
}

static void assert_encodes(const struct content *content)
{
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    if (!builder_encode(content, &bytes, &size, &error))
        fail_msg("the builder refuses what was compiled: %s", channel_error_name(error.error));
    free(bytes);
}

struct compiled compile_bytes(const char *text, size_t size, const struct sigma_options *options)
{
    static const struct sigma_options none = {0};
    struct compiled compiled = {0};
    struct exact copy = exact_copy(text, size);
    struct content *content = content_new();
    assert_non_null(content);
    struct sigma_compiler *compiler =
        sigma_compiler_new(content, options == NULL ? &none : options);
    assert_non_null(compiler);

    compiled.accepted = sigma_compile(compiler, (const char *)copy.bytes, size, "rules/own.yml",
                                      &compiled.diagnostic);
    assert_int_equal(content->instance_count, compiled.accepted ? 1 : 0);
    assert_int_equal(content->type_count, compiled.accepted ? 1 : 0);
    assert_int_equal(compiled.diagnostic.kind == SIGMA_ACCEPTED, compiled.accepted);
    assert_int_equal(compiled.diagnostic.reason[0] == '\0', compiled.accepted);
    if (compiled.accepted) {
        assert_encodes(content);
        describe(&content->instances[0], &compiled);
    }
    sigma_compiler_free(compiler);
    content_free(content);
    free_exact(&copy);
    return compiled;
}

struct compiled compile_text(const char *text)
{
    return compile_bytes(text, strlen(text), NULL);
}

void assert_refused(const struct compiled *compiled, enum sigma_reason kind, uint32_t line,
                    const char *words)
{
    const struct sigma_diagnostic *diagnostic = &compiled->diagnostic;

    if (compiled->accepted)
        fail_msg("accepted, and should be refused at line %u for '%s': %s", line, words,
                 compiled->description);
    if (diagnostic->kind != kind || diagnostic->line != line ||
        strstr(diagnostic->reason, words) == NULL)
        fail_msg("refused at line %u (%s): '%s'; expected line %u (%s): '%s'", diagnostic->line,
                 sigma_reason_text(diagnostic->kind), diagnostic->reason, line,
                 sigma_reason_text(kind), words);
}

void assert_description(const struct compiled *compiled, const char *expected)
{
    if (!compiled->accepted)
        fail_msg("refused at line %u: '%s'; expected: %s", compiled->diagnostic.line,
                 compiled->diagnostic.reason, expected);
    assert_string_equal(compiled->description, expected);
}
