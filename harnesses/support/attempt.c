/* Attempts: fork, run, read the log. */
#include "attempt.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "input.h"
#include "judge.h"
#include "time_limit.h"

enum { PATIENCE = 4 }; /* times the limit of processor time, for one that sleeps */

bool attempt_prepare(void)
{
    void *shared =
        mmap(NULL, sizeof *hit_log, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        fprintf(stderr, "no shared memory: %s\n", strerror(errno));
        return false;
    }
    hit_log = shared;
    return true;
}

static _Noreturn void run_child(const struct content *content, double seconds, int output)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(output, STDERR_FILENO);
    judge_begin(seconds);
    alarm((unsigned)seconds * PATIENCE + 1);
    judge_watch_allocations();
    time_limit_begin();
    input_run(content->bytes, content->size, INPUT_HEAP);
    if (hit_log->count == 0)
        input_run(content->bytes, content->size, INPUT_ARENA);
    if (hit_log->count == 0)
        judge_leaks();
    _exit(0);
}

void attempt_note_death(int status)
{
    struct hit hit;

    memset(&hit, 0, sizeof hit);
    hit.class = HIT_ABORT;
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGALRM || WTERMSIG(status) == SIGVTALRM))
        hit.class = HIT_TIMEOUT;
    else if (WIFSIGNALED(status))
        snprintf(hit.what, sizeof hit.what, "signal %d", WTERMSIG(status));
    else
        snprintf(hit.what, sizeof hit.what, "exit code %d", WEXITSTATUS(status));
    hit_note(&hit);
}

enum attempt_end attempt_run(const struct content *content, double seconds, int output)
{
    int status;

    hit_begin();
    const pid_t child = fork();
    if (child < 0) {
        fprintf(stderr, "no child process: %s\n", strerror(errno));
        return ATTEMPT_FAILED;
    }
    if (child == 0)
        run_child(content, seconds, output);
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return ATTEMPT_FAILED;
    if (status != 0 && hit_log->count == 0)
        attempt_note_death(status);
    return hit_log->count == 0 ? ATTEMPT_CLEAN : ATTEMPT_HIT;
}
