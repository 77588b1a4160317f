/* `channel inspect`: everything that a channel file holds, in words; of a damaged one what is left.
 */
#include <arpa/inet.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "condition_text.h"
#include "content_file.h"
#include "inspect_json.h"
#include "interrupt.h"
#include "options.h"
#include "sensors.h"
#include "verbs.h"

const char inspect_help[] =
    "usage: channel inspect FILE [--json]\n"
    "\n"
    "Prints what a channel file holds: header, sections, template types with their fields, and "
    "each\n"
    "template instance with its rule, its criteria and its condition (c0 is criterion 0).\n"
    "Control characters and bytes that are no UTF-8 are printed as \\xNN. A value is printed as "
    "it\n"
    "is stored; in a glob, \\*, \\? and \\\\ stand for the characters themselves.\n"
    "\n"
    "  --json  the same as one JSON document on stdout; bytes that are no UTF-8 become U+FFFD\n"
    "\n"
    "A damaged file is shown as far as it can be read; each error is printed where it was met, "
    "and\n"
    "once more on stderr.\n"
    "\n"
    "exit codes: 0 clean, 1 the file is damaged or cannot be read, 2 wrong use\n";

struct inspection {
    struct output output;
    const char *path;
    struct channel_walk walk;
    struct condition_text condition;
    uint32_t errors;
};

static void show_error(struct inspection *inspection, enum channel_error error, uint32_t offset)
{
    inspection->errors++;
    output_format(&inspection->output, "error at offset %u: %s [%s]\n", (unsigned)offset,
                  channel_error_sentence(error), channel_error_name(error));
    output_flush(&inspection->output);
    report("%s: offset %u: %s [%s]", inspection->path, (unsigned)offset,
           channel_error_sentence(error), channel_error_name(error));
}

/* The directory of a file that cannot be opened, as it stands. */
static void show_raw_directory(struct output *output, const struct file_bytes *content)
{
    struct raw_entry entry;

    output_format(output, "directory, as it stands:\n  %10s %10s %10s %10s\n", "section", "offset",
                  "bytes", "records");
    for (uint32_t i = 0; raw_entry_at(content, i, &entry); i++)
        output_format(output, "  %10u %10u %10u %10u\n", (unsigned)entry.section,
                      (unsigned)entry.offset, (unsigned)entry.bytes, (unsigned)entry.records);
}

/* Header bytes in rows of eight, and the directory, of a file that cannot be opened. */
static void show_raw(struct output *output, const struct file_bytes *content)
{
    const size_t header = content->size < CHANNEL_HEADER_SIZE ? content->size : CHANNEL_HEADER_SIZE;

    output_format(output, "header, as it stands:\n");
    for (size_t i = 0; i < header; i++) {
        if (i % 8 == 0)
            output_format(output, "  %2zu:", i);
        output_format(output, " %02x%s", content->bytes[i],
                      i % 8 == 7 || i + 1 == header ? "\n" : "");
    }
    show_raw_directory(output, content);
}

static void show_header(struct output *output, const struct channel_file *file)
{
    output_format(output, "channel:       %u\nrevision:      %u\n", (unsigned)file->channel,
                  (unsigned)file->revision);
    output_format(output, "oldest sensor: %u (%s)\n", (unsigned)file->oldest_sensor,
                  sensors_name(file->oldest_sensor));
    output_format(output, "sections:\n  %-12s %10s %10s %10s\n", "name", "offset", "bytes",
                  "records");
    for (uint32_t i = 1; i < CHANNEL_SECTION_END; i++) {
        const struct channel_slice section = file->sections[i];
        output_format(output, "  %-12s %10u %10u %10u\n", section_name(i),
                      (unsigned)(section.base - file->bytes.base), (unsigned)section.size,
                      (unsigned)channel_section_count(file, (enum channel_section)i));
    }
}

static void show_type(struct output *output, const struct channel_type *type)
{
    output_format(output, "\ntype %u (%s): %u fields, %u instances\n", (unsigned)type->type,
                  type_name(type->type), (unsigned)type->field_count,
                  (unsigned)type->instance_count);
    for (uint32_t i = 0; i < type->field_count && i < type->kinds.size; i++)
        output_format(output, "  field %u: %s (%s)\n", (unsigned)i, field_name(type->type, i),
                      channel_kind_name(type->kinds.base[i]));
}

static void show_text(struct output *output, const char *name, struct channel_slice text)
{
    output_format(output, "  %-8s ", name);
    output_escaped(output, text);
    output_bytes(output, "\n", 1);
}

static void show_instance(struct inspection *inspection)
{
    const struct channel_walk *walk = &inspection->walk;
    struct output *output = &inspection->output;
    struct channel_rule rule;

    inspection->condition.depth = 0;
    output_format(output, "\ninstance %u of type %u (%s), at offset %u\n",
                  (unsigned)walk->instance_index, (unsigned)walk->type.type,
                  type_name(walk->type.type), (unsigned)walk->offset);
    if (channel_rule_at(walk->file, walk->instance.rule, &rule) != CHANNEL_OK)
        return; /* the walk has said so */
    show_text(output, "rule:", rule.id);
    show_text(output, "title:", rule.title);
    show_text(output, "author:", rule.author);
    show_text(output, "level:", slice_of(channel_level_name(rule.level)));
    show_text(output, "licence:", rule.licence);
    show_text(output, "link:", rule.link);
}

