/* How a fuzz target says that an oracle was violated, so that every engine sees a finding. */
#ifndef SUPPORT_CONTRACT_H
#define SUPPORT_CONTRACT_H

#include <stdbool.h>

/* Prints what was expected and what came, and aborts.
 *
 * `contract` states what must hold ("a refusal names a place in the file"); `detail` names where it
 * did not: an error's name, an operator's kind, never a value, because both make the crash key. */
_Noreturn void contract_failed(const char *contract, const char *detail);

/* Calls contract_failed unless `condition` holds. */
static inline void contract_require(bool condition, const char *contract, const char *detail)
{
    if (!condition)
        contract_failed(contract, detail);
}

#endif
