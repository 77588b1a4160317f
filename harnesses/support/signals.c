/* Fatal signals as hits. Compiled without sanitizers. */
#include "signals.h"

#include <stdio.h>
#include <string.h>
#include <sys/time.h>

#include "hit.h"
#include "machine_context.h"
#include "shadow.h"
#include "stack_walk.h"

enum { STACK_SIZE = 64 * 1024 };

static const struct {
    int number;
    const char *name;
} fatal[] = {
    {SIGSEGV, "SEGV"}, {SIGBUS, "BUS"}, {SIGFPE, "FPE"}, {SIGILL, "ILL"}, {SIGTRAP, "TRAP"},
};

static const char *name_of(int number)
{
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        if (fatal[i].number == number)
            return fatal[i].name;
    return "signal";
}

static enum hit_class class_of(int number, const siginfo_t *information,
                               const struct machine_context *machine)
{
    if (number == SIGILL || number == SIGTRAP)
        return HIT_TRAP;
    if (number != SIGSEGV && number != SIGBUS)
        return HIT_ABORT;
    if (stack_walk_is_exhausted((uintptr_t)information->si_addr, machine->stack))
        return HIT_STACK;
    return machine->is_write ? HIT_WRITE : HIT_READ;
}

void signals_note(int number, const siginfo_t *information, const void *context)
{
    static struct hit hit; /* the stack may be the problem */
    const struct machine_context machine = machine_context_of(context);

    memset(&hit, 0, sizeof hit);
    hit.class = class_of(number, information, &machine);
    hit.is_write = machine.is_write;
    snprintf(hit.what, sizeof hit.what, "%s", name_of(number));
    if (hit.class == HIT_READ || hit.class == HIT_WRITE) {
        hit.address = (uintptr_t)information->si_addr;
        shadow_locate(hit.address, hit.where, sizeof hit.where);
    }
    hit.depth = stack_walk(machine.pc, machine.frame, hit.frames, HIT_FRAMES);
    hit_note(&hit);
}

/* What calls abort() may be code without frame pointers. */
void signals_note_abort(void)
{
    static struct hit hit;

    memset(&hit, 0, sizeof hit);
    hit.class = HIT_ABORT;
    snprintf(hit.what, sizeof hit.what, "abort");
    hit.depth = stack_unwind(hit.frames, HIT_FRAMES);
    hit.unwound = true;
    hit_note(&hit);
}

static void install(int number, void (*handler)(int, siginfo_t *, void *))
{
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_sigaction = handler;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
    sigaction(number, &action, NULL);
}

void signals_install(void (*handler)(int, siginfo_t *, void *))
{
    static _Alignas(16) char stack[STACK_SIZE];
    const stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};

    sigaltstack(&own, NULL);
    for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
        install(fatal[i].number, handler);
}

void signals_install_abort(void (*handler)(int, siginfo_t *, void *))
{
    install(SIGABRT, handler);
}

void signals_clock(void (*handler)(int, siginfo_t *, void *), unsigned milliseconds)
{
    const struct timeval tick = {(time_t)(milliseconds / 1000),
                                 (suseconds_t)(milliseconds % 1000 * 1000)};
    const struct itimerval timer = {tick, tick};

    install(SIGVTALRM, handler);
    setitimer(ITIMER_VIRTUAL, &timer, NULL);
}
