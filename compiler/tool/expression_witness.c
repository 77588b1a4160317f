/* A breadth-first search over the program: a state is an instruction, what the last code point was,
 * and what the next one must be. Relies on the program being one that the walk has accepted. */
#include "expression_witness.h"

#include <stdlib.h>

#include "utf8.h"

/* What stands before the next code point. */
enum before { BEFORE_NOTHING, BEFORE_WORD, BEFORE_OTHER, BEFORES };

/* What assertions ask of what comes next. */
enum need { NEED_NOTHING, NEED_WORD, NEED_NO_WORD, NEED_END, NEEDS };

struct step {
    uint32_t from;  /* the state before; CHANNEL_NO_INDEX: none */
    uint32_t point; /* code point that was taken; CHANNEL_NO_INDEX: none */
    bool at_begin;
    bool seen;
};

struct way {
    struct channel_slice program;
    uint32_t count; /* of instructions */
    struct step *steps;
    uint32_t *queue; /* states that are to be looked at */
    uint32_t head, tail;
    bool missing; /* an instruction could not be read */
};

static uint32_t state_of(uint32_t place, enum before before, enum need need)
{
    return (place * BEFORES + (uint32_t)before) * NEEDS + (uint32_t)need;
}

static struct channel_instruction instruction_at(struct way *way, uint32_t place)
{
    struct channel_instruction instruction;

    if (channel_instruction_at(way->program, place, &instruction) != CHANNEL_OK)
        way->missing = true;
    return instruction;
}

static void go(struct way *way, uint32_t from, uint32_t to, uint32_t point, bool at_begin)
{
    if (way->steps[to].seen)
        return;
    way->steps[to] = (struct step){from, point, at_begin, true};
    way->queue[way->tail++] = to;
}

