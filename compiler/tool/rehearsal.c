/* Type by type, sensor by sensor, instance by instance, criterion by criterion. Sensors that supply
 * the same inputs to a type are one run: the interpreter could not tell them apart. */
#include "rehearsal.h"

#include <stdlib.h>
#include <string.h>

#include "interrupt.h"
#include "rehearsal_event.h"
#include "stage.h"

/* Whether no criterion that is tested before this one can read its field: how long a text stands
 * there then does not change whether the condition gets to it. Criteria stand in the order of their
 * first use. */
static bool first_of_field(const struct plan *plan, uint32_t criterion)
{
    for (uint32_t i = 0; i < criterion; i++) {
        const struct channel_criterion *before = &plan->criteria[i];
        if (before->field == plan->criteria[criterion].field ||
            before->field == CHANNEL_FIELD_ALL || before->kind == CHANNEL_CRITERION_REFERENCE)
            return false;
    }
    return plan->criteria[criterion].field != CHANNEL_FIELD_ALL;
}

/* Runs the event that the search came to, also where it is not what was looked for (`found`): the
 * criterion may be reached all the same. Input `stretched` is made as long as possible. */
static void run_case(struct stage *stage, uint32_t criterion, enum rehearsal_case which, bool found,
                     uint32_t stretched)
{
    struct rehearsal_event event;

    if (!rehearsal_event_copy(&stage->search->event, stretched, stage->search->pads, &event))
        return;
    stage_run_one(stage, &event.event);
    const struct channel_event *asked =
        first_of_field(&stage->plan, criterion) ? &stage->search->event : &event.event;
    const bool reached = trial_reaches(&stage->trial, asked, criterion);
    rehearsal_event_free(&event);
    if (reached)
        stage->read[stage->plan.instance.first_criterion + criterion] = 1;
    if (reached && found)
        stage->tally->cases[which]++;
}

/* Looks at one use of the criterion after the other, as long as the condition does not get there.
 */
static bool find(struct stage *stage, uint32_t criterion, enum search_want want)
{
    enum { MOST_USES = 16 };
    uint32_t node = stage->plan.first_uses[criterion];

    for (uint32_t i = 0; i < MOST_USES && node != CHANNEL_NO_INDEX; i++) {
        if (search_reach(stage->search, node, want))
            return true;
        node = plan_next_use(&stage->plan, criterion, node);
    }
    return false;
}

static void demand(struct stage *stage, uint32_t criterion, enum search_demand demanded)
{
    const uint32_t field = stage->plan.criteria[criterion].field;

    search_free_demands(stage->search);
    for (uint32_t i = 0; i < stage->search->event.input_count; i++) {
        if (i == field || (field == CHANNEL_FIELD_ALL && demanded == DEMAND_EMPTY))
            stage->search->demands[i] = demanded;
    }
}

/* The field whose text makes the criterion true; of a keyword the one that it was put into. */
static uint32_t field_read(const struct stage *stage, uint32_t criterion)
{
    for (uint32_t i = 0; i < stage->search->wanted_count; i++) {
        if (stage->search->wanted[i].criterion == criterion)
            return stage->search->wanted[i].field;
    }
    return stage->plan.criteria[criterion].field;
}

/* Whether the event at hand has a text that could be made longer, and with it reaches the
 * criterion. */
static bool try_longest(struct stage *stage, uint32_t criterion)
{
    const uint64_t before = stage->tally->cases[CASE_LONGEST];
    const uint32_t field = field_read(stage, criterion);

    if (field < stage->search->event.input_count &&
        stage->search->inputs[field].kind != CHANNEL_KIND_ABSENT)
        run_case(stage, criterion, CASE_LONGEST, true, field);
    return stage->tally->cases[CASE_LONGEST] > before;
}

static void try_demand(struct stage *stage, uint32_t criterion, enum search_demand demanded,
                       enum rehearsal_case which)
{
    demand(stage, criterion, demanded);
    run_case(stage, criterion, which, find(stage, criterion, WANT_NOTHING), CHANNEL_NO_INDEX);
}

