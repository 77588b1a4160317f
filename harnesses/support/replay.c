/* The parent process of a replay: starts children, learns from their death, reports. Runs no input
 * itself, so that nothing an input does can end it. */
#include "replay.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attempt.h"
#include "batch.h"
#include "explain.h"
#include "load.h"

enum { SLOWEST = 5, EXPLAINED = 20 };

struct session {
    const struct walk *walk;
    const struct replay_options *options;
    struct batch *batch;
    size_t failures; /* lines that begin with FAIL */
};

static volatile sig_atomic_t running_child; /* for the handler; 0 while there is none */

static void interrupted(int signal_number)
{
    static const char message[] = "replay: interrupted\n";
    (void)signal_number;
    if (running_child != 0)
        kill((pid_t)running_child, SIGKILL);
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(EXIT_INTERRUPTED); /* the same end: there is nobody left to tell */
    _exit(EXIT_INTERRUPTED);
}

static void report_failure(struct session *session, const char *name, const char *reason)
{
    printf("FAIL %s: %s\n", name, reason);
    session->failures++;
}

/* Runs the input once more, as explain does: the tests' output then names the finding. */
static void explain_failure(const struct session *session, size_t input)
{
    const struct explain_options options = {.target = session->options->target,
                                            .timeout = session->options->timeout};
    struct content content;

    if (session->options->digest || session->failures > EXPLAINED ||
        load_file(session->walk->paths[input], &content) != NULL)
        return;
    explain_briefly(&content, &options);
    free(content.bytes);
}

static void describe_death(int status, double timeout, char *text, size_t size)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        snprintf(text, size, "ran longer than %g s", timeout);
    else if (WIFSIGNALED(status))
        snprintf(text, size, "ended by signal %d (%s)", WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
    else
        snprintf(text, size, "ended the process with exit code %d", WEXITSTATUS(status));
}

/* Runs inputs first..end-1 in a child. Returns its status, or -1 when there could be none. */
static int run_child(struct session *session, size_t first, size_t end)
{
    const pid_t parent = getpid();
    int status;

    atomic_store(&session->batch->finished, false);
    atomic_store(&session->batch->leaked, false);
    fflush(stdout);
    const pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "replay: no child process: %s\n", strerror(errno));
        return -1;
    }
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(EXIT_INTERRUPTED);
        batch_run(session->walk, session->options, session->batch, first, end);
    }
    running_child = child;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    running_child = 0;
    return status;
}

/* Notes which input the dead child was at. Returns where the next child begins. */
static size_t blame(struct session *session, int status, size_t first)
{
    const size_t count = session->walk->count;
    char reason[128];
    size_t i = first;

    describe_death(status, session->options->timeout, reason, sizeof reason);
    while (i < count && atomic_load(&session->batch->outcomes[i].state) != RUNNING)
        i++;
    if (i == count) {
        report_failure(session, "(no input)", reason);
        return count;
    }
    atomic_store(&session->batch->outcomes[i].state, FAILED);
    report_failure(session, session->walk->paths[i], reason);
    explain_failure(session, i);
    return i + 1;
}

/* Whether a child that went through all its inputs found nothing. A leak, and what a tool like
 * valgrind has to say, is known only when it ends. */
static bool ended_clean(const struct session *session, int status)
{
    return status == 0 && !atomic_load(&session->batch->leaked);
}

/* Gives each clean input of first..end-1 a child of its own, to learn which of them it was. */
static void blame_each(struct session *session, size_t first, size_t end)
{
    const size_t failures = session->failures;
    const struct replay_options *options = session->options;
    struct replay_options quiet = *options;

    quiet.quiet = true; /* each input has said its line */
    session->options = &quiet;
    for (size_t i = first; i < end; i++) {
        struct outcome *outcome = &session->batch->outcomes[i];
        if (atomic_load(&outcome->state) != CLEAN)
            continue;
        const int status = run_child(session, i, i + 1);
        if (ended_clean(session, status))
            continue;
        char reason[128] = "leaks memory";
        if (!atomic_load(&session->batch->leaked))
            describe_death(status, session->options->timeout, reason, sizeof reason);
        atomic_store(&outcome->state, FAILED);
        report_failure(session, session->walk->paths[i], reason);
        explain_failure(session, i);
    }
    if (session->failures == failures)
        report_failure(session, "(no single input)", "the process did not end clean");
    session->options = options;
}

