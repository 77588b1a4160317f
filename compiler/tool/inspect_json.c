/* The walk as JSON: what it hands out is written at once, what is open around it is closed when the
 * next record of an outer kind comes. Errors are collected for the end of the document. */
#include "inspect_json.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "condition_text.h"
#include "content_file.h"
#include "interrupt.h"
#include "json_emit.h"
#include "sensors.h"

struct noted_error {
    enum channel_error error;
    uint32_t offset;
};

/* Levels of the document: how many objects and arrays stand around. */
enum { IN_DOCUMENT = 1, IN_TYPES = 2, IN_TYPE = 3, IN_INSTANCES = 4, IN_INSTANCE = 5 };
enum { IN_CRITERIA = 6, IN_CRITERION = 7, IN_VALUES = 8 };

struct json_inspection {
    struct emitter emitter;
    const char *path;
    struct channel_walk walk;
    struct condition_text condition;
    struct noted_error *errors;
    uint32_t error_count; /* all of them */
    uint32_t noted_count, capacity;
};

static void note_error(struct json_inspection *inspection, enum channel_error error,
                       uint32_t offset)
{
    report("%s: offset %u: %s [%s]", inspection->path, (unsigned)offset,
           channel_error_sentence(error), channel_error_name(error));
    inspection->error_count++;
    if (inspection->noted_count == inspection->capacity) {
        const uint32_t capacity = inspection->capacity * 2 + 16;
        struct noted_error *errors = realloc(inspection->errors, capacity * sizeof *errors);
        if (errors == NULL) {
            report("channel: out of memory: the document does not list this error");
            return;
        }
        inspection->errors = errors;
        inspection->capacity = capacity;
    }
    inspection->errors[inspection->noted_count++] = (struct noted_error){error, offset};
}

static void emit_errors(struct json_inspection *inspection)
{
    struct emitter *emitter = &inspection->emitter;

    emit_close_to(emitter, IN_DOCUMENT);
    emit_array(emitter, "errors");
    for (uint32_t i = 0; i < inspection->noted_count; i++) {
        const struct noted_error *noted = &inspection->errors[i];
        emit_object(emitter, NULL);
        emit_number(emitter, "offset", noted->offset);
        emit_word(emitter, "error", channel_error_name(noted->error));
        emit_word(emitter, "sentence", channel_error_sentence(noted->error));
        emit_close(emitter);
    }
    emit_close(emitter);
}

/* Header and directory of a file that cannot be opened, as they stand. */
static void emit_raw(struct emitter *emitter, const struct file_bytes *content)
{
    emit_open_text(emitter, "header_bytes");
    for (size_t i = 0; i < content->size && i < CHANNEL_HEADER_SIZE; i++)
        output_format(emitter->output, "%02x", content->bytes[i]);
    emit_close_text(emitter);
    struct raw_entry entry;
    emit_array(emitter, "directory");
    for (uint32_t i = 0; raw_entry_at(content, i, &entry); i++) {
        emit_object(emitter, NULL);
        emit_number(emitter, "section", entry.section);
        emit_number(emitter, "offset", entry.offset);
        emit_number(emitter, "bytes", entry.bytes);
        emit_number(emitter, "records", entry.records);
        emit_close(emitter);
    }
    emit_close(emitter);
}

static void emit_header(struct emitter *emitter, const struct channel_file *file)
{
    emit_object(emitter, "header");
    emit_number(emitter, "channel", file->channel);
    emit_number(emitter, "revision", file->revision);
    emit_number(emitter, "oldest_sensor", file->oldest_sensor);
    emit_word(emitter, "oldest_sensor_name", sensors_name(file->oldest_sensor));
    emit_close(emitter);
    emit_array(emitter, "sections");
    for (uint32_t i = 1; i < CHANNEL_SECTION_END; i++) {
        const struct channel_slice section = file->sections[i];
        emit_object(emitter, NULL);
        emit_word(emitter, "name", section_name(i));
        emit_number(emitter, "offset", (uint32_t)(section.base - file->bytes.base));
        emit_number(emitter, "bytes", section.size);
        emit_number(emitter, "records", channel_section_count(file, (enum channel_section)i));
        emit_close(emitter);
    }
    emit_close(emitter);
}

static void emit_type(struct emitter *emitter, const struct channel_type *type)
{
    emit_close_to(emitter, IN_TYPES);
    emit_object(emitter, NULL);
    emit_number(emitter, "type", type->type);
    emit_word(emitter, "name", type_name(type->type));
    emit_array(emitter, "fields");
    for (uint32_t i = 0; i < type->field_count && i < type->kinds.size; i++) {
        emit_object(emitter, NULL);
        emit_word(emitter, "name", field_name(type->type, i));
        emit_word(emitter, "kind", channel_kind_name(type->kinds.base[i]));
        emit_close(emitter);
    }
    emit_close(emitter);
    emit_array(emitter, "instances");
}

