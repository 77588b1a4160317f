/* Source to program: read, parse, count, and only then generate. */
#include "expression.h"

#include <string.h>

#include "generate.h"
#include "limits.h"
#include "parse.h"

enum { MOST_IN_TREE = LIMIT_INSTRUCTIONS - 1 }; /* the match comes behind them */

/* The innermost node that alone is too large. */
static const struct node *find_culprit(const struct node *tree)
{
    const struct node *culprit = tree;

    for (const struct node *child = tree->first; child != NULL;) {
        if (child->size > MOST_IN_TREE) {
            culprit = child;
            child = child->first;
        } else {
            child = child->next;
        }
    }
    return culprit;
}

static bool refuse_size(struct source *source, const struct node *tree)
{
    const bool saturated = tree->size == UINT32_MAX;

    return source_refuse(
        source, find_culprit(tree)->position,
        "the expression needs %s%llu instructions, more than %d", saturated ? "at least " : "",
        (unsigned long long)tree->size + (saturated ? 0 : 1), (int)LIMIT_INSTRUCTIONS);
}

/* Takes the memory of everything that *value will point to. */
static bool take_value(struct source *source, uint32_t count, struct content_value *value)
{
    char *text = arena_take(source->arena, source->text.size);
    struct channel_instruction *program = arena_take(source->arena, count * sizeof *program);

    if (text == NULL || program == NULL)
        return source_lacks_memory(source);
    if (source->text.size > 0)
        memcpy(text, source->text.bytes, source->text.size);
    value->text = (struct content_text){text, source->text.size};
    value->program = program;
    value->instruction_count = count;
    return true;
}

bool expression_compile(struct arena *arena, struct content_text source, uint8_t flags,
                        struct content_value *value, struct expression_error *error)
{
    struct source reading = {.text = source, .arena = arena, .error = error};

    *error = (struct expression_error){0};
    if (!source_check(&reading))
        return false;
    const struct node *tree = expression_parse(&reading, flags);
    if (tree == NULL)
        return false;
    if (tree->size > MOST_IN_TREE)
        return refuse_size(&reading, tree);
    if (!take_value(&reading, tree->size + 1, value))
        return false;
    value->flags = flags;
    expression_generate(tree, value->program);
    return true;
}
