/* Models that are made of bytes: what random bytes give, what each seed must come to, and that the
 * naive evaluator and the interpreter agree on all of it. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/checks/check_model.h"
#include "channel/checks/check_worst_case.h"
#include "channel/models/model_cost.h"
#include "channel/naive/naive_evaluation.h"
#include "seed_files.h"
#include "support/exact.h"

enum { RANDOM_INPUTS = 3000, LONGEST = 600 };

static struct model model_of(const void *bytes, size_t size, const struct model_caps *caps)
{
    struct model model;

    model_make(bytes, size, caps, &model);
    return model;
}

static struct model model_of_seed(const char *target, const char *name,
                                  const struct model_caps *caps)
{
    size_t size;
    uint8_t *bytes = read_seed(target, name, &size);
    const struct model model = model_of(bytes, size, caps);

    exact_free(bytes, size);
    return model;
}

static bool is_built(const struct model *model)
{
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    if (!builder_encode(model->content, &bytes, &size, &error))
        return false;
    free(bytes);
    return true;
}

/* --- random bytes ------------------------------------------------------------------------------
 */

static size_t random_bytes(uint64_t *state, uint8_t *bytes)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    const size_t size = (size_t)(*state >> 33) % LONGEST;
    for (size_t i = 0; i < size; i++) {
        *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        bytes[i] = (uint8_t)(*state >> 56);
    }
    return size;
}

/* What random bytes reach. */
struct reach {
    unsigned built, inputs, present, nested;
    unsigned kinds[16], all, keyword, matches;
};

static void count_criteria(const struct content_instance *instance, struct reach *reach)
{
    for (uint32_t i = 0; i < instance->criterion_count; i++) {
        reach->kinds[instance->criteria[i].kind % 16]++;
        reach->all += (instance->criteria[i].flags & CHANNEL_FLAG_ALL) != 0;
        reach->keyword += instance->criteria[i].field == CHANNEL_FIELD_ALL;
    }
    for (uint32_t i = 1; i < instance->node_count; i++)
        reach->nested += instance->nodes[i].op != CHANNEL_OPERATOR_TEST;
}

static void count_matches(const struct model *model, struct reach *reach)
{
    for (uint32_t e = 0; e < model->event_count; e++) {
        const struct channel_event *event = &model->events[e].event;
        for (uint32_t i = 0; i < event->input_count; i++)
            reach->present += event->inputs[i].kind != CHANNEL_KIND_ABSENT;
        reach->inputs += event->input_count;
        for (uint32_t i = 0; i < model->content->instance_count; i++) {
            const struct content_instance *instance = &model->content->instances[i];
            if (instance->type == event->type)
                reach->matches += naive_evaluate(model->content, instance, event) == NAIVE_MATCH;
        }
    }
}

static void random_bytes_reach_everything(void **state)
{
    struct reach reach = {0};
    uint8_t bytes[LONGEST];
    uint64_t random = 1;

    (void)state;
    for (unsigned i = 0; i < RANDOM_INPUTS; i++) {
        const size_t size = random_bytes(&random, bytes);
        struct model model = model_of(bytes, size, &model_caps_small);
        if (model.sound)
            assert_true(is_built(&model));
        if (is_built(&model)) {
            reach.built++;
            for (uint32_t j = 0; j < model.content->instance_count; j++)
                count_criteria(&model.content->instances[j], &reach);
            count_matches(&model, &reach);
        }
        model_free(&model);
    }
    assert_true(reach.built >= RANDOM_INPUTS * 9 / 10);
    for (uint8_t kind = 1; channel_kind_rules(kind)->kind != 0; kind++) {
        if (reach.kinds[kind] < RANDOM_INPUTS / 30)
            fail_msg("%s: %u criteria", channel_kind_rules(kind)->name, reach.kinds[kind]);
    }
    assert_true(reach.nested >= RANDOM_INPUTS / 30);
    assert_true(reach.keyword >= RANDOM_INPUTS / 100);
    assert_true(reach.present >= reach.inputs / 4);
    assert_true(reach.matches >= RANDOM_INPUTS / 10);
}

static void the_same_bytes_give_the_same_file(void **state)
{
    uint8_t bytes[LONGEST];
    uint64_t random = 7;

    (void)state;
    for (unsigned i = 0; i < 200; i++) {
        const size_t size = random_bytes(&random, bytes);
        struct model models[2] = {model_of(bytes, size, &model_caps_small),
                                  model_of(bytes, size, &model_caps_small)};
        uint8_t *files[2];
        size_t sizes[2];
        for (unsigned j = 0; j < 2; j++)
            assert_true(builder_encode_unchecked(models[j].content, &files[j], &sizes[j]));
        assert_int_equal(sizes[0], sizes[1]);
        assert_memory_equal(files[0], files[1], sizes[0]);
        assert_int_equal(models[0].event_count, models[1].event_count);
        for (unsigned j = 0; j < 2; j++) {
            free(files[j]);
            model_free(&models[j]);
        }
    }
}

/* --- seeds of roundtrip -------------------------------------------------------------------------
 */

