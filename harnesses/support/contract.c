/* The end of a run whose oracle was violated. Relies on abort() being fatal, as engines do. */
#include "contract.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void contract_failed(const char *contract, const char *detail)
{
    fprintf(stderr, "contract failed: expected that %s; came: %s\n", contract, detail);
    abort();
}
