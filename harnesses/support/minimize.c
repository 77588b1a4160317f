/* Tries one candidate after the other. All state is in memory that parent and child share: a child
 * that dies of a candidate (each one that hits, in a build that halts) costs that candidate alone,
 * and the parent judges it by the log that was left. */
#include "minimize.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
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
#include "crash_key.h"
#include "harvest.h"
#include "input.h"
#include "json_print.h"
#include "judge.h"
#include "protect.h"
#include "reduction.h"
#include "replay.h"
#include "time_limit.h"
#include "write_whole.h"

enum {
    KNOWN_SITES = 256,
    PER_CHILD = 4096, /* executions: what is left in the middle loses its memory */
    TRIED = 1 << 15,  /* candidates that are remembered */
};

struct known_site {
    uint64_t site;
    uint64_t key;
};

/* Lies in shared memory. */
struct work {
    struct reduction reduction;
    volatile bool pending; /* a candidate is being run, or was and is not judged */
    bool complete;         /* nothing smaller was left to try */
    bool by_attempts;      /* the bug shows in a whole attempt only: a leak */
    uint64_t key;
    uint64_t executions;
    size_t capacity;
    volatile unsigned best; /* which of the two is the best input; the other one is the candidate */
    size_t sizes[2];
    struct harvest harvest;
    struct known_site sites[KNOWN_SITES];
    uint32_t site_count;
    uint64_t tried[TRIED]; /* hashes of candidates that were refused */
    uint8_t bytes[];       /* both inputs */
};

struct session {
    const struct minimize_options *options;
    struct work *work;
    struct timespec begin;
    int nowhere; /* for what sanitizers have to say */
};

static volatile sig_atomic_t stop;
static volatile sig_atomic_t child_pid;

static void on_interrupt(int number)
{
    (void)number;
    stop = 1;
    if (child_pid > 0)
        kill((pid_t)child_pid, SIGKILL);
}

static uint8_t *best_of(struct work *work)
{
    return work->bytes + work->best * work->capacity;
}

static uint8_t *candidate_of(struct work *work)
{
    return work->bytes + (1 - work->best) * work->capacity;
}

static size_t *candidate_size(struct work *work)
{
    return &work->sizes[1 - work->best];
}

static double seconds_since(const struct timespec *begin)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

static bool is_over(const struct session *session)
{
    return stop || session->work->executions >= session->options->executions ||
           seconds_since(&session->begin) >= session->options->seconds;
}

static const struct known_site *find_site(const struct work *work)
{
    const uint64_t site = hit_site(&hit_log->hits[0]);

    for (uint32_t i = 0; i < work->site_count; i++)
        if (work->sites[i].site == site)
            return &work->sites[i];
    return NULL;
}

/* The key of the first hit in the log; 0 when there is none. Sites are looked up once. */
static uint64_t first_key(struct work *work, const char *target)
{
    struct crash crash;

    if (hit_log->count == 0)
        return 0;
    const struct known_site *known = find_site(work);
    if (known != NULL)
        return known->key;
    crash_of(&hit_log->hits[0], target, &crash);
    if (work->site_count < KNOWN_SITES)
        work->sites[work->site_count++] =
            (struct known_site){hit_site(&hit_log->hits[0]), crash.key};
    return crash.key;
}

/* Judges the pending candidate by the log. The best input changes in one store: whenever this
 * process is killed, there is one. */
static void judge(struct session *session)
{
    struct work *work = session->work;
    const uint64_t key = first_key(work, session->options->target);

    if (key == work->key)
        work->best = 1 - work->best;
    else if (key != 0)
        harvest_offer(&work->harvest, key, candidate_of(work), *candidate_size(work));
    reduction_judged(&work->reduction, key == work->key);
    work->pending = false;
}

static uint64_t hash_of(const uint8_t *bytes, size_t size)
{
    uint64_t sum = size + 1;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ bytes[i]) * UINT64_C(0x9e3779b97f4a7c15), sum ^= sum >> 32;
    return sum;
}

/* Makes the next candidate that was not refused before. False when there is none. */
static bool next_candidate(struct work *work)
{
    for (;;) {
        const size_t size = reduction_next(&work->reduction, best_of(work), work->sizes[work->best],
                                           candidate_of(work));
        if (size == SIZE_MAX) {
            work->complete = true;
            return false;
        }
        *candidate_size(work) = size;
        const uint64_t hash = hash_of(candidate_of(work), size);
        uint64_t *tried = &work->tried[hash % TRIED];
        if (*tried != hash) {
            *tried = hash; /* one that is taken is never proposed again either */
            work->executions++;
            return true;
        }
        reduction_judged(&work->reduction, false);
    }
}

static _Noreturn void run_child(struct session *session)
{
    struct work *work = session->work;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGINT, SIG_IGN); /* the parent tells */
    dup2(session->nowhere, STDERR_FILENO);
    judge_begin(session->options->timeout);
    for (unsigned i = 0; i < PER_CHILD && !is_over(session) && next_candidate(work); i++) {
        hit_begin();
        work->pending = true;
        time_limit_begin();
        input_run(candidate_of(work), *candidate_size(work), INPUT_HEAP);
        if (hit_log->count > 0 && find_site(work) == NULL)
            break; /* the parent looks it up: it has the symbolizer */
        judge(session);
    }
    _exit(0);
}

