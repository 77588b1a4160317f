/* Programs of regular expressions by backtracking over code points. What was tried in vain is
 * remembered, a bit for each pair of instruction and place, so that it ends. */
#include "naive_parts.h"

#include <stdlib.h>
#include <string.h>

#include "support/exact.h"

enum { FEED = '\n' };

/* What is still to be tried. */
struct choice {
    uint32_t state, place;
};

struct search {
    const struct channel_instruction *program;
    uint32_t count;
    uint32_t *points; /* of the input */
    uint32_t places;  /* their number */
    uint8_t *tried;
    struct choice *choices;
    size_t depth, room;
};

static void read_points(struct search *search, struct naive_text input)
{
    size_t size;

    search->points = exact_allocate((input.size + 1) * sizeof *search->points);
    for (size_t at = 0; at < input.size; at += size) {
        const struct naive_text rest = {input.bytes + at, input.size - at};
        search->points[search->places++] = naive_point(rest, &size);
    }
}

static bool is_letter_digit_or_underscore(const struct search *search, uint32_t place)
{
    static const char all[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
    const uint32_t point = search->points[place];

    return point < 0x80 && memchr(all, (int)point, sizeof all - 1) != NULL;
}

static bool is_boundary(const struct search *search, uint32_t place)
{
    const bool before = place > 0 && is_letter_digit_or_underscore(search, place - 1);
    const bool behind = place < search->places && is_letter_digit_or_underscore(search, place);
    return before ? !behind : behind;
}

static bool holds(const struct search *search, uint32_t assertion, uint32_t place)
{
    const bool at_begin = place == 0, at_end = place == search->places;
    const bool before_feed = !at_end && search->points[place] == FEED;
    const bool behind_feed = !at_begin && search->points[place - 1] == FEED;

    switch (assertion) {
    case CHANNEL_ASSERT_TEXT_BEGIN:
        return at_begin;
    case CHANNEL_ASSERT_TEXT_END:
        return at_end;
    case CHANNEL_ASSERT_LAST_LINE_END:
        return at_end || (before_feed && place + 1 == search->places);
    case CHANNEL_ASSERT_LINE_BEGIN:
        return at_begin || (behind_feed && !at_end);
    case CHANNEL_ASSERT_LINE_END:
        return at_end || before_feed;
    case CHANNEL_ASSERT_BOUNDARY:
        return is_boundary(search, place);
    case CHANNEL_ASSERT_NO_BOUNDARY:
        return !is_boundary(search, place);
    default:
        return false;
    }
}

static bool is_named(const struct search *search, uint32_t state, uint32_t point)
{
    const uint32_t ranges = search->program[state].a;

    for (uint32_t i = state + 1; i < search->count && i - state <= ranges; i++)
        if (search->program[i].a <= point && point <= search->program[i].b)
            return true;
    return false;
}

/* Whether an instruction takes the code point at a place. */
static bool takes(const struct search *search, uint32_t state, uint32_t place)
{
    const struct channel_instruction *instruction = &search->program[state];

    if (place == search->places)
        return false;
    const uint32_t point = search->points[place];
    if (instruction->op == CHANNEL_INSTRUCTION_POINT)
        return point == instruction->a ||
               (instruction->flags != 0 && point + ('a' - 'A') == instruction->a);
    if (instruction->op == CHANNEL_INSTRUCTION_ANY)
        return instruction->flags == 0 || point != FEED;
    if (instruction->op == CHANNEL_INSTRUCTION_CLASS)
        return is_named(search, state, point) == (instruction->flags == 0);
    return false;
}

static void make_room(struct search *search)
{
    const size_t room = search->room * 2 + 64;
    struct choice *choices = exact_allocate(room * sizeof *choices);

    if (search->depth > 0)
        memcpy(choices, search->choices, search->depth * sizeof *choices);
    free(search->choices);
    search->choices = choices;
    search->room = room;
}

/* Another choice, unless it was made before. */
static void choose(struct search *search, uint32_t state, uint32_t place)
{
    const size_t pair = (size_t)state * (search->places + 1u) + place;
    const uint8_t bit = (uint8_t)(1u << pair % 8);

    if (state >= search->count || (search->tried[pair / 8] & bit) != 0)
        return;
    search->tried[pair / 8] |= bit;
    if (search->depth == search->room)
        make_room(search);
    search->choices[search->depth++] = (struct choice){state, place};
}

/* Follows one choice; true when it is the end of the program. */
static bool follow(struct search *search, struct choice choice)
{
    const struct channel_instruction *instruction = &search->program[choice.state];
    const bool is_class = instruction->op == CHANNEL_INSTRUCTION_CLASS;

    switch (instruction->op) {
    case CHANNEL_INSTRUCTION_MATCH:
        return true;
    case CHANNEL_INSTRUCTION_SPLIT:
        choose(search, instruction->b, choice.place);
        choose(search, instruction->a, choice.place);
        return false;
    case CHANNEL_INSTRUCTION_JUMP:
        choose(search, instruction->a, choice.place);
        return false;
    case CHANNEL_INSTRUCTION_ASSERT:
        if (holds(search, instruction->a, choice.place))
            choose(search, choice.state + 1, choice.place);
        return false;
    default:
        if (takes(search, choice.state, choice.place))
            choose(search, choice.state + 1 + (is_class ? instruction->a : 0), choice.place + 1);
        return false;
    }
}

bool naive_expression(struct naive_text input, const struct channel_instruction *program,
                      uint32_t count)
{
    struct search search = {.program = program, .count = count};
    bool matches = false;

    read_points(&search, input);
    const size_t bytes = (size_t)count * (search.places + 1u) / 8 + 1;
    search.tried = exact_allocate(bytes);
    memset(search.tried, 0, bytes);
    for (uint32_t begin = 0; begin <= search.places && !matches; begin++) {
        choose(&search, 0, begin);
        while (search.depth > 0 && !matches)
            matches = follow(&search, search.choices[--search.depth]);
    }
    free(search.choices);
    free(search.tried);
    free(search.points);
    return matches;
}
