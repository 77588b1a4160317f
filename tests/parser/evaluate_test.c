/* The Content Interpreter's calls: which events and workspaces it takes, how content errors are
 * reported and survived, how the budget ends an evaluation. */
#include "channel/evaluate.h"

#include <stdlib.h>
#include <string.h>

#include "evaluation.h"
#include "limits.h"
#include "sample.h"
#include "test.h"

enum { ENOUGH = 1000000 };

/* One type of three fields (text, number, address), for instances that a test adds. */
static struct content *model_of_three(void)
{
    struct content *content = model_new();
    struct content_type *type = model_type(content, 1, 3);

    type->kinds[1] = CHANNEL_KIND_NUMBER;
    type->kinds[2] = CHANNEL_KIND_ADDRESS;
    return content;
}

static void add_range(struct content *content, const char *id, uint16_t field)
{
    struct content_instance *instance = model_instance(content, 1, id);
    model_range(content, model_criterion(content, instance, field, CHANNEL_CRITERION_RANGE, 0), 1,
                9);
    model_test_only(content, instance);
}

static void add_text(struct content *content, const char *id, uint16_t field, uint8_t kind,
                     const char *value)
{
    struct content_instance *instance = model_instance(content, 1, id);
    model_text(content, instance, field, kind, 0, value);
    model_test_only(content, instance);
}

/* --- the call ----------------------------------------------------------------------------------
 */

static const uint8_t longest[LIMIT_INPUT + 1];

static const struct {
    const char *holds;
    uint16_t count;
    struct channel_input last;
    enum channel_error expected;
} calls[] = {
    {"no inputs", 0, {NULL, 0, 0}, CHANNEL_OK},
    {"128 inputs", 128, {NULL, 0, 0}, CHANNEL_OK},
    {"129 inputs", 129, {NULL, 0, 0}, CHANNEL_ERROR_EVENT_INPUTS},
    {"the last kind", 2, {longest, 1, CHANNEL_KIND_ADDRESS}, CHANNEL_OK},
    {"a kind behind the last", 2, {longest, 1, 4}, CHANNEL_ERROR_EVENT_KIND},
    {"kind 255", 128, {longest, 1, 255}, CHANNEL_ERROR_EVENT_KIND},
    {"the longest input", 2, {longest, LIMIT_INPUT, CHANNEL_KIND_TEXT}, CHANNEL_OK},
    {"a longer input",
     2,
     {longest, LIMIT_INPUT + 1, CHANNEL_KIND_TEXT},
     CHANNEL_ERROR_EVENT_INPUT_SIZE},
    {"an absent input", 2, {longest, 0, CHANNEL_KIND_ABSENT}, CHANNEL_OK},
    {"an absent input with bytes",
     2,
     {longest, 1, CHANNEL_KIND_ABSENT},
     CHANNEL_ERROR_EVENT_ABSENT_SIZE},
};

static void events_that_are_wrong_in_themselves_are_refused(void **state)
{
    (void)state;
    struct exact bytes = sample_encode();
    const struct channel_file file = model_open(&bytes);
    static const uint16_t types[] = {3, 4}; /* one that the content has, one that it has not */

    for (size_t i = 0; i < COUNT_OF(calls) * COUNT_OF(types); i++) {
        struct channel_input inputs[EVENT_INPUTS] = {{NULL, 0, 0}};
        struct results results;
        const size_t row = i / COUNT_OF(types);
        if (calls[row].count > 0)
            inputs[calls[row].count - 1] = calls[row].last;
        struct event event = event_copy(types[i % COUNT_OF(types)], inputs, calls[row].count);
        evaluate(&file, &event, ENOUGH, &results);
        if (results.refused != calls[row].expected)
            fail_msg("%s: %s", calls[row].holds, channel_error_name(results.refused));
        event_free(&event);
    }
    free_exact(&bytes);
}

static void a_workspace_one_word_too_small_is_refused(void **state)
{
    (void)state;
    static const uint16_t fields[] = {1, 31, 32, 33, 128};
    for (size_t i = 0; i < COUNT_OF(fields); i++) {
        struct content *content = model_new();
        model_type(content, 1, fields[i]);
        add_text(content, "r", (uint16_t)(fields[i] - 1), CHANNEL_CRITERION_CONTAINS, "abc");
        struct exact bytes = model_encode(content);
        content_free(content);
        const struct channel_file file = model_open(&bytes);
        const uint32_t words = channel_workspace_size(&file);
        assert_int_equal(words, 256 + 4 + 128 * fields[i]); /* docs/format.md, 3 */
        uint32_t *room = malloc(words * sizeof *room);
        assert_non_null(room);
        struct channel_event event = {1, 0, NULL};
        struct channel_evaluation evaluation;
        assert_int_equal(channel_evaluate(&file, &event,
                                          (struct channel_workspace){room, words - 1}, ENOUGH,
                                          &evaluation),
                         CHANNEL_ERROR_WORKSPACE_TOO_SMALL);
        assert_int_equal(channel_evaluate(&file, &event, (struct channel_workspace){room, words},
                                          ENOUGH, &evaluation),
                         CHANNEL_OK);
        free(room);
        free_exact(&bytes);
    }
}

