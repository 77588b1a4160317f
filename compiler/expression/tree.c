/* Nodes, and how many instructions they need. Relies on generate.c to need exactly as many. */
#include "tree.h"

/* Sums and products saturate: they are only compared with a cap. */
static uint32_t saturated(uint64_t size)
{
    return size < UINT32_MAX ? (uint32_t)size : UINT32_MAX;
}

struct node *node_new(struct source *source, enum node_kind kind, uint32_t position)
{
    struct node *node = arena_take(source->arena, sizeof *node);

    if (node == NULL) {
        source_lacks_memory(source);
        return NULL;
    }
    node->kind = kind;
    node->position = position;
    return node;
}

struct node *node_single(struct source *source, uint32_t position, uint8_t op, uint32_t a)
{
    struct node *node = node_new(source, NODE_SINGLE, position);

    if (node != NULL) {
        node->instruction = (struct channel_instruction){.op = op, .a = a};
        node->size = 1;
    }
    return node;
}

static bool is_range(const struct point_set *set, uint32_t index, uint32_t low, uint32_t high)
{
    return set->ranges[index].low == low && set->ranges[index].high == high;
}

/* Whether a set is one code point. */
static bool is_point(const struct point_set *set)
{
    return set->count == 1 && is_range(set, 0, set->ranges[0].low, set->ranges[0].low);
}

/* Whether a set is an ASCII letter in both cases. */
static bool is_letter(const struct point_set *set)
{
    if (set->count != 2)
        return false;
    const uint32_t upper = set->ranges[0].low, lower = upper + 'a' - 'A';
    return upper >= 'A' && upper <= 'Z' && is_range(set, 0, upper, upper) &&
           is_range(set, 1, lower, lower);
}

/* The instruction of a set, or of its complement if it is negated. */
static struct channel_instruction instruction_of(const struct point_set *set, bool negated)
{
    const bool all_but_feed = negated && set->count == 1 && is_range(set, 0, '\n', '\n');

    if (!negated && is_point(set))
        return (struct channel_instruction){.op = CHANNEL_INSTRUCTION_POINT,
                                            .a = set->ranges[0].low};
    if (!negated && is_letter(set))
        return (struct channel_instruction){
            .op = CHANNEL_INSTRUCTION_POINT, .flags = 1, .a = set->ranges[1].low};
    if (all_but_feed || (negated && set->count == 0))
        return (struct channel_instruction){.op = CHANNEL_INSTRUCTION_ANY, .flags = all_but_feed};
    return (struct channel_instruction){
        .op = CHANNEL_INSTRUCTION_CLASS, .flags = negated, .a = set->count};
}

struct node *node_set(struct source *source, uint32_t position, struct point_set set)
{
    struct node *node = node_single(source, position, CHANNEL_INSTRUCTION_CLASS, 0);

    if (node == NULL)
        return NULL;
    const bool has_last =
        set.count > 0 && set.ranges[set.count - 1].high == CHANNEL_LAST_CODE_POINT;
    const bool negated = has_last && !is_point(&set);
    if (negated && !point_set_complement(source->arena, &set)) {
        source_lacks_memory(source);
        return NULL;
    }
    node->instruction = instruction_of(&set, negated);
    if (node->instruction.op == CHANNEL_INSTRUCTION_CLASS) {
        node->ranges = set.ranges;
        node->size += set.count;
    }
    return node;
}

/* Copies for the minimum. Behind them: a split to leave out each that may be missing, or one that
 * repeats the last copy, which a minimum of none needs first. */
static uint32_t repeat_size(uint64_t size, uint32_t minimum, uint32_t maximum)
{
    if (maximum != NODE_UNLIMITED)
        return saturated(minimum * size + (maximum - minimum) * (size + 1));
    return saturated(minimum == 0 ? size + 2 : minimum * size + 1);
}

struct node *node_repeat(struct source *source, uint32_t position, struct node *child,
                         uint32_t minimum, uint32_t maximum)
{
    const bool once = minimum == 1 && maximum == 1;

    if (child->size == 0 || once)
        return child;
    if (maximum == 0)
        return node_new(source, NODE_SEQUENCE, position);
    struct node *node = node_new(source, NODE_REPEAT, position);
    if (node == NULL)
        return NULL;
    node->first = node->last = child;
    node->minimum = minimum;
    node->maximum = maximum;
    node->size = repeat_size(child->size, minimum, maximum);
    return node;
}

void node_append(struct node *parent, struct node *child)
{
    const bool is_choice = parent->kind == NODE_CHOICE;
    const uint32_t branch = is_choice && parent->first != NULL ? 2 : 0; /* split and jump */

    if (child->size == 0 && !is_choice)
        return; /* so that each node below a sequence gives instructions: that bounds the time */
    if (parent->first == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
    parent->size = saturated((uint64_t)parent->size + child->size + branch);
}

struct node *node_plain(struct node *node)
{
    const bool has_children = node->kind == NODE_SEQUENCE || node->kind == NODE_CHOICE;
    return has_children && node->first != NULL && node->first->next == NULL ? node->first : node;
}