/* Runs first..end-1 once more: the child that did so died of the next one, before it could tell
 * what is known only at its end. */
static void run_to_end(struct session *session, size_t first, size_t end)
{
    const struct replay_options *options = session->options;
    struct replay_options quiet = *options;

    quiet.quiet = true;
    session->options = &quiet;
    const int status = first < end ? run_child(session, first, end) : 0;
    session->options = options;
    if (first < end && status != -1 && !ended_clean(session, status))
        blame_each(session, first, end);
}

static void run_all(struct session *session)
{
    size_t first = 0;
    while (first < session->walk->count) {
        const int status = run_child(session, first, session->walk->count);
        if (status == -1) {
            session->failures++;
            return;
        }
        if (!atomic_load(&session->batch->finished)) {
            const size_t next = blame(session, status, first);
            run_to_end(session, first, next - 1);
            first = next;
            continue;
        }
        if (!ended_clean(session, status))
            blame_each(session, first, session->walk->count);
        first = session->walk->count;
    }
}

/* The slowest input that is slower than nothing yet printed; five passes beat a sorted copy. */
static void print_slowest(const struct session *session, bool *printed)
{
    for (int rank = 0; rank < SLOWEST; rank++) {
        size_t slowest = session->walk->count;
        for (size_t i = 0; i < session->walk->count; i++) {
            const struct outcome *outcome = &session->batch->outcomes[i];
            if (printed[i] || atomic_load(&outcome->state) != CLEAN)
                continue;
            if (slowest == session->walk->count ||
                outcome->nanoseconds > session->batch->outcomes[slowest].nanoseconds)
                slowest = i;
        }
        if (slowest == session->walk->count)
            return;
        printed[slowest] = true;
        printf("slowest: %.6f s %s\n", (double)session->batch->outcomes[slowest].nanoseconds / 1e9,
               session->walk->paths[slowest]);
    }
}

static size_t count_state(const struct session *session, enum outcome_state state)
{
    size_t count = 0;
    for (size_t i = 0; i < session->walk->count; i++)
        if (atomic_load(&session->batch->outcomes[i].state) == state)
            count++;
    return count;
}

static int conclude(const struct session *session, double seconds)
{
    const size_t unreadable = session->walk->unreadable + count_state(session, UNREADABLE);
    const size_t replayed = count_state(session, CLEAN) + count_state(session, FAILED);

    if (!session->options->digest)
        printf("%zu inputs in %.2f s\n", replayed, seconds);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "replay: stdout: %s\n", strerror(errno));
        return EXIT_FINDING;
    }
    if (session->failures > 0 || unreadable > 0) {
        fprintf(stderr, "replay: %zu failed, %zu not readable\n", session->failures, unreadable);
        return EXIT_FINDING;
    }
    if (replayed == 0) {
        fprintf(stderr, "replay: nothing was replayed\n");
        return EXIT_NOTHING_TESTED;
    }
    return EXIT_CLEAN;
}

static double seconds_since(const struct timespec *begin)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    return (double)(end.tv_sec - begin->tv_sec) + (double)(end.tv_nsec - begin->tv_nsec) / 1e9;
}

int replay(struct walk *walk, const struct replay_options *options)
{
    const size_t size = sizeof(struct batch) + walk->count * sizeof(struct outcome);
    struct timespec begin;

    clock_gettime(CLOCK_MONOTONIC, &begin);
    signal(SIGINT, interrupted);
    if (!attempt_prepare())
        return EXIT_FINDING;
    bool *printed = calloc(walk->count + 1, sizeof *printed);
    void *shared = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (printed == NULL || shared == MAP_FAILED) {
        fprintf(stderr, "replay: no memory for %zu inputs\n", walk->count);
        free(printed);
        return EXIT_FINDING;
    }
    struct session session = {walk, options, shared, 0};
    if (options->digest)
        walk_sort(walk);
    run_all(&session);
    if (!options->digest)
        print_slowest(&session, printed);
    free(printed);
    const int code = conclude(&session, seconds_since(&begin));
    munmap(shared, size);
    return code;
}
