/* The generated matrix of incident.md, finding 3: each template type × each field × each kind of
 * criterion that can stand on it × events that hit, miss, are empty, as long as allowed, absent.
 * A field that only wildcards were tried on fails: that is how July 19 came through. */
#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "channel/validate.h"
#include "evaluation.h"
#include "limits.h"
#include "model.h"
#include "test.h"

enum cell { HIT, MISS, EMPTY, LONGEST, ABSENT, CELLS };
enum { COLUMNS = 8, MOST_FIELDS = 128 };

/* The criteria that stand on every field, in the order of their instances. The last two depend on
 * the field's kind; on a field of another kind they are left out. */
struct column {
    uint8_t kind, input_kind;
    bool matches[CELLS];
};

static const struct column columns[COLUMNS] = {
    {CHANNEL_CRITERION_ANY, 0, {true, true, true, true, true}},
    {CHANNEL_CRITERION_EXACT, 0, {true, false, false, false, false}},
    {CHANNEL_CRITERION_PREFIX, 0, {true, false, false, true, false}},
    {CHANNEL_CRITERION_SUFFIX, 0, {true, false, false, true, false}},
    {CHANNEL_CRITERION_CONTAINS, 0, {true, false, false, true, false}},
    {CHANNEL_CRITERION_GLOB, 0, {true, false, false, true, false}},
    {CHANNEL_CRITERION_RANGE, CHANNEL_KIND_NUMBER, {true, false, false, false, false}},
    {CHANNEL_CRITERION_CIDR4, CHANNEL_KIND_ADDRESS, {true, false, false, false, false}},
};

/* What an input of a kind that hits is, and the patterns that it satisfies. */
struct sample {
    const char *hit, *miss, *prefix, *suffix, *contains, *glob;
};

static const struct sample samples[] = {
    [CHANNEL_KIND_TEXT] = {"Alpha Beta", "gamma", "alp", "eta", "a b", "a*h?*ta"},
    [CHANNEL_KIND_NUMBER] = {"471147", "17", "471", "147", "114", "4*1?*47"},
    [CHANNEL_KIND_ADDRESS] = {"10.1.2.3", "192.0.2.9", "10.", "2.3", "1.2", "1*.1?*.3"},
};

static bool stands_on(const struct column *column, uint8_t kind)
{
    return column->input_kind == CHANNEL_KIND_ABSENT || column->input_kind == kind;
}

static void add_values(struct content *content, struct content_criterion *criterion,
                       const struct sample *sample)
{
    const uint8_t network[] = {10, 1};

    switch (criterion->kind) {
    case CHANNEL_CRITERION_EXACT:
        model_pattern(content, criterion, sample->hit);
        break;
    case CHANNEL_CRITERION_PREFIX:
        model_pattern(content, criterion, sample->prefix);
        break;
    case CHANNEL_CRITERION_SUFFIX:
        model_pattern(content, criterion, sample->suffix);
        break;
    case CHANNEL_CRITERION_CONTAINS:
        model_pattern(content, criterion, sample->contains);
        break;
    case CHANNEL_CRITERION_GLOB:
        model_pattern(content, criterion, sample->glob);
        break;
    case CHANNEL_CRITERION_RANGE:
        model_range(content, criterion, 471147, 471147);
        break;
    case CHANNEL_CRITERION_CIDR4:
        model_network(content, criterion, network, sizeof network, 16);
        break;
    default:
        break;
    }
}

/* Every field with every criterion, an instance each: three digits of field, one of column. */
static struct exact file_of_type(const struct channel_type_definition *type)
{
    struct content *content = model_new();

    assert_true(content_declare(content, type->type));
    for (uint16_t field = 0; field < type->field_count; field++) {
        const uint8_t kind = type->fields[field].kind;
        for (uint32_t column = 0; column < COLUMNS; column++) {
            if (!stands_on(&columns[column], kind))
                continue;
            const char id[] = {(char)('0' + field / 100), (char)('0' + field / 10 % 10),
                               (char)('0' + field % 10), (char)('0' + column), 0};
            struct content_instance *instance = model_instance(content, type->type, id);
            add_values(content, model_criterion(content, instance, field, columns[column].kind, 0),
                       &samples[kind]);
            model_test_only(content, instance);
        }
    }
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

static void the_validator_accepts(const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, channel_standard_sensor(), &validation);
    if (channel_validate_next(&validation, &violation))
        fail_msg("type %u, field %u: %s", violation.type, violation.field,
                 channel_error_name(violation.error));
}

