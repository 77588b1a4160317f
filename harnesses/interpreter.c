/* The Content Interpreter on content that no validator saw: a file, and the events of the trailer
 * behind it, also with few steps and little room. Oracles: those of channel/check_evaluation.h. */
#include "channel/checks/check_evaluation.h"
#include "channel/checks/shares.h"
#include "channel/checks/summary.h"
#include "channel/inputs/repair.h"
#include "channel/inputs/trailer.h"
#include "support/exact.h"
#include "support/target.h"

enum {
    MOST_EVENTS = 16,
    BUDGET = 5000, /* steps: under a millisecond with every sanitizer */
};
enum { AS_IT_IS, SCARCITY, CHECKS }; /* of these a run under an engine does one */

static void skip_types(struct trailer_reader *trailer)
{
    struct trailer_type type;

    while (trailer_next_type(trailer, &type)) {
    }
}

static void evaluate_events(const struct channel_file *file, struct trailer_reader *trailer)
{
    struct digest digest = {0};
    struct exact_event event;

    skip_types(trailer);
    for (unsigned i = 0; i < MOST_EVENTS && trailer_next_event(trailer, &event); i++) {
        if (share_takes(SHARE_CHECKS, AS_IT_IS, CHECKS))
            check_evaluation(file, &event, BUDGET, false, &digest);
        if (share_takes(SHARE_CHECKS, SCARCITY, CHECKS))
            check_scarcity(file, &event, BUDGET);
        exact_event_free(&event);
    }
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct trailer_reader trailer;
    struct channel_file file;
    uint32_t offset;

    const size_t file_size = trailer_split(data, size, &trailer);
    uint8_t *copy =
        exact_copy(data, file_size); /* a read behind the file is not one of the trailer */
    if (repair_open(copy, file_size, &file, &offset) == CHANNEL_OK)
        evaluate_events(&file, &trailer);
    exact_free(copy, file_size);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    struct trailer_reader trailer;
    struct channel_file file;
    struct summary summary;

    const size_t file_size = trailer_split(data, size, &trailer);
    uint8_t *copy = exact_copy(data, file_size);
    const bool opened = summary_open(copy, file_size, &file, &summary);
    skip_types(&trailer);
    if (opened)
        summary_add_trailer(&file, &trailer, MOST_EVENTS, &summary);
    summary_write(&summary, line, capacity);
    exact_free(copy, file_size);
}
