/* Builds and writes boolean trees. Writing recurses, as deep as a condition may be. */
#include "tree.h"

#include <string.h>

#include "limits.h"

static struct sigma_tree *new_tree(struct sigma_work *work, enum sigma_tree_op op)
{
    struct sigma_tree *tree = sigma_take(work, 1, sizeof *tree);

    if (tree != NULL) {
        tree->op = op;
        tree->index = UINT32_MAX;
    }
    return tree;
}

struct sigma_tree *sigma_tree_constant(struct sigma_work *work, bool value)
{
    return new_tree(work, value ? SIGMA_TREE_TRUE : SIGMA_TREE_FALSE);
}

struct sigma_tree *sigma_tree_test(struct sigma_work *work,
                                   const struct content_criterion *criterion)
{
    struct sigma_tree *tree = new_tree(work, SIGMA_TREE_TEST);

    if (tree != NULL)
        tree->criterion = criterion;
    return tree;
}

struct sigma_tree *sigma_tree_not(struct sigma_work *work, struct sigma_tree *child)
{
    if (child == NULL)
        return NULL;
    if (child->op == SIGMA_TREE_TRUE || child->op == SIGMA_TREE_FALSE)
        return sigma_tree_constant(work, child->op == SIGMA_TREE_FALSE);
    if (child->op == SIGMA_TREE_NOT)
        return child->children[0];
    struct sigma_tree *tree = new_tree(work, SIGMA_TREE_NOT);
    struct sigma_tree **children = sigma_take(work, 1, sizeof *children);
    if (tree == NULL || children == NULL)
        return NULL;
    children[0] = child;
    tree->children = children;
    tree->count = 1;
    return tree;
}

/* How many children a join has once those of its own kind are dissolved; constants count none. */
static uint64_t count_flat(enum sigma_tree_op op, struct sigma_tree *const *children,
                           uint32_t count)
{
    uint64_t total = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (children[i]->op == op)
            total += children[i]->count;
        else if (children[i]->op != SIGMA_TREE_TRUE && children[i]->op != SIGMA_TREE_FALSE)
            total++;
    }
    return total;
}

static uint32_t copy_flat(enum sigma_tree_op op, struct sigma_tree *const *children, uint32_t count,
                          struct sigma_tree **flat)
{
    uint32_t used = 0;

    for (uint32_t i = 0; i < count; i++) {
        if (children[i]->op == op) {
            memcpy(flat + used, children[i]->children, children[i]->count * sizeof *flat);
            used += children[i]->count;
        } else if (children[i]->op != SIGMA_TREE_TRUE && children[i]->op != SIGMA_TREE_FALSE) {
            flat[used++] = children[i];
        }
    }
    return used;
}

struct sigma_tree *sigma_tree_join(struct sigma_work *work, enum sigma_tree_op op,
                                   struct sigma_tree *const *children, uint32_t count,
                                   uint32_t line)
{
    const enum sigma_tree_op decides = op == SIGMA_TREE_AND ? SIGMA_TREE_FALSE : SIGMA_TREE_TRUE;

    for (uint32_t i = 0; i < count; i++) {
        if (children[i] == NULL)
            return NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (children[i]->op == decides)
            return children[i];
    }
    const uint64_t flat_count = count_flat(op, children, count);
    if (flat_count == 0)
        return sigma_tree_constant(work, op == SIGMA_TREE_AND);
    if (!sigma_spend(work, &work->branches_left, flat_count, line, "branches"))
        return NULL;
    struct sigma_tree **flat = sigma_take(work, flat_count, sizeof *flat);
    if (flat == NULL)
        return NULL;
    const uint32_t used = copy_flat(op, children, count, flat);
    if (used == 1)
        return flat[0];
    struct sigma_tree *tree = new_tree(work, op);
    if (tree != NULL) {
        tree->children = flat;
        tree->count = used;
    }
    return tree;
}

