/* libFuzzer's way into a fuzz target; OSS-Fuzz's engines know it by this name, too. */
#include <stddef.h>
#include <stdint.h>

#include "input.h"
#include "survive_leaks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    survive_leaks_begin(data, size);
    input_run(data, size, INPUT_ENGINE);
    return 0;
}
