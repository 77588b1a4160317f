/* Selections to trees, and the condition over them. Relies on item.h for keys, on condition.h for
 * syntax. Recursion follows the syntax tree, whose depth is bounded. */
#include "detection.h"

#include "condition.h"

struct selection {
    const struct sigma_node *key;
    struct sigma_tree *tree;
    bool used; /* by the condition */
};

struct detection {
    struct sigma_work *work;
    const struct sigma_target *target;
    struct selection *selections;
    uint32_t count;
    uint32_t line; /* of the condition at hand */
};

/* --- selections ---------------------------------------------------------------------------------
 */

static struct sigma_tree *lower_map(const struct detection *detection, const struct sigma_node *map)
{
    struct sigma_forest forest = {NULL, 0, 0};

    if (map->count == 0) {
        sigma_refuse(detection->work, SIGMA_REASON_VALUE, map->line, "a selection is empty");
        return NULL;
    }
    for (uint32_t i = 0; i < map->count; i++) {
        struct sigma_tree *tree = sigma_item(detection->work, detection->target, map->keys[i]->text,
                                             map->keys[i]->line, map->items[i]);
        if (!sigma_forest_add(detection->work, &forest, tree))
            return NULL;
    }
    return sigma_tree_join(detection->work, SIGMA_TREE_AND, forest.trees, forest.count, map->line);
}

static struct sigma_tree *lower_keywords(const struct detection *detection,
                                         const struct sigma_node *values)
{
    return sigma_item(detection->work, detection->target, (struct content_text){"", 0},
                      values->line, values);
}

/* A list that is not only keywords: maps, and keywords among them. */
static struct sigma_tree *lower_list(const struct detection *detection,
                                     const struct sigma_node *list)
{
    struct sigma_forest forest = {NULL, 0, 0};

    for (uint32_t i = 0; i < list->count; i++) {
        const struct sigma_node *item = list->items[i];
        if (item->kind == SIGMA_SEQUENCE) {
            sigma_refuse(detection->work, SIGMA_REASON_VALUE, item->line,
                         "a selection has a list in a list");
            return NULL;
        }
        if (!sigma_forest_add(detection->work, &forest,
                              item->kind == SIGMA_MAPPING ? lower_map(detection, item)
                                                          : lower_keywords(detection, item)))
            return NULL;
    }
    return sigma_tree_join(detection->work, SIGMA_TREE_OR, forest.trees, forest.count, list->line);
}

static struct sigma_tree *lower_selection(const struct detection *detection,
                                          const struct sigma_node *node)
{
    bool keywords = node->kind != SIGMA_MAPPING;

    for (uint32_t i = 0; node->kind == SIGMA_SEQUENCE && i < node->count; i++)
        keywords = keywords && node->items[i]->kind == SIGMA_SCALAR;
    if (node->kind == SIGMA_MAPPING)
        return lower_map(detection, node);
    return keywords ? lower_keywords(detection, node) : lower_list(detection, node);
}

static bool lower_selections(struct detection *detection, const struct sigma_node *node)
{
    detection->selections =
        sigma_take(detection->work, SIGMA_MAX_SELECTIONS, sizeof *detection->selections);
    if (detection->selections == NULL)
        return false;
    for (uint32_t i = 0; i < node->count; i++) {
        const struct sigma_node *key = node->keys[i];
        if (sigma_is(key->text, "condition"))
            continue;
        if (sigma_is(key->text, "timeframe"))
            return sigma_refuse(detection->work, SIGMA_REASON_CONDITION, key->line,
                                "timeframe: a rule looks at one event, not at several");
        if (detection->count == SIGMA_MAX_SELECTIONS)
            return sigma_refuse(detection->work, SIGMA_REASON_LIMIT, key->line,
                                "the rule has more than %d selections", SIGMA_MAX_SELECTIONS);
        struct sigma_tree *tree = lower_selection(detection, node->items[i]);
        if (tree == NULL)
            return false;
        detection->selections[detection->count++] = (struct selection){.key = key, .tree = tree};
    }
    return true;
}

/* --- condition ----------------------------------------------------------------------------------
 */

static struct sigma_tree *resolve(const struct detection *detection,
                                  const struct sigma_condition *node);

static struct sigma_tree *refuse(const struct detection *detection,
                                 const struct sigma_condition *node, const char *what)
{
    sigma_refuse(detection->work, SIGMA_REASON_CONDITION, detection->line,
                 "condition, column %u: %s %s", node->column, what, sigma_excerpt(node->name).text);
    detection->work->diagnostic->column = node->column;
    return NULL;
}

static struct sigma_tree *resolve_name(const struct detection *detection,
                                       const struct sigma_condition *node)
{
    for (uint32_t i = 0; i < detection->count; i++) {
        struct selection *selection = &detection->selections[i];
        if (!sigma_equal(selection->key->text, node->name))
            continue;
        selection->used = true;
        return selection->tree;
    }
    return refuse(detection, node, "there is no selection");
}