static void an_event_of_a_type_that_the_content_lacks_matches_nothing(void **state)
{
    (void)state;
    static const uint16_t types[] = {0, 2, 4, 8, 10, UINT16_MAX};
    struct exact bytes = sample_encode();
    const struct channel_file file = model_open(&bytes);
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        struct event event = event_new(types[i], &(struct input){"x", 0}, 1);
        struct results results;
        evaluate(&file, &event, 0, &results); /* and costs nothing */
        assert_int_equal(results.refused, CHANNEL_OK);
        assert_int_equal(results.count, 0);
        event_free(&event);
    }
    free_exact(&bytes);
}

/* --- content errors ----------------------------------------------------------------------------
 */

/* Instance 1 of three reads what the event does not have; 0 and 2 match. */
static struct exact file_with_an_error_between(uint8_t kind, uint16_t field, uint16_t reference)
{
    struct content *content = model_of_three();

    add_text(content, "a", 0, CHANNEL_CRITERION_EXACT, "x");
    struct content_instance *instance = model_instance(content, 1, "b");
    model_text(content, instance, 0, CHANNEL_CRITERION_EXACT, 0, "x");
    struct content_criterion *criterion = model_criterion(content, instance, field, kind, 0);
    if (kind == CHANNEL_CRITERION_REFERENCE)
        model_reference(content, criterion, reference, CHANNEL_REFERENCE_EXACT);
    else
        model_range(content, criterion, 1, 9);
    model_node(content, instance, CHANNEL_OPERATOR_AND, 2);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    model_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    add_text(content, "c", 0, CHANNEL_CRITERION_PREFIX, "x");
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

static const struct {
    const char *holds;
    uint8_t kind;
    uint16_t field, reference;
    uint16_t supplied;
    enum channel_error error;
    uint32_t read; /* the field that is named */
} errors[] = {
    {"an input behind the last", CHANNEL_CRITERION_RANGE, 2, 0, 2, CHANNEL_ERROR_INPUT_MISSING, 2},
    {"an input of another kind", CHANNEL_CRITERION_RANGE, 0, 0, 2, CHANNEL_ERROR_INPUT_KIND, 0},
    {"a reference behind the last", CHANNEL_CRITERION_REFERENCE, 0, 1, 1,
     CHANNEL_ERROR_INPUT_REFERENCE, 1},
    {"a reference of an input behind the last", CHANNEL_CRITERION_REFERENCE, 1, 0, 1,
     CHANNEL_ERROR_INPUT_MISSING, 1},
};

static void a_content_error_is_reported_and_the_next_instance_goes_on(void **state)
{
    (void)state;
    const struct input inputs[] = {{"x", CHANNEL_KIND_TEXT}, {"5", CHANNEL_KIND_NUMBER}};
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        struct exact bytes =
            file_with_an_error_between(errors[i].kind, errors[i].field, errors[i].reference);
        const struct channel_file file = model_open(&bytes);
        struct event event = event_new(1, inputs, errors[i].supplied);
        struct results results;
        evaluate(&file, &event, ENOUGH, &results);
        assert_int_equal(results.count, 3);
        const struct channel_match *match = &results.list[1];
        if (match->error != errors[i].error || match->instance != 1 || match->criterion != 1 ||
            match->field != errors[i].read ||
            match->offset != record_place(bytes.bytes, CHANNEL_SECTION_CRITERIA, 2, 0))
            fail_msg("%s: %s of criterion %u, field %u at %u", errors[i].holds,
                     channel_error_name(match->error), match->criterion, match->field,
                     match->offset);
        assert_true(results.list[0].error == CHANNEL_OK && results.list[0].instance == 0);
        assert_true(results.list[2].error == CHANNEL_OK && results.list[2].instance == 2);
        event_free(&event);
        free_exact(&bytes);
    }
}

