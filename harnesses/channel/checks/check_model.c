/* Relies on the promises of builder.h, channel/evaluate.h and channel/validate.h, and checks them
 * with naive_evaluation.h and model_cost.h. */
#include "check_model.h"

#include <stdlib.h>
#include <string.h>

#include "channel/models/model_cost.h"
#include "channel/models/model_sensor.h"
#include "channel/naive/naive_evaluation.h"
#include "channel/validate.h"
#include "check_validation.h"
#include "check_walk.h"
#include "support/contract.h"
#include "support/exact.h"

/* --- refusals ----------------------------------------------------------------------------------
 */

/* Whether the bytes are a file that walks without an error; if they are, somebody is wrong. */
static bool is_canonical(const uint8_t *bytes, size_t size)
{
    struct digest digest = {0};
    struct channel_file file;
    uint32_t offset;

    if (channel_open(bytes, size, &file, &offset) != CHANNEL_OK)
        return false;
    const bool clean = check_walk(&file, &digest);
    check_without_sensor(&file, clean, &digest);
    return clean;
}

void check_refused_model(const struct model *model, const struct builder_error *error)
{
    const struct content *content = model->content;
    const char *name = channel_error_name(error->error);
    uint8_t *bytes;
    size_t size;

    contract_require(!model->sound, "the builder accepts a model that keeps the rules", name);
    contract_require(!error->out_of_memory, "the builder finds the memory that it needs", name);
    contract_require(error->error > CHANNEL_OK && error->error < CHANNEL_ERROR_END,
                     "the builder refuses for a known reason", name);
    contract_require(error->instance == CHANNEL_NO_INDEX ||
                         error->instance < content->instance_count,
                     "the builder names an instance of the model", name);
    if (!builder_encode_unchecked(content, &bytes, &size))
        return;
    uint8_t *copy = exact_copy(bytes, size);
    contract_require(!is_canonical(copy, size), "what the builder refuses is not canonical", name);
    exact_free(copy, size);
    free(bytes);
}

/* --- matches -----------------------------------------------------------------------------------
 */

/* Where an instance stands in the file: behind those of lower types, and of its own type behind
 * those of lower identifiers. */
static bool stands_before(const struct content_instance *a, const struct content_instance *b)
{
    const uint32_t shared = a->id.size < b->id.size ? a->id.size : b->id.size;

    if (a->type != b->type)
        return a->type < b->type;
    const int order = shared == 0 ? 0 : memcmp(a->id.bytes, b->id.bytes, shared);
    return order != 0 ? order < 0 : a->id.size < b->id.size;
}

static uint32_t place_in_file(const struct content *content,
                              const struct content_instance *instance)
{
    uint32_t place = 0;

    for (uint32_t i = 0; i < content->instance_count; i++)
        place += stands_before(&content->instances[i], instance);
    return place;
}

/* What the interpreter says of each instance of the file. */
static enum naive_result *evaluate(const struct channel_file *file,
                                   const struct channel_event *event, uint32_t instances)
{
    enum naive_result *results = exact_allocate((instances + 1) * sizeof *results);
    const uint32_t words = channel_workspace_size(file);
    uint32_t *memory = exact_allocate(words * sizeof *memory); /* never empty: there is a stack */
    const struct channel_workspace workspace = {memory, words};
    struct channel_evaluation evaluation;
    struct channel_match match;

    for (uint32_t i = 0; i < instances; i++)
        results[i] = NAIVE_MISS;
    const enum channel_error error =
        channel_evaluate(file, event, workspace, UINT64_MAX, &evaluation);
    contract_require(error == CHANNEL_OK, "a sound event is evaluated", channel_error_name(error));
    while (channel_evaluate_next(&evaluation, &match)) {
        contract_require(match.instance < instances, "a match names an instance",
                         channel_error_name(match.error));
        results[match.instance] = match.error == CHANNEL_OK ? NAIVE_MATCH : NAIVE_ERROR;
    }
    free(memory);
    return results;
}

/* What decides, as far as one word can say it: the kind of a lone criterion. */
static const char *name_of(const struct content_instance *instance)
{
    return instance->criterion_count == 1 ? channel_kind_rules(instance->criteria[0].kind)->name
                                          : "condition";
}

void check_matches(const struct content *content, const struct channel_file *file,
                   const struct exact_event *event)
{
    enum naive_result *results = evaluate(file, &event->event, content->instance_count);

    for (uint32_t i = 0; i < content->instance_count; i++) {
        const struct content_instance *instance = &content->instances[i];
        enum naive_result expected = NAIVE_MISS;
        if (instance->type == event->event.type)
            expected = naive_evaluate(content, instance, &event->event);
        contract_require(results[place_in_file(content, instance)] == expected,
                         "the interpreter matches what the naive evaluator matches",
                         name_of(instance));
    }
    free(results);
}

/* --- the own sensor -----------------------------------------------------------------------------
 */

bool is_sendable(const struct content *content, const struct channel_event *event)
{
    const struct content_type *type = content_find_type(content, event->type);

    if (type == NULL || type->field_count != event->input_count)
        return false;
    for (uint32_t i = 0; i < event->input_count; i++) {
        const uint8_t kind = event->inputs[i].kind;
        if (kind != CHANNEL_KIND_ABSENT && kind != type->kinds[i])
            return false;
    }
    return true;
}

bool check_published(const struct content *content, const struct channel_file *file,
                     uint64_t *steps)
{
    struct channel_sensor sensor = model_sensor_new(content);
    struct channel_validation validation;
    struct channel_violation violation;
    bool valid = true;

    channel_validate(file, &sensor, &validation);
    while (channel_validate_next(&validation, &violation))
        valid = false;
    *steps = validation.worst_case_steps;
    if (valid)
        contract_require(*steps == model_cost(content), "the published worst case is the formula's",
                         "steps");
    model_sensor_free(&sensor);
    return valid;
}
