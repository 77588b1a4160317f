/* Relies on the promises of the parser's public headers, and checks them. */
#include "match_trial.h"

#include "channel/validate.h"
#include "support/contract.h"
#include "support/exact.h"

/* The published worst case, for a sensor that sends what the type declares. */
static uint64_t validate(const struct match_trial *trial, uint8_t subject_kind)
{
    const uint8_t kinds[MATCH_INPUTS] = {subject_kind, CHANNEL_KIND_TEXT};
    const struct channel_supplied supplied = {MATCH_TYPE, MATCH_INPUTS, kinds};
    const struct channel_sensor sensor = {1, &supplied, 1};
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(&trial->file, &sensor, &validation);
    contract_require(!channel_validate_next(&validation, &violation),
                     "what the builder made is valid for a sensor that sends it", trial->name);
    return validation.worst_case_steps;
}

void match_trial_begin(const struct match_question *question, const uint8_t *bytes, size_t size,
                       struct match_trial *out)
{
    uint32_t offset;

    *out = (struct match_trial){.name = channel_kind_rules(question->kind)->name};
    out->bytes = exact_copy(bytes, size);
    out->size = size;
    const enum channel_error error = channel_open(out->bytes, size, &out->file, &offset);
    contract_require(error == CHANNEL_OK, "what the builder made is opened",
                     channel_error_name(error));
    out->budget = validate(out, match_subject_kind(question));
    out->workspace.count = channel_workspace_size(&out->file);
    out->workspace.words = exact_room(out->workspace.count * sizeof(uint32_t));
}

void match_trial_free(struct match_trial *trial)
{
    exact_free((uint8_t *)trial->workspace.words, trial->workspace.count * sizeof(uint32_t));
    exact_free(trial->bytes, trial->size);
}

void match_event(const struct match_question *question, const struct match_line *subject,
                 struct exact_event *out)
{
    const struct match_line *other = &question->value;

    exact_event_new(MATCH_TYPE, MATCH_INPUTS, out);
    exact_event_set(out, 1, CHANNEL_KIND_TEXT, other->bytes, (uint32_t)other->size);
    if (subject != NULL)
        exact_event_set(out, 0, match_subject_kind(question), subject->bytes,
                        (uint32_t)subject->size);
}

bool match_trial_run(const struct match_trial *trial, const struct channel_event *event)
{
    struct channel_evaluation evaluation;
    struct channel_match match;

    const enum channel_error error =
        channel_evaluate(&trial->file, event, trial->workspace, trial->budget, &evaluation);
    contract_require(error == CHANNEL_OK, "an event of the sensor can be evaluated",
                     channel_error_name(error));
    const bool found = channel_evaluate_next(&evaluation, &match);
    contract_require(!found || match.error == CHANNEL_OK, "valid content is never in error",
                     trial->name);
    return found;
}