static void emit_rule(struct emitter *emitter, const struct channel_rule *rule)
{
    emit_object(emitter, "rule");
    emit_text(emitter, "id", rule->id);
    emit_text(emitter, "title", rule->title);
    emit_text(emitter, "author", rule->author);
    emit_word(emitter, "level", channel_level_name(rule->level));
    emit_text(emitter, "licence", rule->licence);
    emit_text(emitter, "link", rule->link);
    emit_close(emitter);
}

static void emit_instance(struct json_inspection *inspection)
{
    const struct channel_walk *walk = &inspection->walk;
    struct emitter *emitter = &inspection->emitter;
    struct channel_rule rule;

    emit_close_to(emitter, IN_INSTANCES);
    emit_object(emitter, NULL);
    emit_number(emitter, "instance", walk->instance_index);
    emit_number(emitter, "offset", walk->offset);
    if (channel_rule_at(walk->file, walk->instance.rule, &rule) == CHANNEL_OK)
        emit_rule(emitter, &rule); /* else the walk has said so */
    emit_array(emitter, "criteria");
}

static void emit_criterion(struct emitter *emitter, const struct channel_walk *walk)
{
    const struct channel_criterion *criterion = &walk->criterion;

    emit_close_to(emitter, IN_CRITERIA);
    emit_object(emitter, NULL);
    emit_number(emitter, "criterion", walk->criterion_index);
    if (criterion->field != CHANNEL_FIELD_ALL)
        emit_number(emitter, "field", criterion->field);
    emit_word(emitter, "field_name", field_name(walk->type.type, criterion->field));
    emit_word(emitter, "kind", channel_kind_rules(criterion->kind)->name);
    emit_bool(emitter, "cased", (criterion->flags & CHANNEL_FLAG_CASED) != 0);
    emit_bool(emitter, "all", (criterion->flags & CHANNEL_FLAG_ALL) != 0);
    emit_array(emitter, "values");
}

static void emit_network(struct emitter *emitter, const struct channel_criterion *criterion,
                         const struct channel_value *value)
{
    const int family = criterion->kind == CHANNEL_CRITERION_CIDR4 ? AF_INET : AF_INET6;
    char text[INET6_ADDRSTRLEN] = "?";

    inet_ntop(family, value->address.base, text, sizeof text);
    emit_object(emitter, NULL);
    emit_word(emitter, "address", text);
    emit_number(emitter, "prefix", value->prefix);
    emit_close(emitter);
}

static void emit_expression(struct emitter *emitter, const struct channel_value *value)
{
    emit_object(emitter, NULL);
    emit_text(emitter, "source", value->text);
    emit_bool(emitter, "caseless", (value->flags & CHANNEL_EXPRESSION_CASELESS) != 0);
    emit_bool(emitter, "multiline", (value->flags & CHANNEL_EXPRESSION_MULTILINE) != 0);
    emit_bool(emitter, "dotall", (value->flags & CHANNEL_EXPRESSION_DOTALL) != 0);
    emit_number(emitter, "instructions", value->program.size / CHANNEL_RECORD_INSTRUCTIONS);
    emit_close(emitter);
}

static void emit_value(struct emitter *emitter, const struct channel_walk *walk)
{
    const struct channel_value *value = &walk->value;

    switch (channel_kind_rules(walk->criterion.kind)->form) {
    case CHANNEL_FORM_RANGE:
        emit_object(emitter, NULL);
        emit_signed(emitter, "minimum", value->minimum);
        emit_signed(emitter, "maximum", value->maximum);
        emit_close(emitter);
        break;
    case CHANNEL_FORM_NETWORK:
        emit_network(emitter, &walk->criterion, value);
        break;
    case CHANNEL_FORM_REFERENCE:
        emit_object(emitter, NULL);
        emit_number(emitter, "field", value->field);
        emit_word(emitter, "field_name", field_name(walk->type.type, value->field));
        emit_word(emitter, "mode", channel_reference_mode_name(value->mode));
        emit_close(emitter);
        break;
    case CHANNEL_FORM_EXPRESSION:
        emit_expression(emitter, value);
        break;
    default:
        emit_text(emitter, NULL, value->text);
        break;
    }
}

static void emit_condition_text(struct json_inspection *inspection)
{
    const struct channel_walk *walk = &inspection->walk;
    struct channel_node node;

    inspection->condition.depth = 0;
    emit_open_text(&inspection->emitter, "text");
    for (uint32_t i = 0; i < walk->instance.node_count; i++) {
        if (channel_node_at(walk->file, walk->instance.first_node + i, &node) == CHANNEL_OK)
            condition_text_node(&inspection->condition, inspection->emitter.output, i, node);
    }
    emit_close_text(&inspection->emitter);
}

