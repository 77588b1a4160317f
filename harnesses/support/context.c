/* The current context: one for the process, which has one thread. */
#include "context.h"

static context_describer *current;
static const void *current_state;

void context_set(context_describer *describe, const void *state)
{
    current = describe;
    current_state = state;
}

void context_describe(uintptr_t address, char *text, size_t capacity)
{
    context_describer *describe = current;

    text[0] = '\0';
    current = NULL; /* a description that fails is not asked again */
    if (describe != NULL)
        describe(current_state, address, text, capacity);
    current = describe;
}