/* Runs a child until it ends. False when there could be none, or none that gets to a candidate. */
static bool run_one(struct session *session)
{
    int status = 0;

    const pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "minimize: no child process: %s\n", strerror(errno));
        return false;
    }
    if (child == 0)
        run_child(session);
    child_pid = child;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    child_pid = 0;
    if (stop)
        return true;
    if (!session->work->pending && status != 0) {
        fprintf(stderr, "minimize: the child process ended with status %d\n", status);
        return false;
    }
    if (session->work->pending && status != 0 && hit_log->count == 0)
        attempt_note_death(status);
    if (session->work->pending)
        judge(session);
    return true;
}

/* The same with all that explain does: slow, and sees leaks. */
static bool attempt_one(struct session *session)
{
    struct work *work = session->work;

    if (!next_candidate(work))
        return true;
    const struct content content = {candidate_of(work), *candidate_size(work)};
    if (attempt_run(&content, session->options->timeout, session->nowhere) == ATTEMPT_FAILED)
        return false;
    judge(session);
    return true;
}

static bool reduce_all(struct session *session)
{
    bool sound = true;

    while (sound && !session->work->complete && !is_over(session))
        sound = session->work->by_attempts ? attempt_one(session) : run_one(session);
    return sound;
}

static struct work *new_work(const struct content *content)
{
    const size_t size = sizeof(struct work) + 2 * (content->size + 1);
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (memory == MAP_FAILED) {
        fprintf(stderr, "minimize: no memory: %s\n", strerror(errno));
        return NULL;
    }
    struct work *work = memory;
    work->capacity = content->size + 1;
    work->sizes[0] = content->size;
    memcpy(work->bytes, content->bytes, content->size);
    reduction_begin(&work->reduction);
    return work;
}

/* What the input hits must be what is asked for. */
static bool take_key(struct session *session, const char *path, const struct content *content)
{
    struct work *work = session->work;

    work->key = session->options->key;
    if (attempt_run(content, session->options->timeout, session->nowhere) != ATTEMPT_HIT) {
        fprintf(stderr, "minimize: %s: runs clean\n", path);
        return false;
    }
    const uint64_t key = first_key(work, session->options->target);
    if (work->key == 0)
        work->key = key;
    /* A leak is looked for at the end of an attempt. */
    work->by_attempts = hit_log->hits[0].class == HIT_LEAK;
    if (work->key == key)
        return true;
    fprintf(stderr, "minimize: %s: hits %016" PRIx64 " first, not %016" PRIx64 "\n", path, key,
            work->key);
    return false;
}

/* 4096 as "4,096". */
static const char *grouped(char text[32], size_t number)
{
    char plain[32];
    size_t out = 0;

    const size_t digits = (size_t)snprintf(plain, sizeof plain, "%zu", number);
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0)
            text[out++] = ',';
        text[out++] = plain[i];
    }
    text[out] = '\0';
    return text;
}

static void report(const struct session *session, const char *output, size_t from)
{
    const struct work *work = session->work;
    const double milliseconds = seconds_since(&session->begin) * 1e3;
    char a[32], b[32], c[32];

    if (session->options->json) {
        printf("{\"key\": \"%016" PRIx64 "\", \"from\": %zu, \"to\": %zu", work->key, from,
               work->sizes[work->best]);
        printf(", \"executions\": %" PRIu64 ", \"milliseconds\": %.1f, \"complete\": %s",
               work->executions, milliseconds, work->complete ? "true" : "false");
        json_print_member(stdout, "output", output);
        printf(", \"harvested\": ");
        harvest_print(&work->harvest, stdout);
        printf("}\n");
        return;
    }
    printf("%s → %s bytes, %s executions, %.0f ms%s: %s\n", grouped(a, from),
           grouped(b, work->sizes[work->best]), grouped(c, (size_t)work->executions), milliseconds,
           work->complete ? "" : " (not at an end)", output);
    if (work->harvest.count > 0)
        printf("%" PRIu32 " other bugs met on the way\n", work->harvest.count);
}

static int finish(struct session *session, const char *path, size_t from)
{
    char beside[4096];
    const char *output = session->options->output;

    if (output == NULL) {
        const int length = snprintf(beside, sizeof beside, "%s.min", path);
        if (length < 0 || (size_t)length >= sizeof beside) {
            fprintf(stderr, "minimize: %s: the name is too long\n", path);
            return EXIT_FINDING;
        }
        output = beside;
    }
    if (!write_whole(output, best_of(session->work), session->work->sizes[session->work->best])) {
        fprintf(stderr, "minimize: %s: %s\n", output, strerror(errno));
        return EXIT_FINDING;
    }
    report(session, output, from);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "minimize: stdout: %s\n", strerror(errno));
        return EXIT_FINDING;
    }
    if (!stop)
        return EXIT_CLEAN;
    fprintf(stderr, "minimize: interrupted; the best so far is in %s\n", output);
    return EXIT_INTERRUPTED;
}

int minimize(const char *path, const struct minimize_options *options)
{
    struct session session = {.options = options};
    struct content content;
    int code = EXIT_FINDING;

    clock_gettime(CLOCK_MONOTONIC, &session.begin);
    const char *reason = load_file(path, &content);
    if (reason != NULL) {
        fprintf(stderr, "minimize: %s: %s\n", path, reason);
        return EXIT_FINDING;
    }
    signal(SIGINT, on_interrupt);
    session.nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (session.nowhere < 0)
        session.nowhere = STDERR_FILENO;
    if (attempt_prepare())
        session.work = new_work(&content);
    if (session.work != NULL) {
        harvest_begin(&session.work->harvest, options->harvest);
        if (take_key(&session, path, &content) && reduce_all(&session))
            code = finish(&session, path, content.size);
        munmap(session.work, sizeof(struct work) + 2 * session.work->capacity);
    }
    if (session.nowhere != STDERR_FILENO)
        close(session.nowhere);
    free(content.bytes);
    return code;
}
