/* What the support library must know of the format that a target's inputs are in. A library
 * subject_NAME (harnesses/targets.txt, `subject=NAME`) may define it; support itself knows no
 * format.
 *
 * A member that a subject leaves null is something that its format does not offer. */
#ifndef SUPPORT_SUBJECT_H
#define SUPPORT_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUBJECT_NO_CANDIDATE SIZE_MAX

/* An engine's own mutation: changes `size` bytes at `data`, where there is room for `max_size`, and
 * returns the new size. libFuzzer's LLVMFuzzerMutate has this form. */
typedef size_t subject_engine_mutation(uint8_t *data, size_t size, size_t max_size);

struct subject {
    const char *name;

    /* Changes an input in place, in terms of its format, and returns the new size, at most
     * `max_size`, for which there is room at `data` (which may be null when that is 0). An input
     * that is longer is cut first.
     *
     * What is not of the format is left to `engine`, or, in half of the calls, replaced by
     * something small that is; with `engine` null it stays as it is. The result depends on the
     * bytes, both sizes, `seed` and `engine` alone. When memory is short the input stays as it is.
     */
    size_t (*mutate)(uint8_t *data, size_t size, size_t max_size, uint32_t seed,
                     subject_engine_mutation *engine);

    /* Makes an input from pieces of two others at `out`, which lies apart from them, and returns
     * its size, at most `max_size`; 0 when one of them is not of the format, when the result would
     * not fit, or when memory is short. Depends on its arguments alone. */
    size_t (*cross)(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size,
                    uint8_t *out, size_t max_size, uint32_t seed);

    /* Writes candidate `number` of the smaller inputs that one can be reduced to in terms of its
     * format to `out`, which has room for `size` bytes, and returns its size;
     * SUBJECT_NO_CANDIDATE when there are not so many. Big cuts come first; a candidate may turn
     * out to be no smaller. Depends on its arguments alone. */
    size_t (*reduce)(const uint8_t *data, size_t size, uint64_t number, uint8_t *out);

    /* Names the field of an input that byte `offset` (below `size`) belongs to: writes what it is
     * to `text`, where it begins to *begin, and returns how many bytes it has; 0 when nothing is
     * known of the byte. Takes nothing for granted. */
    size_t (*name_bytes)(const uint8_t *data, size_t size, size_t offset, size_t *begin, char *text,
                         size_t capacity);

    /* Sets right what cutting bytes out of an input left wrong, as far as that is clear: a size, a
     * checksum. False when there is nothing of the kind. */
    bool (*repair)(uint8_t *data, size_t size);
};

/* The subject of this binary. Support has one that offers nothing; a subject library that defines
 * its own takes its place. Engines call `mutate` and `cross` only in targets whose subject library
 * has the CMake property REDZONE_MUTATES: others keep the engine's own mutation, untouched. */
extern const struct subject target_subject;

#endif
