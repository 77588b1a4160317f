/* Fills the log of hits from the callbacks of sanitizer run-times. Each may be missing from a
 * build: then its weak reference is null. Compiled without sanitizers. */
#include "judge.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "allocations.h"
#include "hit.h"
#include "protect.h"
#include "regions.h"
#include "shadow.h"
#include "signals.h"
#include "stack_walk.h"
#include "time_limit.h"
#include "undefined_checks.h"

/* Of ASan and UBSan. */
__attribute__((weak)) void __asan_set_error_report_callback(void (*callback)(const char *));
__attribute__((weak)) void *__asan_get_report_address(void);
__attribute__((weak)) int __asan_get_report_access_type(void);
__attribute__((weak)) size_t __asan_get_report_access_size(void);
__attribute__((weak)) const char *__asan_get_report_description(void);
__attribute__((weak)) void __ubsan_get_current_report_data(const char **kind, const char **message,
                                                           const char **file, unsigned *line,
                                                           unsigned *column, char **address);
void __ubsan_on_report(void);

/* Of LeakSanitizer, which comes with ASan. */
__attribute__((weak)) int __lsan_do_recoverable_leak_check(void);

/* Of MSan. */
__attribute__((weak)) void __msan_set_death_callback(void (*callback)(void));

static bool judging;

/* Reports of ASan that are about more than an access. */
static const struct {
    const char *what; /* how its description begins */
    enum hit_class class;
} kinds[] = {
    {"double-free", HIT_FREED},
    {"attempting free", HIT_FREED},
    {"bad-free", HIT_FREED},
    {"stack-overflow", HIT_STACK},
    {"allocation-size-too-big", HIT_MEMORY},
    {"calloc-overflow", HIT_MEMORY},
    {"out-of-memory", HIT_MEMORY},
    {"rss-limit-exceeded", HIT_MEMORY},
};

static void name(struct hit *hit, const char *what)
{
    if (what == NULL || what[0] == '\0')
        return;
    snprintf(hit->what, sizeof hit->what, "%s", what);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strncmp(what, kinds[i].what, strlen(kinds[i].what)) == 0)
            hit->class = kinds[i].class;
}

/* The report is about to be printed and the process about to end. */
static void on_asan_report(const char *text)
{
    static struct hit hit;

    (void)text;
    memset(&hit, 0, sizeof hit);
    hit.address = (uintptr_t)__asan_get_report_address();
    hit.is_write = __asan_get_report_access_type() != 0;
    hit.size = (uint32_t)__asan_get_report_access_size();
    shadow_classify(&hit);
    name(&hit, __asan_get_report_description());
    /* The run-time has no frame pointers: a chain of them loses who called an interceptor. */
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
    hit.unwound = true;
    hit_note(&hit);
}

/* The address that a report of UBSan is about stands in its message alone; 0 when it has none. */
static uintptr_t address_in(const char *message)
{
    const char *number = strstr(message, "0x");
    return number == NULL ? 0 : (uintptr_t)strtoull(number, NULL, 16);
}

/* UBSan calls it by its name. */
void __ubsan_on_report(void)
{
    static struct hit hit;
    const char *kind = "", *message = "", *file = "";
    unsigned line = 0, column = 0;
    char *address = NULL;

    if (!judging || __ubsan_get_current_report_data == NULL)
        return;
    __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
    memset(&hit, 0, sizeof hit);
    hit.class = HIT_UNDEFINED;
    snprintf(hit.what, sizeof hit.what, "%s", undefined_check(kind));
    snprintf(hit.detail, sizeof hit.detail, "%s:%u:%u", file, line, column);
    if (strcmp(hit.what, "alignment") == 0)
        shadow_fold_misaligned(&hit, address_in(message), strncmp(message, "store", 5) == 0);
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
    hit.unwound = true;
    hit_note(&hit);
}

static void on_msan_death(void)
{
    static struct hit hit;

    if (hit_log->count > 0)
        return;
    memset(&hit, 0, sizeof hit);
    hit.class = HIT_UNINITIALIZED;
    snprintf(hit.what, sizeof hit.what, "use-of-uninitialized-value");
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
    hit.unwound = true;
    hit_note(&hit);
}

/* Ends the process by the signal's default action, for the parent to see. */
static void end_by(int number)
{
    signal(number, SIG_DFL);
    raise(number);
    _exit(1); /* a signal that is blocked */
}

static void on_fatal(int number, siginfo_t *information, void *context)
{
    if (hit_log->count == 0)
        signals_note(number, information, context);
    end_by(number);
}

/* Also what a failed assertion and a run-time that gives up end with. */
static void on_abort(int number, siginfo_t *information, void *context)
{
    (void)information;
    (void)context;
    if (hit_log->count == 0)
        signals_note_abort();
    end_by(number);
}

static void on_time_limit(void)
{
    end_by(SIGVTALRM);
}

void judge_begin(double seconds)
{
    const struct rlimit no_core = {0, 0};

    judging = true;
    setrlimit(RLIMIT_CORE, &no_core);
    stack_walk_prepare();
    protect_limit(seconds);
    if (protect_survives())
        return;
    signals_install(on_fatal);
    signals_install_abort(on_abort);
    if (seconds > 0)
        time_limit_set(seconds, on_time_limit);
    if (__asan_set_error_report_callback != NULL)
        __asan_set_error_report_callback(on_asan_report);
    if (__msan_set_death_callback != NULL)
        __msan_set_death_callback(on_msan_death);
}

void judge_watch_allocations(void)
{
    allocations_watch();
}

/* Whether this allocation was lost. LeakSanitizer prints what it finds, and tells only whether
 * there is any; what it was told to ignore it ignores for good: it is asked in a process of its
 * own. */
static bool is_lost(uint64_t number)
{
    int status = 0;

    const pid_t child = fork();
    if (child == 0) {
        allocations_ignore_others(number);
        _exit(__lsan_do_recoverable_leak_check() != 0);
    }
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

bool judge_leaks(void)
{
    static struct hit hit;
    uint64_t number = 0;

    if (__lsan_do_recoverable_leak_check == NULL || __lsan_do_recoverable_leak_check() == 0)
        return false;
    memset(&hit, 0, sizeof hit);
    while (allocations_find(&number, &hit) && !is_lost(number))
        number++;
    hit.class = HIT_LEAK;
    hit_note(&hit);
    return true;
}
