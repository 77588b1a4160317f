/* Opening channel files for the tool, and its way of saying where something is wrong. */
#include "content_file.h"

#include <stdlib.h>
#include <unistd.h>

#include "channel/template_types.h"
#include "interrupt.h"

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

bool content_file_sound(const char *path, const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;
    bool sound = true;

    channel_validate(file, NULL, &validation);
    while (!interrupted() && channel_validate_next(&validation, &violation)) {
        struct output output;
        output_begin(&output, STDERR_FILENO);
        output_violation(&output, path, file, "", &violation);
        output_flush(&output);
        sound = false;
    }
    return sound;
}

static uint32_t number_at(const uint8_t *bytes)
{
    return bytes[0] + bytes[1] * 0x100u + bytes[2] * 0x10000u + bytes[3] * 0x1000000u;
}

bool raw_entry_at(const struct file_bytes *content, uint32_t index, struct raw_entry *out)
{
    const size_t offset = CHANNEL_HEADER_SIZE + (size_t)index * CHANNEL_DIRECTORY_ENTRY_SIZE;

    if (index >= CHANNEL_SECTION_END - 1 || offset + CHANNEL_DIRECTORY_ENTRY_SIZE > content->size)
        return false;
    const uint8_t *entry = content->bytes + offset;
    *out = (struct raw_entry){number_at(entry), number_at(entry + 4), number_at(entry + 8),
                              number_at(entry + 12)};
    return true;
}

const char *section_name(uint32_t section)
{
    static const char *const names[] = {"",
#define X(name, number, record) [number] = #name,
                                        CHANNEL_SECTIONS(X)
#undef X
    };
    return section < sizeof names / sizeof names[0] ? names[section] : "";
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

static void output_sensor_and_place(struct output *output, const struct channel_file *file,
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
}

void output_violation_text(struct output *output, const struct channel_file *file,
                           const char *sensor, const struct channel_violation *violation)
{
    output_sensor_and_place(output, file, sensor, violation);
    output_format(output, "%s [%s]", channel_error_sentence(violation->error),
                  channel_error_name(violation->error));
}

void output_finding(struct output *output, const char *path, const struct channel_file *file,
                    const char *sensor, const struct channel_violation *where, const char *sentence,
                    const char *name)
{
    output_escaped(output, slice_of(path));
    output_format(output, ": offset %u: ", (unsigned)where->offset);
    output_sensor_and_place(output, file, sensor, where);
    output_format(output, "%s [%s]\n", sentence, name);
}

void output_violation(struct output *output, const char *path, const struct channel_file *file,
                      const char *sensor, const struct channel_violation *violation)
{
    output_finding(output, path, file, sensor, violation, channel_error_sentence(violation->error),
                   channel_error_name(violation->error));
}
