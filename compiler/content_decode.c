/* From an opened file to its content model: the walk, record by record. */
#include "content.h"

#include <string.h>

/* A model being made. Memory that runs out shows in `short_of_memory`. */
struct decoding {
    struct content *content;
    struct channel_walk walk;
    bool short_of_memory;
};

static struct content_text copy(struct decoding *decoding, struct channel_slice bytes)
{
    struct content_text text;

    if (!content_text(decoding->content, bytes.base, bytes.size, &text))
        decoding->short_of_memory = true;
    return text;
}

static void take_type(struct decoding *decoding)
{
    const struct channel_type *from = &decoding->walk.type;
    struct content_type *type = content_add_type(decoding->content);

    if (type == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    type->type = from->type;
    type->field_count = from->field_count;
    memcpy(type->kinds, from->kinds.base, from->field_count);
}

static struct content_instance *last_instance(struct decoding *decoding)
{
    return &decoding->content->instances[decoding->content->instance_count - 1];
}

static void take_instance(struct decoding *decoding)
{
    const struct channel_walk *walk = &decoding->walk;
    struct content_instance *instance = content_add_instance(decoding->content);
    struct channel_rule rule;

    if (instance == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    if (channel_rule_at(walk->file, walk->instance.rule, &rule) != CHANNEL_OK)
        return; /* cannot be: the walk has decoded all rules before */
    instance->type = walk->type.type;
    instance->level = rule.level;
    instance->id = copy(decoding, rule.id);
    instance->title = copy(decoding, rule.title);
    instance->author = copy(decoding, rule.author);
    instance->licence = copy(decoding, rule.licence);
    instance->link = copy(decoding, rule.link);
}

static void take_criterion(struct decoding *decoding)
{
    const struct channel_criterion *from = &decoding->walk.criterion;
    struct content_criterion *criterion =
        content_add_criterion(decoding->content, last_instance(decoding));

    if (criterion == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    criterion->field = from->field;
    criterion->kind = from->kind;
    criterion->flags = from->flags;
}

static void take_program(struct decoding *decoding, struct channel_slice program,
                         struct content_value *value)
{
    const uint32_t count = program.size / CHANNEL_RECORD_INSTRUCTIONS;

    value->program = arena_take(decoding->content->arena, count * sizeof *value->program);
    if (value->program == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        (void)channel_instruction_at(program, i, &value->program[i]); /* the walk has checked it */
    value->instruction_count = count;
}

static void take_value(struct decoding *decoding)
{
    const struct channel_value *from = &decoding->walk.value;
    struct content_instance *instance = last_instance(decoding);
    struct content_value *value =
        content_add_value(decoding->content, &instance->criteria[instance->criterion_count - 1]);

    if (value == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    value->text = copy(decoding, from->text);
    value->minimum = from->minimum;
    value->maximum = from->maximum;
    value->prefix = from->prefix;
    value->mode = from->mode;
    value->field = from->field;
    value->flags = from->flags;
    if (from->program.size > 0)
        take_program(decoding, from->program, value);
    if (from->address.size > 0)
        memcpy(value->address, from->address.base, sizeof value->address);
}

static void take_node(struct decoding *decoding)
{
    struct content_node *node = content_add_node(decoding->content, last_instance(decoding));

    if (node == NULL) {
        decoding->short_of_memory = true;
        return;
    }
    node->op = decoding->walk.node.op;
    node->operand = decoding->walk.node.operand;
}

static void take(struct decoding *decoding, enum channel_walk_step step)
{
    switch (step) {
    case CHANNEL_WALK_TYPE:
        take_type(decoding);
        break;
    case CHANNEL_WALK_INSTANCE:
        take_instance(decoding);
        break;
    case CHANNEL_WALK_CRITERION:
        take_criterion(decoding);
        break;
    case CHANNEL_WALK_VALUE:
        take_value(decoding);
        break;
    case CHANNEL_WALK_NODE:
        take_node(decoding);
        break;
    case CHANNEL_WALK_RULE: /* taken with its instance */
    case CHANNEL_WALK_END:
    case CHANNEL_WALK_ERROR:
        break;
    }
}

struct content *content_decode(const struct channel_file *file, enum channel_error *error,
                               uint32_t *offset)
{
    struct decoding decoding = {.content = content_new()};
    enum channel_walk_step step = CHANNEL_WALK_END;

    *error = CHANNEL_OK;
    *offset = 0;
    if (decoding.content == NULL)
        return NULL;
    decoding.content->channel = file->channel;
    decoding.content->revision = file->revision;
    decoding.content->oldest_sensor = file->oldest_sensor;
    channel_walk_begin(file, &decoding.walk);
    do {
        step = channel_walk_next(&decoding.walk);
        take(&decoding, step);
    } while (step != CHANNEL_WALK_END && step != CHANNEL_WALK_ERROR && !decoding.short_of_memory);
    if (step == CHANNEL_WALK_END && !decoding.short_of_memory)
        return decoding.content;
    *error = decoding.walk.error;
    *offset = decoding.walk.offset;
    content_free(decoding.content);
    return NULL;
}