/* {"and": [...]}, {"or": [...]}, {"not": ...}, {"test": 3}. */
static void emit_tree(struct json_inspection *inspection)
{
    const struct channel_walk *walk = &inspection->walk;
    struct emitter *emitter = &inspection->emitter;
    uint32_t ends[CHANNEL_MAX_CONDITION_DEPTH], depths[CHANNEL_MAX_CONDITION_DEPTH];
    uint32_t open = 0;
    const char *key = "tree";
    struct channel_node node;

    for (uint32_t i = 0; i < walk->instance.node_count; i++) {
        if (channel_node_at(walk->file, walk->instance.first_node + i, &node) != CHANNEL_OK)
            return;
        const uint32_t depth = emitter->depth;
        emit_object(emitter, key);
        key = NULL;
        if (node.op == CHANNEL_OPERATOR_TEST) {
            emit_number(emitter, "test", node.operand);
            emit_close(emitter);
        } else if (open < CHANNEL_MAX_CONDITION_DEPTH) {
            depths[open] = depth;
            ends[open++] = i + 1 + node.operand;
            if (node.op == CHANNEL_OPERATOR_NOT)
                key = "not";
            else
                emit_array(emitter, channel_operator_name(node.op));
        }
        while (open > 0 && ends[open - 1] <= i + 1)
            emit_close_to(emitter, depths[--open]);
    }
}

/* Behind the last node, when the walk has accepted them all. */
static void emit_condition(struct json_inspection *inspection)
{
    if (inspection->walk.node_index + 1 != inspection->walk.instance.node_count)
        return;
    emit_close_to(&inspection->emitter, IN_INSTANCE);
    emit_object(&inspection->emitter, "condition");
    emit_condition_text(inspection);
    emit_tree(inspection);
    emit_close_to(&inspection->emitter, IN_INSTANCE);
}

static void emit_step(struct json_inspection *inspection, enum channel_walk_step step)
{
    struct channel_walk *walk = &inspection->walk;

    switch (step) {
    case CHANNEL_WALK_TYPE:
        emit_type(&inspection->emitter, &walk->type);
        break;
    case CHANNEL_WALK_INSTANCE:
        emit_instance(inspection);
        break;
    case CHANNEL_WALK_CRITERION:
        emit_criterion(&inspection->emitter, walk);
        break;
    case CHANNEL_WALK_VALUE:
        emit_value(&inspection->emitter, walk);
        break;
    case CHANNEL_WALK_NODE:
        emit_condition(inspection);
        break;
    case CHANNEL_WALK_ERROR:
        note_error(inspection, walk->error, walk->offset);
        break;
    case CHANNEL_WALK_RULE: /* stands with its instance */
    case CHANNEL_WALK_END:
        break;
    }
}

static void emit_content(struct json_inspection *inspection, const struct channel_file *file)
{
    enum channel_walk_step step;

    emit_header(&inspection->emitter, file);
    emit_array(&inspection->emitter, "types");
    channel_walk_begin(file, &inspection->walk);
    do {
        step = channel_walk_next(&inspection->walk);
        emit_step(inspection, step);
    } while (step != CHANNEL_WALK_END && !interrupted());
}

static void emit_document(struct json_inspection *inspection, const struct file_bytes *content)
{
    struct channel_file file;
    uint32_t offset;

    emit_object(&inspection->emitter, NULL);
    emit_word(&inspection->emitter, "file", inspection->path);
    emit_number(&inspection->emitter, "size", content->size);
    emit_number(&inspection->emitter, "format", CHANNEL_FORMAT_VERSION);
    enum channel_error error = channel_open(content->bytes, content->size, &file, &offset);
    if (error != CHANNEL_OK)
        note_error(inspection, error, offset);
    if (error == CHANNEL_ERROR_CHECKSUM) {
        error = channel_open_unchecked(content->bytes, content->size, &file, &offset);
        if (error != CHANNEL_OK)
            note_error(inspection, error, offset);
    }
    if (error == CHANNEL_OK)
        emit_content(inspection, &file);
    else
        emit_raw(&inspection->emitter, content);
    emit_errors(inspection);
    emit_end(&inspection->emitter);
}

uint32_t inspect_json(struct output *output, const char *path, const struct file_bytes *content)
{
    struct json_inspection *inspection = calloc(1, sizeof *inspection);

    if (inspection == NULL) {
        report("channel: out of memory");
        return 1;
    }
    emit_begin(&inspection->emitter, output);
    inspection->path = path;
    emit_document(inspection, content);
    const uint32_t errors = inspection->error_count;
    free(inspection->errors);
    free(inspection);
    return errors;
}
