/* Regular expressions in a channel file: every rule of record and program, and what programs match.
 * Programs are written by hand; compiler/expression has its own tests. */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "evaluation.h"
#include "expression.h"
#include "limits.h"
#include "model.h"
#include "test.h"

enum { MOST = 16, PLENTY = 1000000 };

#define OP(name) CHANNEL_INSTRUCTION_##name

/* --- the rules of a program ------------------------------------------------------------------- */

struct program_row {
    const char *holds;
    enum channel_error expected;
    uint32_t count;
    struct channel_instruction program[MOST];
};

static const struct program_row program_rows[] = {
    {"accepts a match alone", CHANNEL_OK, 1, {{OP(MATCH), 0, 0, 0}}},
    {"refuses kind 0", CHANNEL_ERROR_INSTRUCTION_KIND, 2, {{0, 0, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses kind 9", CHANNEL_ERROR_INSTRUCTION_KIND, 2, {{9, 0, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a flag that a jump does not take",
     CHANNEL_ERROR_INSTRUCTION_FLAGS,
     2,
     {{OP(JUMP), 1, 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses flag 2",
     CHANNEL_ERROR_INSTRUCTION_FLAGS,
     2,
     {{OP(ANY), 2, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses an operand of any",
     CHANNEL_ERROR_INSTRUCTION_OPERAND,
     2,
     {{OP(ANY), 0, 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a second operand of a jump",
     CHANNEL_ERROR_INSTRUCTION_OPERAND_SECOND,
     2,
     {{OP(JUMP), 0, 1, 1}, {OP(MATCH), 0, 0, 0}}},
    {"accepts a jump to the last instruction",
     CHANNEL_OK,
     2,
     {{OP(JUMP), 0, 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a jump behind the program",
     CHANNEL_ERROR_INSTRUCTION_TARGET,
     2,
     {{OP(JUMP), 0, 2, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a split whose first way leads behind the program",
     CHANNEL_ERROR_INSTRUCTION_TARGET,
     2,
     {{OP(SPLIT), 0, 2, 1}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a split whose second way leads behind the program",
     CHANNEL_ERROR_INSTRUCTION_TARGET,
     2,
     {{OP(SPLIT), 0, 1, 2}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a jump into a class",
     CHANNEL_ERROR_INSTRUCTION_TARGET_RANGE,
     4,
     {{OP(JUMP), 0, 2, 0}, {OP(CLASS), 0, 1, 0}, {OP(RANGE), 0, 'a', 'b'}, {OP(MATCH), 0, 0, 0}}},
    {"accepts the last assertion",
     CHANNEL_OK,
     2,
     {{OP(ASSERT), 0, CHANNEL_ASSERTIONS - 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses the one behind it",
     CHANNEL_ERROR_INSTRUCTION_ASSERTION,
     2,
     {{OP(ASSERT), 0, CHANNEL_ASSERTIONS, 0}, {OP(MATCH), 0, 0, 0}}},
    {"accepts the last code point",
     CHANNEL_OK,
     2,
     {{OP(POINT), 0, CHANNEL_LAST_CODE_POINT, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses the one behind it",
     CHANNEL_ERROR_INSTRUCTION_POINT,
     2,
     {{OP(POINT), 0, CHANNEL_LAST_CODE_POINT + 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"accepts a caseless a", CHANNEL_OK, 2, {{OP(POINT), 1, 'a', 0}, {OP(MATCH), 0, 0, 0}}},
    {"accepts a caseless z", CHANNEL_OK, 2, {{OP(POINT), 1, 'z', 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a caseless `",
     CHANNEL_ERROR_INSTRUCTION_CASE,
     2,
     {{OP(POINT), 1, 'a' - 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a caseless {",
     CHANNEL_ERROR_INSTRUCTION_CASE,
     2,
     {{OP(POINT), 1, 'z' + 1, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a match before the end",
     CHANNEL_ERROR_INSTRUCTION_MATCH,
     2,
     {{OP(MATCH), 0, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a program without a match",
     CHANNEL_ERROR_EXPRESSION_UNFINISHED,
     1,
     {{OP(ANY), 0, 0, 0}}},
    {"accepts a class of no range", CHANNEL_OK, 2, {{OP(CLASS), 1, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a class that ends behind the program",
     CHANNEL_ERROR_CLASS_END,
     2,
     {{OP(CLASS), 0, 2, 0}, {OP(RANGE), 0, 'a', 'b'}}},
    {"refuses a class with the match in it",
     CHANNEL_ERROR_CLASS_RANGE,
     3,
     {{OP(CLASS), 0, 2, 0}, {OP(RANGE), 0, 'a', 'b'}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a range outside of a class",
     CHANNEL_ERROR_CLASS_OUTSIDE,
     2,
     {{OP(RANGE), 0, 'a', 'b'}, {OP(MATCH), 0, 0, 0}}},
    {"accepts a range of all code points",
     CHANNEL_OK,
     3,
     {{OP(CLASS), 0, 1, 0}, {OP(RANGE), 0, 0, CHANNEL_LAST_CODE_POINT}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a range that ends behind the last code point",
     CHANNEL_ERROR_CLASS_POINT,
     3,
     {{OP(CLASS), 0, 1, 0}, {OP(RANGE), 0, 0, CHANNEL_LAST_CODE_POINT + 1}, {OP(MATCH), 0, 0, 0}}},
    {"refuses a range that ends before it begins",
     CHANNEL_ERROR_CLASS_EMPTY_RANGE,
     3,
     {{OP(CLASS), 0, 1, 0}, {OP(RANGE), 0, 'b', 'a'}, {OP(MATCH), 0, 0, 0}}},
    {"accepts ranges with a gap of one",
     CHANNEL_OK,
     4,
     {{OP(CLASS), 0, 2, 0},
      {OP(RANGE), 0, 'a', 'b'},
      {OP(RANGE), 0, 'd', 'd'},
      {OP(MATCH), 0, 0, 0}}},
    {"refuses ranges that touch",
     CHANNEL_ERROR_CLASS_ORDER,
     4,
     {{OP(CLASS), 0, 2, 0},
      {OP(RANGE), 0, 'a', 'b'},
      {OP(RANGE), 0, 'c', 'd'},
      {OP(MATCH), 0, 0, 0}}},
    {"refuses ranges that descend",
     CHANNEL_ERROR_CLASS_ORDER,
     4,
     {{OP(CLASS), 0, 2, 0},
      {OP(RANGE), 0, 'x', 'z'},
      {OP(RANGE), 0, 'a', 'b'},
      {OP(MATCH), 0, 0, 0}}},
};

/* A model with one expression on the first of two text fields. */
static struct content *model_of(const struct channel_instruction *program, uint32_t count)
{
    struct content *content = model_new();

    model_type(content, 1, 2);
    struct content_instance *instance = model_instance(content, 1, "r");
    struct content_criterion *criterion =
        model_criterion(content, instance, 0, CHANNEL_CRITERION_EXPRESSION, 0);
    struct content_value *value = content_add_value(content, criterion);
    assert_non_null(value);
    value->text = model_bytes(content, "source");
    value->program = arena_take(content->arena, count * sizeof *program + 1);
    assert_non_null(value->program);
    memcpy(value->program, program, count * sizeof *program);
    value->instruction_count = count;
    model_test_only(content, instance);
    return content;
}

/* The first error of a walk; CHANNEL_OK when it ends without. */
static enum channel_error walk_error(const struct exact *bytes)
{
    const struct channel_file file = model_open(bytes);
    struct channel_walk walk;
    enum channel_walk_step step;

    channel_walk_begin(&file, &walk);
    do {
        step = channel_walk_next(&walk);
    } while (step != CHANNEL_WALK_END && step != CHANNEL_WALK_ERROR);
    return step == CHANNEL_WALK_ERROR ? walk.error : CHANNEL_OK;
}

static void each_rule_of_a_program_has_its_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(program_rows); i++) {
        const struct program_row *row = &program_rows[i];
        struct content *content = model_of(row->program, row->count);
        struct exact bytes = model_encode_unchecked(content);
        const enum channel_error error = walk_error(&bytes);
        if (error != row->expected)
            fail_msg("%s: %s", row->holds, channel_error_name(error));
        free_exact(&bytes);
        content_free(content);
    }
}

/* --- the rules of a record -------------------------------------------------------------------- */

static const struct {
    const char *holds;
    uint32_t at, width;
    uint64_t value;
    enum channel_error expected;
} record_rows[] = {
    {"refuses no instructions", 4, 4, 0, CHANNEL_ERROR_EXPRESSION_EMPTY},
    {"refuses more instructions than allowed", 4, 4, LIMIT_INSTRUCTIONS + 1,
     CHANNEL_ERROR_EXPRESSION_LENGTH},
    {"refuses instructions behind the table", 0, 4, 3, CHANNEL_ERROR_EXPRESSION_BEGIN},
    {"refuses instructions that end behind the table", 4, 4, 3, CHANNEL_ERROR_EXPRESSION_END},
    {"refuses a gap between programs", 0, 8, 1 + (UINT64_C(1) << 32),
     CHANNEL_ERROR_EXPRESSION_ORDER},
    {"accepts all flags", 16, 1, 7, CHANNEL_OK},
    {"refuses another flag", 16, 1, 8, CHANNEL_ERROR_EXPRESSION_FLAGS},
    {"refuses the first reserved byte", 17, 1, 1, CHANNEL_ERROR_EXPRESSION_RESERVED},
    {"refuses the last reserved byte", 23, 1, 1, CHANNEL_ERROR_EXPRESSION_RESERVED},
    {"refuses a source behind the pool", 8, 4, 8, CHANNEL_ERROR_STRING_BEGIN},
    {"refuses a source out of order", 8, 4, 0, CHANNEL_ERROR_STRING_ORDER},
    {"refuses instructions that no expression has", 4, 4, 1, CHANNEL_ERROR_EXPRESSION_UNFINISHED},
};

static const struct channel_instruction small[] = {{OP(ANY), 0, 0, 0}, {OP(MATCH), 0, 0, 0}};

static void each_rule_of_a_record_has_its_error(void **state)
{
    (void)state;
    struct content *content = model_of(small, COUNT_OF(small));
    struct exact bytes = model_encode(content);

    for (size_t i = 0; i < COUNT_OF(record_rows); i++) {
        struct exact copy = exact_copy(bytes.bytes, bytes.size);
        const uint32_t place =
            record_place(copy.bytes, CHANNEL_SECTION_EXPRESSIONS, 0, record_rows[i].at);
        put_number(copy.bytes + place, record_rows[i].width, record_rows[i].value);
        repair_checksum(copy.bytes, copy.size);
        const enum channel_error error = walk_error(&copy);
        if (error != record_rows[i].expected)
            fail_msg("%s: %s", record_rows[i].holds, channel_error_name(error));
        free_exact(&copy);
    }
    free_exact(&bytes);
    content_free(content);
}

/* A match behind the one that the expression uses belongs to nothing. */
static void refuses_an_instruction_that_no_expression_has(void **state)
{
    static const struct channel_instruction two[] = {{OP(MATCH), 0, 0, 0}, {OP(MATCH), 0, 0, 0}};
    (void)state;
    struct content *content = model_of(two, COUNT_OF(two));
    struct exact bytes = model_encode_unchecked(content);

    put_number(bytes.bytes + record_place(bytes.bytes, CHANNEL_SECTION_EXPRESSIONS, 0, 4), 4, 1);
    repair_checksum(bytes.bytes, bytes.size);
    assert_int_equal(walk_error(&bytes), CHANNEL_ERROR_INSTRUCTIONS_UNUSED);
    free_exact(&bytes);
    content_free(content);
}

static void a_program_may_have_8192_instructions_and_not_one_more(void **state)
{
    (void)state;
    struct channel_instruction *program = calloc(LIMIT_INSTRUCTIONS + 1, sizeof *program);
    assert_non_null(program);
    for (uint32_t i = 0; i < LIMIT_INSTRUCTIONS; i++)
        program[i].op = OP(ANY);
    program[LIMIT_INSTRUCTIONS].op = OP(MATCH);
    for (uint32_t more = 0; more < 2; more++) {
        struct content *content = model_of(program + 1 - more, LIMIT_INSTRUCTIONS + more);
        struct exact bytes = model_encode_unchecked(content);
        assert_int_equal(walk_error(&bytes),
                         more == 0 ? CHANNEL_OK : CHANNEL_ERROR_EXPRESSION_LENGTH);
        free_exact(&bytes);
        content_free(content);
    }
    free(program);
}

/* --- what a program matches ------------------------------------------------------------------- */

static struct exact encode_program(const struct channel_instruction *program, uint32_t count)
{
    uint8_t bytes[MOST * CHANNEL_RECORD_INSTRUCTIONS] = {0};

    assert_true(count <= MOST);
    for (uint32_t i = 0; i < count; i++) {
        uint8_t *record = bytes + (size_t)i * CHANNEL_RECORD_INSTRUCTIONS;
        put_number(record, 4, program[i].op + program[i].a * 0x100u);
        put_number(record + 4, 4, program[i].flags + program[i].b * 0x100u);
    }
    return exact_copy(bytes, (size_t)count * CHANNEL_RECORD_INSTRUCTIONS);
}

/* Runs with a workspace of exactly its size, full of noise. */
static enum channel_error run(const struct channel_instruction *program, uint32_t count,
                              const char *input, size_t size, uint64_t budget, bool *matches)
{
    struct exact bytes = encode_program(program, count);
    struct exact text = exact_copy(input, size);
    const size_t room = expression_words(count) * sizeof(uint32_t);
    uint32_t *states = malloc(room);
    struct meter meter = {budget};

    assert_non_null(states);
    memset(states, 0xa5, room);
    const enum channel_error error =
        expression_run(slice_of(&bytes), slice_of(&text), states, &meter, matches);
    free(states);
    free_exact(&text);
    free_exact(&bytes);
    return error;
}

struct match_row {
    const char *source; /* for people */
    const char *hits[4], *misses[4];
    uint32_t count;
    struct channel_instruction program[MOST];
};

static const struct match_row match_rows[] = {
    {"", {"", "a", "\xff"}, {NULL}, 1, {{OP(MATCH), 0, 0, 0}}},
    {"b", {"b", "ab", "aba"}, {"", "a", "B"}, 2, {{OP(POINT), 0, 'b', 0}, {OP(MATCH), 0, 0, 0}}},
    {"(?i)b", {"b", "aB"}, {"", "\x22", "a"}, 2, {{OP(POINT), 1, 'b', 0}, {OP(MATCH), 0, 0, 0}}},
    {"\xc3\xa9",
     {"\xc3\xa9", "a\xc3\xa9"},
     {"\xc3", "\xa9", "e"},
     2,
     {{OP(POINT), 0, 0xe9, 0}, {OP(MATCH), 0, 0, 0}}},
    {".", {"a", "\xc3\xa9", "\xff"}, {"", "\n"}, 2, {{OP(ANY), 1, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"(?s).", {"a", "\n"}, {""}, 2, {{OP(ANY), 0, 0, 0}, {OP(MATCH), 0, 0, 0}}},
    {"\\A.\\z",
     {"a", "\xc3\xa9", "\xf0\x9f\x94\xa5"},
     {"ab", "", "\xc3\xa9\xc3\xa9"},
     4,
     {{OP(ASSERT), 0, CHANNEL_ASSERT_TEXT_BEGIN, 0},
      {OP(ANY), 0, 0, 0},
      {OP(ASSERT), 0, CHANNEL_ASSERT_TEXT_END, 0},
      {OP(MATCH), 0, 0, 0}}},
    {"a$",
     {"a", "a\n", "ba"},
     {"ab", "a\n\n", "a\nb"},
     3,
     {{OP(POINT), 0, 'a', 0},
      {OP(ASSERT), 0, CHANNEL_ASSERT_LAST_LINE_END, 0},
      {OP(MATCH), 0, 0, 0}}},
    {"(?m)^a$",
     {"a", "b\na\nc", "a\n"},
     {"ba", "ab", "b\nab"},
     4,
     {{OP(ASSERT), 0, CHANNEL_ASSERT_LINE_BEGIN, 0},
      {OP(POINT), 0, 'a', 0},
      {OP(ASSERT), 0, CHANNEL_ASSERT_LINE_END, 0},
      {OP(MATCH), 0, 0, 0}}},
    {"(?m)\\n^", /* as in PCRE no line begins behind a line feed that ends the text */
     {"\na"},
     {"\n", "a\n"},
     3,
     {{OP(POINT), 0, '\n', 0},
      {OP(ASSERT), 0, CHANNEL_ASSERT_LINE_BEGIN, 0},
      {OP(MATCH), 0, 0, 0}}},
    {"\\ba",
     {"a", " a",
      "\xc3\xa9"
      "a"},
     {"ba", "_a", "9a"},
     3,
     {{OP(ASSERT), 0, CHANNEL_ASSERT_BOUNDARY, 0}, {OP(POINT), 0, 'a', 0}, {OP(MATCH), 0, 0, 0}}},
    {"\\Ba",
     {"ba", "Za"},
     {"a", " a"},
     3,
     {{OP(ASSERT), 0, CHANNEL_ASSERT_NO_BOUNDARY, 0},
      {OP(POINT), 0, 'a', 0},
      {OP(MATCH), 0, 0, 0}}},
    {"[a-c\xc3\xa9]",
     {"b", "c", "\xc3\xa9"},
     {"d", "`", "\xc3\xa8", "\xff"},
     4,
     {{OP(CLASS), 0, 2, 0},
      {OP(RANGE), 0, 'a', 'c'},
      {OP(RANGE), 0, 0xe9, 0xe9},
      {OP(MATCH), 0, 0, 0}}},
    {"[^a-c]",
     {"d", "\xc3\xa9", "\xff"},
     {"a", "", "abc"},
     3,
     {{OP(CLASS), 1, 1, 0}, {OP(RANGE), 0, 'a', 'c'}, {OP(MATCH), 0, 0, 0}}},
    {"(a*)*b",
     {"b", "aab", "caab"},
     {"", "aaa", "c"},
     5,
     {{OP(SPLIT), 0, 1, 3},
      {OP(POINT), 0, 'a', 0},
      {OP(SPLIT), 0, 1, 0},
      {OP(POINT), 0, 'b', 0},
      {OP(MATCH), 0, 0, 0}}},
    {"a loop of nothing", {NULL}, {"", "a"}, 2, {{OP(JUMP), 0, 0, 0}, {OP(MATCH), 0, 0, 0}}},
};

static void check_matches(const struct match_row *row, const char *input, bool expected)
{
    bool matches;

    assert_int_equal(run(row->program, row->count, input, strlen(input), PLENTY, &matches),
                     CHANNEL_OK);
    if (matches != expected)
        fail_msg("/%s/ on \"%s\": %d", row->source, input, matches);
}

static void programs_match_what_they_say(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(match_rows); i++) {
        for (size_t k = 0; k < COUNT_OF(match_rows[i].hits) && match_rows[i].hits[k] != NULL; k++)
            check_matches(&match_rows[i], match_rows[i].hits[k], true);
        for (size_t k = 0; k < COUNT_OF(match_rows[i].misses) && match_rows[i].misses[k] != NULL;
             k++)
            check_matches(&match_rows[i], match_rows[i].misses[k], false);
    }
}

/* Programs that no checker saw end with an error where execution gets there. */
static void wrong_programs_are_refused_at_run_time(void **state)
{
    static const struct program_row rows[] = {
        {"an unknown kind", CHANNEL_ERROR_INSTRUCTION_KIND, 1, {{99, 0, 0, 0}}},
        {"a jump behind the program", CHANNEL_ERROR_INSTRUCTION_TARGET, 1, {{OP(JUMP), 0, 1, 0}}},
        {"a split behind it", CHANNEL_ERROR_INSTRUCTION_TARGET, 1, {{OP(SPLIT), 0, 0, 1}}},
        {"no match at the end", CHANNEL_ERROR_INSTRUCTION_TARGET, 1, {{OP(ANY), 0, 0, 0}}},
        {"an assertion at the end",
         CHANNEL_ERROR_INSTRUCTION_TARGET,
         1,
         {{OP(ASSERT), 0, CHANNEL_ASSERT_TEXT_BEGIN, 0}}},
        {"a class behind the program", CHANNEL_ERROR_INSTRUCTION_INDEX, 1, {{OP(CLASS), 0, 1, 0}}},
        {"a class that goes on behind it",
         CHANNEL_ERROR_INSTRUCTION_TARGET,
         1,
         {{OP(CLASS), 1, 0, 0}}},
    };
    bool matches;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const enum channel_error error =
            run(rows[i].program, rows[i].count, "a", 1, PLENTY, &matches);
        if (error != rows[i].expected)
            fail_msg("%s: %s", rows[i].holds, channel_error_name(error));
    }
}

/* The steps of the dearest program of its size, on an input of every size, against the formula. */
static void steps_stay_below_the_published_worst_case(void **state)
{
    static const struct channel_instruction program[] = {
        {OP(SPLIT), 0, 1, 3},   {OP(POINT), 0, 'a', 0},   {OP(SPLIT), 0, 1, 0},
        {OP(CLASS), 1, 2, 0},   {OP(RANGE), 0, 'a', 'a'}, {OP(RANGE), 0, 'x', 'x'},
        {OP(POINT), 0, 'c', 0}, {OP(MATCH), 0, 0, 0},
    };
    char input[64];
    bool matches;

    (void)state;
    memset(input, 'a', sizeof input);
    for (size_t size = 0; size <= sizeof input; size++) {
        const uint64_t most = (1 + size) + COUNT_OF(program) * (3 + size);
        assert_int_equal(run(program, COUNT_OF(program), input, size, most, &matches), CHANNEL_OK);
        assert_false(matches);
    }
    assert_int_equal(run(program, COUNT_OF(program), input, sizeof input, 100, &matches),
                     CHANNEL_ERROR_BUDGET);
}

/* --- in a file -------------------------------------------------------------------------------- */

static void an_expression_needs_its_room_in_the_workspace(void **state)
{
    static const struct channel_instruction program[] = {{OP(POINT), 0, 'b', 0},
                                                         {OP(MATCH), 0, 0, 0}};
    const struct input inputs[] = {{"abc", CHANNEL_KIND_TEXT}, {"", CHANNEL_KIND_TEXT}};
    (void)state;
    struct content *content = model_of(program, COUNT_OF(program));
    struct exact bytes = model_encode(content);
    const struct channel_file file = model_open(&bytes);
    struct event event = event_new(1, inputs, COUNT_OF(inputs));
    const uint32_t words = channel_workspace_size(&file);
    uint32_t *memory = malloc(words * sizeof *memory);
    struct channel_evaluation evaluation;
    struct channel_match match;

    assert_non_null(memory);
    for (uint32_t missing = 0; missing < 2; missing++) {
        const struct channel_workspace workspace = {memory, words - missing};
        assert_int_equal(channel_evaluate(&file, &event.event, workspace, PLENTY, &evaluation),
                         CHANNEL_OK);
        assert_true(channel_evaluate_next(&evaluation, &match));
        assert_int_equal(match.error,
                         missing == 0 ? CHANNEL_OK : CHANNEL_ERROR_EXPRESSION_WORKSPACE);
        assert_false(channel_evaluate_next(&evaluation, &match));
    }
    free(memory);
    event_free(&event);
    free_exact(&bytes);
    content_free(content);
}

static bool is_provoked(enum channel_error error)
{
    for (size_t i = 0; i < COUNT_OF(program_rows); i++)
        if (program_rows[i].expected == error)
            return true;
    for (size_t i = 0; i < COUNT_OF(record_rows); i++)
        if (record_rows[i].expected == error)
            return true;
    return error == CHANNEL_ERROR_INSTRUCTIONS_UNUSED || error == CHANNEL_ERROR_INSTRUCTION_INDEX;
}

static void every_error_of_expressions_is_provoked(void **state)
{
    static const enum channel_error errors[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
        CHANNEL_ERRORS_EXPRESSIONS(X)
#undef X
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(errors); i++)
        if (!is_provoked(errors[i]))
            fail_msg("nothing provokes %s", channel_error_name(errors[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_of_a_program_has_its_error),
        cmocka_unit_test(each_rule_of_a_record_has_its_error),
        cmocka_unit_test(refuses_an_instruction_that_no_expression_has),
        cmocka_unit_test(a_program_may_have_8192_instructions_and_not_one_more),
        cmocka_unit_test(programs_match_what_they_say),
        cmocka_unit_test(wrong_programs_are_refused_at_run_time),
        cmocka_unit_test(steps_stay_below_the_published_worst_case),
        cmocka_unit_test(an_expression_needs_its_room_in_the_workspace),
        cmocka_unit_test(every_error_of_expressions_is_provoked),
    };
    return RUN_TESTS(tests);
}
