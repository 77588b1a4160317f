/* Instructions of nodes. As many as tree.c counts: the caller has taken room for so many. */
#include "generate.h"

struct output {
    struct channel_instruction *program;
    uint32_t count;
};

static uint32_t put(struct output *output, struct channel_instruction instruction)
{
    output->program[output->count] = instruction;
    return output->count++;
}

/* A split that goes on behind it; where else, the caller sets as `b`. */
static uint32_t put_split(struct output *output)
{
    return put(output, (struct channel_instruction){.op = CHANNEL_INSTRUCTION_SPLIT,
                                                    .a = output->count + 1});
}

static void emit(struct output *output, const struct node *node);

static void emit_single(struct output *output, const struct node *node)
{
    const bool is_class = node->instruction.op == CHANNEL_INSTRUCTION_CLASS;
    const uint32_t ranges = is_class ? node->instruction.a : 0;

    put(output, node->instruction);
    for (uint32_t i = 0; i < ranges; i++)
        put(output, (struct channel_instruction){.op = CHANNEL_INSTRUCTION_RANGE,
                                                 .a = node->ranges[i].low,
                                                 .b = node->ranges[i].high});
}

/* Each alternative but the last begins with a split to the next one and ends with a jump behind the
 * choice. Until that place is known, a jump holds the one before it. */
static void emit_choice(struct output *output, const struct node *node)
{
    uint32_t jumps = UINT32_MAX;
    const struct node *child = node->first;

    for (; child->next != NULL; child = child->next) {
        const uint32_t split = put_split(output);
        emit(output, child);
        jumps =
            put(output, (struct channel_instruction){.op = CHANNEL_INSTRUCTION_JUMP, .a = jumps});
        output->program[split].b = output->count;
    }
    emit(output, child);
    while (jumps != UINT32_MAX) {
        const uint32_t earlier = output->program[jumps].a;
        output->program[jumps].a = output->count;
        jumps = earlier;
    }
}

/* The child once or more, or with a minimum of 0 not at all. */
static void emit_loop(struct output *output, const struct node *child, uint32_t minimum)
{
    const uint32_t way_round = minimum == 0 ? put_split(output) : 0;
    const uint32_t begin = output->count;

    emit(output, child);
    const uint32_t split = put_split(output);
    output->program[split].a = begin;
    output->program[split].b = output->count;
    if (minimum == 0)
        output->program[way_round].b = output->count;
}

/* Each copy is behind a split that leaves out this one and all that follow. */
static void emit_optional(struct output *output, const struct node *child, uint32_t copies)
{
    const uint32_t end = output->count + copies * (child->size + 1);

    for (uint32_t i = 0; i < copies; i++) {
        const uint32_t split = put_split(output);
        output->program[split].b = end;
        emit(output, child);
    }
}

static void emit_repeat(struct output *output, const struct node *node)
{
    const bool is_loop = node->maximum == NODE_UNLIMITED;
    const uint32_t looped = is_loop && node->minimum > 0 ? 1 : 0; /* copies inside of the loop */

    for (uint32_t i = 0; i < node->minimum - looped; i++)
        emit(output, node->first);
    if (is_loop)
        emit_loop(output, node->first, node->minimum);
    else
        emit_optional(output, node->first, node->maximum - node->minimum);
}

/* Recursion is bounded: three kinds of node for each of NODE_LEVELS groups. */
static void emit(struct output *output, const struct node *node)
{
    switch (node->kind) {
    case NODE_SINGLE:
        emit_single(output, node);
        break;
    case NODE_SEQUENCE:
        for (const struct node *child = node->first; child != NULL; child = child->next)
            emit(output, child);
        break;
    case NODE_CHOICE:
        emit_choice(output, node);
        break;
    case NODE_REPEAT:
        emit_repeat(output, node);
        break;
    }
}

void expression_generate(const struct node *tree, struct channel_instruction *program)
{
    struct output output = {program, 0};

    emit(&output, tree);
    put(&output, (struct channel_instruction){.op = CHANNEL_INSTRUCTION_MATCH});
}
