/* Relies on the promises of channel/evaluate.h, and checks them. */
#include "check_evaluation.h"

#include <string.h>

#include "channel/validate.h"
#include "support/contract.h"
#include "support/exact.h"

enum { MOST_INPUTS = 128 };

/* What one evaluation said. */
struct outcome {
    struct digest matches;
    uint64_t steps;
    enum channel_error error; /* the first that was met; of the call, or of content */
    bool comparable;          /* with an event that has an input more */
};

static bool reads_beyond(enum channel_error error)
{
    return error == CHANNEL_ERROR_INPUT_MISSING || error == CHANNEL_ERROR_INPUT_REFERENCE;
}

static void note_match(const struct channel_file *file, const struct channel_match *match,
                       struct outcome *outcome)
{
    contract_require(match->offset <= file->bytes.size, "a match names a place in the file",
                     "offset");
    contract_require(match->error < CHANNEL_ERROR_END, "an error is a known one", "match");
    if (match->error != CHANNEL_OK && outcome->error == CHANNEL_OK)
        outcome->error = match->error;
    if (reads_beyond(match->error) || match->error == CHANNEL_ERROR_BUDGET)
        outcome->comparable = false;
    digest_add(&outcome->matches, match->error);
    digest_add(&outcome->matches, match->offset);
    digest_add(&outcome->matches, match->instance);
    digest_add(&outcome->matches, match->criterion);
    digest_add(&outcome->matches, match->field);
}

static void collect(struct channel_evaluation *evaluation, struct outcome *outcome)
{
    const struct channel_file *file = evaluation->file;
    const uint32_t instances = channel_section_count(file, CHANNEL_SECTION_INSTANCES);
    struct channel_match match;
    uint32_t next = 0;
    bool over = false;

    while (channel_evaluate_next(evaluation, &match)) {
        contract_require(!over, "an empty budget ends the evaluation", "budget");
        over = match.error == CHANNEL_ERROR_BUDGET;
        if (!over) {
            contract_require(match.instance < instances, "a match names an instance",
                             channel_error_name(match.error));
            contract_require(match.instance >= next, "matches come in ascending order",
                             channel_error_name(match.error));
            next = match.instance + 1;
        }
        note_match(file, &match, outcome);
    }
    contract_require(evaluation->left <= evaluation->budget, "steps stay inside the budget",
                     "steps");
    outcome->steps = evaluation->budget - evaluation->left;
}

/* What the evaluations of an event share. */
struct setting {
    const struct channel_file *file;
    uint64_t budget;
    uint32_t words; /* of the workspace */
};

/* One evaluation in a workspace of the exact size that is filled with `fill`. */
static struct outcome evaluate(const struct setting *setting, const struct channel_event *event,
                               int fill)
{
    const uint32_t words = setting->words;
    const size_t size = words * sizeof(uint32_t);
    void *memory = size == 0 ? (void *)exact_copy(NULL, 0) : exact_allocate(size);
    const struct channel_workspace workspace = {memory, words};
    struct channel_evaluation evaluation;
    struct outcome outcome = {.comparable = true};

    if (size > 0)
        memset(memory, fill, size);
    outcome.error = channel_evaluate(setting->file, event, workspace, setting->budget, &evaluation);
    contract_require(outcome.error != CHANNEL_ERROR_WORKSPACE_TOO_SMALL,
                     "a workspace of the size that was asked for suffices", "workspace");
    if (outcome.error == CHANNEL_OK)
        collect(&evaluation, &outcome);
    else
        outcome.comparable = false;
    exact_free(memory, size);
    return outcome;
}

static void check_longer(const struct setting *setting, const struct exact_event *event,
                         const struct outcome *expected)
{
    struct exact_event longer;

    exact_event_lengthen(event, &longer);
    const struct outcome outcome = evaluate(setting, &longer.event, 0);
    if (outcome.comparable)
        contract_require(outcome.matches.sum == expected->matches.sum,
                         "an input that nothing reads changes nothing", "matches");
    exact_event_free(&longer);
}

void check_evaluation(const struct channel_file *file, const struct exact_event *event,
                      uint64_t budget, bool valid, struct digest *digest)
{
    const struct setting setting = {file, budget, channel_workspace_size(file)};
    const struct outcome outcome = evaluate(&setting, &event->event, 0);
    const struct outcome again = evaluate(&setting, &event->event, 0xa5);

    contract_require(outcome.matches.sum == again.matches.sum, "the workspace need not be cleared",
                     "matches");
    contract_require(outcome.steps == again.steps, "the workspace need not be cleared", "steps");
    if (valid)
        contract_require(outcome.error == CHANNEL_OK,
                         "what the validator accepts, the interpreter finishes without an error",
                         channel_error_name(outcome.error));
    if (outcome.comparable && event->event.input_count < MOST_INPUTS)
        check_longer(&setting, event, &outcome);
    digest_add(digest, outcome.matches.sum);
    digest_add(digest, outcome.steps);
    digest_add(digest, outcome.error);
}