static void rehearse_criterion(struct stage *stage, uint32_t criterion)
{
    demand(stage, criterion, DEMAND_NONE);
    const bool hit = find(stage, criterion, WANT_TRUE);
    run_case(stage, criterion, CASE_HIT, hit, CHANNEL_NO_INDEX);
    const bool longest = hit && try_longest(stage, criterion);
    demand(stage, criterion, DEMAND_PRESENT);
    const bool miss = find(stage, criterion, WANT_FALSE);
    if (!miss)
        find(stage, criterion, WANT_NOTHING);
    run_case(stage, criterion, CASE_MISS, miss, CHANNEL_NO_INDEX);
    if (!longest)
        try_longest(stage, criterion);
    try_demand(stage, criterion, DEMAND_ABSENT, CASE_ABSENT);
    try_demand(stage, criterion, DEMAND_EMPTY, CASE_EMPTY);
}

static bool rehearse_instance(struct stage *stage, uint32_t index)
{
    struct rehearsal_event event;

    if (!plan_load(&stage->plan, stage->rehearsal->file, &stage->type, index))
        return false;
    trial_take(&stage->trial, &stage->type, index, &stage->plan.instance);
    if (!search_restart(stage->search))
        return false;
    search_free_demands(stage->search);
    search_match(stage->search);
    if (rehearsal_event_copy(&stage->search->event, CHANNEL_NO_INDEX, stage->search->pads,
                             &event)) {
        stage_run_all(stage, &event.event);
        rehearsal_event_free(&event);
    }
    for (uint32_t i = 0; i < stage->plan.instance.criterion_count && !interrupted(); i++) {
        if (channel_kind_rules(stage->plan.criteria[i].kind)->reads_input)
            rehearse_criterion(stage, i);
    }
    return true;
}

/* All inputs absent, all empty, all as long as an input may be. */
static void run_extremes(struct stage *stage)
{
    static const enum search_demand extremes[] = {DEMAND_ABSENT, DEMAND_EMPTY, DEMAND_PRESENT};

    for (size_t i = 0; i < sizeof extremes / sizeof extremes[0]; i++) {
        struct rehearsal_event event;
        if (!rehearsal_event_extreme(&stage->search->event, stage->search->kinds, extremes[i],
                                     &event))
            return;
        stage_run_all(stage, &event.event);
        rehearsal_event_free(&event);
    }
}

static bool rehearse_type(struct stage *stage, const struct channel_supplied *supplied,
                          uint64_t budget)
{
    const uint32_t first = stage->type.first_instance;
    const uint32_t end = first + stage->type.instance_count;

    memset(stage->matched + first, 0, stage->type.instance_count);
    memset(stage->read, 0, channel_section_count(stage->rehearsal->file, CHANNEL_SECTION_CRITERIA));
    memset(stage->told, 0, channel_section_count(stage->rehearsal->file, CHANNEL_SECTION_CRITERIA));
    memset(stage->instance_told + first, 0, stage->type.instance_count);
    stage->trial.budget = budget;
    if (!search_supply(stage->search, supplied))
        return false;
    for (uint32_t i = first; i < end && !interrupted(); i++) {
        if (!rehearse_instance(stage, i))
            return false;
    }
    run_extremes(stage);
    for (uint32_t i = first; i < end && !interrupted(); i++)
        stage_tell_instance(stage, i);
    return true;
}

static const struct channel_supplied *supplied_to(const struct rehearsal *rehearsal,
                                                  uint32_t sensor, uint16_t type)
{
    const struct channel_sensor *of = rehearsal->sensors->chosen[sensor].sensor;

    for (uint32_t i = 0; i < of->type_count; i++) {
        if (of->types[i].type == type)
            return &of->types[i];
    }
    return NULL;
}

/* Whether two sensors are one run for the type. */
static bool same_run(const struct rehearsal *rehearsal, uint32_t a, uint32_t b, uint16_t type)
{
    const struct channel_supplied *first = supplied_to(rehearsal, a, type);
    const struct channel_supplied *second = supplied_to(rehearsal, b, type);

    return first != NULL && second != NULL && first->input_count == second->input_count &&
           rehearsal->budgets[a] == rehearsal->budgets[b] &&
           memcmp(first->kinds, second->kinds, first->input_count) == 0;
}

