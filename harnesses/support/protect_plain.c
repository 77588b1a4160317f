/* Builds that do not survive: what goes wrong is the run-time's affair. */
#include "protect.h"

bool protect_run(void (*run)(void *state), void *state)
{
    run(state);
    return true;
}

void protect_limit(double seconds)
{
    (void)seconds;
}

bool protect_survives(void)
{
    return false;
}

void protect_leave(void)
{
}

void protect_keep(const uint8_t *bytes, size_t size)
{
    (void)bytes;
    (void)size;
}

void protect_hold(void *block)
{
    (void)block;
}

bool protect_has_lost(void)
{
    return false;
}

bool protect_is_worn(void)
{
    return false;
}