static struct sigma_tree *resolve_pattern(const struct detection *detection,
                                          const struct sigma_condition *node)
{
    const enum sigma_tree_op op = node->op == SIGMA_CONDITION_ANY ? SIGMA_TREE_OR : SIGMA_TREE_AND;
    struct sigma_work *work = detection->work;
    struct sigma_forest forest = {NULL, 0, 0};

    for (uint32_t i = 0; i < detection->count; i++) {
        struct selection *selection = &detection->selections[i];
        const struct content_text name = selection->key->text;
        const uint64_t cost = (uint64_t)node->name.size * ((uint64_t)name.size + 1);
        if (!sigma_spend(work, &work->comparisons_left, cost, detection->line,
                         "selections for the patterns of its condition"))
            return NULL;
        if (!sigma_pattern_matches(node->name, name))
            continue;
        selection->used = true;
        if (!sigma_forest_add(work, &forest, selection->tree))
            return NULL;
    }
    if (forest.count == 0)
        return refuse(detection, node, "there is no selection of the form");
    return sigma_tree_join(work, op, forest.trees, forest.count, detection->line);
}

static struct sigma_tree *resolve_chain(const struct detection *detection,
                                        const struct sigma_condition *node)
{
    const enum sigma_tree_op op = node->op == SIGMA_CONDITION_AND ? SIGMA_TREE_AND : SIGMA_TREE_OR;
    struct sigma_forest forest = {NULL, 0, 0};

    for (uint32_t i = 0; i < node->count; i++) {
        if (!sigma_forest_add(detection->work, &forest, resolve(detection, node->operands[i])))
            return NULL;
    }
    return sigma_tree_join(detection->work, op, forest.trees, forest.count, detection->line);
}

static struct sigma_tree *resolve(const struct detection *detection,
                                  const struct sigma_condition *node)
{
    switch (node->op) {
    case SIGMA_CONDITION_NAME:
        return resolve_name(detection, node);
    case SIGMA_CONDITION_ANY:
    case SIGMA_CONDITION_EVERY:
        return resolve_pattern(detection, node);
    case SIGMA_CONDITION_NOT:
        return sigma_tree_not(detection->work, resolve(detection, node->operands[0]));
    case SIGMA_CONDITION_AND:
    case SIGMA_CONDITION_OR:
    default:
        return resolve_chain(detection, node);
    }
}

static struct sigma_tree *lower_condition(struct detection *detection,
                                          const struct sigma_node *node)
{
    detection->line = node->line;
    if (node->kind != SIGMA_SCALAR) {
        sigma_refuse(detection->work, SIGMA_REASON_CONDITION, node->line,
                     "the condition is neither text nor a list of texts");
        return NULL;
    }
    const struct sigma_condition *condition =
        sigma_condition_parse(detection->work, node->text, node->line);
    return condition == NULL ? NULL : resolve(detection, condition);
}

/* Of several conditions any must hold. */
static struct sigma_tree *lower_conditions(struct detection *detection,
                                           const struct sigma_node *node)
{
    struct sigma_forest forest = {NULL, 0, 0};

    if (node->kind != SIGMA_SEQUENCE)
        return lower_condition(detection, node);
    if (node->count == 0) {
        sigma_refuse(detection->work, SIGMA_REASON_CONDITION, node->line,
                     "the list of conditions is empty");
        return NULL;
    }
    for (uint32_t i = 0; i < node->count; i++) {
        if (!sigma_forest_add(detection->work, &forest, lower_condition(detection, node->items[i])))
            return NULL;
    }
    return sigma_tree_join(detection->work, SIGMA_TREE_OR, forest.trees, forest.count, node->line);
}

static void warn_of_condition(const struct detection *detection, const struct sigma_tree *tree,
                              uint32_t line)
{
    for (uint32_t i = 0; i < detection->count; i++) {
        const struct sigma_node *key = detection->selections[i].key;
        if (!detection->selections[i].used)
            sigma_warn(detection->work, key->line, "the condition never uses selection %s",
                       sigma_excerpt(key->text).text);
    }
    if (tree->op == SIGMA_TREE_TRUE || tree->op == SIGMA_TREE_FALSE)
        sigma_warn(detection->work, line, "the condition is %s of every event",
                   tree->op == SIGMA_TREE_TRUE ? "true" : "false");
}

struct sigma_tree *sigma_detection(struct sigma_work *work, const struct sigma_target *target,
                                   const struct sigma_node *detection, uint32_t *line)
{
    struct detection state = {.work = work, .target = target};
    const struct sigma_node *condition = sigma_document_find(detection, "condition", NULL);

    *line = detection->line;
    if (condition == NULL) {
        sigma_refuse(work, SIGMA_REASON_CONDITION, detection->line,
                     "the detection has no condition");
        return NULL;
    }
    *line = condition->line;
    struct sigma_tree *tree =
        lower_selections(&state, detection) ? lower_conditions(&state, condition) : NULL;
    if (tree != NULL)
        warn_of_condition(&state, tree, condition->line);
    return tree;
}
