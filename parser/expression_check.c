/* Whether a program is in its one form. Relies on its slice alone. */
#include "expression.h"

#include "records.h"

static uint32_t count_of(struct channel_slice program)
{
    return program.size / CHANNEL_RECORD_INSTRUCTIONS;
}

static enum channel_error check_target(struct channel_slice program, uint32_t target)
{
    struct channel_instruction instruction;

    REQUIRE_BELOW(target, count_of(program), CHANNEL_ERROR_INSTRUCTION_TARGET);
    TRY(channel_instruction_at(program, target, &instruction));
    REQUIRE(instruction.op != CHANNEL_INSTRUCTION_RANGE, CHANNEL_ERROR_INSTRUCTION_TARGET_RANGE);
    return CHANNEL_OK;
}

static enum channel_error check_point(const struct channel_instruction *point)
{
    const bool is_lower = point->a >= 'a' && point->a <= 'z';

    REQUIRE_AT_MOST(point->a, CHANNEL_LAST_CODE_POINT, CHANNEL_ERROR_INSTRUCTION_POINT);
    REQUIRE(point->flags == 0 || is_lower, CHANNEL_ERROR_INSTRUCTION_CASE);
    return CHANNEL_OK;
}

/* One range of a class; `least` is the first code point at which it may begin. */
static enum channel_error check_range(struct channel_slice program, uint32_t index, uint32_t *least)
{
    struct channel_instruction range;

    TRY(channel_instruction_at(program, index, &range));
    REQUIRE(range.op == CHANNEL_INSTRUCTION_RANGE, CHANNEL_ERROR_CLASS_RANGE);
    REQUIRE_AT_MOST(range.b, CHANNEL_LAST_CODE_POINT, CHANNEL_ERROR_CLASS_POINT);
    REQUIRE_AT_MOST(range.a, range.b, CHANNEL_ERROR_CLASS_EMPTY_RANGE);
    REQUIRE(range.a >= *least, CHANNEL_ERROR_CLASS_ORDER);
    *least = range.b + 2; /* a neighbour would be the same range */
    return CHANNEL_OK;
}

static enum channel_error check_class(struct channel_slice program, uint32_t index, uint32_t ranges)
{
    uint32_t least = 0;

    REQUIRE_AT_MOST(ranges, count_of(program) - index - 1, CHANNEL_ERROR_CLASS_END);
    for (uint32_t i = 0; i < ranges; i++)
        TRY(check_range(program, index + 1 + i, &least));
    return CHANNEL_OK;
}

/* The instruction at *index, which moves behind it and what belongs to it. */
static enum channel_error check_instruction(struct channel_slice program, uint32_t *index)
{
    const uint32_t left = count_of(program) - *index - 1;
    struct channel_instruction instruction;
    uint32_t ranges = 0;

    TRY(channel_instruction_at(program, *index, &instruction));
    switch (instruction.op) {
    case CHANNEL_INSTRUCTION_MATCH:
        REQUIRE(left == 0, CHANNEL_ERROR_INSTRUCTION_MATCH);
        break;
    case CHANNEL_INSTRUCTION_SPLIT:
        TRY(check_target(program, instruction.b));
        TRY(check_target(program, instruction.a));
        break;
    case CHANNEL_INSTRUCTION_JUMP:
        TRY(check_target(program, instruction.a));
        break;
    case CHANNEL_INSTRUCTION_ASSERT:
        REQUIRE_BELOW(instruction.a, CHANNEL_ASSERTIONS, CHANNEL_ERROR_INSTRUCTION_ASSERTION);
        break;
    case CHANNEL_INSTRUCTION_POINT:
        TRY(check_point(&instruction));
        break;
    case CHANNEL_INSTRUCTION_CLASS:
        TRY(check_class(program, *index, instruction.a));
        ranges = instruction.a;
        break;
    default:
        REQUIRE(instruction.op == CHANNEL_INSTRUCTION_ANY, CHANNEL_ERROR_CLASS_OUTSIDE);
        break;
    }
    *index += 1 + ranges;
    return CHANNEL_OK;
}

enum channel_error expression_check(struct channel_slice program)
{
    const uint32_t count = count_of(program);
    struct channel_instruction last;
    uint32_t index = 0;

    while (index < count)
        TRY(check_instruction(program, &index));
    TRY(channel_instruction_at(program, count - 1, &last));
    REQUIRE(last.op == CHANNEL_INSTRUCTION_MATCH, CHANNEL_ERROR_EXPRESSION_UNFINISHED);
    return CHANNEL_OK;
}
