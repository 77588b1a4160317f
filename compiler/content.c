/* The content model: making, growing, freeing. */
#include "content.h"

#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"

struct content *content_new(void)
{
    struct arena *arena = arena_new();
    struct content *content = arena == NULL ? NULL : arena_take(arena, sizeof *content);

    if (content == NULL) {
        arena_free(arena);
        return NULL;
    }
    content->arena = arena;
    return content;
}

void content_free(struct content *content)
{
    if (content != NULL)
        arena_free(content->arena); /* the model itself lies in it */
}

bool content_text(struct content *content, const void *bytes, size_t size, struct content_text *out)
{
    *out = (struct content_text){NULL, 0};
    if (size > UINT32_MAX)
        return false;
    char *copy = arena_take(content->arena, size);
    if (copy == NULL)
        return false;
    if (size > 0)
        memcpy(copy, bytes, size);
    *out = (struct content_text){copy, (uint32_t)size};
    return true;
}

/* Places are cleared when they are given out: they may have been used and dropped before. */
struct content_type *content_add_type(struct content *content)
{
    struct content_type *types = arena_grow(content->arena, content->types, sizeof *types,
                                            content->type_count, &content->type_capacity);
    if (types == NULL)
        return NULL;
    content->types = types;
    types[content->type_count] = (struct content_type){0};
    return &types[content->type_count++];
}

struct content_instance *content_add_instance(struct content *content)
{
    struct content_instance *instances =
        arena_grow(content->arena, content->instances, sizeof *instances, content->instance_count,
                   &content->instance_capacity);
    if (instances == NULL)
        return NULL;
    content->instances = instances;
    instances[content->instance_count] = (struct content_instance){0};
    return &instances[content->instance_count++];
}

struct content_criterion *content_add_criterion(struct content *content,
                                                struct content_instance *instance)
{
    struct content_criterion *criteria =
        arena_grow(content->arena, instance->criteria, sizeof *criteria, instance->criterion_count,
                   &instance->criterion_capacity);
    if (criteria == NULL)
        return NULL;
    instance->criteria = criteria;
    criteria[instance->criterion_count] = (struct content_criterion){0};
    return &criteria[instance->criterion_count++];
}

struct content_value *content_add_value(struct content *content,
                                        struct content_criterion *criterion)
{
    struct content_value *values = arena_grow(content->arena, criterion->values, sizeof *values,
                                              criterion->value_count, &criterion->value_capacity);
    if (values == NULL)
        return NULL;
    criterion->values = values;
    values[criterion->value_count] = (struct content_value){0};
    return &values[criterion->value_count++];
}

struct content_node *content_add_node(struct content *content, struct content_instance *instance)
{
    struct content_node *nodes = arena_grow(content->arena, instance->nodes, sizeof *nodes,
                                            instance->node_count, &instance->node_capacity);
    if (nodes == NULL)
        return NULL;
    instance->nodes = nodes;
    nodes[instance->node_count] = (struct content_node){0};
    return &nodes[instance->node_count++];
}

const struct content_type *content_find_type(const struct content *content, uint16_t type)
{
    for (uint32_t i = 0; i < content->type_count; i++) {
        if (content->types[i].type == type)
            return &content->types[i];
    }
    return NULL;
}

bool content_declare(struct content *content, uint16_t type)
{
    const struct channel_type_definition *definition = channel_find_type(type);

    if (definition == NULL || content_find_type(content, type) != NULL)
        return definition != NULL;
    struct content_type *declared = content_add_type(content);
    if (declared == NULL)
        return false;
    declared->type = type;
    declared->field_count = definition->field_count;
    for (uint32_t i = 0; i < definition->field_count; i++)
        declared->kinds[i] = definition->fields[i].kind;
    return true;
}
