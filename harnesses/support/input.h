/* The one way by which every driver hands an input to a fuzz target. It makes a read of a single
 * byte behind the input visible, whatever buffer the driver itself has. */
#ifndef SUPPORT_INPUT_H
#define SUPPORT_INPUT_H

#include <stddef.h>
#include <stdint.h>

/* Where the target's private copy lies. */
enum input_place {
    INPUT_HEAP,   /* an allocation of the exact size: also sees use after free, and reads before it.
                     The run does all checks, in place of its share of them (share.h) */
    INPUT_ARENA,  /* the end of a static, poisoned arena: no allocation for each run, nor for what
                     the target takes through exact.h. Without ASan, with REDZONE_INPUTS=heap, or for
                     an input that does not fit, the same as INPUT_HEAP */
    INPUT_ENGINE, /* the same, for an engine: guards open windows in a share of the runs as well */
};

/* Runs fuzz_one_input on a copy of the `size` bytes at `bytes`, which then is gone.
 *
 * The copy of an empty input is 8 poisoned bytes. A target that writes into its input fails a
 * contract. Aborts, with a message, when there is no memory for the copy. */
void input_run(const uint8_t *bytes, size_t size, enum input_place place);

#endif
