/* Each change is careless about the format's rules; mending the instance afterwards is not
 * (mutate_mend.h). */
#include "mutate_model.h"

#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "channel/template_types.h"
#include "mutate_condition.h"
#include "mutate_mend.h"
#include "mutate_text.h"
#include "mutate_value.h"

enum { LAST_KIND = CHANNEL_CRITERION_REFERENCE };

/* --- types ------------------------------------------------------------------------------------ */

/* A type that the parser defines, declared as it is defined. */
static uint16_t pick_type(struct mutation *mutation)
{
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    const uint16_t type = types[mutation_below(mutation, count)].type;

    if (!content_declare(mutation->content, type))
        mutation->short_of_memory = true;
    return type;
}

/* Gives the instances of types that no sensor supplies, as hand-made files have them, a type that
 * the parser defines: each of them the same. */
static void adopt_types(struct mutation *mutation)
{
    struct content *content = mutation->content;
    const uint16_t type = pick_type(mutation);

    for (uint32_t i = 0; i < content->instance_count && !mutation->short_of_memory; i++) {
        if (channel_find_type(content->instances[i].type) != NULL)
            continue;
        content->instances[i].type = type;
        mend_instance(mutation, i);
    }
}

static void change_type(struct mutation *mutation)
{
    struct content *content = mutation->content;
    struct content_type *type = &content->types[mutation_below(mutation, content->type_count)];
    const uint32_t field = mutation_below(mutation, type->field_count);

    if (mutation_one_in(mutation, 2) && type->field_count < LIMIT_FIELDS)
        type->kinds[type->field_count++] = CHANNEL_KIND_TEXT;
    else if (mutation_one_in(mutation, 2) && type->field_count > 1)
        type->field_count--;
    else
        type->kinds[field] = (uint8_t)(1 + mutation_below(mutation, CHANNEL_KIND_ADDRESS));
    for (uint32_t i = 0; i < content->instance_count; i++)
        if (content->instances[i].type == type->type)
            mend_instance(mutation, i);
}

/* --- copies ----------------------------------------------------------------------------------- */

/* Texts are never changed in place, so copies share them. */
static void copy_criterion(struct mutation *mutation, const struct content_criterion *from,
                           struct content_criterion *to)
{
    const size_t size = from->value_count * sizeof *from->values;
    struct content_value *values = mutation_take(mutation, size);

    *to =
        (struct content_criterion){.field = from->field, .kind = from->kind, .flags = from->flags};
    if (values == NULL)
        return;
    if (size > 0)
        memcpy(values, from->values, size);
    to->values = values;
    to->value_count = to->value_capacity = from->value_count;
}

static void copy_instance(struct mutation *mutation, const struct content_instance *from)
{
    const struct content_instance model = *from; /* adding may move what `from` points to */
    struct content_instance *to = content_add_instance(mutation->content);
    struct content_criterion *criteria =
        mutation_take(mutation, model.criterion_count * sizeof *criteria);
    struct content_node *nodes = mutation_take(mutation, model.node_count * sizeof *nodes);

    if (!mutation_got(mutation, to) || criteria == NULL || nodes == NULL)
        return;
    for (uint32_t i = 0; i < model.criterion_count; i++)
        copy_criterion(mutation, &model.criteria[i], &criteria[i]);
    if (model.node_count > 0)
        memcpy(nodes, model.nodes, model.node_count * sizeof *nodes);
    *to = model;
    to->criteria = criteria;
    to->criterion_capacity = model.criterion_count;
    to->nodes = nodes;
    to->node_capacity = model.node_count;
}

/* --- instances -------------------------------------------------------------------------------- */

static void add_criterion(struct mutation *mutation, struct content_instance *instance)
{
    struct content_criterion *criterion = content_add_criterion(mutation->content, instance);

    if (!mutation_got(mutation, criterion))
        return;
    criterion->kind = (uint8_t)(1 + mutation_below(mutation, LAST_KIND));
    criterion->flags = (uint8_t)mutation_below(mutation, 4);
    criterion->field = mutation_one_in(mutation, 8)
                           ? CHANNEL_FIELD_ALL
                           : (uint16_t)mutation_below(mutation, LIMIT_FIELDS);
    const uint32_t values = 1 + mutation_below(mutation, 3);
    for (uint32_t i = 0; i < values; i++)
        value_add(mutation, criterion);
    condition_join(mutation, instance, instance->criterion_count - 1);
}

void model_add_instance(struct mutation *mutation)
{
    const uint16_t type = pick_type(mutation);
    struct content_instance *instance = content_add_instance(mutation->content);
    const uint32_t criteria = 1 + mutation_below(mutation, 3);

    if (!mutation_got(mutation, instance))
        return;
    instance->type = type;
    instance->level = (uint8_t)mutation_below(mutation, CHANNEL_LEVEL_CRITICAL + 1);
    instance->id = mend_new_id(mutation);
    for (uint32_t i = 0; i < criteria; i++)
        add_criterion(mutation, instance);
    mend_instance(mutation, mutation->content->instance_count - 1);
}

