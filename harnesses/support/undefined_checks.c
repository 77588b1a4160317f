/* The table of UBSan's kinds. */
#include "undefined_checks.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *kind; /* what the run-time's name begins with */
    const char *check;
} names[] = {
    {"null-pointer-use", "null"},
    {"misaligned-pointer-use", "alignment"},
    {"alignment-assumption", "alignment"},
    {"insufficient-object-size", "object-size"},
    {"signed-integer-overflow", "integer-overflow"},
    {"unsigned-integer-overflow", "integer-overflow"},
    {"integer-divide-by-zero", "division"},
    {"float-divide-by-zero", "division"},
    {"invalid-shift", "shift"},
    {"out-of-bounds-index", "bounds"},
    {"non-positive-vla-index", "vla-bound"},
    {"float-cast-overflow", "float-cast"},
    {"invalid-bool-load", "invalid-value"},
    {"invalid-enum-load", "invalid-value"},
    {"implicit-", "implicit-conversion"},
    {"invalid-builtin-use", "builtin"},
    {"function-type-mismatch", "function-type"},
    {"invalid-null-", "nonnull"},
    {"nullptr-", "pointer-overflow"},
    {"pointer-overflow", "pointer-overflow"},
    {"unreachable-call", "unreachable"},
    {"missing-return", "missing-return"},
};

const char *undefined_check(const char *kind)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(kind, names[i].kind, strlen(names[i].kind)) == 0)
            return names[i].check;
    return kind;
}
