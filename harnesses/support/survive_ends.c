/* What ends a process without a report: an abort, a failed assertion. */
#include "protect.h"
#include "survive.h"

_Noreturn void __real_abort(void);
_Noreturn void __real___assert_fail(const char *assertion, const char *file, unsigned line,
                                    const char *function);
_Noreturn void __wrap_abort(void);
_Noreturn void __wrap___assert_fail(const char *assertion, const char *file, unsigned line,
                                    const char *function);

void __wrap_abort(void)
{
    survive_note_plain(HIT_ABORT, "abort", 0, SURVIVE_CALLER);
    __real_abort();
}

void __wrap___assert_fail(const char *assertion, const char *file, unsigned line,
                          const char *function)
{
    survive_note_plain(HIT_ABORT, "abort", 0, SURVIVE_CALLER);
    __real___assert_fail(assertion, file, line, function);
}
