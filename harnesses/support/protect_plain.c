/* Builds that do not survive: what goes wrong is the run-time's affair. */
#include "protect.h"

bool protect_run(void (*run)(void *state), void *state)
{
    run(state);
    return true;
}

bool protect_survives(void)
{
    return false;
}

void protect_leave(void)
{
}
