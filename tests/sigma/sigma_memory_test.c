/* Memory that runs out, at each place in turn: reported as such, the model left as it was. The
 * linker puts __wrap_calloc in the place of calloc, through which all of the compiler's memory
 * comes but libyaml's. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "rule_text.h"
#include "test.h"

void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);

static size_t allocations_left = SIZE_MAX;

void *__wrap_calloc(size_t count, size_t size)
{
    if (allocations_left == 0)
        return NULL;
    if (allocations_left != SIZE_MAX)
        allocations_left--;
    return __real_calloc(count, size);
}

#define LINE_50 "01234567890123456789012345678901234567890123456789"
#define LINE_500 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50 LINE_50

static const char rule[] =
    RULE_HEAD "  a: {Image|contains: [a, 'b*c'], User|fieldref: Image}\n"
              "  b:\n    CommandLine|wide|base64offset|contains: '" LINE_500 LINE_500 "'\n"
              "  c: ['" LINE_500 "', {Image|windash: '-" LINE_500 " -" LINE_500 "'}]\n"
              "  d: {ProcessId|lt: 5}\n"
              "  e: {Image|re|i: ['a(b|c)*', 'd{3,5}'], User|expand: 'x%one%y%two%'}\n"
              "  condition: not (1 of a* or b) and all of c* or d or e\n";
static const char placeholders_file[] = "one: [a, 'b*']\ntwo: " LINE_500 "\n";

static struct sigma_placeholders *read_placeholders(void)
{
    struct sigma_diagnostic diagnostic;

    return sigma_placeholders_new(placeholders_file, strlen(placeholders_file), &diagnostic);
}

/* Fails every allocation from the n-th on while one rule is compiled, and then while a second one
 * is, in a model that holds the first. */
static void memory_that_runs_out_is_reported(void **state)
{
    struct sigma_placeholders *placeholders = read_placeholders();
    const struct sigma_options options = {.placeholders = placeholders};
    bool accepted = false;
    size_t steps = 0;

    (void)state;
    for (; !accepted; steps++) {
        struct content *content = content_new();
        struct sigma_compiler *compiler = sigma_compiler_new(content, &options);
        struct sigma_diagnostic diagnostic;
        assert_non_null(compiler);
        allocations_left = steps;
        accepted = sigma_compile(compiler, rule, strlen(rule), "own.yml", &diagnostic);
        allocations_left = SIZE_MAX;
        if (diagnostic.kind != (accepted ? SIGMA_ACCEPTED : SIGMA_REASON_MEMORY))
            fail_msg("%zu: %s", steps, diagnostic.reason);
        assert_int_equal(content->instance_count, accepted);
        assert_int_equal(content->type_count, accepted);
        assert_int_equal(sigma_compile(compiler, rule, strlen(rule), "again.yml", &diagnostic),
                         !accepted);
        assert_int_equal(content->instance_count, 1);
        sigma_compiler_free(compiler);
        content_free(content);
    }
    print_message("%zu places\n", steps);
    assert_true(steps > 8);
    sigma_placeholders_free(placeholders);
}

static void placeholders_that_have_no_room_are_reported(void **state)
{
    struct sigma_placeholders *placeholders = NULL;
    size_t steps = 0;

    (void)state;
    for (; placeholders == NULL; steps++) {
        struct sigma_diagnostic diagnostic;
        allocations_left = steps;
        placeholders =
            sigma_placeholders_new(placeholders_file, strlen(placeholders_file), &diagnostic);
        allocations_left = SIZE_MAX;
        assert_int_equal(diagnostic.kind,
                         placeholders == NULL ? SIGMA_REASON_MEMORY : SIGMA_ACCEPTED);
    }
    assert_true(steps > 2);
    sigma_placeholders_free(placeholders);
}

static void a_compiler_that_cannot_be_made_is_null(void **state)
{
    static const struct sigma_options options = {0};
    struct sigma_compiler *compiler = NULL;

    (void)state;
    for (size_t steps = 0; compiler == NULL; steps++) {
        struct content *content = content_new();
        struct content_instance *instance = content_add_instance(content);
        assert_non_null(instance);
        instance->id = (struct content_text){"one", 3};
        allocations_left = steps;
        compiler = sigma_compiler_new(content, &options);
        allocations_left = SIZE_MAX;
        assert_true(compiler == NULL || steps > 2);
        sigma_compiler_free(compiler);
        content_free(content);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_that_runs_out_is_reported),
        cmocka_unit_test(placeholders_that_have_no_room_are_reported),
        cmocka_unit_test(a_compiler_that_cannot_be_made_is_null),
    };
    return RUN_TESTS(tests);
}
