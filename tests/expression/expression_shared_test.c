/* The expressions of the shared rules: each is accepted, every beginning of it has an answer, and
 * on every text of the shared events its verdict is PCRE2's. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/matches/second_opinion.h"
#include "program.h"
#include "shared_data.h"
#include "test.h"

static const char *const needed[] = {
    "sigma/rules.jsonl",
    "events/otrf_sysmon/events.jsonl",
    "events/sigmahq_regression/events.jsonl",
};

/* Each text once, as the keys of an object. An expression has its flags, a digit, before it. */
static json_t *expressions, *values;

static uint8_t flags_of(const char *key)
{
    const unsigned flags = (strstr(key, "|i") != NULL ? CHANNEL_EXPRESSION_CASELESS : 0u) |
                           (strstr(key, "|m") != NULL ? CHANNEL_EXPRESSION_MULTILINE : 0u) |
                           (strstr(key, "|s") != NULL ? CHANNEL_EXPRESSION_DOTALL : 0u);
    return (uint8_t)flags;
}

static void note_expression(const char *key, const json_t *source)
{
    const char *modifier = strstr(key, "|re");
    char text[1024];

    if (modifier == NULL || !json_is_string(source))
        return;
    const int size =
        snprintf(text, sizeof text, "%u%s", flags_of(modifier + 3), json_string_value(source));
    assert_in_range(size, 1, sizeof text - 1);
    assert_int_equal(json_object_set_new(expressions, text, json_true()), 0);
}

static void note_value(const char *key, const json_t *value)
{
    (void)key;
    if (json_is_string(value))
        assert_int_equal(json_object_set_new(values, json_string_value(value), json_true()), 0);
}

/* Calls `note` with everything below `node` that is no collection, and the key that it stands
 * under. As deep as the JSON is, which jansson bounds. */
static void walk(const char *key, json_t *node, void (*note)(const char *key, const json_t *value))
{
    const char *below;
    json_t *member;
    size_t index;

    if (json_is_object(node))
        json_object_foreach(node, below, member) walk(below, member, note);
    else if (json_is_array(node))
        json_array_foreach(node, index, member) walk(key, member, note);
    else
        note(key, node);
}

static void read_lines(const char *name, void (*note)(const char *key, const json_t *value))
{
    size_t size;
    char *text = shared_read(name, &size);

    assert_non_null(text);
    for (char *line = text; *line != '\0';) {
        const size_t length = strcspn(line, "\n");
        json_t *node = json_loadb(line, length, 0, NULL);
        assert_non_null(node);
        walk("", node, note);
        json_decref(node);
        line += length + (line[length] == '\n');
    }
    free(text);
}

static int read_all(void **state)
{
    (void)state;
    expressions = json_object();
    values = json_object();
    read_lines(needed[0], note_expression);
    read_lines(needed[1], note_value);
    read_lines(needed[2], note_value);
    print_message("%zu expressions, %zu values\n", json_object_size(expressions),
                  json_object_size(values));
    return json_object_size(expressions) > 50 && json_object_size(values) > 1000 ? 0 : -1;
}

static int forget_all(void **state)
{
    (void)state;
    json_decref(expressions);
    json_decref(values);
    return 0;
}

static void every_expression_is_accepted(void **state)
{
    const char *key;
    json_t *ignored;
    uint32_t largest = 0;

    (void)state;
    json_object_foreach(expressions, key, ignored)
    {
        struct program program = program_new(key + 1, strlen(key + 1), (uint8_t)(key[0] - '0'));
        if (!program.accepted)
            fail_msg("/%s/: %u: %s", key + 1, program.error.position, program.error.reason);
        if (program.value.instruction_count > largest)
            largest = program.value.instruction_count;
        program_free(&program);
    }
    print_message("the largest program has %u instructions\n", largest);
    assert_true(largest <= 8192 / 4);
}

static void every_beginning_has_an_answer(void **state)
{
    const char *key;
    json_t *ignored;

    (void)state;
    json_object_foreach(expressions, key, ignored)
    {
        for (size_t size = strlen(key + 1); size > 0; size--) {
            struct program program = program_new(key + 1, size, (uint8_t)(key[0] - '0'));
            program_free(&program);
        }
    }
}

/* Returns how many verdicts there were, and adds those that were hits. */
static size_t compare(const char *source, uint8_t flags, size_t *hits)
{
    struct program program = program_new(source, strlen(source), flags);
    struct opinion *opinion = opinion_new(source, strlen(source), flags);
    const char *value;
    json_t *ignored;
    size_t verdicts = 0;

    assert_non_null(opinion);
    json_object_foreach(values, value, ignored)
    {
        const struct channel_slice input = {(const uint8_t *)value, (uint32_t)strlen(value)};
        const enum verdict expected = opinion_of(opinion, input);
        if (expected == VERDICT_NONE)
            continue;
        if (program_matches(&program, input) != (expected == VERDICT_HIT))
            fail_msg("/%s/ on \"%s\": PCRE2 says %d", source, value, expected);
        verdicts++;
        *hits += expected == VERDICT_HIT;
    }
    opinion_free(opinion);
    program_free(&program);
    return verdicts;
}

static void every_verdict_is_that_of_pcre2(void **state)
{
    const char *key;
    json_t *ignored;
    size_t verdicts = 0, hits = 0;

    (void)state;
    json_object_foreach(expressions, key, ignored)
    {
        verdicts += compare(key + 1, (uint8_t)(key[0] - '0'), &hits);
    }
    print_message("%zu verdicts, %zu of them hits\n", verdicts, hits);
    assert_true(verdicts >= json_object_size(expressions) * json_object_size(values) * 99 / 100);
    assert_true(hits > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_expression_is_accepted),
        cmocka_unit_test(every_beginning_has_an_answer),
        cmocka_unit_test(every_verdict_is_that_of_pcre2),
    };
    int code;

    for (size_t i = 0; i < COUNT_OF(needed); i++)
        if (!shared_exists(needed[i], &code))
            return code;
    return cmocka_run_group_tests(tests, read_all, forget_all);
}
