/* Relies on the content model's own functions; ends the program when one of them fails. */
#include "seed_model.h"

#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "expression/expression.h"
#include "seed_writer.h"

struct content *seed_content(void)
{
    struct content *content = seed_need(content_new());

    content->channel = 291;
    content->revision = 1;
    if (!content_declare(content, SEED_TYPE) || !content_declare(content, SEED_TYPE_WITH_ADDRESSES))
        seed_need(NULL);
    return content;
}

uint16_t seed_field(const struct content *content, uint16_t type, uint8_t kind)
{
    const struct content_type *definition = content_find_type(content, type);

    for (uint16_t field = 0; definition != NULL && field < definition->field_count; field++)
        if (definition->kinds[field] == kind)
            return field;
    seed_need(NULL);
    return 0;
}

struct content_text seed_text(const char *text)
{
    return (struct content_text){text, (uint32_t)strlen(text)};
}

struct content_instance *seed_instance(struct content *content, uint16_t type, const char *id)
{
    struct content_instance *instance = seed_need(content_add_instance(content));

    instance->type = type;
    instance->level = CHANNEL_LEVEL_HIGH;
    instance->id = seed_text(id);
    instance->title = seed_text("Seed");
    instance->author = seed_text("Redzone");
    instance->licence = seed_text("Apache-2.0");
    instance->link = seed_text("https://example.org/seed");
    return instance;
}

void seed_value(struct content *content, struct content_criterion *criterion, const char *text)
{
    struct content_value *value = seed_need(content_add_value(content, criterion));
    struct expression_error error;

    value->text = seed_text(text);
    if (criterion->kind == CHANNEL_CRITERION_EXPRESSION && *text != '\0' &&
        !expression_compile(content->arena, value->text, 0, value, &error))
        seed_need(NULL);
}

struct content_criterion *seed_criterion(struct content *content, struct content_instance *instance,
                                         uint16_t field, uint8_t kind, const char *text)
{
    struct content_criterion *criterion = seed_need(content_add_criterion(content, instance));

    criterion->field = field;
    criterion->kind = kind;
    if (text != NULL)
        seed_value(content, criterion, text);
    return criterion;
}

void seed_node(struct content *content, struct content_instance *instance, uint8_t op,
               uint32_t operand)
{
    struct content_node *node = seed_need(content_add_node(content, instance));
    node->op = op;
    node->operand = operand;
}

struct content *seed_one_criterion(uint16_t fields, uint8_t kind, uint16_t field, uint8_t criterion,
                                   const char *text)
{
    struct content *content = seed_need(content_new());
    struct content_type *type = seed_need(content_add_type(content));

    type->type = SEED_TYPE_OF_TESTS;
    type->field_count = fields;
    memset(type->kinds, kind, fields);
    struct content_instance *instance = seed_instance(content, SEED_TYPE_OF_TESTS, "one");
    seed_criterion(content, instance, field, criterion, text);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    return content;
}
