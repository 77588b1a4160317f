/* How long a run of each input takes, as under an engine: a line for each, microseconds, a tab and
 * the name. The best of many runs counts. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "support/input.h"

enum { MOST_RUNS = 1000, LARGEST = 1024 * 1024 };

static const double ENOUGH = 10000; /* microseconds for the runs of one input */

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static double best_time(const uint8_t *bytes, size_t size)
{
    const double begin = now();
    double best = ENOUGH * 1e6;

    for (int i = 0; i < MOST_RUNS && (i < 3 || now() - begin < ENOUGH); i++) {
        const double before = now();
        input_run(bytes, size, INPUT_ENGINE);
        const double took = now() - before;
        if (took < best)
            best = took;
    }
    return best;
}

int main(int argc, char **argv)
{
    static uint8_t bytes[LARGEST];

    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (file == NULL) {
            perror(argv[i]);
            return 1;
        }
        const size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        printf("%.2f\t%s\n", best_time(bytes, size), argv[i]);
    }
    return 0;
}
