/* Compares models member by member. Instances are paired by their identifiers, of which none stands
 * twice. */
#include "model_equal.h"

#include <stdlib.h>
#include <string.h>

#include "support/exact.h"

static bool same_text(struct content_text a, struct content_text b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.bytes, b.bytes, a.size) == 0);
}

static char folded(char byte)
{
    return (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

/* The decoded one must be folded already. */
static bool same_folded(struct content_text made, struct content_text decoded)
{
    if (made.size != decoded.size)
        return false;
    for (uint32_t i = 0; i < made.size; i++) {
        if (folded(made.bytes[i]) != decoded.bytes[i])
            return false;
    }
    return true;
}

static bool same_program(const struct content_value *a, const struct content_value *b)
{
    if (a->flags != b->flags || a->instruction_count != b->instruction_count ||
        !same_text(a->text, b->text))
        return false;
    for (uint32_t i = 0; i < a->instruction_count; i++) {
        const struct channel_instruction x = a->program[i];
        const struct channel_instruction y = b->program[i];
        if (x.op != y.op || x.flags != y.flags || x.a != y.a || x.b != y.b)
            return false;
    }
    return true;
}

/* Only the members of the form count. */
static bool same_value(const struct content_criterion *criterion, const struct content_value *made,
                       const struct content_value *decoded)
{
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_PATTERN:
        return (criterion->flags & CHANNEL_FLAG_CASED) != 0
                   ? same_text(made->text, decoded->text)
                   : same_folded(made->text, decoded->text);
    case CHANNEL_FORM_RANGE:
        return made->minimum == decoded->minimum && made->maximum == decoded->maximum;
    case CHANNEL_FORM_NETWORK:
        return made->prefix == decoded->prefix &&
               memcmp(made->address, decoded->address, sizeof made->address) == 0;
    case CHANNEL_FORM_REFERENCE:
        return made->field == decoded->field && made->mode == decoded->mode;
    case CHANNEL_FORM_EXPRESSION:
        return same_program(made, decoded);
    default:
        return true;
    }
}

static const char *criterion_difference(const struct content_criterion *made,
                                        const struct content_criterion *decoded)
{
    if (made->kind != decoded->kind)
        return "criterion kind";
    if (made->field != decoded->field)
        return "criterion field";
    if (made->flags != decoded->flags)
        return "criterion flags";
    if (made->value_count != decoded->value_count)
        return "value count";
    for (uint32_t i = 0; i < made->value_count; i++) {
        if (!same_value(made, &made->values[i], &decoded->values[i]))
            return channel_kind_rules(made->kind)->name;
    }
    return NULL;
}

static const char *nodes_difference(const struct content_instance *made,
                                    const struct content_instance *decoded)
{
    if (made->node_count != decoded->node_count)
        return "node count";
    for (uint32_t i = 0; i < made->node_count; i++) {
        if (made->nodes[i].op != decoded->nodes[i].op ||
            made->nodes[i].operand != decoded->nodes[i].operand)
            return "node";
    }
    return NULL;
}

static const char *instance_difference(const struct content_instance *made,
                                       const struct content_instance *decoded)
{
    if (!same_text(made->id, decoded->id))
        return "rule id";
    if (made->type != decoded->type)
        return "instance type";
    if (made->level != decoded->level)
        return "level";
    if (!same_text(made->title, decoded->title) || !same_text(made->author, decoded->author) ||
        !same_text(made->licence, decoded->licence) || !same_text(made->link, decoded->link))
        return "rule text";
    if (made->criterion_count != decoded->criterion_count)
        return "criterion count";
    for (uint32_t i = 0; i < made->criterion_count; i++) {
        const char *difference = criterion_difference(&made->criteria[i], &decoded->criteria[i]);
        if (difference != NULL)
            return difference;
    }
    return nodes_difference(made, decoded);
}

static int compare_ids(const void *left, const void *right)
{
    const struct content_instance *a = *(const struct content_instance *const *)left;
    const struct content_instance *b = *(const struct content_instance *const *)right;
    const uint32_t shared = a->id.size < b->id.size ? a->id.size : b->id.size;
    const int order = shared == 0 ? 0 : memcmp(a->id.bytes, b->id.bytes, shared);

    if (order != 0)
        return order;
    return (a->id.size > b->id.size) - (a->id.size < b->id.size);
}

/* The instances in the order of their identifiers; free() it. */
static const struct content_instance **sorted(const struct content *content)
{
    const size_t count = content->instance_count;
    const struct content_instance **list = exact_allocate((count + 1) * sizeof *list);

    for (size_t i = 0; i < count; i++)
        list[i] = &content->instances[i];
    qsort(list, count, sizeof *list, compare_ids);
    return list;
}

static const char *instances_difference(const struct content *made, const struct content *decoded)
{
    const struct content_instance **of_made = sorted(made);
    const struct content_instance **of_decoded = sorted(decoded);
    const char *difference = NULL;

    for (uint32_t i = 0; i < made->instance_count && difference == NULL; i++)
        difference = instance_difference(of_made[i], of_decoded[i]);
    free(of_made);
    free(of_decoded);
    return difference;
}

/* Every type that the file has is the one that was declared; that none is missing, the types of the
 * instances show. */
static const char *types_difference(const struct content *made, const struct content *decoded)
{
    for (uint32_t i = 0; i < decoded->type_count; i++) {
        const struct content_type *b = &decoded->types[i];
        const struct content_type *a = content_find_type(made, b->type);
        if (a == NULL)
            return "type";
        if (a->field_count != b->field_count || memcmp(a->kinds, b->kinds, b->field_count) != 0)
            return "fields";
    }
    for (uint32_t i = 0; i < made->instance_count; i++) {
        if (content_find_type(decoded, made->instances[i].type) == NULL)
            return "missing type";
    }
    return NULL;
}

const char *model_difference(const struct content *made, const struct content *decoded)
{
    if (made->channel != decoded->channel || made->revision != decoded->revision ||
        made->oldest_sensor != decoded->oldest_sensor)
        return "header";
    if (made->instance_count != decoded->instance_count)
        return "instance count";
    const char *difference = types_difference(made, decoded);
    return difference != NULL ? difference : instances_difference(made, decoded);
}
