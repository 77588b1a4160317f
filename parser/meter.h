/* The step budget: work is paid for before it is done. */
#ifndef CHANNEL_METER_H
#define CHANNEL_METER_H

#include "require.h"

#include <stdint.h>

struct meter {
    uint64_t left; /* steps that may still be taken */
};

static inline enum channel_error meter_pay(struct meter *meter, uint64_t steps)
{
    REQUIRE_AT_MOST(steps, meter->left, CHANNEL_ERROR_BUDGET);
    meter->left -= steps;
    return CHANNEL_OK;
}

#endif