bool sigma_forest_add(struct sigma_work *work, struct sigma_forest *forest, struct sigma_tree *tree)
{
    if (tree == NULL)
        return false;
    struct sigma_tree **trees =
        arena_grow(work->arena, forest->trees, sizeof *trees, forest->count, &forest->capacity);
    if (trees == NULL)
        return sigma_out_of_memory(work);
    trees[forest->count++] = tree;
    forest->trees = trees;
    return true;
}

/* --- writing ------------------------------------------------------------------------------------
 */

struct writer {
    struct sigma_work *work;
    struct content_instance *instance;
    uint32_t line;
    uint32_t depth;
};

static bool write_node(struct writer *writer, uint8_t op, uint32_t operand)
{
    struct content_instance *instance = writer->instance;

    if (instance->node_count == LIMIT_NODES)
        return sigma_refuse(writer->work, SIGMA_REASON_LIMIT, writer->line,
                            "the condition has more than %d nodes", LIMIT_NODES);
    struct content_node *nodes = arena_grow(writer->work->arena, instance->nodes, sizeof *nodes,
                                            instance->node_count, &instance->node_capacity);
    if (nodes == NULL)
        return sigma_out_of_memory(writer->work);
    nodes[instance->node_count++] = (struct content_node){op, operand};
    instance->nodes = nodes;
    return true;
}

static bool write_criterion(struct writer *writer, const struct content_criterion *criterion,
                            uint32_t *index)
{
    struct content_instance *instance = writer->instance;

    if (instance->criterion_count == LIMIT_CRITERIA)
        return sigma_refuse(writer->work, SIGMA_REASON_LIMIT, writer->line,
                            "the rule has more than %d criteria", LIMIT_CRITERIA);
    struct content_criterion *criteria =
        arena_grow(writer->work->arena, instance->criteria, sizeof *criteria,
                   instance->criterion_count, &instance->criterion_capacity);
    if (criteria == NULL)
        return sigma_out_of_memory(writer->work);
    *index = instance->criterion_count;
    criteria[instance->criterion_count++] = *criterion;
    instance->criteria = criteria;
    return true;
}

static bool write_test(struct writer *writer, struct sigma_tree *tree)
{
    if (tree->index == UINT32_MAX && !write_criterion(writer, tree->criterion, &tree->index))
        return false;
    return write_node(writer, CHANNEL_OPERATOR_TEST, tree->index);
}

static bool write_tree(struct writer *writer, struct sigma_tree *tree)
{
    static const uint8_t operators[] = {
        [SIGMA_TREE_NOT] = CHANNEL_OPERATOR_NOT,
        [SIGMA_TREE_AND] = CHANNEL_OPERATOR_AND,
        [SIGMA_TREE_OR] = CHANNEL_OPERATOR_OR,
    };
    const uint32_t index = writer->instance->node_count;

    if (tree->op == SIGMA_TREE_TEST)
        return write_test(writer, tree);
    if (writer->depth == LIMIT_DEPTH)
        return sigma_refuse(writer->work, SIGMA_REASON_LIMIT, writer->line,
                            "the condition is nested deeper than %d operators", LIMIT_DEPTH);
    if (!write_node(writer, operators[tree->op], 0))
        return false;
    writer->depth++;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!write_tree(writer, tree->children[i]))
            return false;
    }
    writer->depth--;
    writer->instance->nodes[index].operand = writer->instance->node_count - index - 1;
    return true;
}

bool sigma_tree_write(struct sigma_work *work, struct sigma_tree *tree, uint32_t line,
                      struct content_instance *instance)
{
    static const struct content_criterion any = {.kind = CHANNEL_CRITERION_ANY};
    struct writer writer = {.work = work, .instance = instance, .line = line};
    struct sigma_tree *written = tree;

    if (tree->op == SIGMA_TREE_TRUE || tree->op == SIGMA_TREE_FALSE)
        written = sigma_tree_test(work, &any);
    if (tree->op == SIGMA_TREE_FALSE)
        written = sigma_tree_not(work, written);
    return written != NULL && write_tree(&writer, written);
}
