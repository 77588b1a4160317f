/* The child process of a replay. Relies on nothing that a target does: each step is noted in shared
 * memory before it is taken, and a run that takes too long is ended by the default action of
 * SIGALRM, which needs no stack and no lock of this process. */
#include "batch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "digest.h"
#include "input.h"
#include "load.h"

/* Of LeakSanitizer, which comes with ASan; null in builds without it. */
__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);

/* Of clang's coverage, whose counters are otherwise written by exit, which no child reaches. Null
 * in builds without it. */
__attribute__((weak)) int __llvm_profile_write_file(void);

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void set_alarm(double seconds)
{
    const time_t whole = (time_t)seconds;
    const suseconds_t rest = (suseconds_t)((seconds - (double)whole) * 1e6);
    const struct itimerval timer = {.it_value = {whole, rest}};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static enum input_place place_of_run(enum replay_place place, unsigned run)
{
    if (place == REPLAY_BOTH)
        return run % 2 == 0 ? INPUT_HEAP : INPUT_ARENA;
    return place == REPLAY_HEAP ? INPUT_HEAP : INPUT_ARENA;
}

static void run_repeatedly(const struct content *content, const struct replay_options *options,
                           struct outcome *outcome)
{
    for (unsigned run = 0; run < options->times; run++) {
        const uint64_t begin = now();
        set_alarm(options->timeout);
        input_run(content->bytes, content->size, place_of_run(options->place, run));
        set_alarm(0);
        const uint64_t took = now() - begin;
        if (took > outcome->nanoseconds)
            outcome->nanoseconds = took;
    }
}

/* The target's own line. An end of the process belongs to the input, as in any run. */
static void print_digest(const char *path, const struct content *content,
                         const struct replay_options *options)
{
    set_alarm(options->timeout);
    if (!digest_print(options->quiet ? NULL : path, content->bytes, content->size))
        _exit(EXIT_FINDING);
    set_alarm(0);
}

static void run_input(const char *path, const struct replay_options *options,
                      struct outcome *outcome)
{
    struct content content = {NULL, 0};

    fprintf(stderr, "replay: %s\n", path); /* stderr has no buffer: it is there before the run */
    atomic_store(&outcome->state, RUNNING);
    const char *reason = load_file(path, &content);
    if (reason != NULL) {
        fprintf(stderr, "replay: %s: %s\n", path, reason);
        atomic_store(&outcome->state, UNREADABLE);
    } else {
        run_repeatedly(&content, options, outcome);
        if (options->digest)
            print_digest(path, &content, options);
        atomic_store(&outcome->state, CLEAN);
    }
    free(content.bytes);
}

/* Nothing of the caller's may stop the time limit, and a crash leaves no core file behind. */
static void prepare_process(void)
{
    const struct rlimit no_core = {0, 0};
    sigset_t alarm_set;

    setrlimit(RLIMIT_CORE, &no_core);
    signal(SIGALRM, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    sigemptyset(&alarm_set);
    sigaddset(&alarm_set, SIGALRM);
    sigprocmask(SIG_UNBLOCK, &alarm_set, NULL);
}

_Noreturn void batch_run(const struct walk *walk, const struct replay_options *options,
                         struct batch *batch, size_t first, size_t end)
{
    prepare_process();
    for (size_t i = first; i < end; i++)
        run_input(walk->paths[i], options, &batch->outcomes[i]);
    if (__lsan_do_recoverable_leak_check != NULL && __lsan_do_recoverable_leak_check() != 0)
        atomic_store(&batch->leaked, true);
    if (__llvm_profile_write_file != NULL && __llvm_profile_write_file() != 0)
        _exit(EXIT_FINDING);
    atomic_store(&batch->finished, true);
    _exit(EXIT_CLEAN);
}
