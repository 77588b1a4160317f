/* Runs a program on sets of states. Relies on its slices alone: the program may hold any bytes. */
#include "expression.h"

#include "code_point.h"
#include "records.h"
#include "text_rules.h"

/* States by order of arrival, and the place of each in that order. */
struct state_set {
    uint32_t *list;
    uint32_t *places;
    uint32_t count;
};

/* Which first bytes of an input can lead anywhere. */
struct first_bytes {
    uint32_t words[8];
};

struct run {
    struct channel_slice program, input;
    struct meter *meter;
    struct state_set now, next;
    uint32_t position;            /* in the input, of the code point at hand */
    struct code_point code_point; /* size 0 at the end */
    bool matches;
};

static uint32_t count_of(struct channel_slice program)
{
    return program.size / CHANNEL_RECORD_INSTRUCTIONS;
}

static enum channel_error add_state(struct channel_slice program, struct state_set *set,
                                    uint32_t state)
{
    REQUIRE_BELOW(state, count_of(program), CHANNEL_ERROR_INSTRUCTION_TARGET);
    const uint32_t place = set->places[state];
    if (place < set->count && set->list[place] == state)
        return CHANNEL_OK;
    set->places[state] = set->count;
    set->list[set->count] = state; /* no state stands twice: there is room for all */
    set->count++;
    return CHANNEL_OK;
}

