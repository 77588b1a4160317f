/* From the inside out: values, criteria, condition, instance. Relies on the type being declared
 * soundly, which changes of types see to. */
#include "mutate_mend.h"

#include <stdio.h>
#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "mutate_condition.h"
#include "mutate_value.h"

enum { FEW_INSTANCES = 64 }; /* among so many an identifier is looked up */

struct content_type *mend_find_type(const struct content *content, uint16_t type)
{
    for (uint32_t i = 0; i < content->type_count; i++)
        if (content->types[i].type == type)
            return &content->types[i];
    return NULL;
}

void mend_declare(struct mutation *mutation, uint16_t type, uint16_t fields)
{
    if (mend_find_type(mutation->content, type) != NULL)
        return;
    struct content_type *declared = content_add_type(mutation->content);
    if (!mutation_got(mutation, declared))
        return;
    declared->type = type;
    declared->field_count = fields;
    memset(declared->kinds, CHANNEL_KIND_TEXT, sizeof declared->kinds);
}

struct content_text mend_new_id(struct mutation *mutation)
{
    char text[16];
    const int size =
        snprintf(text, sizeof text, "%08lx", (unsigned long)random_next(&mutation->random));
    struct content_text id;

    if (!content_text(mutation->content, text, (size_t)size, &id))
        mutation->short_of_memory = true;
    return id;
}

/* A field of the kind that the criterion reads; where the type has none, the kind gives way. */
static void mend_field(struct mutation *mutation, const struct content_type *type,
                       struct content_criterion *criterion)
{
    const struct channel_kind_rules *rules = channel_kind_rules(criterion->kind);

    if (criterion->field == CHANNEL_FIELD_ALL && rules->keyword)
        return;
    criterion->field = (uint16_t)(criterion->field % type->field_count);
    if (rules->input_kind == CHANNEL_KIND_ABSENT)
        return;
    for (uint16_t i = 0; i < type->field_count; i++) {
        const uint16_t field = (uint16_t)((criterion->field + i) % type->field_count);
        if (type->kinds[field] == rules->input_kind) {
            criterion->field = field;
            return;
        }
    }
    criterion->kind = CHANNEL_CRITERION_EXACT;
    criterion->value_count = 0;
    value_add(mutation, criterion);
}

static void mend_criterion(struct mutation *mutation, const struct content_type *type,
                           struct content_criterion *criterion)
{
    if (channel_kind_rules(criterion->kind)->kind == 0)
        criterion->kind = CHANNEL_CRITERION_EXACT;
    mend_field(mutation, type, criterion);
    const struct channel_kind_rules *rules = channel_kind_rules(criterion->kind);
    if (rules->form == CHANNEL_FORM_NONE)
        criterion->value_count = 0;
    else if (criterion->value_count == 0)
        value_add(mutation, criterion);
    criterion->flags &= rules->flags;
    if (criterion->value_count < 2)
        criterion->flags &= (uint8_t)~CHANNEL_FLAG_ALL;
    for (uint32_t i = 0; i < criterion->value_count; i++)
        value_mend(mutation, criterion, type->field_count, &criterion->values[i]);
}

/* An identifier that is not empty and, in a model of few instances, no other's. */
static void mend_id(struct mutation *mutation, uint32_t index)
{
    const struct content *content = mutation->content;
    struct content_instance *instance = &content->instances[index];
    bool repeats = instance->id.size == 0;

    for (uint32_t i = 0; i < content->instance_count && i < FEW_INSTANCES && !repeats; i++) {
        const struct content_text other = content->instances[i].id;
        repeats = i != index && other.size == instance->id.size &&
                  memcmp(other.bytes, instance->id.bytes, other.size) == 0;
    }
    if (repeats)
        instance->id = mend_new_id(mutation);
}

/* What an instance without criterion gets. */
static void add_simplest(struct mutation *mutation, struct content_instance *instance)
{
    struct content_criterion *criterion = content_add_criterion(mutation->content, instance);

    if (mutation_got(mutation, criterion))
        criterion->kind = CHANNEL_CRITERION_EXISTS;
}

void mend_instance(struct mutation *mutation, uint32_t index)
{
    struct content_instance *instance = &mutation->content->instances[index];

    mend_declare(mutation, instance->type, 1);
    if (instance->criterion_count == 0)
        add_simplest(mutation, instance);
    const struct content_type *type = mend_find_type(mutation->content, instance->type);
    if (type == NULL || mutation->short_of_memory)
        return;
    mend_id(mutation, index);
    condition_mend(mutation, instance, LIMIT_DEPTH);
    for (uint32_t i = 0; i < instance->criterion_count; i++)
        mend_criterion(mutation, type, &instance->criteria[i]);
}
