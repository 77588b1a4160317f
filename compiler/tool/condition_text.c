/* Prefix order to infix text without recursion. Relies on the walk having checked the nesting; what
 * is deeper than it allows is cut, not written beyond the array. */
#include "condition_text.h"

static struct open_operator *innermost(struct condition_text *text)
{
    return text->depth > 0 ? &text->open[text->depth - 1] : NULL;
}

/* The word between this operand and the one before it. */
static void begin_operand(struct condition_text *text, struct output *output)
{
    struct open_operator *around = innermost(text);

    if (around == NULL)
        return;
    if (around->printed_one)
        output_format(output, " %s ", channel_operator_name(around->op));
    around->printed_one = true;
}

static void begin_operator(struct condition_text *text, struct output *output, uint32_t index,
                           struct channel_node node)
{
    const struct open_operator *around = innermost(text);
    const bool negation = node.op == CHANNEL_OPERATOR_NOT;
    const bool parenthesis = !negation && around != NULL;

    if (text->depth == CHANNEL_MAX_CONDITION_DEPTH)
        return;
    if (negation)
        output_format(output, "not ");
    if (parenthesis)
        output_format(output, "(");
    text->open[text->depth++] =
        (struct open_operator){node.op, parenthesis, false, index + 1 + node.operand};
}

static void close_operators(struct condition_text *text, struct output *output, uint32_t next)
{
    for (; text->depth > 0 && text->open[text->depth - 1].end <= next; text->depth--) {
        if (text->open[text->depth - 1].parenthesis)
            output_format(output, ")");
    }
}

void condition_text_node(struct condition_text *text, struct output *output, uint32_t index,
                         struct channel_node node)
{
    begin_operand(text, output);
    if (node.op != CHANNEL_OPERATOR_TEST) {
        begin_operator(text, output, index, node);
        return;
    }
    output_format(output, "c%u", (unsigned)node.operand);
    close_operators(text, output, index + 1);
}