static bool is_word(struct channel_slice input, uint32_t position)
{
    const uint8_t byte = fold(input.base[position]);
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

static bool is_boundary(struct channel_slice input, uint32_t position)
{
    const bool before = position > 0 && is_word(input, position - 1);
    const bool behind = position < input.size && is_word(input, position);
    return before != behind;
}

static bool holds(uint32_t assertion, struct channel_slice input, uint32_t position)
{
    const uint32_t left = input.size - position;
    const bool at_feed = left > 0 && input.base[position] == '\n';
    const bool behind_feed = position > 0 && input.base[position - 1] == '\n';

    switch (assertion) {
    case CHANNEL_ASSERT_TEXT_BEGIN:
        return position == 0;
    case CHANNEL_ASSERT_TEXT_END:
        return left == 0;
    case CHANNEL_ASSERT_LAST_LINE_END:
        return left == 0 || (left == 1 && at_feed);
    case CHANNEL_ASSERT_LINE_BEGIN:
        return position == 0 || (behind_feed && left > 0);
    case CHANNEL_ASSERT_LINE_END:
        return left == 0 || at_feed;
    case CHANNEL_ASSERT_BOUNDARY:
        return is_boundary(input, position);
    default:
        return !is_boundary(input, position);
    }
}

/* Whether a class names a code point. Its ranges stand behind it, in ascending order. */
static enum channel_error class_names(const struct run *run, uint32_t state, uint32_t ranges,
                                      bool *named)
{
    *named = false;
    for (uint32_t i = 0; i < ranges; i++) {
        struct channel_instruction range;
        TRY(meter_pay(run->meter, 1));
        TRY(channel_instruction_at(run->program, state + 1 + i, &range));
        *named = run->code_point.value >= range.a && run->code_point.value <= range.b;
        if (*named || run->code_point.value < range.a)
            return CHANNEL_OK;
    }
    return CHANNEL_OK;
}

/* Whether an instruction that consumes a code point takes the one at hand. */
static enum channel_error takes(const struct run *run, uint32_t state,
                                const struct channel_instruction *instruction, bool *result)
{
    const uint32_t point = run->code_point.value;
    bool named;

    switch (instruction->op) {
    case CHANNEL_INSTRUCTION_POINT:
        *result = point == instruction->a || (instruction->flags != 0 && point < 0x80 &&
                                              fold((uint8_t)point) == instruction->a);
        return CHANNEL_OK;
    case CHANNEL_INSTRUCTION_ANY:
        *result = instruction->flags == 0 || point != '\n';
        return CHANNEL_OK;
    default:
        TRY(class_names(run, state, instruction->a, &named));
        *result = named != (instruction->flags != 0);
        return CHANNEL_OK;
    }
}

static enum channel_error consume(struct run *run, uint32_t state,
                                  const struct channel_instruction *instruction)
{
    const uint32_t ranges = instruction->op == CHANNEL_INSTRUCTION_CLASS ? instruction->a : 0;
    bool taken;

    if (run->code_point.size == 0)
        return CHANNEL_OK;
    TRY(takes(run, state, instruction, &taken));
    return taken ? add_state(run->program, &run->next, state + 1 + ranges) : CHANNEL_OK;
}

/* One state at the place at hand: what it leads to joins this set or the next. */
static enum channel_error visit(struct run *run, uint32_t state)
{
    struct channel_instruction instruction;

    TRY(meter_pay(run->meter, 1));
    TRY(channel_instruction_at(run->program, state, &instruction));
    switch (instruction.op) {
    case CHANNEL_INSTRUCTION_MATCH:
        run->matches = true;
        return CHANNEL_OK;
    case CHANNEL_INSTRUCTION_SPLIT:
        TRY(add_state(run->program, &run->now, instruction.a));
        return add_state(run->program, &run->now, instruction.b);
    case CHANNEL_INSTRUCTION_JUMP:
        return add_state(run->program, &run->now, instruction.a);
    case CHANNEL_INSTRUCTION_ASSERT:
        return holds(instruction.a, run->input, run->position)
                   ? add_state(run->program, &run->now, state + 1)
                   : CHANNEL_OK;
    default:
        return consume(run, state, &instruction);
    }
}

/* Everything that can happen at the place at hand, a search that begins here included. */
static enum channel_error step(struct run *run)
{
    TRY(add_state(run->program, &run->now, 0));
    for (uint32_t i = 0; i < run->now.count && !run->matches; i++)
        TRY(visit(run, run->now.list[i]));
    return CHANNEL_OK;
}

static void allow(struct first_bytes *first, uint32_t low, uint32_t high)
{
    for (uint32_t byte = low; byte <= high; byte++)
        first->words[byte / 32] |= UINT32_C(1) << byte % 32;
}

/* Bytes that begin the code points of a range; those beyond ASCII are not told apart. */
static void allow_points(struct first_bytes *first, uint32_t low, uint32_t high)
{
    if (low < 0x80)
        allow(first, low, high < 0x80 ? high : 0x7f);
    if (high >= 0x80)
        allow(first, 0x80, 0xff);
}

static enum channel_error allow_class(struct run *run, uint32_t state, uint32_t ranges,
                                      struct first_bytes *first)
{
    for (uint32_t i = 0; i < ranges; i++) {
        struct channel_instruction range;
        TRY(meter_pay(run->meter, 1));
        TRY(channel_instruction_at(run->program, state + 1 + i, &range));
        allow_points(first, range.a, range.b);
    }
    return CHANNEL_OK;
}

/* One state in which a search can begin; assertions are taken to hold. */
static enum channel_error allow_state(struct run *run, uint32_t state, struct first_bytes *first)
{
    struct channel_instruction instruction;

    TRY(meter_pay(run->meter, 1));
    TRY(channel_instruction_at(run->program, state, &instruction));
    switch (instruction.op) {
    case CHANNEL_INSTRUCTION_SPLIT:
        TRY(add_state(run->program, &run->now, instruction.a));
        return add_state(run->program, &run->now, instruction.b);
    case CHANNEL_INSTRUCTION_JUMP:
        return add_state(run->program, &run->now, instruction.a);
    case CHANNEL_INSTRUCTION_ASSERT:
        return add_state(run->program, &run->now, state + 1);
    case CHANNEL_INSTRUCTION_POINT:
        allow_points(first, instruction.a, instruction.a);
        if (instruction.flags != 0 && instruction.a >= 'a')
            allow_points(first, instruction.a - 'a' + 'A', instruction.a - 'a' + 'A');
        return CHANNEL_OK;
    case CHANNEL_INSTRUCTION_CLASS:
        if (instruction.flags == 0)
            return allow_class(run, state, instruction.a, first);
        break;
    default:
        break;
    }
    allow(first, 0, 0xff); /* any code point, or a match at once */
    return CHANNEL_OK;
}

static enum channel_error find_first_bytes(struct run *run, struct first_bytes *first)
{
    TRY(add_state(run->program, &run->now, 0));
    for (uint32_t i = 0; i < run->now.count; i++)
        TRY(allow_state(run, run->now.list[i], first));
    run->now.count = 0;
    return CHANNEL_OK;
}

static bool is_allowed(const struct first_bytes *first, uint8_t byte)
{
    return (first->words[byte / 32] >> byte % 32 & 1u) != 0;
}

/* Goes to the next place: what was next is now. */
static void advance(struct run *run)
{
    const struct state_set spent = run->now;

    run->now = run->next;
    run->next = spent;
    run->next.count = 0;
    run->position += run->code_point.size;
}

static enum channel_error search(struct run *run, const struct first_bytes *first)
{
    const struct channel_slice input = run->input;

    while (!run->matches && run->position < input.size) {
        const struct channel_slice rest = {input.base + run->position, input.size - run->position};
        run->code_point = code_point_first(rest);
        if (run->now.count > 0 || is_allowed(first, rest.base[0]))
            TRY(step(run));
        advance(run);
    }
    run->code_point = (struct code_point){CODE_POINT_NONE, 0};
    return run->matches ? CHANNEL_OK : step(run);
}

enum channel_error expression_run(struct channel_slice program, struct channel_slice input,
                                  uint32_t *states, struct meter *meter, bool *matches)
{
    const uint32_t count = count_of(program);
    struct run run = {.program = program, .input = input, .meter = meter};
    struct first_bytes first = {{0}};

    *matches = false;
    TRY(meter_pay(meter, (uint64_t)input.size + count));
    run.now = (struct state_set){states, states + count, 0};
    run.next = (struct state_set){states + 2 * count, states + 3 * count, 0};
    for (uint32_t i = 0; i < count; i++)
        run.now.places[i] = run.next.places[i] = 0;
    TRY(find_first_bytes(&run, &first));
    TRY(search(&run, &first));
    *matches = run.matches;
    return CHANNEL_OK;
}