/* The input of a cell; 65,535 bytes begin and end with what hits. */
static struct channel_input input_of_cell(enum cell cell, uint8_t kind, uint8_t *room)
{
    const char *hit = samples[kind].hit;
    const char *miss = samples[kind].miss;
    const uint32_t size = (uint32_t)strlen(hit);

    switch (cell) {
    case HIT:
        return (struct channel_input){(const uint8_t *)hit, size, kind};
    case MISS:
        return (struct channel_input){(const uint8_t *)miss, (uint32_t)strlen(miss), kind};
    case EMPTY:
        return (struct channel_input){NULL, 0, kind};
    case LONGEST:
        memset(room, 'z', LIMIT_INPUT);
        memcpy(room, hit, size);
        memcpy(room + LIMIT_INPUT - size, hit, size);
        return (struct channel_input){room, LIMIT_INPUT, kind};
    case ABSENT:
    case CELLS:
        break;
    }
    return (struct channel_input){NULL, 0, CHANNEL_KIND_ABSENT};
}

/* How often each field was really read by something that is no wildcard, and told hit from miss. */
struct counts {
    uint32_t hits[MOST_FIELDS], misses[MOST_FIELDS];
};

/* Whether instance `index`, of `field` and `column`, did what the matrix says. */
static void check_instance(const struct channel_type_definition *type, uint32_t field,
                           uint32_t column, uint32_t target, enum cell cell, bool matched)
{
    const enum cell seen = field == target ? cell : ABSENT;

    if (matched != columns[column].matches[seen])
        fail_msg("type %s, field %s, %s, cell %d: %d", type->name, type->fields[field].name,
                 channel_kind_rules(columns[column].kind)->name, (int)seen, matched);
}

/* All instances of the type against an event in which one field has an input. */
static void check_event(const struct channel_type_definition *type, const struct channel_file *file,
                        const struct event *event, uint32_t target, enum cell cell,
                        struct counts *counts)
{
    const uint32_t words = channel_workspace_size(file);
    uint32_t *room = malloc(words * sizeof *room);
    struct channel_evaluation evaluation;
    struct channel_match match;
    uint32_t index = 0;

    assert_non_null(room);
    assert_int_equal(channel_evaluate(file, &event->event, (struct channel_workspace){room, words},
                                      UINT64_MAX, &evaluation),
                     CHANNEL_OK);
    bool more = channel_evaluate_next(&evaluation, &match);
    for (uint32_t field = 0; field < type->field_count; field++) {
        for (uint32_t column = 0; column < COLUMNS; column++) {
            if (!stands_on(&columns[column], type->fields[field].kind))
                continue;
            const bool matched = more && match.error == CHANNEL_OK && match.instance == index;
            check_instance(type, field, column, target, cell, matched);
            if (column != 0 && field == target)
                (matched ? counts->hits : counts->misses)[field]++;
            if (matched)
                more = channel_evaluate_next(&evaluation, &match);
            index++;
        }
    }
    assert_false(more);
    free(room);
}

static void check_type(const struct channel_type_definition *type, struct counts *counts)
{
    struct exact bytes = file_of_type(type);
    const struct channel_file file = model_open(&bytes);
    uint8_t *room = malloc(LIMIT_INPUT);

    assert_non_null(room);
    the_validator_accepts(&file);
    for (uint16_t field = 0; field < type->field_count; field++) {
        for (uint32_t cell = HIT; cell < CELLS; cell++) {
            struct channel_input inputs[EVENT_INPUTS] = {{NULL, 0, 0}};
            inputs[field] = input_of_cell((enum cell)cell, type->fields[field].kind, room);
            struct event event = event_copy(type->type, inputs, type->field_count);
            check_event(type, &file, &event, field, (enum cell)cell, counts);
            event_free(&event);
        }
    }
    free(room);
    free_exact(&bytes);
}

static void every_field_of_every_type_is_read_and_not_by_wildcards_alone(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);

    assert_in_range(count, 1, UINT16_MAX);
    for (uint32_t i = 0; i < count; i++) {
        struct counts counts = {{0}, {0}};
        check_type(&types[i], &counts);
        for (uint16_t field = 0; field < types[i].field_count; field++)
            if (counts.hits[field] == 0 || counts.misses[field] == 0)
                fail_msg("type %s: field %s lacks a case that is no wildcard", types[i].name,
                         types[i].fields[field].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_every_type_is_read_and_not_by_wildcards_alone),
    };
    return RUN_TESTS(tests);
}