static void drop_instance(struct mutation *mutation, uint32_t index)
{
    struct content *content = mutation->content;

    if (content->instance_count > 1)
        content->instances[index] = content->instances[--content->instance_count];
}

static void change_rule(struct mutation *mutation, struct content_instance *instance)
{
    struct content_text *texts[] = {&instance->id, &instance->title, &instance->author,
                                    &instance->licence, &instance->link};
    struct content_text *text = texts[mutation_below(mutation, 5)];

    if (mutation_one_in(mutation, 2))
        *text = text_change(mutation, *text);
    else
        instance->level = (uint8_t)mutation_below(mutation, CHANNEL_LEVEL_CRITICAL + 1);
}

static void change_header(struct mutation *mutation)
{
    static const uint32_t numbers[] = {0, 1, 291, 1330, 1410, INT32_MAX, UINT32_MAX};
    struct content *content = mutation->content;
    uint32_t *members[] = {&content->channel, &content->revision, &content->oldest_sensor};
    uint32_t *member = members[mutation_below(mutation, 3)];

    *member = numbers[mutation_below(mutation, sizeof numbers / sizeof numbers[0])];
}

/* --- criteria --------------------------------------------------------------------------------- */

static struct content_criterion *pick_criterion(struct mutation *mutation,
                                                const struct content_instance *instance)
{
    return &instance->criteria[mutation_below(mutation, instance->criterion_count)];
}

/* Another kind; values stay where it takes the same form. */
static void swap_kind(struct mutation *mutation, struct content_criterion *criterion)
{
    const uint8_t form = channel_kind_rules(criterion->kind)->form;

    criterion->kind = (uint8_t)(1 + mutation_below(mutation, LAST_KIND));
    if (channel_kind_rules(criterion->kind)->form == form)
        return;
    criterion->values = NULL;
    criterion->value_count = criterion->value_capacity = 0;
    value_add(mutation, criterion);
}

static void drop_value(struct mutation *mutation, struct content_criterion *criterion)
{
    if (criterion->value_count < 2)
        return;
    const uint32_t dropped = mutation_below(mutation, criterion->value_count);
    criterion->value_count--;
    criterion->values[dropped] = criterion->values[criterion->value_count];
}

static void double_value(struct mutation *mutation, struct content_criterion *criterion)
{
    if (criterion->value_count == 0)
        return;
    const struct content_value value =
        criterion->values[mutation_below(mutation, criterion->value_count)];
    struct content_value *added = content_add_value(mutation->content, criterion);
    if (mutation_got(mutation, added))
        *added = value;
}

static void double_criterion(struct mutation *mutation, struct content_instance *instance)
{
    const struct content_criterion criterion = *pick_criterion(mutation, instance);
    struct content_criterion *added = content_add_criterion(mutation->content, instance);

    if (!mutation_got(mutation, added))
        return;
    copy_criterion(mutation, &criterion, added);
    condition_join(mutation, instance, instance->criterion_count - 1);
}

static void change_criterion(struct mutation *mutation, struct content_instance *instance)
{
    struct content_criterion *criterion = pick_criterion(mutation, instance);

    switch (mutation_below(mutation, 8)) {
    case 0:
        swap_kind(mutation, criterion);
        break;
    case 1:
        criterion->flags = (uint8_t)mutation_below(mutation, 4);
        break;
    case 2:
        criterion->field = mutation_one_in(mutation, 4)
                               ? CHANNEL_FIELD_ALL
                               : (uint16_t)mutation_below(mutation, LIMIT_FIELDS);
        break;
    case 3:
        value_add(mutation, criterion);
        break;
    case 4:
        drop_value(mutation, criterion);
        break;
    case 5:
        double_value(mutation, criterion);
        break;
    default:
        if (criterion->value_count > 0)
            value_change(mutation, criterion,
                         &criterion->values[mutation_below(mutation, criterion->value_count)]);
        break;
    }
}

/* --- one change ------------------------------------------------------------------------------- */

static void change_instance(struct mutation *mutation, uint32_t index)
{
    struct content_instance *instance = &mutation->content->instances[index];

    switch (mutation_below(mutation, 10)) {
    case 0:
        add_criterion(mutation, instance);
        break;
    case 1:
        double_criterion(mutation, instance);
        break;
    case 2:
        change_rule(mutation, instance);
        break;
    case 3:
    case 4:
        condition_change(mutation, instance);
        break;
    default:
        change_criterion(mutation, instance);
        break;
    }
}

