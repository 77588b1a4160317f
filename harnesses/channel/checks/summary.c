/* Relies on the parser alone; the oracles are the targets' own. Nothing that depends on the machine
 * enters: no pointer, no size_t, no padding. */
#include "summary.h"

#include <inttypes.h>
#include <stdio.h>

#include "channel/inputs/events.h"
#include "channel/inputs/repair.h"
#include "channel/sensor.h"
#include "channel/validate.h"
#include "check_walk.h"
#include "support/exact.h"

/* Enough for every event of content from real rules; what explodes ends here, everywhere alike. */
enum { BUDGET = 1000000 };

static void note_error(enum channel_error error, uint32_t offset, struct summary *out)
{
    digest_add(&out->digest, error);
    digest_add(&out->digest, offset);
    if (out->error != CHANNEL_OK || error == CHANNEL_OK)
        return;
    out->error = error;
    out->offset = offset;
}

static void validate(const struct channel_file *file, struct summary *out)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, channel_standard_sensor(), &validation);
    while (channel_validate_next(&validation, &violation)) {
        out->violations++;
        note_error(violation.error, violation.offset, out);
        digest_add(&out->digest, violation.type);
        digest_add(&out->digest, violation.rule);
        digest_add(&out->digest, violation.instance);
        digest_add(&out->digest, violation.criterion);
        digest_add(&out->digest, violation.field);
    }
    digest_add(&out->digest, validation.worst_case_steps);
}

bool summary_open(uint8_t *copy, size_t size, struct channel_file *file, struct summary *out)
{
    uint32_t offset;

    *out = (struct summary){.verdict = "refused"};
    const enum channel_error stated = channel_open(copy, size, file, &offset);
    note_error(stated, offset, out);
    if (stated == CHANNEL_ERROR_CHECKSUM && repair_open(copy, size, file, &offset) == CHANNEL_OK)
        digest_add(&out->digest, channel_checksum(copy, size));
    else if (stated != CHANNEL_OK)
        return false;
    const bool canonical = check_walk(file, &out->digest);
    validate(file, out);
    if (!canonical)
        out->verdict = "not-canonical";
    else
        out->verdict = out->violations > 0 ? "invalid" : "valid";
    return true;
}

static void note_match(const struct channel_match *match, struct summary *summary)
{
    note_error(match->error, match->offset, summary);
    digest_add(&summary->digest, match->instance);
    digest_add(&summary->digest, match->criterion);
    digest_add(&summary->digest, match->field);
    if (match->error == CHANNEL_OK)
        summary->matches++;
    else
        summary->refusals++;
}

void summary_add_event(const struct channel_file *file, const struct channel_event *event,
                       struct summary *summary)
{
    const uint32_t words = channel_workspace_size(file);
    const size_t size = words * sizeof(uint32_t);
    void *memory = exact_room(size);
    const struct channel_workspace workspace = {memory, words};
    struct channel_evaluation evaluation;
    struct channel_match match;

    summary->events++;
    const enum channel_error error = channel_evaluate(file, event, workspace, BUDGET, &evaluation);
    note_error(error, 0, summary);
    if (error == CHANNEL_OK) {
        while (channel_evaluate_next(&evaluation, &match))
            note_match(&match, summary);
        summary->steps += BUDGET - evaluation.left;
        digest_add(&summary->digest, evaluation.left);
    } else {
        summary->refusals++;
    }
    exact_free(memory, size);
}

void summary_add_trailer(const struct channel_file *file, struct trailer_reader *trailer,
                         unsigned most, struct summary *summary)
{
    struct exact_event event;

    for (unsigned i = 0; i < most && trailer_next_event(trailer, &event); i++) {
        summary_add_event(file, &event.event, summary);
        exact_event_free(&event);
    }
}

void summary_add_fixed_events(const struct channel_file *file, struct summary *summary)
{
    const struct channel_sensor *sensor = channel_standard_sensor();
    struct exact_event event;

    for (uint32_t i = 0; i < sensor->type_count; i++) {
        for (unsigned number = 0; number < FIXED_EVENTS; number++) {
            fixed_event(&sensor->types[i], number, &event);
            summary_add_event(file, &event.event, summary);
            exact_event_free(&event);
        }
    }
}

void summary_write(const struct summary *summary, char *line, size_t capacity)
{
    snprintf(line, capacity,
             "%s\t%s@%" PRIu32 "\t%" PRIu32 " violations\t%" PRIu64 " events, %" PRIu64
             " matches, %" PRIu64 " errors, %" PRIu64 " steps\t%016" PRIx64,
             summary->verdict, channel_error_name(summary->error), summary->offset,
             summary->violations, summary->events, summary->matches, summary->refusals,
             summary->steps, summary->digest.sum);
}
