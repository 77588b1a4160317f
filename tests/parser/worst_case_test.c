/* The published worst case: the formula of docs/format.md, 4, and inputs made to be as dear as can
 * be, which stay below it. */
#include <stdlib.h>
#include <string.h>

#include "channel/validate.h"
#include "evaluation.h"
#include "limits.h"
#include "model.h"
#include "test.h"

enum { N = LIMIT_INPUT, FIELDS = 3 };

#define EVENT (UINT64_C(128) * N) /* the filters, before the first node */

static uint64_t worst_case_of(const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, NULL, &validation);
    if (channel_validate_next(&validation, &violation))
        fail_msg("content is invalid: %s", channel_error_name(violation.error));
    return validation.worst_case_steps;
}

/* --- the formula -------------------------------------------------------------------------------
 */

struct row {
    uint16_t field;
    uint8_t kind;
    uint8_t values; /* "abc" each, or what the form wants */
    uint64_t steps; /* of the criterion */
};

static const struct row rows[] = {
    {0, CHANNEL_CRITERION_ANY, 0, 0},
    {0, CHANNEL_CRITERION_EXISTS, 0, 0},
    {0, CHANNEL_CRITERION_EXACT, 1, 1 + 3},
    {0, CHANNEL_CRITERION_PREFIX, 2, 2 + 6},
    {0, CHANNEL_CRITERION_SUFFIX, 3, 3 + 9},
    {0, CHANNEL_CRITERION_CONTAINS, 2, UINT64_C(2) * (1 + N) + UINT64_C(6) * N},
    {0, CHANNEL_CRITERION_GLOB, 2, UINT64_C(2) * (2 + N) + UINT64_C(6) * (1 + N)},
    {0, CHANNEL_CRITERION_REFERENCE, 2, UINT64_C(2) * (1 + N + UINT64_C(1) * N * N)},
    {1, CHANNEL_CRITERION_RANGE, 4, 4},
    {2, CHANNEL_CRITERION_CIDR4, 2, 2},
    {2, CHANNEL_CRITERION_CIDR6, 2, 2},
    {CHANNEL_FIELD_ALL, CHANNEL_CRITERION_EXACT, 1, FIELDS * (1 + 3)},
    {CHANNEL_FIELD_ALL, CHANNEL_CRITERION_CONTAINS, 1, FIELDS * (1 + N + UINT64_C(3) * N)},
};

static struct content *model_of_fields(void)
{
    struct content *content = model_new();
    struct content_type *type = model_type(content, 1, FIELDS);

    type->kinds[1] = CHANNEL_KIND_NUMBER;
    type->kinds[2] = CHANNEL_KIND_ADDRESS;
    return content;
}

static void add_row(struct content *content, const struct row *row, const char *id)
{
    struct content_instance *instance = model_instance(content, 1, id);
    struct content_criterion *criterion =
        model_criterion(content, instance, row->field, row->kind, 0);
    const char *pattern = row->kind == CHANNEL_CRITERION_GLOB ? "a*b" : "abc";

    for (uint8_t i = 0; i < row->values; i++) {
        if (channel_kind_rules(row->kind)->form == CHANNEL_FORM_PATTERN)
            model_pattern(content, criterion, pattern);
        else /* zeros are a range, a network and a reference */
            model_range(content, criterion, 0, 0);
    }
    model_test_only(content, instance);
}

static void the_worst_case_is_that_of_the_format(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct content *content = model_of_fields();
        add_row(content, &rows[i], "r");
        struct exact bytes = model_encode(content);
        content_free(content);
        const struct channel_file file = model_open(&bytes);
        const uint64_t steps = worst_case_of(&file);
        if (steps != EVENT + 1 + rows[i].steps)
            fail_msg("row %zu: %llu steps", i, (unsigned long long)steps);
        free_exact(&bytes);
    }
}

static void instances_add_up_and_the_dearest_type_counts(void **state)
{
    (void)state;
    struct content *content = model_of_fields();
    model_type(content, 2, 1);
    uint64_t expected = EVENT;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        add_row(content, &rows[i], (char[]){(char)('a' + i), 0});
        expected += 1 + rows[i].steps;
    }
    struct content_instance *cheap = model_instance(content, 2, "z");
    model_text(content, cheap, 0, CHANNEL_CRITERION_EXACT, 0, "x");
    model_test_only(content, cheap);
    struct exact bytes = model_encode(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    assert_true(worst_case_of(&file) == expected);
    free_exact(&bytes);
}

/* --- adversaries -------------------------------------------------------------------------------
 */

/* How a long input is made: `head`, then `filler` again and again. */
struct adversary {
    const char *what;
    uint8_t kind;
    uint16_t field;
    const char *value;
    const char *head, *filler;
    uint32_t size;
    uint64_t least; /* steps that it must take at least: it is one */
};

