/* Programs under test. */
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expression.h" /* the parser's */
#include "limits.h"
#include "test.h"

static struct exact encode(const struct content_value *value)
{
    const size_t size = (size_t)value->instruction_count * CHANNEL_RECORD_INSTRUCTIONS;
    uint8_t *bytes = calloc(1, size);

    assert_non_null(bytes);
    for (uint32_t i = 0; i < value->instruction_count; i++) {
        const struct channel_instruction *instruction = &value->program[i];
        uint8_t *record = bytes + (size_t)i * CHANNEL_RECORD_INSTRUCTIONS;
        put_number(record, 4, instruction->op + instruction->a * UINT64_C(0x100));
        put_number(record + 4, 4, instruction->flags + instruction->b * UINT64_C(0x100));
    }
    struct exact copy = exact_copy(bytes, size);
    free(bytes);
    return copy;
}

static void check_accepted(struct program *program, struct content_text source)
{
    const struct content_value *value = &program->value;

    assert_in_range(value->instruction_count, 1, LIMIT_INSTRUCTIONS);
    assert_int_equal(value->text.size, source.size);
    assert_true(source.size == 0 || memcmp(value->text.bytes, source.bytes, source.size) == 0);
    program->bytes = encode(value);
    const enum channel_error error = expression_check(slice_of(&program->bytes));
    if (error != CHANNEL_OK)
        fail_msg("/%.*s/: %s in %.400s", (int)(source.size < 200 ? source.size : 200), source.bytes,
                 channel_error_name(error), program_listing(program));
    program->states = malloc(expression_words(value->instruction_count) * sizeof(uint32_t));
    assert_non_null(program->states);
}

static void check_refused(const struct program *program, struct content_text source)
{
    const char *reason = program->error.reason;
    const size_t length = strlen(reason);

    assert_false(program->error.out_of_memory);
    assert_in_range(program->error.position, 0, source.size);
    assert_in_range(length, 1, EXPRESSION_REASON_SIZE - 1);
    for (size_t i = 0; i < length; i++)
        assert_in_range(reason[i], ' ', '~');
}

struct program program_new(const void *source, size_t size, uint8_t flags)
{
    struct exact copy = exact_copy(source, size);
    const struct content_text text = {(const char *)copy.bytes, (uint32_t)size};
    struct program program = {.arena = arena_new()};

    assert_non_null(program.arena);
    program.accepted =
        expression_compile(program.arena, text, flags, &program.value, &program.error);
    if (program.accepted)
        check_accepted(&program, text);
    else
        check_refused(&program, text);
    free_exact(&copy);
    return program;
}

void program_free(struct program *program)
{
    if (program->accepted)
        free_exact(&program->bytes);
    free(program->states);
    arena_free(program->arena);
}

bool program_matches(const struct program *program, struct channel_slice input)
{
    const uint64_t count = program->value.instruction_count;
    struct meter meter = {(1 + (uint64_t)input.size) + count * (3 + (uint64_t)input.size)};
    bool matches;

    const enum channel_error error =
        expression_run(slice_of(&program->bytes), input, program->states, &meter, &matches);
    if (error != CHANNEL_OK)
        fail_msg("/%.*s/: %s", (int)program->value.text.size, program->value.text.bytes,
                 channel_error_name(error));
    return matches;
}

struct listing {
    char text[4096];
    size_t size;
};

static void say(struct listing *listing, const char *word)
{
    const size_t length = strlen(word);

    assert_in_range(length, 0, sizeof listing->text - 1 - listing->size);
    memcpy(listing->text + listing->size, word, length + 1);
    listing->size += length;
}

static void say_operand(struct listing *listing, uint8_t op, uint32_t operand)
{
    const bool is_point = op == CHANNEL_INSTRUCTION_POINT || op == CHANNEL_INSTRUCTION_RANGE;
    char word[16];

    if (is_point && operand > ' ' && operand <= '~')
        snprintf(word, sizeof word, " %c", (char)operand);
    else
        snprintf(word, sizeof word, is_point ? " U+%X" : " %u", operand);
    say(listing, word);
}

const char *program_listing(const struct program *program)
{
    static struct listing listing;

    listing.size = 0;
    listing.text[0] = '\0';
    for (uint32_t i = 0; i < program->value.instruction_count; i++) {
        const struct channel_instruction *instruction = &program->value.program[i];
        const struct channel_instruction_rules *rules = channel_instruction_rules(instruction->op);
        say(&listing, i == 0 ? "" : "; ");
        say(&listing, rules->name);
        if (instruction->flags != 0)
            say(&listing, "!");
        if (rules->has_a)
            say_operand(&listing, instruction->op, instruction->a);
        if (rules->has_b)
            say_operand(&listing, instruction->op, instruction->b);
    }
    return listing.text;
}
