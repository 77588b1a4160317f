/* Relies on the promises of channel/evaluate.h and channel/validate.h, and checks them with
 * model_cost.h. */
#include "check_worst_case.h"

#include <stdlib.h>

#include "builder.h"
#include "channel/models/model_cost.h"
#include "check_model.h"
#include "support/contract.h"
#include "support/exact.h"

/* The steps that an evaluation takes within a budget; *error is the last one that it reports. */
static uint64_t evaluate(const struct channel_file *file, const struct channel_event *event,
                         uint64_t budget, enum channel_error *error)
{
    const uint32_t words = channel_workspace_size(file);
    uint32_t *memory = exact_allocate(words * sizeof *memory); /* never empty: there is a stack */
    const struct channel_workspace workspace = {memory, words};
    struct channel_evaluation evaluation;
    struct channel_match match;

    *error = channel_evaluate(file, event, workspace, budget, &evaluation);
    while (*error == CHANNEL_OK && channel_evaluate_next(&evaluation, &match))
        *error = match.error;
    free(memory);
    return budget - evaluation.left;
}

enum { LEAST_BOUND = 1000 };

/* Which of two came nearer to its bound; one that is saturated is never near, and to a bound of a
 * few steps everything is. */
static bool is_nearer(struct nearest a, struct nearest b)
{
    if (a.bound < LEAST_BOUND || a.bound == UINT64_MAX)
        return false;
    return b.bound == 0 || (double)a.steps / (double)a.bound > (double)b.steps / (double)b.bound;
}

static void check_event(const struct content *content, const struct channel_file *file,
                        const struct channel_event *event, uint64_t published,
                        struct nearest *nearest)
{
    const uint64_t bound = model_cost_of_event(content, event);
    const uint8_t dearest = model_dearest_kind(content, event);
    const char *kind = channel_kind_rules(dearest)->name;
    enum channel_error error;

    const uint64_t steps = evaluate(file, event, published, &error);
    contract_require(error == CHANNEL_OK, "valid content finishes inside its published budget",
                     channel_error_name(error));
    contract_require(steps <= bound, "an evaluation stays inside the formula for its inputs", kind);
    contract_require(bound <= published, "no event's worst case exceeds the published one", kind);
    contract_require(evaluate(file, event, steps, &error) == steps && error == CHANNEL_OK,
                     "the steps that it takes are a sufficient budget", kind);
    if (steps > 0) {
        evaluate(file, event, steps - 1, &error);
        contract_require(error == CHANNEL_ERROR_BUDGET, "a step less is no sufficient budget",
                         kind);
    }
    const struct nearest found = {steps, bound};
    if (is_nearer(found, nearest[dearest]))
        nearest[dearest] = found;
}

static bool check_file(const struct model *model, const uint8_t *bytes, size_t size,
                       struct nearest *nearest)
{
    struct channel_file file;
    uint32_t offset;
    uint64_t published;

    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    contract_require(error == CHANNEL_OK, "what the builder makes is opened",
                     channel_error_name(error));
    if (!check_published(model->content, &file, &published))
        return false;
    for (uint32_t i = 0; i < model->event_count; i++) {
        if (is_sendable(model->content, &model->events[i].event))
            check_event(model->content, &file, &model->events[i].event, published, nearest);
    }
    return true;
}

size_t check_worst_case(const struct model *model, struct nearest nearest[NEAREST_KINDS])
{
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    if (!builder_encode(model->content, &bytes, &size, &error))
        return 0;
    uint8_t *copy = exact_copy(bytes, size);
    free(bytes);
    const bool valid = check_file(model, copy, size, nearest);
    exact_free(copy, size);
    return valid ? size : 0;
}
