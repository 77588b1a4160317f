/* Finds a bug by its name. */
#include "bugs.h"

#include <string.h>

volatile uint64_t bug_sink;

size_t bug_opaque(size_t number)
{
    static volatile size_t kept;
    kept = number;
    return kept;
}

static const struct {
    const char *name;
    size_t size;
    void (*run)(struct bug_input input);
} bugs[] = {
#define BUG_ROW(NAME) {#NAME, sizeof #NAME - 1, bug_##NAME},
    BUG_LIST(BUG_ROW)
#undef BUG_ROW
};

int bug_run(const char *name, size_t name_size, struct bug_input input)
{
    for (size_t i = 0; i < sizeof bugs / sizeof bugs[0]; i++) {
        if (bugs[i].size == name_size && memcmp(bugs[i].name, name, name_size) == 0) {
            bugs[i].run(input);
            return 1;
        }
    }
    return 0;
}