/* Over all events: instances that match, and that are in error. */
static const struct {
    const char *seed;
    unsigned matches, errors;
} rows[] = {
    {"nothing", 0, 0},
    {"default-instance", 1, 0},
    {"any", 1, 0},
    {"exact", 3, 0},
    {"exact-empty", 1, 0},
    {"exact-cased", 2, 0},
    {"prefix", 1, 0},
    {"suffix", 1, 0},
    {"contains-any", 2, 0},
    {"contains-all", 1, 0},
    {"glob", 3, 0},
    {"glob-escaped", 2, 0},
    {"expression", 2, 0},
    {"expression-all", 3, 0},
    {"expression-refused", 1, 0},
    {"range", 2, 0},
    {"range-edges", 2, 0},
    {"cidr4", 2, 0},
    {"cidr6", 3, 0},
    {"cidr-edges", 5, 0},
    {"expression-edges", 14, 0},
    {"absent", 1, 0},
    {"exists", 1, 0},
    {"reference", 5, 0},
    {"reference-missing", 0, 1},
    {"keyword", 2, 0},
    {"keyword-expression", 2, 0},
    {"input-missing", 1, 1},
    {"input-kind", 0, 2},
    {"short-circuit", 1, 1},
    {"condition", 1, 0},
    {"condition-like", 2, 0},
    {"condition-rest", 1, 0},
    {"types", 2, 0},
    {"fields-128", 1, 0},
    {"identifiers", 5, 0},
    {"repeated", 5, 0},
    {"periodic", 2, 0},
    {"folding", 5, 0},
    {"not-utf-8", 6, 0},
};

static void seeds_match_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct model model = model_of_seed("roundtrip", rows[i].seed, &model_caps_small);
        unsigned counts[NAIVE_ERROR + 1] = {0};
        if (!is_built(&model))
            fail_msg("%s: the builder refuses it", rows[i].seed);
        for (uint32_t e = 0; e < model.event_count; e++) {
            const struct channel_event *event = &model.events[e].event;
            for (uint32_t j = 0; j < model.content->instance_count; j++) {
                const struct content_instance *instance = &model.content->instances[j];
                if (instance->type == event->type)
                    counts[naive_evaluate(model.content, instance, event)]++;
            }
        }
        if (counts[NAIVE_MATCH] != rows[i].matches || counts[NAIVE_ERROR] != rows[i].errors)
            fail_msg("%s: %u matches, %u errors", rows[i].seed, counts[NAIVE_MATCH],
                     counts[NAIVE_ERROR]);
        model_free(&model);
    }
}

static unsigned broken;

/* Seeds that are no row above must be refused: they are the defects. */
static void visit_roundtrip(const char *folder, const char *name)
{
    struct model model = model_of_seed(folder, name, &model_caps_small);
    bool is_row = false;

    for (size_t i = 0; i < COUNT_OF(rows); i++)
        is_row |= strcmp(rows[i].seed, name) == 0;
    if (!is_row && is_built(&model))
        fail_msg("%s: the builder accepts it", name);
    broken += !is_row;
    model_free(&model);
}

static void every_defect_is_refused(void **state)
{
    (void)state;
    broken = 0;
    each_seed("roundtrip", visit_roundtrip);
    assert_int_equal(broken, 26);
}

/* --- seeds of worst_case ------------------------------------------------------------------------
 */

static struct nearest nearest_of_seeds[NEAREST_KINDS];

static void visit_worst_case(const char *folder, const char *name)
{
    struct model model = model_of_seed(folder, name, &model_caps_dear);

    if (check_worst_case(&model, nearest_of_seeds) == 0)
        fail_msg("%s: no sensor takes it", name);
    model_free(&model);
}

/* Seeds of the dear kinds come so near to their bounds, in percent, that the bounds are about right
 * and not just large. */
static void dear_seeds_come_near_to_their_bounds(void **state)
{
    static const struct {
        uint8_t kind;
        unsigned percent;
    } floors[] = {
        {CHANNEL_CRITERION_EXACT, 95},     {CHANNEL_CRITERION_PREFIX, 95},
        {CHANNEL_CRITERION_SUFFIX, 95},    {CHANNEL_CRITERION_CONTAINS, 90},
        {CHANNEL_CRITERION_GLOB, 80},      {CHANNEL_CRITERION_EXPRESSION, 85},
        {CHANNEL_CRITERION_REFERENCE, 80},
    };

    (void)state;
    memset(nearest_of_seeds, 0, sizeof nearest_of_seeds);
    each_seed("worst_case", visit_worst_case);
    for (size_t i = 0; i < COUNT_OF(floors); i++) {
        const struct nearest nearest = nearest_of_seeds[floors[i].kind];
        if (nearest.bound == 0 || nearest.steps * 100 < nearest.bound * floors[i].percent)
            fail_msg("%s: %llu of %llu steps", channel_kind_rules(floors[i].kind)->name,
                     (unsigned long long)nearest.steps, (unsigned long long)nearest.bound);
    }
}

/* Inputs are cut so that no event costs more than the cap, and are as long as it allows. */
static void events_are_as_long_as_the_work_allows(void **state)
{
    struct model dear = model_of_seed("worst_case", "expression-largest", &model_caps_dear);
    struct model cheap = model_of_seed("worst_case", "contains-longest", &model_caps_dear);

    (void)state;
    const uint64_t cost = model_cost_of_event(dear.content, &dear.events[0].event);
    assert_true(cost <= model_caps_dear.work);
    assert_true(cost > model_caps_dear.work / 4);
    assert_int_equal(cheap.events[0].event.inputs[0].size, 65535);
    model_free(&dear);
    model_free(&cheap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_bytes_reach_everything),
        cmocka_unit_test(the_same_bytes_give_the_same_file),
        cmocka_unit_test(seeds_match_as_they_should),
        cmocka_unit_test(every_defect_is_refused),
        cmocka_unit_test(dear_seeds_come_near_to_their_bounds),
        cmocka_unit_test(events_are_as_long_as_the_work_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
