/* AFL++'s way into a fuzz target: persistent mode, test cases in shared memory. Compiled by
 * afl-clang-fast, which defines the __AFL_ macros. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "input.h"
#include "protect.h"

enum {
    RUNS_PER_PROCESS = 100000
}; /* a fresh process costs milliseconds: under 1 % of these runs */

__AFL_FUZZ_INIT();

int main(int argc, char **argv)
{
    /* AFL++'s own driver takes a folder, or a file that is missing, runs nothing and exits 0. */
    if (argc > 1 || getenv("__AFL_SHM_ID") == NULL) {
        fprintf(stderr,
                "%s: runs under afl-fuzz and its tools, without arguments; "
                "replay inputs with the workbench of the same target\n",
                argv[0]);
        return 2;
    }
    __AFL_INIT();
    const uint8_t *data = __AFL_FUZZ_TESTCASE_BUF;
    while (!protect_is_worn() && __AFL_LOOP(RUNS_PER_PROCESS)) {
        const size_t size = (size_t)__AFL_FUZZ_TESTCASE_LEN;
        input_run(data, size, INPUT_ENGINE);
    }
    return 0;
}
