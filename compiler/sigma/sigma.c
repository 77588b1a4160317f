/* One rule, from its document to the content model. Everything is made in an arena of the rule's
 * own; the model is touched when nothing can be refused any more. */
#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "detection.h"
#include "limits.h"
#include "rule.h"
#include "rule_ids.h"

struct sigma_compiler {
    struct content *content;
    struct sigma_options options;
    struct sigma_rule_ids *ids;
};

struct sigma_compiler *sigma_compiler_new(struct content *content,
                                          const struct sigma_options *options)
{
    struct sigma_compiler *compiler = calloc(1, sizeof *compiler);

    if (compiler == NULL)
        return NULL;
    compiler->content = content;
    compiler->options = *options;
    compiler->ids = sigma_rule_ids_new();
    bool complete = compiler->ids != NULL;
    for (uint32_t i = 0; complete && i < content->instance_count; i++)
        complete = sigma_rule_ids_add(compiler->ids, content->instances[i].id, "", 0);
    if (complete)
        return compiler;
    sigma_compiler_free(compiler);
    return NULL;
}

void sigma_compiler_free(struct sigma_compiler *compiler)
{
    if (compiler != NULL)
        sigma_rule_ids_free(compiler->ids);
    free(compiler);
}

static bool check_id(struct sigma_work *work, const struct sigma_compiler *compiler,
                     const struct sigma_rule *rule)
{
    const struct sigma_rule_id *earlier = sigma_rule_ids_find(compiler->ids, rule->id);

    if (earlier == NULL)
        return true;
    if (earlier->line == 0)
        return sigma_refuse(work, SIGMA_REASON_DUPLICATE, rule->id_line,
                            "the content has a rule with this identifier already");
    const struct content_text file = {earlier->file, (uint32_t)strlen(earlier->file)};
    return sigma_refuse(work, SIGMA_REASON_DUPLICATE, rule->id_line,
                        "the identifier was used before, in %s, line %u", sigma_excerpt(file).text,
                        earlier->line);
}

/* The link of a rule: the source, and the file's name where the source is a folder. */
static bool make_link(struct sigma_work *work, struct content_text source, const char *file_name,
                      struct content_text *link)
{
    const bool folder = source.size > 0 && source.bytes[source.size - 1] == '/';
    const size_t size = source.size + (folder ? strlen(file_name) : 0);

    if (size > LIMIT_TEXT)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, 0, "the link is longer than %d bytes",
                            LIMIT_TEXT);
    char *bytes = sigma_take(work, size, 1);
    if (bytes == NULL)
        return false;
    if (source.size > 0)
        memcpy(bytes, source.bytes, source.size);
    if (folder)
        memcpy(bytes + source.size, file_name, size - source.size);
    *link = (struct content_text){bytes, (uint32_t)size};
    return true;
}

static bool make_instance(struct sigma_work *work, const struct sigma_compiler *compiler,
                          const struct sigma_node *root, const char *file_name,
                          struct content_instance *instance, uint32_t *id_line)
{
    struct sigma_rule rule;
    uint32_t line;

    if (!sigma_rule_read(work, root, &rule))
        return false;
    const struct sigma_target target = {rule.type, compiler->options.allow_unknown_fields};
    struct sigma_tree *tree = sigma_detection(work, &target, rule.detection, &line);
    if (tree == NULL || !sigma_tree_write(work, tree, line, instance) ||
        !check_id(work, compiler, &rule))
        return false;
    instance->type = rule.type->type;
    instance->level = rule.level;
    instance->id = rule.id;
    instance->title = rule.title;
    instance->author = rule.author;
    instance->licence = rule.licence.size > 0 ? rule.licence : compiler->options.licence;
    *id_line = rule.id_line;
    return make_link(work, compiler->options.source, file_name, &instance->link);
}

/* --- into the model -----------------------------------------------------------------------------
 */

static bool copy_array(struct content *content, const void *from, size_t size, void **to)
{
    *to = arena_take(content->arena, size);
    if (*to != NULL && size > 0)
        memcpy(*to, from, size);
    return *to != NULL;
}

static bool copy_text(struct content *content, struct content_text *text)
{
    return content_text(content, text->bytes, text->size, text);
}

/* What the values of a form point to. */
static bool copy_value(struct content *content, uint8_t form, struct content_value *value)
{
    void *program;

    if (form != CHANNEL_FORM_PATTERN && form != CHANNEL_FORM_EXPRESSION)
        return true;
    if (!copy_text(content, &value->text))
        return false;
    if (form == CHANNEL_FORM_PATTERN)
        return true;
    if (!copy_array(content, value->program, value->instruction_count * sizeof *value->program,
                    &program))
        return false;
    value->program = program;
    return true;
}

static bool copy_criterion(struct content *content, struct content_criterion *criterion)
{
    const uint8_t form = channel_kind_rules(criterion->kind)->form;
    void *values;

    if (!copy_array(content, criterion->values, criterion->value_count * sizeof *criterion->values,
                    &values))
        return false;
    criterion->values = values;
    criterion->value_capacity = criterion->value_count;
    for (uint32_t i = 0; i < criterion->value_count; i++) {
        if (!copy_value(content, form, &criterion->values[i]))
            return false;
    }
    return true;
}

/* Replaces everything that an instance points to by copies in the model's arena. */
static bool copy_instance(struct content *content, struct content_instance *instance)
{
    void *criteria;
    void *nodes;

    if (!copy_text(content, &instance->id) || !copy_text(content, &instance->title) ||
        !copy_text(content, &instance->author) || !copy_text(content, &instance->licence) ||
        !copy_text(content, &instance->link) ||
        !copy_array(content, instance->criteria,
                    instance->criterion_count * sizeof *instance->criteria, &criteria) ||
        !copy_array(content, instance->nodes, instance->node_count * sizeof *instance->nodes,
                    &nodes))
        return false;
    instance->criteria = criteria;
    instance->criterion_capacity = instance->criterion_count;
    instance->nodes = nodes;
    instance->node_capacity = instance->node_count;
    for (uint32_t i = 0; i < instance->criterion_count; i++) {
        if (!copy_criterion(content, &instance->criteria[i]))
            return false;
    }
    return true;
}

static bool add_to_content(struct sigma_work *work, struct sigma_compiler *compiler,
                           struct content_instance instance, const char *file_name,
                           uint32_t id_line)
{
    struct content *content = compiler->content;
    const uint32_t type_count = content->type_count;

    if (content->instance_count >= LIMIT_INSTANCES)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, 0,
                            "the content has the %d rules that it can have", LIMIT_INSTANCES);
    if (!copy_instance(content, &instance) || !content_declare(content, instance.type))
        return sigma_out_of_memory(work);
    struct content_instance *added = content_add_instance(content);
    if (added == NULL) {
        content->type_count = type_count;
        return sigma_out_of_memory(work);
    }
    *added = instance;
    if (sigma_rule_ids_add(compiler->ids, instance.id, file_name, id_line))
        return true;
    content->instance_count--;
    content->type_count = type_count;
    return sigma_out_of_memory(work);
}

bool sigma_compile_document(struct sigma_compiler *compiler, struct sigma_work *work,
                            const struct sigma_node *root, const char *file_name)
{
    struct content_instance instance = {0};
    uint32_t id_line = 0;

    work->placeholders = compiler->options.placeholders;
    return make_instance(work, compiler, root, file_name, &instance, &id_line) &&
           add_to_content(work, compiler, instance, file_name, id_line);
}
