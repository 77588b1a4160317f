/* Relies on the promises of channel/evaluate.h, and checks them. */
#include "check_evaluation.h"

#include <string.h>

#include "channel/explanation/describe.h"
#include "channel/validate.h"
#include "shares.h"
#include "support/contract.h"
#include "support/exact.h"

enum {
    MOST_INPUTS = 128,
    PATIENCE = 1 << 26, /* steps after which an evaluation is given up: a published budget can be
                           worth hours */
};

/* What one evaluation said. */
struct outcome {
    struct digest matches;
    uint64_t steps;
    enum channel_error error; /* the first that was met; of the call, or of content */
    bool comparable;          /* with an event that has an input more */
    bool ran_out;             /* of steps */
    bool lacked_room;         /* for the states of a regular expression */
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

    describe_evaluation(evaluation);
    while (channel_evaluate_next(evaluation, &match)) {
        contract_require(!over, "an empty budget ends the evaluation", "budget");
        over = match.error == CHANNEL_ERROR_BUDGET;
        outcome->ran_out |= over;
        outcome->lacked_room |= match.error == CHANNEL_ERROR_EXPRESSION_WORKSPACE;
        if (!over) {
            contract_require(match.instance < instances, "a match names an instance",
                             channel_error_name(match.error));
            contract_require(match.instance >= next, "matches come in ascending order",
                             channel_error_name(match.error));
            next = match.instance + 1;
        }
        note_match(file, &match, outcome);
    }
    describe_nothing();
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
    void *memory = exact_room(size);
    const struct channel_workspace workspace = {memory, words};
    struct channel_evaluation evaluation;
    struct outcome outcome = {.comparable = true};

    if (size > 0)
        memset(memory, fill, size);
    outcome.error = channel_evaluate(setting->file, event, workspace, setting->budget, &evaluation);
    contract_require(outcome.error != CHANNEL_ERROR_WORKSPACE_TOO_SMALL ||
                         words < channel_workspace_size(setting->file),
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

static void check_again(const struct setting *setting, const struct exact_event *event,
                        const struct outcome *expected)
{
    const struct outcome again = evaluate(setting, &event->event, 0xa5);

    contract_require(expected->matches.sum == again.matches.sum,
                     "the workspace need not be cleared", "matches");
    contract_require(expected->steps == again.steps, "the workspace need not be cleared", "steps");
}

void check_evaluation(const struct channel_file *file, const struct exact_event *event,
                      uint64_t budget, bool valid, struct digest *digest)
{
    const bool patient = budget <= PATIENCE;
    const struct setting setting = {file, patient ? budget : PATIENCE,
                                    channel_workspace_size(file)};
    const struct outcome outcome = evaluate(&setting, &event->event, 0);
    enum { ONCE, IN_DIRT, LONGER, WAYS };

    if (share_takes(SHARE_AGAIN, IN_DIRT, WAYS))
        check_again(&setting, event, &outcome);
    const bool given_up = !patient && outcome.error == CHANNEL_ERROR_BUDGET;
    if (valid && !given_up)
        contract_require(outcome.error == CHANNEL_OK,
                         "what the validator accepts, the interpreter finishes without an error",
                         channel_error_name(outcome.error));
    if (outcome.comparable && event->event.input_count < MOST_INPUTS &&
        share_takes(SHARE_AGAIN, LONGER, WAYS))
        check_longer(&setting, event, &outcome);
    digest_add(digest, outcome.matches.sum);
    digest_add(digest, outcome.steps);
    digest_add(digest, outcome.error);
}

/* With fewer and fewer steps than it took. */
static void check_fewer_steps(struct setting setting, const struct exact_event *event,
                              uint64_t steps)
{
    enum { SIZES = 4 }; /* a run under an engine tries every so many-th */
    unsigned size = 0;

    for (uint64_t scarce = steps; scarce > 0; scarce /= 2) {
        if (!share_takes(SHARE_STEPS, size++ % SIZES, SIZES))
            continue;
        setting.budget = scarce - 1;
        contract_require(evaluate(&setting, &event->event, 0).ran_out,
                         "fewer steps than were taken are used up", "budget");
    }
}

/* With a word less than was asked for, and with half of them. */
static void check_less_room(struct setting setting, const struct exact_event *event,
                            const struct outcome *full)
{
    const uint32_t rooms[] = {setting.words - 1, setting.words / 2};

    for (unsigned i = 0; i < sizeof rooms / sizeof rooms[0]; i++) {
        setting.words = rooms[i];
        const struct outcome less = evaluate(&setting, &event->event, 0);
        contract_require(less.error == CHANNEL_ERROR_WORKSPACE_TOO_SMALL || less.lacked_room ||
                             less.matches.sum == full->matches.sum,
                         "a smaller workspace changes no result", "workspace");
    }
}

void check_scarcity(const struct channel_file *file, const struct exact_event *event,
                    uint64_t budget)
{
    enum { ENOUGH, FEWER_STEPS, LESS_ROOM, WAYS };
    struct setting setting = {file, budget, channel_workspace_size(file)};
    const struct outcome full = evaluate(&setting, &event->event, 0);

    if (share_takes(SHARE_SCARCITY, FEWER_STEPS, WAYS))
        check_fewer_steps(setting, event, full.steps);
    if (share_takes(SHARE_SCARCITY, LESS_ROOM, WAYS))
        check_less_room(setting, event, &full);
    if (full.ran_out || !share_takes(SHARE_SCARCITY, ENOUGH, WAYS))
        return;
    setting.budget = full.steps;
    const struct outcome enough = evaluate(&setting, &event->event, 0);
    contract_require(enough.matches.sum == full.matches.sum, "the steps that were taken suffice",
                     "matches");
}
