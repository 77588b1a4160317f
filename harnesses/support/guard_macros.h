/* Force-included into the parser's objects of guarded builds, before its own require.h, which then
 * leaves these macros alone. Knows of a slice that it has `base` and `size`, of an error that 0 is
 * none. */
#ifndef SUPPORT_GUARD_MACROS_H
#define SUPPORT_GUARD_MACROS_H

#include "guard.h"

#define TRY_WITHIN(slice, call)                                                                    \
    do {                                                                                           \
        guard_enter((slice).base, (slice).size);                                                   \
        const __typeof__(call) error_ = (call);                                                    \
        guard_leave();                                                                             \
        if (error_ != 0)                                                                           \
            return error_;                                                                         \
    } while (0)

#define CHECK_READ(slice, offset, width) guard_read((slice).base, (slice).size, offset, width)

#endif
