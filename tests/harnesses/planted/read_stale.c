/* A fuzz target that reads what only an allocation of its own shows: a byte before the input, and
 * the input of the run before. The first byte of the input says which. */
#include "support/target.h"

static const uint8_t *stale;

void fuzz_one_input(const uint8_t *data, size_t size)
{
    static volatile uint8_t sink; /* compilers delete a read whose result is unused */

    if (size > 0 && data[0] == 'b')
        sink = *(data - 1);
    if (size > 0 && data[0] == 's' && stale != NULL)
        sink = stale[0];
    (void)sink;
    stale = data;
}
