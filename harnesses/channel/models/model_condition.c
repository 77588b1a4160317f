/* Conditions of models: a line that says a tree of operators, brought into the one form of
 * docs/format.md, §2 (Node). Recursion is as deep as operators are nested. */
#include "model_making.h"

/* A node of the tree; `criterion` counts in a leaf alone. */
struct branch {
    struct branch *first, *last, *next; /* children, and the next one of the parent */
    uint32_t criterion;
    uint8_t op;
    bool negated;
};

/* A tree under construction: the operators that are open, the root first. */
struct growing {
    struct content *content;
    struct branch *open[LIMIT_DEPTH];
    uint32_t depth;     /* of open operators */
    uint32_t operators; /* of them and their negations */
    uint32_t used;      /* criteria */
    bool negated;       /* what comes next */
};

static struct branch *new_branch(struct growing *growing, uint8_t op)
{
    struct branch *branch = model_need(arena_take(growing->content->arena, sizeof *branch));

    branch->op = op;
    branch->negated = growing->negated;
    growing->negated = false;
    return branch;
}

static void append(struct branch *parent, struct branch *child)
{
    if (parent->first == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
}

static void append_leaf(struct growing *growing, uint32_t criterion)
{
    struct branch *leaf = new_branch(growing, CHANNEL_OPERATOR_TEST);

    leaf->criterion = criterion;
    if (criterion == growing->used)
        growing->used++;
    append(growing->open[growing->depth - 1], leaf);
}

/* Opens an operator unless it, its negation, and that of a leaf in it would be too deep. */
static void begin_operator(struct growing *growing, uint8_t op)
{
    const uint32_t more = growing->negated ? 2 : 1;

    if (growing->operators + more >= LIMIT_DEPTH)
        return;
    struct branch *branch = new_branch(growing, op);
    append(growing->open[growing->depth - 1], branch);
    growing->open[growing->depth++] = branch;
    growing->operators += more;
}

static void end_operator(struct growing *growing)
{
    if (growing->depth == 1)
        return;
    growing->depth--;
    growing->operators -= growing->open[growing->depth]->negated ? 2 : 1;
}

/* One byte of the line. A digit, or any byte that is nothing else, is a criterion that is used
 * already. */
static void grow(struct growing *growing, uint8_t byte, uint32_t criteria)
{
    switch (byte) {
    case '&':
        begin_operator(growing, CHANNEL_OPERATOR_AND);
        break;
    case '|':
        begin_operator(growing, CHANNEL_OPERATOR_OR);
        break;
    case ')':
        end_operator(growing);
        break;
    case '(': /* for readers */
        break;
    case '!':
        growing->negated = !growing->negated;
        break;
    default:
        if (growing->used < criteria && (byte == '.' || growing->used == 0))
            append_leaf(growing, growing->used);
        else
            append_leaf(growing, model_number(byte, growing->used));
        break;
    }
}

/* Hands the children of a simplified child that has the parent's operator to the parent; any other
 * child as it is. */
static void adopt(struct branch *parent, struct branch *child)
{
    struct branch *list = child;

    if (child->op == parent->op && !child->negated)
        list = child->first;
    while (list != NULL) {
        struct branch *next = list == child ? NULL : list->next;
        list->next = NULL;
        append(parent, list);
        list = next;
    }
}

/* The tree without operators of one operand or none, or below their like; null when nothing is
 * left. */
static struct branch *simplify(struct branch *branch)
{
    struct branch *child = branch->first;

    if (branch->op == CHANNEL_OPERATOR_TEST)
        return branch;
    branch->first = branch->last = NULL;
    while (child != NULL) {
        struct branch *next = child->next;
        struct branch *simple = simplify(child);
        if (simple != NULL)
            adopt(branch, simple);
        child = next;
    }
    if (branch->first == NULL || branch->first != branch->last)
        return branch->first == NULL ? NULL : branch;
    branch->first->negated ^= branch->negated;
    return branch->first;
}

static uint32_t add_node(struct content *content, struct content_instance *instance, uint8_t op,
                         uint32_t operand)
{
    struct content_node *node = model_need(content_add_node(content, instance));

    *node = (struct content_node){op, operand};
    return instance->node_count - 1;
}

/* Writes a tree in prefix order; an operator's operand is known when all below it stands. */
static void write(struct content *content, struct content_instance *instance,
                  const struct branch *branch)
{
    if (branch->negated) {
        const uint32_t place = add_node(content, instance, CHANNEL_OPERATOR_NOT, 0);
        struct branch plain = *branch;
        plain.negated = false;
        write(content, instance, &plain);
        instance->nodes[place].operand = instance->node_count - place - 1;
        return;
    }
    const uint32_t place = add_node(content, instance, branch->op, branch->criterion);
    for (const struct branch *child = branch->first; child != NULL; child = child->next)
        write(content, instance, child);
    if (branch->op != CHANNEL_OPERATOR_TEST)
        instance->nodes[place].operand = instance->node_count - place - 1;
}

void model_add_condition(struct model_making *making, struct content_instance *instance,
                         struct model_line line)
{
    struct growing growing = {.content = making->content, .depth = 1, .operators = 1};
    const bool all = model_argument(line, 0) == '&';

    growing.open[0] = new_branch(&growing, all ? CHANNEL_OPERATOR_AND : CHANNEL_OPERATOR_OR);
    /* A node for each byte at most, the root, and the criteria that are left. */
    for (uint32_t i = 1; i < line.size; i++) {
        if (i + (instance->criterion_count - growing.used) >= LIMIT_NODES)
            break;
        grow(&growing, line.bytes[i], instance->criterion_count);
    }
    growing.depth = 1;
    while (growing.used < instance->criterion_count)
        append_leaf(&growing, growing.used);
    write(making->content, instance, simplify(growing.open[0]));
}
