/* Evaluations of one instance. Relies on the content being sound: records are found by the tables
 * that a walk has accepted. */
#include "trial.h"

#include <stdlib.h>
#include <string.h>

#include "output.h"

/* docs/format.md: where in an instance the number of its nodes stands, and in a criterion its kind.
 */
enum { NODE_COUNT_OFFSET = 16, KIND_OFFSET = 2, OPERAND_OFFSET = 4 };

enum { QUESTION_BUDGET = 1000000000, QUESTION_COST = 64 };

static bool copy_file(const struct channel_file *file, struct trial_copy *out)
{
    uint32_t offset;

    out->bytes = malloc(file->bytes.size);
    if (out->bytes == NULL)
        return false;
    memcpy(out->bytes, file->bytes.base, file->bytes.size);
    return channel_open_unchecked(out->bytes, file->bytes.size, &out->file, &offset) == CHANNEL_OK;
}

bool trial_begin(struct trial *trial, const struct channel_file *file)
{
    *trial = (struct trial){.file = file, .index = CHANNEL_NO_INDEX};
    trial->workspace.count = channel_workspace_size(file);
    trial->workspace.words = calloc(trial->workspace.count + 1u, sizeof(uint32_t));
    if (trial->workspace.words != NULL && copy_file(file, &trial->single) &&
        copy_file(file, &trial->poisoned))
        return true;
    report("channel: out of memory");
    return false;
}

void trial_free(struct trial *trial)
{
    free(trial->single.bytes);
    free(trial->poisoned.bytes);
    free(trial->workspace.words);
    *trial = (struct trial){0};
}

/* Where record `index` of a section stands in the file. */
static uint32_t place(const struct channel_file *file, enum channel_section section, uint32_t index,
                      uint32_t record)
{
    return (uint32_t)(file->sections[section].base - file->bytes.base) + index * record;
}

static void put_u32(uint8_t *bytes, uint32_t value)
{
    for (uint32_t i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(value >> 8 * i);
}

/* Gives the copy of the instance before its own condition back. */
static void mend(struct trial *trial)
{
    const struct channel_file *file = trial->file;
    const uint32_t instance =
        place(file, CHANNEL_SECTION_INSTANCES, trial->index, CHANNEL_RECORD_INSTANCES);
    const uint32_t node =
        place(file, CHANNEL_SECTION_NODES, trial->instance.first_node, CHANNEL_RECORD_NODES);

    memcpy(trial->single.bytes + instance, file->bytes.base + instance, CHANNEL_RECORD_INSTANCES);
    memcpy(trial->single.bytes + node, file->bytes.base + node, CHANNEL_RECORD_NODES);
}

void trial_take(struct trial *trial, const struct channel_type *type, uint32_t index,
                const struct channel_instance *instance)
{
    if (trial->index != CHANNEL_NO_INDEX)
        mend(trial);
    trial->type = *type;
    trial->index = index;
    trial->instance = *instance;
    uint8_t *record = trial->single.bytes + place(trial->file, CHANNEL_SECTION_INSTANCES, index,
                                                  CHANNEL_RECORD_INSTANCES);
    put_u32(record + NODE_COUNT_OFFSET, 1);
}

/* The interpreter's own state is narrowed to the one instance: a type can have thousands. */
static enum trial_result run_one(struct trial *trial, const struct channel_file *file,
                                 const struct channel_event *event, uint64_t budget,
                                 struct channel_match *match, uint64_t *steps)
{
    struct channel_evaluation evaluation;

    *match = (struct channel_match){0};
    match->error = channel_evaluate(file, event, trial->workspace, budget, &evaluation);
    if (match->error != CHANNEL_OK)
        return TRIAL_ERROR;
    evaluation.next = trial->index - trial->type.first_instance;
    evaluation.type.instance_count = evaluation.next + 1;
    const bool found = channel_evaluate_next(&evaluation, match);
    *steps = budget - evaluation.left;
    trial->work += *steps + QUESTION_COST;
    if (!found)
        return TRIAL_FALSE;
    return match->error == CHANNEL_OK ? TRIAL_TRUE : TRIAL_ERROR;
}

enum trial_result trial_holds(struct trial *trial, const struct channel_event *event,
                              uint32_t criterion)
{
    struct channel_match match;
    uint64_t steps;
    uint8_t *node = trial->single.bytes + place(trial->file, CHANNEL_SECTION_NODES,
                                                trial->instance.first_node, CHANNEL_RECORD_NODES);

    node[0] = CHANNEL_OPERATOR_TEST;
    put_u32(node + OPERAND_OFFSET, criterion);
    return run_one(trial, &trial->single.file, event, QUESTION_BUDGET, &match, &steps);
}

bool trial_reaches(struct trial *trial, const struct channel_event *event, uint32_t criterion)
{
    struct channel_match match;
    uint64_t steps;
    uint8_t *kind = trial->poisoned.bytes + KIND_OFFSET +
                    place(trial->file, CHANNEL_SECTION_CRITERIA,
                          trial->instance.first_criterion + criterion, CHANNEL_RECORD_CRITERIA);
    const uint8_t true_kind = *kind;

    *kind = 0;
    const enum trial_result result =
        run_one(trial, &trial->poisoned.file, event, QUESTION_BUDGET, &match, &steps);
    *kind = true_kind;
    return result == TRIAL_ERROR && match.error == CHANNEL_ERROR_CRITERION_KIND &&
           match.criterion == criterion;
}

enum trial_result trial_run(struct trial *trial, const struct channel_event *event,
                            struct channel_match *match)
{
    uint64_t steps = 0;
    const enum trial_result result =
        run_one(trial, trial->file, event, trial->budget, match, &steps);

    if (steps > trial->steps)
        trial->steps = steps;
    return result;
}
