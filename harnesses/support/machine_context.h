/* What a signal interrupted: the registers that tell where, by machine. */
#ifndef SUPPORT_MACHINE_CONTEXT_H
#define SUPPORT_MACHINE_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

struct machine_context {
    uintptr_t pc;
    uintptr_t frame;
    uintptr_t stack;
    bool is_write; /* of a bad access, where the machine tells; else false */
};

/* Reads the third argument of a handler with SA_SIGINFO. Nothing is known of other machines than
 * x86 and 64-bit Arm. */
static inline struct machine_context machine_context_of(const void *handler_argument)
{
    const ucontext_t *context = handler_argument;
    struct machine_context out = {0, 0, 0, false};
#if defined(__x86_64__)
    out.pc = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
    out.frame = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
    out.stack = (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
    out.is_write = (context->uc_mcontext.gregs[REG_ERR] & 2) != 0;
#elif defined(__i386__)
    out.pc = (uintptr_t)context->uc_mcontext.gregs[REG_EIP];
    out.frame = (uintptr_t)context->uc_mcontext.gregs[REG_EBP];
    out.stack = (uintptr_t)context->uc_mcontext.gregs[REG_ESP];
    out.is_write = (context->uc_mcontext.gregs[REG_ERR] & 2) != 0;
#elif defined(__aarch64__)
    out.pc = (uintptr_t)context->uc_mcontext.pc;
    out.frame = (uintptr_t)context->uc_mcontext.regs[29];
    out.stack = (uintptr_t)context->uc_mcontext.sp;
#else
    (void)context;
#endif
    return out;
}

#endif
