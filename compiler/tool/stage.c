/* Runs and findings of a rehearsal. What is told is about the sensors of stage->label. */
#include "stage.h"

static uint32_t offset_of(const struct channel_file *file, enum channel_section section,
                          uint32_t index, uint32_t record)
{
    return (uint32_t)(file->sections[section].base - file->bytes.base) + index * record;
}

/* An error is a finding once for each criterion, or instance where it concerns none. */
static void tell_error(struct stage *stage, const struct channel_match *match)
{
    const struct channel_file *file = stage->rehearsal->file;
    struct channel_instance instance;

    stage->tally->content_errors++;
    if (channel_instance_at(file, match->instance, &instance) != CHANNEL_OK)
        return;
    uint8_t *told = match->criterion < instance.criterion_count
                        ? &stage->told[instance.first_criterion + match->criterion]
                        : &stage->instance_told[match->instance];
    if (*told != 0)
        return;
    *told = 1;
    const struct channel_violation violation = {.error = match->error,
                                                .offset = match->offset,
                                                .sensor = 1,
                                                .type = stage->type.type,
                                                .rule = instance.rule,
                                                .instance = match->instance,
                                                .criterion = match->criterion,
                                                .field = match->field};
    output_violation(stage->rehearsal->output, stage->rehearsal->path, file, stage->label,
                     &violation);
}

void stage_run_one(struct stage *stage, const struct channel_event *event)
{
    struct channel_match match;
    const enum trial_result result = trial_run(&stage->trial, event, &match);

    stage->tally->evaluations++;
    if (result == TRIAL_TRUE)
        stage->matched[match.instance] = 1;
    else if (result == TRIAL_ERROR)
        tell_error(stage, &match);
}

void stage_run_all(struct stage *stage, const struct channel_event *event)
{
    struct channel_evaluation evaluation;
    struct channel_match match;

    stage->tally->evaluations++;
    match.error = channel_evaluate(stage->rehearsal->file, event, stage->trial.workspace,
                                   stage->trial.budget, &evaluation);
    if (match.error != CHANNEL_OK) {
        report("channel: %s [%s]", channel_error_sentence(match.error),
               channel_error_name(match.error));
        stage->tally->content_errors++;
        return;
    }
    while (channel_evaluate_next(&evaluation, &match)) {
        if (match.error == CHANNEL_OK)
            stage->matched[match.instance] = 1;
        else
            tell_error(stage, &match);
    }
    if (evaluation.budget - evaluation.left > stage->tally->steps)
        stage->tally->steps = evaluation.budget - evaluation.left;
}

static void tell_criteria(struct stage *stage, uint32_t index, const struct channel_instance *of)
{
    const struct channel_file *file = stage->rehearsal->file;
    struct channel_criterion criterion;

    for (uint32_t i = 0; i < of->criterion_count; i++) {
        const uint32_t place = of->first_criterion + i;
        if (channel_criterion_at(file, &stage->type, place, &criterion) != CHANNEL_OK ||
            !channel_kind_rules(criterion.kind)->reads_input)
            continue;
        stage->tally->criteria++;
        stage->tally->read += stage->read[place];
        if (stage->read[place] != 0)
            continue;
        const struct channel_violation where = {
            .offset = offset_of(file, CHANNEL_SECTION_CRITERIA, place, CHANNEL_RECORD_CRITERIA),
            .sensor = 1,
            .type = stage->type.type,
            .rule = of->rule,
            .instance = index,
            .criterion = i,
            .field = criterion.field};
        output_finding(stage->rehearsal->output, stage->rehearsal->path, file, stage->label, &where,
                       "no event was found for which the condition tests this criterion",
                       "NEVER_READ");
    }
}

void stage_tell_instance(struct stage *stage, uint32_t index)
{
    const struct channel_file *file = stage->rehearsal->file;
    struct channel_instance instance;

    if (channel_instance_at(file, index, &instance) != CHANNEL_OK)
        return;
    stage->tally->instances++;
    stage->tally->matched += stage->matched[index];
    if (stage->matched[index] == 0) {
        const struct channel_violation where = {
            .offset = offset_of(file, CHANNEL_SECTION_INSTANCES, index, CHANNEL_RECORD_INSTANCES),
            .sensor = 1,
            .type = stage->type.type,
            .rule = instance.rule,
            .instance = index,
            .criterion = CHANNEL_NO_INDEX,
            .field = CHANNEL_NO_INDEX};
        output_finding(stage->rehearsal->output, stage->rehearsal->path, file, stage->label, &where,
                       "can never match: no event was found that it matches", "NEVER_MATCHED");
    }
    tell_criteria(stage, index, &instance);
}
