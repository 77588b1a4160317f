/* The program that all kinds of hostile input share. Relies on POSIX. */
#include "hostile.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECONDS = 10, PROGRESS = 20000, FLOOR_OF = 100, FLOOR_FROM = 1000 };

/* Of ASan; null in builds without it. */
__attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)(void));

static struct {
    const char *name;
    uint64_t count, seed, first, at;
} run = {.name = "hostile"};

/* Names the input at hand, by means that a signal handler may use. */
static void name_input(void)
{
    static const char text[] = "hostile: this was --first ";
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = run.at;

    digits[--at] = '\n';
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (write(STDERR_FILENO, text, sizeof text - 1) < 0 ||
        write(STDERR_FILENO, digits + at, sizeof digits - at) < 0)
        _exit(1);
}

static void end_on_signal(int number)
{
    static const char slow[] = "hostile: an input takes too long\n";
    static const char other[] = "hostile: a signal ends an input\n";

    if (number == SIGALRM ? write(STDERR_FILENO, slow, sizeof slow - 1) < 0
                          : write(STDERR_FILENO, other, sizeof other - 1) < 0)
        _exit(1);
    name_input();
    _exit(1);
}

void hostile_broken(const char *promise, const char *detail)
{
    fprintf(stderr, "%s: broken: %s (%s)\n", run.name, promise, detail);
    name_input();
    exit(1);
}

static bool take_number(const char *text, uint64_t *out)
{
    char *end;

    errno = 0;
    *out = strtoull(text, &end, 10);
    return errno == 0 && *end == '\0' && text[0] >= '0' && text[0] <= '9';
}

static bool take_options(int argc, char **argv)
{
    for (int i = 1; i < argc; i += 2) {
        uint64_t *const out = strcmp(argv[i], "--count") == 0   ? &run.count
                              : strcmp(argv[i], "--seed") == 0  ? &run.seed
                              : strcmp(argv[i], "--first") == 0 ? &run.first
                                                                : NULL;
        if (out == NULL || i + 1 == argc || !take_number(argv[i + 1], out))
            return false;
    }
    return true;
}

/* So that each input follows from seed and number alone. */
static uint64_t state_of(uint64_t number)
{
    uint64_t state = run.seed * UINT64_C(0x9e3779b97f4a7c15) + number + 1;
    state = (state ^ (state >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    state = (state ^ (state >> 27)) * UINT64_C(0x94d049bb133111eb);
    return state ^ (state >> 31);
}

/* Makes input `number` and tries it. */
static bool try_input(const struct hostile_kind *kind, const struct hostile_pool *pool,
                      uint8_t *room, uint64_t number)
{
    struct hostile_input input = {pool, state_of(number), room, 0, kind->largest};
    const struct hostile_bytes *real = &pool->list[hostile_below(&input, (uint32_t)pool->count)];

    input.size = real->size < input.room ? real->size : input.room;
    memcpy(input.bytes, real->bytes, input.size);
    kind->damage(&input);
    uint8_t *exact = malloc(input.size > 0 ? input.size : 1);
    if (exact == NULL)
        hostile_broken("there is memory", "malloc");
    memcpy(exact, input.bytes, input.size);
    alarm(SECONDS);
    const bool accepted = kind->accepts(exact, input.size);
    alarm(0);
    free(exact);
    return accepted;
}

static int report(uint64_t accepted)
{
    const uint64_t refused = run.count - accepted;

    printf("%s: %" PRIu64 " inputs, %" PRIu64 " accepted, %" PRIu64 " refused\n", run.name,
           run.count, accepted, refused);
    if (run.count < FLOOR_FROM)
        return 0;
    if (accepted >= run.count / FLOOR_OF && refused >= run.count / FLOOR_OF)
        return 0;
    fprintf(stderr, "%s: too few of one kind: this tests next to nothing\n", run.name);
    return 1;
}

static void watch(void)
{
    if (__sanitizer_set_death_callback != NULL)
        __sanitizer_set_death_callback(name_input);
    else if (signal(SIGSEGV, end_on_signal) == SIG_ERR || signal(SIGABRT, end_on_signal) == SIG_ERR)
        hostile_broken("signals can be caught", "signal");
    if (signal(SIGALRM, end_on_signal) == SIG_ERR)
        hostile_broken("signals can be caught", "signal");
}

int hostile_main(int argc, char **argv, const struct hostile_kind *kind,
                 const struct hostile_pool *pool)
{
    uint64_t accepted = 0;

    run.name = kind->name;
    run.count = 100000;
    run.seed = 1;
    if (!take_options(argc, argv)) {
        fprintf(stderr, "usage: %s [--count N] [--seed S] [--first N]\n", kind->name);
        return 2;
    }
    if (pool->count == 0 || run.count == 0) {
        fprintf(stderr, "%s: nothing was tested: there are no inputs\n", kind->name);
        return 3;
    }
    uint8_t *room = malloc(kind->largest);
    if (room == NULL)
        hostile_broken("there is memory", "malloc");
    watch();
    for (uint64_t i = 0; i < run.count; i++) {
        run.at = run.first + i;
        accepted += try_input(kind, pool, room, run.at);
        if ((i + 1) % PROGRESS == 0)
            fprintf(stderr, "%s: %" PRIu64 " of %" PRIu64 "\n", run.name, i + 1, run.count);
    }
    free(room);
    return report(accepted);
}
