/* AFL++'s loop on one and the same input: a custom mutator library that changes nothing. Runs
 * inside afl-fuzz, with AFL_CUSTOM_MUTATOR_ONLY=1. */
#include <stddef.h>
#include <stdint.h>

void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(void *data, uint8_t *bytes, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t max_size);
void afl_custom_deinit(void *data);

void *afl_custom_init(void *afl, unsigned int seed)
{
    (void)seed;
    return afl;
}

size_t afl_custom_fuzz(void *data, uint8_t *bytes, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t max_size)
{
    (void)data, (void)other, (void)other_size, (void)max_size;
    *out = bytes;
    return size;
}

void afl_custom_deinit(void *data)
{
    (void)data;
}
