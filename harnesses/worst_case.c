/* Content as dear as can be (channel/model_bytes.h, with large caps), and long inputs: does any
 * evaluation take more steps than were published? Oracles: those of channel/check_worst_case.h.
 * Engines are told how near an evaluation came to its bound, for each kind of criterion.
 *
 * An event's inputs are cut so that a run stays short; that takes nothing away, because the bound
 * is for the sizes that are left. tests/scale/worst_case_search.c has the largest content. */
#include "channel/checks/check_worst_case.h"
#include "channel/models/model_digest.h"
#include "support/progress.h"
#include "support/target.h"

_Static_assert((int)NEAREST_KINDS <= (int)PROGRESS_SLOTS, "a slot for each kind");

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct nearest nearest[NEAREST_KINDS] = {{0, 0}};
    struct model model;

    model_make(data, size, &model_caps_dear, &model);
    check_worst_case(&model, nearest);
    for (unsigned kind = 0; kind < NEAREST_KINDS; kind++) {
        const uint64_t step = nearest[kind].bound / PROGRESS_LEVELS + 1; /* of a level */
        if (nearest[kind].steps > 0)
            progress_note(kind, (unsigned)(nearest[kind].steps / step));
    }
    model_free(&model);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    model_digest(data, size, &model_caps_dear, line, capacity);
}