/* The names of all sensors that are one run with this one. */
static void name_sensors(struct stage *stage, uint32_t sensor)
{
    const struct sensors *sensors = stage->rehearsal->sensors;
    size_t used = 0;

    for (uint32_t i = sensor; i < sensors->count; i++) {
        const char *name = sensors->chosen[i].name;
        const size_t size = strlen(name);
        if (i != sensor && !same_run(stage->rehearsal, sensor, i, stage->type.type))
            continue;
        if (used + size + 3 > LABEL_SIZE)
            break;
        if (used > 0) {
            memcpy(stage->label + used, ", ", 2);
            used += 2;
        }
        memcpy(stage->label + used, name, size);
        used += size;
    }
    stage->label[used] = '\0';
}

static bool rehearse_sensor(struct stage *stage, uint32_t sensor)
{
    const struct rehearsal *rehearsal = stage->rehearsal;
    const struct channel_supplied *supplied = supplied_to(rehearsal, sensor, stage->type.type);

    stage->tally = &stage->tallies[sensor];
    *stage->tally = (struct rehearsal_tally){0};
    if (supplied == NULL) /* no event of the type is ever evaluated; the validator says more */
        return true;
    for (uint32_t i = 0; i < sensor; i++) {
        if (same_run(rehearsal, i, sensor, stage->type.type)) {
            *stage->tally = stage->tallies[i];
            return true;
        }
    }
    name_sensors(stage, sensor);
    return rehearse_type(stage, supplied, rehearsal->budgets[sensor]);
}

static void add(struct rehearsal_tally *to, const struct rehearsal_tally *tally)
{
    to->instances += tally->instances;
    to->matched += tally->matched;
    to->criteria += tally->criteria;
    to->read += tally->read;
    for (uint32_t i = 0; i < CASES; i++)
        to->cases[i] += tally->cases[i];
    to->evaluations += tally->evaluations;
    to->content_errors += tally->content_errors;
    if (tally->steps > to->steps)
        to->steps = tally->steps;
}

static bool rehearse_types(struct stage *stage)
{
    const struct rehearsal *rehearsal = stage->rehearsal;
    const uint32_t types = channel_section_count(rehearsal->file, CHANNEL_SECTION_TYPES);

    for (uint32_t i = 0; i < types; i++) {
        if (channel_type_at(rehearsal->file, i, &stage->type) != CHANNEL_OK)
            continue; /* sound content has none such */
        for (uint32_t j = 0; j < rehearsal->sensors->count; j++) {
            if (!rehearse_sensor(stage, j))
                return false;
            add(&rehearsal->tallies[j], &stage->tallies[j]);
        }
    }
    return true;
}

static bool prepare(struct stage *stage)
{
    const struct channel_file *file = stage->rehearsal->file;
    const uint32_t instances = channel_section_count(file, CHANNEL_SECTION_INSTANCES);
    const uint32_t criteria = channel_section_count(file, CHANNEL_SECTION_CRITERIA);

    stage->matched = calloc(instances + 1u, 1);
    stage->instance_told = calloc(instances + 1u, 1);
    stage->read = calloc(criteria + 1u, 1);
    stage->told = calloc(criteria + 1u, 1);
    stage->tallies = calloc(stage->rehearsal->sensors->count, sizeof *stage->tallies);
    if (stage->matched == NULL || stage->instance_told == NULL || stage->read == NULL ||
        stage->told == NULL || stage->tallies == NULL) {
        report("channel: out of memory");
        return false;
    }
    if (!trial_begin(&stage->trial, file))
        return false;
    stage->search = search_new(&stage->trial, &stage->plan);
    return stage->search != NULL;
}

bool rehearse(const struct rehearsal *rehearsal)
{
    struct stage stage = {.rehearsal = rehearsal};

    const bool done = prepare(&stage) && rehearse_types(&stage);
    trial_free(&stage.trial);
    plan_free(&stage.plan);
    search_free(stage.search);
    free(stage.matched);
    free(stage.instance_told);
    free(stage.read);
    free(stage.told);
    free(stage.tallies);
    return done;
}
