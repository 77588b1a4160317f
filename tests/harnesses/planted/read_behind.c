/* A fuzz target whose parser reads one byte behind inputs of certain sizes. Every driver must see
 * it. */
#include "subject.h"
#include "support/target.h"

void fuzz_one_input(const uint8_t *data, size_t size)
{
    static volatile uint8_t sink; /* compilers delete a read whose result is unused */
    sink = read_behind(data, size);
    (void)sink;
}
