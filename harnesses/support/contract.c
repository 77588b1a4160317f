/* The end of a run whose oracle was violated. Relies on abort() being fatal, as engines do. */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hit.h"
#include "protect.h"

static void note(const char *contract, const char *detail)
{
    static struct hit hit;

    memset(&hit, 0, sizeof hit);
    hit.class = HIT_CONTRACT;
    snprintf(hit.what, sizeof hit.what, "%s", contract);
    snprintf(hit.detail, sizeof hit.detail, "%s", detail);
    hit_note(&hit);
}

_Noreturn void contract_failed(const char *contract, const char *detail)
{
    note(contract, detail);
    protect_leave();
    fprintf(stderr, "contract failed: expected that %s; came: %s\n", contract, detail);
    abort();
}
