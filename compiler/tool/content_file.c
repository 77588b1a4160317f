/* Opening channel files for the tool, and its way of saying where something is wrong. */
#include "content_file.h"

#include <stdlib.h>

#include "channel/template_types.h"

bool content_file_open(const char *path, struct content_file *out)
{
    uint32_t offset;

    *out = (struct content_file){0};
    if (!read_file(path, CONTENT_FILE_LIMIT, &out->content))
        return false;
    const enum channel_error error =
        channel_open(out->content.bytes, out->content.size, &out->file, &offset);
    if (error == CHANNEL_OK)
        return true;
    report("%s: offset %u: %s [%s]", path, (unsigned)offset, channel_error_sentence(error),
           channel_error_name(error));
    content_file_free(out);
    return false;
}

void content_file_free(struct content_file *file)
{
    free(file->content.bytes);
    *file = (struct content_file){0};
}

static const struct channel_type_definition *definition_of(uint32_t type)
{
    return type <= UINT16_MAX ? channel_find_type((uint16_t)type) : NULL;
}

const char *type_name(uint32_t type)
{
    const struct channel_type_definition *definition = definition_of(type);

    return definition == NULL ? "unknown" : definition->name;
}

const char *field_name(uint32_t type, uint32_t field)
{
    const struct channel_type_definition *definition = definition_of(type);

    if (field == CHANNEL_FIELD_ALL)
        return "all";
    if (definition == NULL || field >= definition->field_count)
        return "unknown";
    return definition->fields[field].name;
}

static void output_rule(struct output *output, const struct channel_file *file, uint32_t index)
{
    struct channel_rule rule;

    if (channel_rule_at(file, index, &rule) != CHANNEL_OK) {
        output_format(output, "rule %u: ", (unsigned)index);
        return;
    }
    output_format(output, "rule ");
    output_escaped(output, rule.id);
    output_format(output, " \"");
    output_escaped(output, rule.title);
    output_format(output, "\": ");
}

/* Type, instance, criterion and field, as far as they are concerned. */
static void output_place(struct output *output, const struct channel_violation *violation)
{
    const char *between = "";

    if (violation->type != CHANNEL_NO_INDEX) {
        output_format(output, "type %u (%s)", (unsigned)violation->type,
                      type_name(violation->type));
        between = ", ";
    }
    if (violation->instance != CHANNEL_NO_INDEX) {
        output_format(output, "%sinstance %u", between, (unsigned)violation->instance);
        between = ", ";
    }
    if (violation->criterion != CHANNEL_NO_INDEX) {
        output_format(output, "%scriterion %u", between, (unsigned)violation->criterion);
        between = ", ";
    }
    if (violation->field != CHANNEL_NO_INDEX) {
        output_format(output, "%sfield %u (%s)", between, (unsigned)violation->field,
                      field_name(violation->type, violation->field));
        between = ", ";
    }
    if (*between != '\0')
        output_format(output, ": ");
}

void output_violation_text(struct output *output, const struct channel_file *file,
                           const char *sensor, const struct channel_violation *violation)
{
    if (violation->sensor != 0) {
        output_format(output, "sensor ");
        output_escaped(output, slice_of(sensor));
        output_format(output, ": ");
    }
    if (violation->rule != CHANNEL_NO_INDEX)
        output_rule(output, file, violation->rule);
    output_place(output, violation);
    output_format(output, "%s [%s]", channel_error_sentence(violation->error),
                  channel_error_name(violation->error));
}

void output_violation(struct output *output, const char *path, const struct channel_file *file,
                      const char *sensor, const struct channel_violation *violation)
{
    output_escaped(output, slice_of(path));
    output_format(output, ": offset %u: ", (unsigned)violation->offset);
    output_violation_text(output, file, sensor, violation);
    output_bytes(output, "\n", 1);
}