static const struct adversary adversaries[] = {
    {"a filter that lets through what is not there", CHANNEL_CRITERION_CONTAINS, 0, "abaaba", "aba",
     "a", N, UINT64_C(6) * N},
    {"contains of two bytes", CHANNEL_CRITERION_CONTAINS, 0, "ab", "a", "a", N, N},
    {"a glob that nearly fits everywhere", CHANNEL_CRITERION_GLOB, 0, "*aaaaaaab*c", "a", "a", N,
     UINT64_C(7) * N},
    {"a glob of many stars", CHANNEL_CRITERION_GLOB, 0, "*a*a*aaaab*c", "a", "a", N,
     UINT64_C(4) * N},
    {"a glob of code points", CHANNEL_CRITERION_GLOB, 0, "*\xc3\xa9?\xc3\xa9?b", "\xc3\xa9",
     "\xc3\xa9", N - 1, UINT64_C(2) * N},
    {"a keyword in every input", CHANNEL_CRITERION_GLOB, CHANNEL_FIELD_ALL, "*aab*c", "a", "a", N,
     UINT64_C(8) * N},
    {"the longest exact value", CHANNEL_CRITERION_EXACT, 0, NULL, "a", "a", LIMIT_TEXT, LIMIT_TEXT},
    {"the longest suffix", CHANNEL_CRITERION_SUFFIX, 0, NULL, "a", "a", N, LIMIT_TEXT},
};

static struct exact make_long(const struct adversary *adversary)
{
    uint8_t *bytes = malloc(adversary->size);
    const size_t head = strlen(adversary->head);
    const size_t filler = strlen(adversary->filler);

    assert_non_null(bytes);
    memcpy(bytes, adversary->head, head);
    for (size_t i = head; i < adversary->size; i++)
        bytes[i] = (uint8_t)adversary->filler[(i - head) % filler];
    const struct exact copy = exact_copy(bytes, adversary->size);
    free(bytes);
    return copy;
}

static struct exact file_of_adversary(const struct adversary *adversary)
{
    struct content *content = model_new();

    model_type(content, 1, FIELDS);
    struct content_instance *instance = model_instance(content, 1, "r");
    struct content_criterion *criterion =
        model_criterion(content, instance, adversary->field, adversary->kind, 0);
    model_pattern(content, criterion, adversary->value != NULL ? adversary->value : "");
    if (adversary->value == NULL)
        criterion->values[0].text = model_repeat(content, 'a', LIMIT_TEXT);
    model_test_only(content, instance);
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

static void the_dearest_inputs_stay_below_the_worst_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(adversaries); i++) {
        struct exact bytes = file_of_adversary(&adversaries[i]);
        const struct channel_file file = model_open(&bytes);
        struct exact text = make_long(&adversaries[i]);
        const struct channel_input input = {text.bytes, adversaries[i].size, CHANNEL_KIND_TEXT};
        struct event event = event_copy(1, (struct channel_input[]){input, input, input}, FIELDS);
        struct results results;
        evaluate(&file, &event, worst_case_of(&file), &results);
        if (results.count > 0 && results.list[0].error != CHANNEL_OK)
            fail_msg("%s: %s", adversaries[i].what, channel_error_name(results.list[0].error));
        if (results.steps < adversaries[i].least)
            fail_msg("%s: only %llu steps", adversaries[i].what, (unsigned long long)results.steps);
        event_free(&event);
        free_exact(&text);
        free_exact(&bytes);
    }
}

static void the_dearest_reference_stays_below_its_share(void **state)
{
    (void)state;
    enum { LONG = 4001, SHORT = 2001 };
    struct content *content = model_new();
    model_type(content, 1, 2);
    struct content_instance *instance = model_instance(content, 1, "r");
    model_reference(content, model_criterion(content, instance, 0, CHANNEL_CRITERION_REFERENCE, 0),
                    1, CHANNEL_REFERENCE_CONTAINS);
    model_test_only(content, instance);
    struct exact bytes = model_encode(content);
    content_free(content);
    const struct channel_file file = model_open(&bytes);
    uint8_t as[LONG], pattern[SHORT];
    memset(as, 'a', sizeof as);
    memset(pattern, 'a', sizeof pattern);
    pattern[SHORT / 2] = 'b';
    struct event event = event_copy(1,
                                    (struct channel_input[]){{as, LONG, CHANNEL_KIND_TEXT},
                                                             {pattern, SHORT, CHANNEL_KIND_TEXT}},
                                    2);
    struct results results;
    evaluate(&file, &event, worst_case_of(&file), &results);
    assert_int_equal(results.count, 0);
    assert_true(results.steps == 2 + (LONG - SHORT + 1) * (UINT64_C(1) + SHORT));
    event_free(&event);
    free_exact(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worst_case_is_that_of_the_format),
        cmocka_unit_test(instances_add_up_and_the_dearest_type_counts),
        cmocka_unit_test(the_dearest_inputs_stay_below_the_worst_case),
        cmocka_unit_test(the_dearest_reference_stays_below_its_share),
    };
    return RUN_TESTS(tests);
}