void model_change(struct mutation *mutation)
{
    struct content *content = mutation->content;

    if (content->instance_count == 0) {
        model_add_instance(mutation);
        return;
    }
    const uint32_t index = mutation_below(mutation, content->instance_count);
    if (channel_find_type(content->instances[index].type) == NULL && mutation_one_in(mutation, 5))
        adopt_types(mutation);
    switch (mutation_below(mutation, 16)) {
    case 0:
        model_add_instance(mutation);
        return;
    case 1:
        drop_instance(mutation, index);
        return;
    case 2:
        copy_instance(mutation, &content->instances[index]);
        mend_instance(mutation, content->instance_count - 1);
        return;
    case 3:
        change_header(mutation);
        return;
    case 4:
        change_type(mutation);
        return;
    case 5: { /* another type */
        const uint16_t type = pick_type(mutation);
        content->instances[index].type = type;
        break;
    }
    default:
        change_instance(mutation, index);
        break;
    }
    if (!mutation->short_of_memory)
        mend_instance(mutation, index);
}

static uint32_t half(uint32_t count)
{
    return (count + 1) / 2;
}

/* Cuts a text that is longer than people write. */
static void shorten(struct mutation *mutation, struct content_text *text)
{
    enum { LONG = 256 };

    if (text->size > LONG)
        *text =
            text_splice(mutation, *text, LONG, text->size - LONG, (struct content_text){NULL, 0});
}

static void shrink_instance(struct mutation *mutation, struct content_instance *instance)
{
    instance->node_count = half(instance->node_count);
    shorten(mutation, &instance->id);
    shorten(mutation, &instance->title);
    for (uint32_t i = 0; i < instance->criterion_count; i++) {
        struct content_criterion *criterion = &instance->criteria[i];
        criterion->value_count = half(criterion->value_count);
        for (uint32_t value = 0; value < criterion->value_count; value++)
            if (channel_kind_rules(criterion->kind)->form == CHANNEL_FORM_PATTERN)
                shorten(mutation, &criterion->values[value].text);
    }
}

void model_shrink(struct mutation *mutation)
{
    struct content *content = mutation->content;

    if (content->instance_count > 1) {
        const uint32_t dropped = content->instance_count / 2;
        for (uint32_t i = 0; i < dropped; i++)
            drop_instance(mutation, mutation_below(mutation, content->instance_count));
        return;
    }
    if (content->instance_count == 0)
        return;
    shrink_instance(mutation, &content->instances[0]);
    if (!mutation->short_of_memory)
        mend_instance(mutation, 0);
}

/* --- pieces of another ------------------------------------------------------------------------ */

static void take_instance(struct mutation *mutation, const struct content *other,
                          const struct content_instance *instance)
{
    const struct content_type *from = content_find_type(other, instance->type);

    if (from != NULL && mend_find_type(mutation->content, instance->type) == NULL) {
        mend_declare(mutation, instance->type, 1);
        struct content_type *to = mend_find_type(mutation->content, instance->type);
        if (to != NULL)
            *to = *from;
    }
    copy_instance(mutation, instance);
    if (!mutation->short_of_memory)
        mend_instance(mutation, mutation->content->instance_count - 1);
}

static void take_criterion(struct mutation *mutation, const struct content_criterion *criterion,
                           uint32_t index)
{
    struct content_instance *instance = &mutation->content->instances[index];

    if (mutation_one_in(mutation, 2)) {
        copy_criterion(mutation, criterion, pick_criterion(mutation, instance));
    } else {
        struct content_criterion *added = content_add_criterion(mutation->content, instance);
        if (!mutation_got(mutation, added))
            return;
        copy_criterion(mutation, criterion, added);
        condition_join(mutation, instance, instance->criterion_count - 1);
    }
    if (!mutation->short_of_memory)
        mend_instance(mutation, index);
}

/* One value more, where a criterion of the instance takes the same form. */
static void take_value(struct mutation *mutation, const struct content_criterion *criterion,
                       uint32_t index)
{
    struct content_criterion *to = pick_criterion(mutation, &mutation->content->instances[index]);

    if (criterion->value_count == 0 ||
        channel_kind_rules(to->kind)->form != channel_kind_rules(criterion->kind)->form) {
        take_criterion(mutation, criterion, index);
        return;
    }
    struct content_value *added = content_add_value(mutation->content, to);
    if (!mutation_got(mutation, added))
        return;
    *added = criterion->values[mutation_below(mutation, criterion->value_count)];
    mend_instance(mutation, index);
}

void model_take_from(struct mutation *mutation, const struct content *other)
{
    if (other->instance_count == 0)
        return;
    const struct content_instance *instance =
        &other->instances[mutation_below(mutation, other->instance_count)];
    const uint32_t count = mutation->content->instance_count;
    const uint32_t way = count == 0 ? 0 : mutation_below(mutation, 3);
    const uint32_t index = mutation_below(mutation, count);

    if (way == 0)
        take_instance(mutation, other, instance);
    else if (way == 1)
        take_criterion(mutation, pick_criterion(mutation, instance), index);
    else
        take_value(mutation, pick_criterion(mutation, instance), index);
}
