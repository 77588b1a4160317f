/* Content models in few words. Relies on the content model and the builder. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

struct content *model_new(void)
{
    struct content *content = content_new();

    assert_non_null(content);
    return content;
}

struct content_type *model_type(struct content *content, uint16_t type, uint16_t fields)
{
    struct content_type *added = content_add_type(content);

    assert_non_null(added);
    added->type = type;
    added->field_count = fields;
    memset(added->kinds, CHANNEL_KIND_TEXT,
           fields < sizeof added->kinds ? fields : sizeof added->kinds);
    return added;
}

struct content_text model_bytes(struct content *content, const char *text)
{
    struct content_text copy;

    assert_true(content_text(content, text, strlen(text), &copy));
    return copy;
}

struct content_text model_repeat(struct content *content, char byte, uint32_t count)
{
    char *bytes = arena_take(content->arena, count);

    assert_non_null(bytes);
    memset(bytes, byte, count);
    return (struct content_text){bytes, count};
}

struct content_instance *model_instance(struct content *content, uint16_t type, const char *id)
{
    struct content_instance *added = content_add_instance(content);

    assert_non_null(added);
    added->type = type;
    added->id = model_bytes(content, id);
    return added;
}

struct content_criterion *model_criterion(struct content *content,
                                          struct content_instance *instance, uint16_t field,
                                          uint8_t kind, uint8_t flags)
{
    struct content_criterion *added = content_add_criterion(content, instance);

    assert_non_null(added);
    added->field = field;
    added->kind = kind;
    added->flags = flags;
    return added;
}

static struct content_value *add_value(struct content *content, struct content_criterion *criterion)
{
    struct content_value *added = content_add_value(content, criterion);

    assert_non_null(added);
    return added;
}

void model_pattern(struct content *content, struct content_criterion *criterion, const char *value)
{
    const struct content_text text = model_bytes(content, value);

    add_value(content, criterion)->text = text;
}

struct content_criterion *model_text(struct content *content, struct content_instance *instance,
                                     uint16_t field, uint8_t kind, uint8_t flags, const char *value)
{
    struct content_criterion *added = model_criterion(content, instance, field, kind, flags);

    model_pattern(content, added, value);
    return added;
}

void model_range(struct content *content, struct content_criterion *criterion, int64_t minimum,
                 int64_t maximum)
{
    struct content_value *value = add_value(content, criterion);

    value->minimum = minimum;
    value->maximum = maximum;
}

void model_network(struct content *content, struct content_criterion *criterion,
                   const uint8_t *address, uint32_t size, uint8_t prefix)
{
    struct content_value *value = add_value(content, criterion);

    memcpy(value->address, address, size);
    value->prefix = prefix;
}

void model_reference(struct content *content, struct content_criterion *criterion, uint16_t field,
                     uint8_t mode)
{
    struct content_value *value = add_value(content, criterion);

    value->field = field;
    value->mode = mode;
}

void model_node(struct content *content, struct content_instance *instance, uint8_t op,
                uint32_t operand)
{
    struct content_node *added = content_add_node(content, instance);

    assert_non_null(added);
    *added = (struct content_node){op, operand};
}

void model_test_only(struct content *content, struct content_instance *instance)
{
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
}

struct exact model_encode(const struct content *content)
{
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    if (!builder_encode(content, &bytes, &size, &error))
        fail_msg("a model was refused: %s, instance %u", channel_error_name(error.error),
                 error.instance);
    const struct exact copy = exact_copy(bytes, size);
    free(bytes);
    return copy;
}

struct exact model_encode_unchecked(const struct content *content)
{
    uint8_t *bytes;
    size_t size;

    assert_true(builder_encode_unchecked(content, &bytes, &size));
    const struct exact copy = exact_copy(bytes, size);
    free(bytes);
    return copy;
}

struct channel_file model_open(const struct exact *bytes)
{
    struct channel_file file;
    uint32_t offset;
    const enum channel_error error = channel_open(bytes->bytes, bytes->size, &file, &offset);

    if (error != CHANNEL_OK)
        fail_msg("a file was refused at %u: %s", offset, channel_error_name(error));
    return file;
}
