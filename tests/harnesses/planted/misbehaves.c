/* A fuzz target that does what the input's first byte says, to try what a replay must withstand. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/contract.h"
#include "support/target.h"

static void *volatile lost;

static void fail_from_the_second_run_on(void)
{
    static int runs;
    runs++;
    contract_require(runs < 2, "an input behaves alike each time", "second run");
}

static void overflow(size_t size)
{
    volatile int sum = 0x7fffffff;
    sum = sum + (int)size;
}

static void read_beyond_a_local_array(const uint8_t *data, size_t size)
{
    static volatile uint8_t sink; /* compilers delete a read whose result is unused */
    uint8_t bytes[4];

    memset(bytes, data[0], sizeof bytes);
    sink = bytes[size];
    (void)sink;
}

static void wait_for_ever(void)
{
    for (;;)
        pause();
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    switch (size == 0 ? 0 : data[0]) {
    case 'a':
        abort();
    case 'b':
        read_beyond_a_local_array(data, size);
        break;
    case 'c':
        contract_failed("nothing is planted", "a planted fault");
    case 'h':
        for (;;) {
        }
    case 'l':
        lost = malloc(size);
        lost = NULL;
        break;
    case 'o':
        overflow(size);
        break;
    case 's':
        fail_from_the_second_run_on();
        break;
    case 'w':
        memset((uint8_t *)(uintptr_t)data, 0, size);
        break;
    case 'x':
        _exit(0);
    case 'z':
        wait_for_ever();
        break;
    default:
        break;
    }
}