static bool is_word(uint32_t point)
{
    return (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
           (point >= '0' && point <= '9') || point == '_';
}

/* Whether a class names the code point; its ranges stand behind it. */
static bool in_class(struct way *way, uint32_t place, struct channel_instruction class,
                     uint32_t point)
{
    bool found = false;

    for (uint32_t i = 0; i < class.a && !found; i++) {
        const struct channel_instruction range = instruction_at(way, place + 1 + i);
        found = point >= range.a && point <= range.b;
    }
    return found != (class.flags != 0);
}

static bool takes(struct way *way, uint32_t place, struct channel_instruction instruction,
                  uint32_t point)
{
    switch (instruction.op) {
    case CHANNEL_INSTRUCTION_POINT:
        return point == instruction.a;
    case CHANNEL_INSTRUCTION_ANY:
        return point != '\n' || instruction.flags == 0;
    default:
        return in_class(way, place, instruction, point);
    }
}

static bool meets(enum need need, uint32_t point)
{
    return need == NEED_NOTHING || (need == NEED_WORD && is_word(point)) ||
           (need == NEED_NO_WORD && !is_word(point));
}

/* Goes on with one word character and with one that is none, where the instruction takes such: a
 * later assertion may need the other. */
static void take_points(struct way *way, uint32_t state, uint32_t place, enum need need,
                        struct channel_instruction instruction, bool at_begin)
{
    const bool class = instruction.op == CHANNEL_INSTRUCTION_CLASS;
    const uint32_t next = place + 1 + (class ? instruction.a : 0);
    const uint32_t own = class ? instruction_at(way, place + 1).a : instruction.a;
    bool done[2] = {false, false};

    /* Its own code point last: where nothing that can be typed will do. */
    for (uint32_t i = 0; i < 98; i++) {
        static const char typed[] = "a0 ";
        const uint32_t point = i < 3 ? (uint32_t)typed[i] : i < 97 ? 0x1e + i : own;
        const bool word = is_word(point);
        if (point == 0 || done[word] || !meets(need, point) ||
            !takes(way, place, instruction, point))
            continue;
        done[word] = true;
        go(way, state, state_of(next, word ? BEFORE_WORD : BEFORE_OTHER, NEED_NOTHING), point,
           at_begin);
    }
}

static void hold(struct way *way, uint32_t state, uint32_t place, enum before before,
                 enum need need, enum need asked, bool at_begin)
{
    const bool opposed = need != NEED_NOTHING && asked != NEED_NOTHING && need != asked;

    if (opposed && (need == NEED_WORD || asked == NEED_WORD))
        return;
    /* The end counts as no word: the stricter of the two stays. */
    go(way, state, state_of(place + 1, before, need > asked ? need : asked), CHANNEL_NO_INDEX,
       at_begin);
}

static void assert_at(struct way *way, uint32_t state, uint32_t place, enum before before,
                      enum need need, uint32_t assertion, bool at_begin)
{
    const enum need other = before == BEFORE_WORD ? NEED_NO_WORD : NEED_WORD;
    const enum need same = before == BEFORE_WORD ? NEED_WORD : NEED_NO_WORD;

    switch (assertion) {
    case CHANNEL_ASSERT_TEXT_BEGIN:
    case CHANNEL_ASSERT_LINE_BEGIN:
        if (before == BEFORE_NOTHING)
            hold(way, state, place, before, need, NEED_NOTHING, true);
        return;
    case CHANNEL_ASSERT_BOUNDARY:
        hold(way, state, place, before, need, other, at_begin);
        return;
    case CHANNEL_ASSERT_NO_BOUNDARY:
        hold(way, state, place, before, need, same, at_begin);
        return;
    default: /* ends of the text and of lines */
        hold(way, state, place, before, need, NEED_END, at_begin);
        return;
    }
}

static void look_at(struct way *way, uint32_t state)
{
    const uint32_t place = state / NEEDS / BEFORES;
    const enum before before = (enum before)(state / NEEDS % BEFORES);
    const enum need need = (enum need)(state % NEEDS);
    const struct channel_instruction instruction = instruction_at(way, place);
    const bool at_begin = way->steps[state].at_begin;

    switch (instruction.op) {
    case CHANNEL_INSTRUCTION_JUMP:
    case CHANNEL_INSTRUCTION_SPLIT:
        go(way, state, state_of(instruction.a, before, need), CHANNEL_NO_INDEX, at_begin);
        if (instruction.op == CHANNEL_INSTRUCTION_SPLIT)
            go(way, state, state_of(instruction.b, before, need), CHANNEL_NO_INDEX, at_begin);
        return;
    case CHANNEL_INSTRUCTION_ASSERT:
        assert_at(way, state, place, before, need, instruction.a, at_begin);
        return;
    case CHANNEL_INSTRUCTION_POINT:
    case CHANNEL_INSTRUCTION_ANY:
    case CHANNEL_INSTRUCTION_CLASS:
        take_points(way, state, place, need, instruction, at_begin);
        return;
    default: /* the match, which is looked for elsewhere; ranges are never arrived at */
        return;
    }
}

/* From the end back to the begin; first counting, then writing. */
static bool write_text(const struct way *way, uint32_t end, struct expression_witness *out)
{
    uint8_t encoded[4];

    for (uint32_t at = end; at != CHANNEL_NO_INDEX; at = way->steps[at].from) {
        if (way->steps[at].point != CHANNEL_NO_INDEX)
            out->size += utf8_put(way->steps[at].point, encoded);
    }
    out->bytes = malloc(out->size + 1);
    if (out->bytes == NULL)
        return false;
    size_t place = out->size;
    for (uint32_t at = end; at != CHANNEL_NO_INDEX; at = way->steps[at].from) {
        if (way->steps[at].point == CHANNEL_NO_INDEX)
            continue;
        const size_t size = utf8_put(way->steps[at].point, encoded);
        place -= size;
        for (size_t i = 0; i < size; i++)
            out->bytes[place + i] = encoded[i];
    }
    out->at_begin = way->steps[end].at_begin;
    out->at_end = end % NEEDS == NEED_END;
    return true;
}

static bool walk(struct way *way, struct expression_witness *out)
{
    go(way, CHANNEL_NO_INDEX, state_of(0, BEFORE_NOTHING, NEED_NOTHING), CHANNEL_NO_INDEX, false);
    while (way->head < way->tail && !way->missing) {
        const uint32_t state = way->queue[way->head++];
        const bool at_match = state / NEEDS / BEFORES + 1 == way->count;
        if (at_match && state % NEEDS != NEED_WORD)
            return write_text(way, state, out);
        look_at(way, state);
    }
    return false;
}

bool expression_witness(struct channel_slice program, struct expression_witness *out)
{
    struct way way = {.program = program, .count = program.size / CHANNEL_RECORD_INSTRUCTIONS};
    const size_t states = (size_t)way.count * BEFORES * NEEDS;

    *out = (struct expression_witness){0};
    way.steps = calloc(states + 1, sizeof *way.steps);
    way.queue = calloc(states + 1, sizeof *way.queue);
    const bool found = way.steps != NULL && way.queue != NULL && walk(&way, out);
    free(way.steps);
    free(way.queue);
    return found;
}
