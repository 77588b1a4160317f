/* Prefix order into a tree. Relies on the walk having checked how nodes nest. */
#include "plan.h"

#include <stdlib.h>

#include "output.h"

static bool room_for_criteria(struct plan *plan, uint32_t count)
{
    if (count <= plan->criterion_capacity)
        return true;
    free(plan->criteria);
    free(plan->first_uses);
    plan->criteria = calloc(count, sizeof *plan->criteria);
    plan->first_uses = calloc(count, sizeof *plan->first_uses);
    plan->criterion_capacity = count;
    return plan->criteria != NULL && plan->first_uses != NULL;
}

static bool room_for_nodes(struct plan *plan, uint32_t count)
{
    if (count <= plan->node_capacity)
        return true;
    free(plan->nodes);
    plan->nodes = calloc(count, sizeof *plan->nodes);
    plan->node_capacity = count;
    return plan->nodes != NULL;
}

static bool room_for(struct plan *plan, const struct channel_instance *instance)
{
    if (room_for_criteria(plan, instance->criterion_count) &&
        room_for_nodes(plan, instance->node_count))
        return true;
    plan_free(plan); /* nothing is left that has no room */
    report("channel: out of memory");
    return false;
}

static enum channel_error load_criteria(struct plan *plan, const struct channel_file *file,
                                        const struct channel_type *type)
{
    enum channel_error error = CHANNEL_OK;

    for (uint32_t i = 0; i < plan->instance.criterion_count && error == CHANNEL_OK; i++) {
        plan->first_uses[i] = CHANNEL_NO_INDEX;
        error = channel_criterion_at(file, type, plan->instance.first_criterion + i,
                                     &plan->criteria[i]);
    }
    return error;
}

static void place_node(struct plan *plan, uint32_t index, struct channel_node node,
                       uint32_t *parent)
{
    const bool test = node.op == CHANNEL_OPERATOR_TEST;
    const uint32_t end = index + 1 + (test ? 0 : node.operand);

    while (*parent != CHANNEL_NO_INDEX && plan->nodes[*parent].end <= index)
        *parent = plan->nodes[*parent].parent;
    plan->nodes[index] = (struct plan_node){node.op, node.operand, *parent, end};
    if (!test)
        *parent = index;
    else if (plan->first_uses[node.operand] == CHANNEL_NO_INDEX)
        plan->first_uses[node.operand] = index;
}

static enum channel_error load_nodes(struct plan *plan, const struct channel_file *file)
{
    uint32_t parent = CHANNEL_NO_INDEX;

    for (uint32_t i = 0; i < plan->instance.node_count; i++) {
        struct channel_node node;
        const enum channel_error error =
            channel_node_at(file, plan->instance.first_node + i, &node);
        if (error != CHANNEL_OK)
            return error;
        place_node(plan, i, node, &parent);
    }
    return CHANNEL_OK;
}

bool plan_load(struct plan *plan, const struct channel_file *file, const struct channel_type *type,
               uint32_t index)
{
    enum channel_error error = channel_instance_at(file, index, &plan->instance);

    if (error == CHANNEL_OK && !room_for(plan, &plan->instance))
        return false;
    if (error == CHANNEL_OK)
        error = load_criteria(plan, file, type);
    if (error == CHANNEL_OK)
        error = load_nodes(plan, file);
    if (error == CHANNEL_OK)
        return true;
    report("channel: instance %u: %s [%s]", (unsigned)index, channel_error_sentence(error),
           channel_error_name(error));
    return false;
}

void plan_free(struct plan *plan)
{
    free(plan->criteria);
    free(plan->first_uses);
    free(plan->nodes);
    *plan = (struct plan){0};
}

uint32_t plan_next_use(const struct plan *plan, uint32_t criterion, uint32_t from)
{
    for (uint32_t i = from + 1; i < plan->instance.node_count; i++) {
        if (plan->nodes[i].op == CHANNEL_OPERATOR_TEST && plan->nodes[i].operand == criterion)
            return i;
    }
    return CHANNEL_NO_INDEX;
}