static void ranges_and_networks_ask_for_their_kind_of_input(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {CHANNEL_CRITERION_RANGE, CHANNEL_CRITERION_CIDR4,
                                    CHANNEL_CRITERION_CIDR6};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        struct content *content = model_of_three();
        struct content_instance *instance = model_instance(content, 1, "r");
        model_range(content, model_criterion(content, instance, 0, kinds[i], 0), 0, 0);
        model_test_only(content, instance);
        struct exact bytes = model_encode(content);
        content_free(content);
        const struct channel_file file = model_open(&bytes);
        const uint8_t needed = channel_kind_rules(kinds[i])->input_kind;
        for (uint8_t kind = CHANNEL_KIND_ABSENT; kind <= CHANNEL_KIND_ADDRESS; kind++) {
            const struct channel_input input = {NULL, 0, kind};
            struct event event = event_copy(1, &input, 1);
            struct results results;
            evaluate(&file, &event, ENOUGH, &results);
            const bool fine = kind == needed || kind == CHANNEL_KIND_ABSENT;
            assert_int_equal(results.count, fine ? 0 : 1);
            if (!fine)
                assert_int_equal(results.list[0].error, CHANNEL_ERROR_INPUT_KIND);
            event_free(&event);
        }
        free_exact(&bytes);
    }
}

/* A record that no decoder accepts, met at run time: named by its place. */
static void a_wrong_record_is_named_by_its_place(void **state)
{
    (void)state;
    static const struct {
        enum channel_section section;
        uint32_t index, at, value;
        enum channel_error error;
    } damages[] = {
        {CHANNEL_SECTION_INSTANCES, 2, 20, 1, CHANNEL_ERROR_INSTANCE_RESERVED},
        {CHANNEL_SECTION_CRITERIA, 9, 12, 1, CHANNEL_ERROR_CRITERION_RESERVED},
        {CHANNEL_SECTION_NODES, 13, 1, 1, CHANNEL_ERROR_NODE_RESERVED},
    };
    for (size_t i = 0; i < COUNT_OF(damages); i++) {
        struct exact bytes = sample_encode();
        bytes
            .bytes[record_place(bytes.bytes, damages[i].section, damages[i].index, damages[i].at)] =
            (uint8_t)damages[i].value;
        repair_checksum(bytes.bytes, bytes.size);
        const struct channel_file file = model_open(&bytes);
        struct event event = event_new(9, (struct input[]){{"q", 0}, {"", 0}}, 2);
        struct results results;
        evaluate(&file, &event, ENOUGH, &results);
        assert_int_equal(results.list[0].error, damages[i].error);
        assert_int_equal(results.list[0].instance, 2);
        assert_int_equal(results.list[0].offset,
                         record_place(bytes.bytes, damages[i].section, damages[i].index, 0));
        event_free(&event);
        free_exact(&bytes);
    }
}

/* --- state and budget --------------------------------------------------------------------------
 */

