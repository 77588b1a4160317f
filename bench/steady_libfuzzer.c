/* libFuzzer's loop on one and the same input: a mutator that changes nothing, so that executions
 * per second are those of the seed. Linked in place of the target's own mutator. */
#include <stddef.h>
#include <stdint.h>

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed)
{
    (void)data, (void)max_size, (void)seed;
    return size;
}