static void show_criterion(struct output *output, const struct channel_walk *walk)
{
    const struct channel_criterion *criterion = &walk->criterion;

    output_format(output, "  c%u: ", (unsigned)walk->criterion_index);
    if (criterion->field == CHANNEL_FIELD_ALL)
        output_format(output, "some field ");
    else
        output_format(output, "field %u (%s) ", (unsigned)criterion->field,
                      field_name(walk->type.type, criterion->field));
    output_format(output, "%s", channel_kind_rules(criterion->kind)->name);
    if ((criterion->flags & CHANNEL_FLAG_CASED) != 0)
        output_format(output, ", cased");
    if (criterion->value_count > 1)
        output_format(output, ", %s of %u values",
                      (criterion->flags & CHANNEL_FLAG_ALL) != 0 ? "all" : "any",
                      (unsigned)criterion->value_count);
    output_bytes(output, "\n", 1);
}

static void show_network(struct output *output, const struct channel_criterion *criterion,
                         const struct channel_value *value)
{
    const int family = criterion->kind == CHANNEL_CRITERION_CIDR4 ? AF_INET : AF_INET6;
    char text[INET6_ADDRSTRLEN] = "?";

    inet_ntop(family, value->address.base, text, sizeof text);
    output_format(output, "%s/%u\n", text, (unsigned)value->prefix);
}

static void show_value(struct output *output, const struct channel_walk *walk)
{
    const struct channel_value *value = &walk->value;
    const uint8_t form = channel_kind_rules(walk->criterion.kind)->form;

    output_format(output, "      ");
    if (form == CHANNEL_FORM_RANGE) {
        output_format(output, "%" PRId64 " to %" PRId64 "\n", value->minimum, value->maximum);
    } else if (form == CHANNEL_FORM_NETWORK) {
        show_network(output, &walk->criterion, value);
    } else if (form == CHANNEL_FORM_REFERENCE) {
        output_format(output, "field %u (%s), %s\n", (unsigned)value->field,
                      field_name(walk->type.type, value->field),
                      channel_reference_mode_name(value->mode));
    } else {
        output_bytes(output, "\"", 1);
        output_escaped(output, value->text);
        output_bytes(output, "\"\n", 2);
    }
}

static void show_node(struct inspection *inspection)
{
    const struct channel_walk *walk = &inspection->walk;

    if (walk->node_index == 0)
        output_format(&inspection->output, "  condition: ");
    condition_text_node(&inspection->condition, &inspection->output, walk->node_index, walk->node);
    if (walk->node_index + 1 == walk->instance.node_count)
        output_bytes(&inspection->output, "\n", 1);
}

static void show_step(struct inspection *inspection, enum channel_walk_step step)
{
    struct output *output = &inspection->output;

    switch (step) {
    case CHANNEL_WALK_TYPE:
        show_type(output, &inspection->walk.type);
        break;
    case CHANNEL_WALK_INSTANCE:
        show_instance(inspection);
        break;
    case CHANNEL_WALK_CRITERION:
        show_criterion(output, &inspection->walk);
        break;
    case CHANNEL_WALK_VALUE:
        show_value(output, &inspection->walk);
        break;
    case CHANNEL_WALK_NODE:
        show_node(inspection);
        break;
    case CHANNEL_WALK_ERROR:
        output_bytes(output, "\n", 1);
        show_error(inspection, inspection->walk.error, inspection->walk.offset);
        break;
    case CHANNEL_WALK_RULE: /* shown with its instance */
    case CHANNEL_WALK_END:
        break;
    }
}

static void show_content(struct inspection *inspection, const struct channel_file *file)
{
    enum channel_walk_step step;

    show_header(&inspection->output, file);
    channel_walk_begin(file, &inspection->walk);
    do {
        step = channel_walk_next(&inspection->walk);
        show_step(inspection, step);
    } while (step != CHANNEL_WALK_END && !interrupted());
}

static void inspect(struct inspection *inspection, const struct file_bytes *content)
{
    struct channel_file file;
    uint32_t offset;

    output_format(&inspection->output, "file:          ");
    output_escaped(&inspection->output, slice_of(inspection->path));
    output_format(&inspection->output, " (%zu bytes)\n", content->size);
    enum channel_error error = channel_open(content->bytes, content->size, &file, &offset);
    if (error != CHANNEL_OK)
        show_error(inspection, error, offset);
    if (error == CHANNEL_ERROR_CHECKSUM) {
        error = channel_open_unchecked(content->bytes, content->size, &file, &offset);
        if (error != CHANNEL_OK)
            show_error(inspection, error, offset);
    }
    if (error == CHANNEL_OK)
        show_content(inspection, &file);
    else
        show_raw(&inspection->output, content);
}

static int run(const char *path, bool as_json)
{
    struct inspection *inspection = calloc(1, sizeof *inspection);
    struct file_bytes content;

    if (inspection == NULL) {
        report("channel: out of memory");
        return EXIT_REFUSED;
    }
    if (!read_file(path, CONTENT_FILE_LIMIT, &content)) {
        free(inspection);
        return EXIT_REFUSED;
    }
    output_begin(&inspection->output, STDOUT_FILENO);
    inspection->path = path;
    if (as_json)
        inspection->errors = inspect_json(&inspection->output, path, &content);
    else
        inspect(inspection, &content);
    const int code =
        output_end(&inspection->output, inspection->errors > 0 ? EXIT_REFUSED : EXIT_CLEAN);
    free(content.bytes);
    free(inspection);
    return code;
}

int verb_inspect(int argc, char **argv)
{
    static const struct option table[] = {{"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"inspect", argc, argv, ":h", table};
    const char *path;
    bool as_json = false;
    int found;

    while ((found = options_next(&options)) != OPTIONS_END) {
        if (found == OPTION_HELP)
            return print_help(inspect_help);
        if (found != 'j')
            return EXIT_USAGE;
        as_json = true;
    }
    const int code = options_one_file(&options, &path);
    return code != 0 ? code : run(path, as_json);
}
