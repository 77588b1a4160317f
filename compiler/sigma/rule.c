/* The head of a rule. Relies on document.h, and on the table of template types for log sources. */
#include "rule.h"

#include <string.h>

#include "limits.h"

/* Keys that make a document another sort of rule than one that looks at one event. */
static const struct {
    const char *key, *what;
} foreign[] = {
    {"correlation", "correlation rules are not supported"},
    {"filter", "Sigma filters (a filter for other rules) are not supported"},
    {"action", "collections of rules (action) are not supported"},
};

static bool check_sort(struct sigma_work *work, const struct sigma_node *root)
{
    const struct sigma_node *key;
    const struct sigma_node *taxonomy;

    if (root->kind != SIGMA_MAPPING)
        return sigma_refuse(work, SIGMA_REASON_RULE, root->line, "the document is not a map");
    for (size_t i = 0; i < sizeof foreign / sizeof foreign[0]; i++) {
        if (sigma_document_find(root, foreign[i].key, &key) != NULL)
            return sigma_refuse(work, SIGMA_REASON_RULE, key->line, "%s", foreign[i].what);
    }
    taxonomy = sigma_document_find(root, "taxonomy", NULL);
    if (taxonomy != NULL && !sigma_is(taxonomy->text, "sigma"))
        return sigma_refuse(work, SIGMA_REASON_RULE, taxonomy->line,
                            "another taxonomy than sigma is not supported");
    return true;
}

/* The text under a key, as it is written; null and a missing key give an empty text. */
static bool read_text(struct sigma_work *work, const struct sigma_node *map, const char *name,
                      struct content_text *text, uint32_t *line)
{
    const struct sigma_node *node = sigma_document_find(map, name, NULL);
    struct sigma_scalar value;

    *text = (struct content_text){"", 0};
    *line = node == NULL ? map->line : node->line;
    if (node == NULL)
        return true;
    if (node->kind != SIGMA_SCALAR)
        return sigma_refuse(work, SIGMA_REASON_RULE, node->line, "%s is not text", name);
    if (node->text.size > LIMIT_TEXT)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, node->line, "%s is longer than %d bytes",
                            name, LIMIT_TEXT);
    if (!sigma_scalar_read(work, node, &value))
        return false;
    if (value.type != SIGMA_NULL)
        *text = node->text;
    return true;
}

static bool read_needed(struct sigma_work *work, const struct sigma_node *map, const char *name,
                        struct content_text *text, uint32_t *line)
{
    if (!read_text(work, map, name, text, line))
        return false;
    return text->size > 0 ||
           sigma_refuse(work, SIGMA_REASON_RULE, *line, "the rule has no %s", name);
}

static bool read_level(struct sigma_work *work, const struct sigma_node *root, uint8_t *level)
{
    static const struct {
        const char *name;
        uint8_t level;
    } levels[] = {
        {"", CHANNEL_LEVEL_NONE},     {"informational", CHANNEL_LEVEL_INFORMATIONAL},
        {"low", CHANNEL_LEVEL_LOW},   {"medium", CHANNEL_LEVEL_MEDIUM},
        {"high", CHANNEL_LEVEL_HIGH}, {"critical", CHANNEL_LEVEL_CRITICAL},
    };
    struct content_text text;
    uint32_t line;

    if (!read_text(work, root, "level", &text, &line))
        return false;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        *level = levels[i].level;
        if (sigma_is(text, levels[i].name))
            return true;
    }
    return sigma_refuse(work, SIGMA_REASON_RULE, line, "unknown level %s",
                        sigma_excerpt(text).text);
}

/* The type of a category or service; NULL when there is none of this name and family. */
static const struct channel_type_definition *find_type(struct content_text name, bool service)
{
    const struct channel_type_definition *type = channel_find_type_by_name(name.bytes, name.size);

    return type != NULL && type->is_service == service ? type : NULL;
}

/* A category narrows a service: events of all categories come from Sysmon's channel. */
static bool choose_type(struct sigma_work *work, struct content_text category,
                        struct content_text service, uint32_t line, struct sigma_rule *rule)
{
    const bool by_service = category.size == 0;
    const struct content_text name = by_service ? service : category;

    if (name.size == 0)
        return sigma_refuse(work, SIGMA_REASON_LOGSOURCE, line,
                            "the log source has neither category nor service");
    if (!by_service && service.size > 0 && !sigma_is(service, "sysmon"))
        return sigma_refuse(work, SIGMA_REASON_LOGSOURCE, line,
                            "category %s is not logged by service %s", sigma_excerpt(category).text,
                            sigma_excerpt(service).text);
    rule->type = find_type(name, by_service);
    if (rule->type == NULL)
        return sigma_refuse(work, SIGMA_REASON_LOGSOURCE, line,
                            "there is no template type for %s %s",
                            by_service ? "service" : "category", sigma_excerpt(name).text);
    return true;
}

static bool read_logsource(struct sigma_work *work, const struct sigma_node *root,
                           struct sigma_rule *rule)
{
    const struct sigma_node *node = sigma_document_find(root, "logsource", NULL);
    struct content_text product;
    struct content_text category;
    struct content_text service;
    uint32_t line;

    if (node == NULL || node->kind != SIGMA_MAPPING)
        return sigma_refuse(work, SIGMA_REASON_LOGSOURCE, node == NULL ? root->line : node->line,
                            "the rule has no logsource");
    if (!read_text(work, node, "product", &product, &line))
        return false;
    if (!sigma_is(product, "windows"))
        return sigma_refuse(work, SIGMA_REASON_LOGSOURCE, line, "product %s is not windows",
                            sigma_excerpt(product).text);
    return read_text(work, node, "service", &service, &line) &&
           read_text(work, node, "category", &category, &line) &&
           choose_type(work, category, service, line, rule);
}

bool sigma_rule_read(struct sigma_work *work, const struct sigma_node *root,
                     struct sigma_rule *rule)
{
    uint32_t line;

    *rule = (struct sigma_rule){0};
    if (!check_sort(work, root) || !read_needed(work, root, "title", &rule->title, &line) ||
        !read_needed(work, root, "id", &rule->id, &rule->id_line) ||
        !read_text(work, root, "author", &rule->author, &line) ||
        !read_text(work, root, "license", &rule->licence, &line) ||
        !read_level(work, root, &rule->level) || !read_logsource(work, root, rule))
        return false;
    rule->detection = sigma_document_find(root, "detection", NULL);
    if (rule->detection == NULL || rule->detection->kind != SIGMA_MAPPING)
        return sigma_refuse(work, SIGMA_REASON_RULE,
                            rule->detection == NULL ? root->line : rule->detection->line,
                            "the rule has no detection");
    return true;
}
