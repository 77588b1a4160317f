/* A start, made by `fuzz new`: the bytes as a text behind a byte that states its size. Put the code
 * under test in place of `decode`, and say here what the target takes from the bytes, what it calls
 * and what must hold. Oracles so far: what is taken lies inside the input; the same bytes elsewhere
 * in memory give the same. */
#include <stdbool.h>

#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

struct taken {
    bool accepted;
    size_t size; /* of what was decoded */
};

static struct taken decode(const uint8_t *data, size_t size)
{
    if (size < 1 || data[0] > size - 1)
        return (struct taken){false, 0};
    return (struct taken){true, 1 + (size_t)data[0]};
}

/* The acceptance function of harnesses/floors.tsv: what is refused at the door never gets here. */
static void check_accepted(size_t size, struct taken taken)
{
    contract_require(taken.size <= size, "what is taken lies inside the input", "decode");
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    const struct taken first = decode(data, size);
    const struct taken second = decode(copy, size);

    contract_require(first.accepted == second.accepted && first.size == second.size,
                     "the same bytes elsewhere in memory give the same", "decode");
    if (first.accepted)
        check_accepted(size, first);
    exact_free(copy, size);
}
