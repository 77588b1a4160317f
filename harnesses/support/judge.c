/* Fills the log of hits from the callbacks of sanitizer run-times. Each may be missing from a
 * build: then its weak reference is null. Compiled without sanitizers. */
#include "judge.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
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
__attribute__((weak)) void *__asan_get_report_bp(void);
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
    /* The frame is that of the run-time's function, whose caller made the access. */
    hit.depth = stack_walk(0, (uintptr_t)__asan_get_report_bp(), hit.frames, HIT_FRAMES);
    hit_note(&hit);
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
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
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
    static struct hit hit;

    (void)information;
    (void)context;
    memset(&hit, 0, sizeof hit);
    hit.class = HIT_ABORT;
    snprintf(hit.what, sizeof hit.what, "abort");
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
    if (hit_log->count == 0)
        hit_note(&hit);
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
    if (protect_survives())
        return;
    signals_install(on_fatal);
    signals_install_abort(on_abort);
    if (seconds > 0)
        time_limit_set(seconds, on_time_limit);
    if (__asan_set_error_report_callback != NULL)
        __asan_set_error_report_callback(on_asan_report);
}

void judge_watch_allocations(void)
{
    allocations_watch();
}

bool judge_leaks(void)
{
    static struct hit hit;

    if (__lsan_do_recoverable_leak_check == NULL || __lsan_do_recoverable_leak_check() == 0)
        return false;
    memset(&hit, 0, sizeof hit);
    hit.class = HIT_LEAK;
    allocations_oldest(&hit);
    hit_note(&hit);
    return true;
}
