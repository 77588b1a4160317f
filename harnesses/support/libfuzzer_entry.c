/* libFuzzer's way into a fuzz target; OSS-Fuzz's engines know it by this name, too. */
#include <stddef.h>
#include <stdint.h>

#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    input_run(data, size, INPUT_ARENA);
    return 0;
}
