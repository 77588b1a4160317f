/* A condition as a tree of nodes in an array: nodes are read in prefix order, changed by their
 * links, and written in prefix order again. Recursion ends at a depth of its own. */
#include "mutate_condition.h"

#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */

enum {
    NOTHING = 0 /* in place of the operator around the root */,
    NONE = UINT16_MAX,
    MOST_NODES = 4096,
    MOST_ADDED = 1024,
    DEEPEST = 400
};

struct tree_node {
    uint8_t op;
    uint32_t criterion; /* of a test */
    uint32_t first;     /* operand; NONE */
    uint32_t next;      /* operand of the same operator; NONE */
};

struct tree {
    struct tree_node *nodes; /* [0] stands above the root: its operands are the condition */
    uint32_t count, capacity;
};

static uint32_t add_node(struct tree *tree, uint8_t op, uint32_t criterion)
{
    if (tree->count == tree->capacity)
        return NONE;
    tree->nodes[tree->count] = (struct tree_node){op, criterion, NONE, NONE};
    return tree->count++;
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reading {
    const struct content_instance *instance;
    struct tree *tree;
    uint32_t position; /* of the next node to read */
};

static void read_operands(struct reading *reading, uint32_t parent, uint32_t end, uint32_t depth)
{
    uint32_t *link = &reading->tree->nodes[parent].first;

    while (reading->position < end) {
        const struct content_node *node = &reading->instance->nodes[reading->position++];
        const bool is_operator =
            node->op >= CHANNEL_OPERATOR_AND && node->op <= CHANNEL_OPERATOR_NOT;
        const uint8_t op = is_operator && depth < DEEPEST ? node->op : CHANNEL_OPERATOR_TEST;
        const uint32_t index = add_node(reading->tree, op, node->operand);
        if (index == NONE)
            return;
        *link = index;
        link = &reading->tree->nodes[index].next;
        const uint32_t left = end - reading->position;
        if (op != CHANNEL_OPERATOR_TEST)
            read_operands(reading, index,
                          reading->position + (node->operand < left ? node->operand : left),
                          depth + 1);
    }
}

/* The condition as a tree with room for some nodes more; false when memory is short. Of a very
 * large one the nodes behind the cap are left out. */
static bool read_tree(struct mutation *mutation, const struct content_instance *instance,
                      struct tree *tree)
{
    const uint32_t count = instance->node_count < MOST_NODES ? instance->node_count : MOST_NODES;
    struct reading reading = {instance, tree, 0};

    *tree = (struct tree){.capacity = count + MOST_ADDED};
    tree->nodes = mutation_take(mutation, tree->capacity * sizeof *tree->nodes);
    if (tree->nodes == NULL)
        return false;
    add_node(tree, CHANNEL_OPERATOR_TEST, 0);
    read_operands(&reading, 0, count, 0);
    return true;
}

/* --- writing ---------------------------------------------------------------------------------- */

struct writing {
    struct mutation *mutation;
    const struct tree *tree;
    struct content_instance *instance;
    uint32_t criterion_count; /* before */
    uint32_t *uses;           /* by old index: new index + 1, or 0 */
    uint32_t *order;          /* by new index: old index */
    uint32_t used;
    uint32_t deepest;
};

static void write_node(struct writing *writing, uint8_t op, uint32_t operand)
{
    struct content_node *node = content_add_node(writing->mutation->content, writing->instance);

    if (mutation_got(writing->mutation, node))
        *node = (struct content_node){op, operand};
}

static void write_test(struct writing *writing, uint32_t criterion)
{
    const uint32_t old = criterion % writing->criterion_count;

    if (writing->uses[old] == 0) {
        writing->order[writing->used] = old;
        writing->uses[old] = ++writing->used;
    }
    write_node(writing, CHANNEL_OPERATOR_TEST, writing->uses[old] - 1);
}

/* Takes an operator out; what stood below it takes its place. */
static void remove_operator(struct content_instance *instance, uint32_t place)
{
    instance->node_count--;
    memmove(instance->nodes + place, instance->nodes + place + 1,
            (instance->node_count - place) * sizeof *instance->nodes);
}

/* Brings an operator, behind which its operands were written, into the one form: without operand it
 * is gone, with a single one it is that one (`not` apart, of which two cancel out), below its like
 * it gives that its operands. Returns how many operands the operator around got by it; 2 is
 * several. */
static uint32_t settle(struct content_instance *instance, uint32_t place, uint32_t operands,
                       uint8_t around)
{
    const uint8_t op = instance->nodes[place].op;

    if (operands == 0) {
        instance->node_count = place;
        return 0;
    }
    instance->nodes[place].operand = instance->node_count - place - 1;
    if (op != CHANNEL_OPERATOR_NOT && operands == 1) {
        remove_operator(instance, place);
    } else if (op == CHANNEL_OPERATOR_NOT && instance->nodes[place + 1].op == op) {
        remove_operator(instance, place);
        remove_operator(instance, place);
    }
    if (instance->nodes[place].op != around || around == CHANNEL_OPERATOR_NOT)
        return 1; /* `not` below `not` is settled with the outer one */
    remove_operator(instance, place);
    return 2;
}

static uint32_t write_tree(struct writing *writing, const struct tree_node *node, uint8_t around,
                           uint32_t depth)
{
    const uint32_t place = writing->instance->node_count;
    uint32_t operands = 0;

    if (node->op == CHANNEL_OPERATOR_TEST || depth >= writing->deepest) {
        write_test(writing, node->criterion);
        return 1;
    }
    write_node(writing, node->op, 0);
    for (uint32_t each = node->first; each != NONE; each = writing->tree->nodes[each].next) {
        operands += write_tree(writing, &writing->tree->nodes[each], node->op, depth + 1);
        if (node->op == CHANNEL_OPERATOR_NOT && operands > 0)
            break; /* it has one operand */
    }
    if (writing->mutation->short_of_memory)
        return 0;
    return settle(writing->instance, place, operands, around);
}

/* Puts the criteria into the order of their use. */
static void order_criteria(struct writing *writing)
{
    struct content_instance *instance = writing->instance;
    struct content_criterion *criteria =
        mutation_take(writing->mutation, writing->used * sizeof *criteria);

    if (criteria == NULL)
        return;
    for (uint32_t i = 0; i < writing->used; i++)
        criteria[i] = instance->criteria[writing->order[i]];
    instance->criteria = criteria;
    instance->criterion_count = instance->criterion_capacity = writing->used;
}

static void write_condition(struct mutation *mutation, const struct tree *tree,
                            struct content_instance *instance, uint32_t deepest)
{
    const uint32_t count = instance->criterion_count;
    const size_t size = count * sizeof(uint32_t);
    struct writing writing = {mutation,
                              tree,
                              instance,
                              count,
                              mutation_take(mutation, size),
                              mutation_take(mutation, size),
                              0,
                              deepest};
    const uint32_t root = tree->nodes[0].first;

    if (writing.uses == NULL || writing.order == NULL)
        return;
    instance->nodes = NULL;
    instance->node_count = instance->node_capacity = 0;
    if (root == NONE || write_tree(&writing, &tree->nodes[root], NOTHING, 0) == 0)
        write_test(&writing, 0);
    order_criteria(&writing);
}

void condition_mend(struct mutation *mutation, struct content_instance *instance, uint32_t depth)
{
    struct tree tree;

    if (read_tree(mutation, instance, &tree))
        write_condition(mutation, &tree, instance, depth);
}

/* --- changing --------------------------------------------------------------------------------- */

static uint32_t pick(struct mutation *mutation, const struct tree *tree)
{
    return tree->count > 1 ? 1 + mutation_below(mutation, tree->count - 1) : NONE;
}

/* Puts what stands at `index` below a new node in its place. */
static void wrap(struct tree *tree, uint32_t index, uint8_t op)
{
    const uint32_t moved = add_node(tree, 0, 0);

    if (moved == NONE)
        return;
    struct tree_node *node = &tree->nodes[index];
    tree->nodes[moved] = *node;
    tree->nodes[moved].next = NONE;
    *node = (struct tree_node){op, node->criterion, moved, node->next};
}

/* Puts another operand behind `index`. */
static void insert_behind(struct tree *tree, uint32_t index, struct tree_node node)
{
    const uint32_t added = add_node(tree, node.op, node.criterion);

    if (added == NONE)
        return;
    tree->nodes[added].first = node.first; /* shared operands are written twice, and end */
    tree->nodes[added].next = tree->nodes[index].next;
    tree->nodes[index].next = added;
}

static void change_tree(struct mutation *mutation, const struct content_instance *instance,
                        struct tree *tree, uint32_t index)
{
    static const uint8_t operators[] = {CHANNEL_OPERATOR_AND, CHANNEL_OPERATOR_OR,
                                        CHANNEL_OPERATOR_NOT};
    const uint8_t op = operators[mutation_below(mutation, 3)];
    const uint32_t criterion = mutation_below(mutation, instance->criterion_count);
    struct tree_node *node = &tree->nodes[index];

    switch (mutation_below(mutation, 7)) {
    case 0: /* drop */
        node->op = CHANNEL_OPERATOR_AND;
        node->first = NONE;
        break;
    case 1: /* double */
        insert_behind(tree, index, *node);
        break;
    case 2:
        wrap(tree, index, CHANNEL_OPERATOR_NOT);
        break;
    case 3: /* join with another test */
        wrap(tree, index, op);
        insert_behind(tree, tree->count - 1,
                      (struct tree_node){CHANNEL_OPERATOR_TEST, criterion, NONE, NONE});
        break;
    case 4: /* unwrap: the first operand alone is left */
        if (node->op != CHANNEL_OPERATOR_TEST && node->first != NONE)
            tree->nodes[node->first].next = NONE;
        break;
    case 5: /* swap the operator */
        node->op = node->op == CHANNEL_OPERATOR_TEST ? node->op : op;
        break;
    default:
        node->criterion = criterion;
        break;
    }
}

void condition_change(struct mutation *mutation, struct content_instance *instance)
{
    struct tree tree;

    if (!read_tree(mutation, instance, &tree))
        return;
    const uint32_t index = pick(mutation, &tree);
    if (index != NONE)
        change_tree(mutation, instance, &tree, index);
    write_condition(mutation, &tree, instance, LIMIT_DEPTH);
}

void condition_join(struct mutation *mutation, struct content_instance *instance, uint32_t index)
{
    const uint8_t op = mutation_one_in(mutation, 2) ? CHANNEL_OPERATOR_AND : CHANNEL_OPERATOR_OR;
    struct content_node *nodes =
        mutation_take(mutation, (instance->node_count + 2u) * sizeof *nodes);

    if (nodes == NULL)
        return;
    nodes[0] = (struct content_node){op, instance->node_count + 1};
    if (instance->node_count > 0)
        memcpy(nodes + 1, instance->nodes, instance->node_count * sizeof *nodes);
    nodes[instance->node_count + 1] = (struct content_node){CHANNEL_OPERATOR_TEST, index};
    instance->nodes = nodes;
    instance->node_count += 2;
    instance->node_capacity = instance->node_count;
}

void condition_deepen(struct mutation *mutation, struct content_instance *instance, uint32_t depth)
{
    struct tree tree;

    if (!read_tree(mutation, instance, &tree) || tree.count < 2)
        return;
    for (uint32_t i = 0; i < depth; i++) {
        const uint8_t op = i % 2 == 0 ? CHANNEL_OPERATOR_OR : CHANNEL_OPERATOR_AND;
        wrap(&tree, 1, op);
        insert_behind(&tree, tree.count - 1,
                      (struct tree_node){CHANNEL_OPERATOR_TEST, 0, NONE, NONE});
    }
    write_condition(mutation, &tree, instance, depth);
}