static void nothing_of_an_event_is_left_for_the_next(void **state)
{
    (void)state;
    static const char *const texts[] = {"abcdef", "uvwxyz", "", "abcxyz", "ab", "xyz"};
    struct content *content = model_of_three();
    add_text(content, "a", 0, CHANNEL_CRITERION_CONTAINS, "abc");
    add_text(content, "b", 0, CHANNEL_CRITERION_CONTAINS, "xyz");
    struct exact bytes = model_encode(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    const uint32_t words = channel_workspace_size(&file);
    const struct channel_workspace shared = {malloc(words * sizeof(uint32_t)), words};
    assert_non_null(shared.words);
    for (size_t i = 0; i < COUNT_OF(texts) * COUNT_OF(texts); i++) {
        const char *text = texts[i % 2 == 0 ? i / COUNT_OF(texts) : i % COUNT_OF(texts)];
        struct event event = event_new(1, &(struct input){text, 0}, 1);
        struct channel_evaluation evaluation;
        struct channel_match match;
        uint32_t matched = 0;
        assert_int_equal(channel_evaluate(&file, &event.event, shared, ENOUGH, &evaluation),
                         CHANNEL_OK);
        while (channel_evaluate_next(&evaluation, &match))
            matched |= UINT32_C(1) << match.instance;
        assert_int_equal(matched, (strstr(text, "abc") != NULL ? 1u : 0u) |
                                      (strstr(text, "xyz") != NULL ? 2u : 0u));
        event_free(&event);
    }
    free(shared.words);
    free_exact(&bytes);
}

static void an_empty_budget_is_reported_once_and_ends_the_evaluation(void **state)
{
    (void)state;
    struct content *content = model_of_three();
    add_text(content, "a", 0, CHANNEL_CRITERION_EXACT, "x");
    add_text(content, "b", 0, CHANNEL_CRITERION_EXACT, "x");
    add_range(content, "c", 1);
    struct exact bytes = model_encode(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    struct event event = event_new(1, (struct input[]){{"x", 0}, {"5", CHANNEL_KIND_NUMBER}}, 2);
    struct results whole;
    evaluate(&file, &event, ENOUGH, &whole);
    assert_int_equal(whole.count, 3);
    assert_int_equal(whole.steps, 3 + 3 + 2); /* node, value, its byte; node, value */
    for (uint64_t budget = 0; budget < whole.steps; budget++) {
        struct results results;
        evaluate(&file, &event, budget, &results);
        const uint32_t matches = (uint32_t)(budget / 3);
        assert_int_equal(results.count, matches + 1);
        assert_int_equal(results.list[matches].error, CHANNEL_ERROR_BUDGET);
        assert_int_equal(results.list[matches].instance, matches);
        assert_in_range(results.steps, 0, budget);
    }
    event_free(&event);
    free_exact(&bytes);
}

/* Content that no validator saw: every byte of the tables wrong, and still an end. */
static void corrupted_content_ends_in_errors_or_results(void **state)
{
    (void)state;
    struct exact bytes = sample_encode();
    const struct input inputs[] = {
        {"x", 0}, {"ayb", 0}, {"3", CHANNEL_KIND_NUMBER}, {"10.0.0.1", CHANNEL_KIND_ADDRESS}};
    struct event events[] = {event_new(3, inputs, 4), event_new(9, inputs, 2)};
    const uint32_t begin = record_place(bytes.bytes, CHANNEL_SECTION_TYPES, 0, 0);
    uint32_t met = 0;

    for (size_t i = begin * 16; i < bytes.size * 16; i++) {
        const uint8_t mask = (uint8_t)(i % 16 < 8 ? 1u << i % 8 : 0xffu >> i % 8);
        struct results results;
        struct channel_file file;
        uint32_t offset;
        bytes.bytes[i / 16] ^= mask;
        if (channel_open_unchecked(bytes.bytes, bytes.size, &file, &offset) == CHANNEL_OK) {
            for (size_t event = 0; event < COUNT_OF(events); event++) {
                evaluate(&file, &events[event], ENOUGH, &results);
                assert_in_range(results.count, 0, SAMPLE_INSTANCES);
                for (uint32_t match = 0; match < results.count; match++) {
                    assert_in_range(results.list[match].offset, 0, bytes.size);
                    met += results.list[match].error != CHANNEL_OK ? 1 : 0;
                }
            }
        }
        bytes.bytes[i / 16] ^= mask;
    }
    assert_in_range(met, 1000, UINT32_MAX);
    event_free(&events[0]);
    event_free(&events[1]);
    free_exact(&bytes);
}

/* Errors without a row above: who provokes them, or why nothing can. */
static const struct {
    enum channel_error error;
    const char *reason;
} apart[] = {
    {CHANNEL_ERROR_WORKSPACE_TOO_SMALL, "a_workspace_one_word_too_small_is_refused"},
    {CHANNEL_ERROR_BUDGET, "an_empty_budget_is_reported_once_and_ends_the_evaluation"},
    {CHANNEL_ERROR_CONDITION_STACK, "condition_test: operators_nest_128_deep_and_no_deeper"},
    {CHANNEL_ERROR_EXPRESSION_WORKSPACE, "expression_test"},
    {CHANNEL_ERROR_CONDITION_UNFINISHED,
     "unreachable: a span is not empty and ends with a test, else NODE_EMPTY or NODE_SPAN is met"},
};

static bool is_provoked(enum channel_error error)
{
    bool found = false;
    for (size_t i = 0; i < COUNT_OF(calls); i++)
        found |= calls[i].expected == error;
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        found |= errors[i].error == error;
    for (size_t i = 0; i < COUNT_OF(apart); i++)
        found |= apart[i].error == error;
    return found;
}

static void every_error_of_the_interpreter_has_a_test(void **state)
{
    (void)state;
    static const enum channel_error list[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
        CHANNEL_ERRORS_EVALUATION(X)
#undef X
    };
    for (size_t i = 0; i < COUNT_OF(list); i++)
        if (!is_provoked(list[i]))
            fail_msg("no test provokes %s", channel_error_name(list[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_that_are_wrong_in_themselves_are_refused),
        cmocka_unit_test(a_workspace_one_word_too_small_is_refused),
        cmocka_unit_test(an_event_of_a_type_that_the_content_lacks_matches_nothing),
        cmocka_unit_test(a_content_error_is_reported_and_the_next_instance_goes_on),
        cmocka_unit_test(ranges_and_networks_ask_for_their_kind_of_input),
        cmocka_unit_test(a_wrong_record_is_named_by_its_place),
        cmocka_unit_test(nothing_of_an_event_is_left_for_the_next),
        cmocka_unit_test(an_empty_budget_is_reported_once_and_ends_the_evaluation),
        cmocka_unit_test(corrupted_content_ends_in_errors_or_results),
        cmocka_unit_test(every_error_of_the_interpreter_has_a_test),
    };
    return RUN_TESTS(tests);
}
