/* The one way to refuse. Each use is one rule of the format: one condition, one error.
 *
 * Special builds (knock-outs, slice guards) force-include a header that defines these macros first;
 * nothing else in the parser knows of them. Arguments have no effects. The untrusted value stands
 * alone on the left. */
#ifndef CHANNEL_REQUIRE_H
#define CHANNEL_REQUIRE_H

#include "channel/errors.h"

#ifndef REQUIRE
#define REQUIRE(condition, error)                                                                  \
    do {                                                                                           \
        if (!(condition))                                                                          \
            return (error);                                                                        \
    } while (0)
#endif

#ifndef REQUIRE_AT_MOST
#define REQUIRE_AT_MOST(value, limit, error) REQUIRE((value) <= (limit), error)
#endif

#ifndef REQUIRE_BELOW
#define REQUIRE_BELOW(index, count, error) REQUIRE((index) < (count), error)
#endif

/* Hands an error on. */
#ifndef TRY
#define TRY(call)                                                                                  \
    do {                                                                                           \
        const enum channel_error error_ = (call);                                                  \
        if (error_ != CHANNEL_OK)                                                                  \
            return error_;                                                                         \
    } while (0)
#endif

/* The same, and while `call` runs only `slice` of the input may be read. */
#ifndef TRY_WITHIN
#define TRY_WITHIN(slice, call) TRY(call)
#endif

/* Stands before a read of `width` bytes at `offset` of a slice. Says nothing and does nothing: what
 * is read was checked before; a build with slice guards looks whether it was. */
#ifndef CHECK_READ
#define CHECK_READ(slice, offset, width) ((void)0)
#endif

#endif
