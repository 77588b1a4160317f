/* How fast a sensor takes in a channel file: open and validate, with and without the checksum.
 *
 *   bench_open_validate FILE.rz [SECONDS]
 *
 * The file is read once; then the steps take turns, so that a noisy moment hits all of them. CPU
 * time of one thread, the best turn of each counts. A copy of the file by memcpy() is the yardstick
 * for the machine. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content_file.h"

enum { LEAST_TURNS = 5 };

struct subject {
    struct file_bytes bytes;
    uint8_t *copy; /* of the same size */
    uint32_t rules;
};

/* What is timed. `run` does it once and returns a number that depends on all its work. */
struct step {
    const char *name;
    uint64_t (*run)(const struct subject *subject);
    double best; /* seconds */
};

static void die(const char *reason)
{
    fprintf(stderr, "bench_open_validate: %s\n", reason);
    exit(1);
}

static struct channel_file opened(const struct subject *subject, bool verify)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error =
        verify ? channel_open(subject->bytes.bytes, subject->bytes.size, &file, &offset)
               : channel_open_unchecked(subject->bytes.bytes, subject->bytes.size, &file, &offset);
    if (error != CHANNEL_OK)
        die("the file is not sound");
    return file;
}

static uint64_t validated(const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, channel_standard_sensor(), &validation);
    if (channel_validate_next(&validation, &violation))
        die("the file is not valid for the standard sensor");
    return validation.worst_case_steps;
}

static uint64_t run_copy(const struct subject *subject)
{
    memcpy(subject->copy, subject->bytes.bytes, subject->bytes.size);
    return subject->copy[subject->bytes.size / 2];
}

static uint64_t run_checksum(const struct subject *subject)
{
    return channel_checksum(subject->bytes.bytes, subject->bytes.size);
}

static uint64_t run_open(const struct subject *subject)
{
    return opened(subject, true).revision;
}

static uint64_t run_validate(const struct subject *subject)
{
    const struct channel_file file = opened(subject, false);
    return validated(&file);
}

static uint64_t run_both(const struct subject *subject)
{
    const struct channel_file file = opened(subject, true);
    return validated(&file);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Turn after turn until the time is over; returns how many there were. */
static unsigned measure(const struct subject *subject, struct step *steps, size_t count,
                        double seconds)
{
    volatile uint64_t kept = 0; /* keeps the compiler from leaving work out */
    const double begin = now();
    unsigned turns = 0;

    while (turns < LEAST_TURNS || now() - begin < seconds) {
        for (size_t i = 0; i < count; i++) {
            const double before = now();
            kept += steps[i].run(subject);
            const double took = now() - before;
            if (turns == 0 || took < steps[i].best)
                steps[i].best = took;
        }
        turns++;
    }
    return turns;
}

static void load(const char *path, struct subject *subject)
{
    if (!read_file(path, CONTENT_FILE_LIMIT, &subject->bytes))
        exit(1);
    subject->copy = malloc(subject->bytes.size + 1);
    if (subject->copy == NULL)
        die("out of memory");
    const struct channel_file file = opened(subject, true);
    subject->rules = channel_section_count(&file, CHANNEL_SECTION_RULES);
    if (subject->rules == 0)
        die("the file has no rules");
}

int main(int argc, char **argv)
{
    struct subject subject = {0};
    struct step steps[] = {
        {"memcpy of the file", run_copy, 0},
        {"checksum alone", run_checksum, 0},
        {"open", run_open, 0},
        {"open + validate", run_both, 0},
        {"the same, no checksum", run_validate, 0},
    };
    const size_t count = sizeof steps / sizeof steps[0];

    if (argc < 2 || argc > 3) {
        fprintf(stderr, "usage: bench_open_validate FILE.rz [SECONDS]\n");
        return 2;
    }
    load(argv[1], &subject);
    const unsigned turns = measure(&subject, steps, count, argc == 3 ? strtod(argv[2], NULL) : 2);
    const double size = (double)subject.bytes.size;
    printf("%" PRIu32 " rules, %zu bytes, %.0f bytes a rule (best of %u turns)\n", subject.rules,
           subject.bytes.size, size / subject.rules, turns);
    printf("%-24s %10s %10s %10s\n", "step", "µs", "GB/s", "ns/rule");
    for (size_t i = 0; i < count; i++)
        printf("%-24s %10.1f %10.2f %10.1f\n", steps[i].name, steps[i].best * 1e6,
               size / steps[i].best / 1e9, steps[i].best * 1e9 / subject.rules);
    free(subject.copy);
    free(subject.bytes.bytes);
    return 0;
}
