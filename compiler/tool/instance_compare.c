/* Record by record, through the decoders: indices into tables differ between files, what they lead
 * to must not. */
#include "instance_compare.h"

#include <string.h>

#include "content_file.h"

static bool same_text(struct channel_slice a, struct channel_slice b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.base, b.base, a.size) == 0);
}

/* Types stand in the order of their instances. */
static bool type_of(const struct channel_file *file, uint32_t instance, struct channel_type *out)
{
    uint32_t low = 0;
    uint32_t high = channel_section_count(file, CHANNEL_SECTION_TYPES);

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (channel_type_at(file, middle, out) != CHANNEL_OK)
            return false;
        if (instance < out->first_instance)
            high = middle;
        else if (instance - out->first_instance >= out->instance_count)
            low = middle + 1;
        else
            return true;
    }
    return false;
}

bool compared_instance_at(const struct channel_file *file, uint32_t index,
                          struct compared_instance *out)
{
    out->file = file;
    return channel_rule_at(file, index, &out->rule) == CHANNEL_OK &&
           channel_instance_at(file, out->rule.instance, &out->instance) == CHANNEL_OK &&
           type_of(file, out->rule.instance, &out->type);
}

static bool same_value(const struct channel_value *a, const struct channel_value *b)
{
    const bool same_address =
        a->address.size == b->address.size &&
        (a->address.size == 0 || memcmp(a->address.base, b->address.base, a->address.size) == 0);

    return same_text(a->text, b->text) && a->minimum == b->minimum && a->maximum == b->maximum &&
           same_address && a->prefix == b->prefix && a->mode == b->mode && a->field == b->field &&
           same_text(a->program, b->program) && a->flags == b->flags;
}

static bool same_values(const struct compared_instance *a, const struct channel_criterion *first,
                        const struct compared_instance *b, const struct channel_criterion *second)
{
    for (uint32_t i = 0; i < first->value_count; i++) {
        struct channel_value one, other;
        if (channel_value_at(a->file, first, first->first_value + i, &one) != CHANNEL_OK ||
            channel_value_at(b->file, second, second->first_value + i, &other) != CHANNEL_OK ||
            !same_value(&one, &other))
            return false;
    }
    return true;
}

static bool same_criteria(const struct compared_instance *a, const struct compared_instance *b)
{
    if (a->instance.criterion_count != b->instance.criterion_count)
        return false;
    for (uint32_t i = 0; i < a->instance.criterion_count; i++) {
        struct channel_criterion one, other;
        if (channel_criterion_at(a->file, &a->type, a->instance.first_criterion + i, &one) !=
                CHANNEL_OK ||
            channel_criterion_at(b->file, &b->type, b->instance.first_criterion + i, &other) !=
                CHANNEL_OK ||
            one.field != other.field || one.kind != other.kind || one.flags != other.flags ||
            one.value_count != other.value_count || !same_values(a, &one, b, &other))
            return false;
    }
    return true;
}

static bool same_condition(const struct compared_instance *a, const struct compared_instance *b)
{
    if (a->instance.node_count != b->instance.node_count)
        return false;
    for (uint32_t i = 0; i < a->instance.node_count; i++) {
        struct channel_node one, other;
        if (channel_node_at(a->file, a->instance.first_node + i, &one) != CHANNEL_OK ||
            channel_node_at(b->file, b->instance.first_node + i, &other) != CHANNEL_OK ||
            one.op != other.op || one.operand != other.operand)
            return false;
    }
    return true;
}

struct channel_slice instance_change_text(const struct compared_instance *instance,
                                          enum instance_change change)
{
    switch (change) {
    case INSTANCE_TITLE:
        return instance->rule.title;
    case INSTANCE_AUTHOR:
        return instance->rule.author;
    case INSTANCE_LEVEL:
        return slice_of(channel_level_name(instance->rule.level));
    case INSTANCE_LICENCE:
        return instance->rule.licence;
    case INSTANCE_LINK:
        return instance->rule.link;
    case INSTANCE_TYPE:
        return slice_of(type_name(instance->type.type));
    case INSTANCE_CRITERIA:
    case INSTANCE_CONDITION:
    case INSTANCE_CHANGES:
        break;
    }
    return (struct channel_slice){NULL, 0};
}

uint32_t instance_compare(const struct compared_instance *a, const struct compared_instance *b)
{
    uint32_t changes = 0;

    for (uint32_t i = 0; i < INSTANCE_TYPE; i++) {
        const enum instance_change change = (enum instance_change)i;
        if (!same_text(instance_change_text(a, change), instance_change_text(b, change)))
            changes |= 1u << i;
    }
    changes |= (uint32_t)(a->type.type != b->type.type) << INSTANCE_TYPE;
    changes |= (uint32_t)!same_criteria(a, b) << INSTANCE_CRITERIA;
    changes |= (uint32_t)!same_condition(a, b) << INSTANCE_CONDITION;
    return changes;
}

const char *instance_change_name(uint32_t change)
{
    static const char *const names[INSTANCE_CHANGES] = {
        [INSTANCE_TITLE] = "title",       [INSTANCE_AUTHOR] = "author",
        [INSTANCE_LEVEL] = "level",       [INSTANCE_LICENCE] = "licence",
        [INSTANCE_LINK] = "link",         [INSTANCE_TYPE] = "type",
        [INSTANCE_CRITERIA] = "criteria", [INSTANCE_CONDITION] = "condition",
    };

    return change < INSTANCE_CHANGES ? names[change] : "unknown";
}
