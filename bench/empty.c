/* The fuzz target that does nothing: what an engine, its sanitizers and the copy of the input cost.
 */
#include "support/target.h"

void fuzz_one_input(const uint8_t *data, size_t size)
{
    (void)data, (void)size;
}
