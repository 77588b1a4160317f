/* Atoms, quantifiers, sequences, alternatives, groups. No recursion: open groups are a stack. */
#include "parse.h"

#include "bracket.h"
#include "channel/kinds.h"
#include "escape.h"
#include "group.h"

/* A group that is open, or the whole expression. */
struct frame {
    uint32_t position; /* of its parenthesis */
    uint8_t flags;     /* those that hold again behind it */
    struct node *choice, *sequence;
};

struct parser {
    struct source *source;
    uint8_t flags; /* that hold at the position */
    uint32_t depth;
    struct frame frames[NODE_LEVELS + 1];
};

static bool open_frame(struct parser *parser, uint32_t position, uint8_t outer_flags)
{
    struct frame *frame = &parser->frames[parser->depth];
    struct node *choice = node_new(parser->source, NODE_CHOICE, position);
    struct node *sequence = node_new(parser->source, NODE_SEQUENCE, position);

    *frame = (struct frame){position, outer_flags, choice, sequence};
    return choice != NULL && sequence != NULL;
}

/* --- quantifiers ------------------------------------------------------------------------------ */

struct quantifier {
    uint32_t minimum, maximum;
};

/* Whether {n}, {n,} or {n,m} is at the position; any other brace is a literal. */
static bool at_counts(const struct source *source)
{
    struct source ahead = *source;
    uint32_t digits, ignored;

    if (!source_skip(&ahead, "{"))
        return false;
    (void)source_take_number(&ahead, 10, UINT32_MAX, &digits);
    if (source_skip(&ahead, ","))
        (void)source_take_number(&ahead, 10, UINT32_MAX, &ignored);
    return digits > 0 && source_peek(&ahead, 0) == '}';
}

static bool at_quantifier(const struct source *source)
{
    const char byte = source_peek(source, 0);
    return byte == '*' || byte == '+' || byte == '?' || at_counts(source);
}

/* Takes {n}, {n,} or {n,m}. */
static bool take_counts(struct source *source, struct quantifier *out)
{
    const uint32_t begin = source->position;
    uint32_t digits;

    source->position++;
    out->minimum = source_take_number(source, 10, UINT32_MAX, &digits);
    out->maximum = out->minimum;
    if (source_skip(source, ",")) {
        const uint32_t maximum = source_take_number(source, 10, UINT32_MAX, &digits);
        out->maximum = digits == 0 ? NODE_UNLIMITED : maximum;
        if (digits > 0 && maximum > NODE_REPETITIONS)
            return source_refuse(source, begin, "more than %d repetitions", NODE_REPETITIONS);
    }
    source->position++;
    if (out->minimum > NODE_REPETITIONS)
        return source_refuse(source, begin, "more than %d repetitions", NODE_REPETITIONS);
    if (out->minimum > out->maximum)
        return source_refuse(source, begin, "the most repetitions are fewer than the least");
    return true;
}

static bool take_quantifier(struct source *source, struct quantifier *out)
{
    const char byte = source_peek(source, 0);

    if (byte == '{') {
        if (!take_counts(source, out))
            return false;
    } else {
        *out = (struct quantifier){byte == '+', byte == '?' ? 1 : NODE_UNLIMITED};
        source->position++;
    }
    if (source_peek(source, 0) == '+')
        return source_refuse(source, source->position, "possessive quantifiers are not supported");
    source_skip(source, "?"); /* lazy: matches at the same inputs */
    return true;
}

/* Appends what may be repeated, with the quantifier that may follow it. NULL is handed on. */
static bool append(struct parser *parser, struct node *node)
{
    struct source *source = parser->source;
    const uint32_t begin = source->position;
    struct quantifier quantifier;

    if (node != NULL && at_quantifier(source)) {
        if (!take_quantifier(source, &quantifier))
            return false;
        node = node_repeat(source, begin, node, quantifier.minimum, quantifier.maximum);
    }
    if (node == NULL)
        return false;
    node_append(parser->frames[parser->depth].sequence, node);
    return true;
}

/* --- atoms ------------------------------------------------------------------------------------ */

static bool append_assertion(struct parser *parser, uint32_t position, uint32_t assertion)
{
    struct node *node =
        node_single(parser->source, position, CHANNEL_INSTRUCTION_ASSERT, assertion);

    if (node == NULL)
        return false;
    node_append(parser->frames[parser->depth].sequence, node);
    return true;
}

static bool is_caseless(const struct parser *parser)
{
    return (parser->flags & CHANNEL_EXPRESSION_CASELESS) != 0;
}

static bool append_point(struct parser *parser, uint32_t position, uint32_t point)
{
    struct arena *arena = parser->source->arena;
    struct point_set set = {0};

    if (!point_set_add(arena, &set, point, point) ||
        (is_caseless(parser) && !point_set_add_cases(arena, &set)))
        return source_lacks_memory(parser->source);
    return append(parser, node_set(parser->source, position, set));
}

static bool append_named(struct parser *parser, uint32_t position, const struct named_set *named,
                         bool negated)
{
    struct point_set set = {0};

    if (!named_set_add(parser->source->arena, &set, named, negated, false))
        return source_lacks_memory(parser->source);
    return append(parser, node_set(parser->source, position, set));
}

static bool append_escape(struct parser *parser, uint32_t position)
{
    struct escape escape;

    if (!escape_take(parser->source, false, &escape))
        return false;
    switch (escape.kind) {
    case ESCAPE_POINT:
        return append_point(parser, position, escape.value);
    case ESCAPE_SET:
        return append_named(parser, position, escape.set, escape.negated);
    case ESCAPE_ASSERTION:
        return append_assertion(parser, position, escape.value);
    }
    return false;
}

static bool append_bracket(struct parser *parser, uint32_t position)
{
    struct point_set set = {0};

    if (!bracket_take(parser->source, is_caseless(parser), &set))
        return false;
    return append(parser, node_set(parser->source, position, set));
}

static bool append_dot(struct parser *parser, uint32_t position)
{
    struct node *node = node_single(parser->source, position, CHANNEL_INSTRUCTION_ANY, 0);

    parser->source->position++;
    if (node != NULL)
        node->instruction.flags = (parser->flags & CHANNEL_EXPRESSION_DOTALL) == 0;
    return append(parser, node);
}

static bool append_anchor(struct parser *parser, uint32_t position, char anchor)
{
    const bool lines = (parser->flags & CHANNEL_EXPRESSION_MULTILINE) != 0;

    parser->source->position++;
    if (anchor == '^')
        return append_assertion(parser, position,
                                lines ? CHANNEL_ASSERT_LINE_BEGIN : CHANNEL_ASSERT_TEXT_BEGIN);
    return append_assertion(parser, position,
                            lines ? CHANNEL_ASSERT_LINE_END : CHANNEL_ASSERT_LAST_LINE_END);
}

/* --- groups ----------------------------------------------------------------------------------- */

static bool open_group(struct parser *parser, uint32_t position)
{
    const uint8_t outer_flags = parser->flags;
    bool is_group;

    if (!group_take(parser->source, &parser->flags, &is_group))
        return false;
    if (!is_group)
        return true;
    if (parser->depth == NODE_LEVELS)
        return source_refuse(parser->source, position, "groups are nested more than %d deep",
                             NODE_LEVELS);
    parser->depth++;
    return open_frame(parser, position, outer_flags);
}

/* Ends an alternative of the innermost group. */
static void end_alternative(struct parser *parser)
{
    struct frame *frame = &parser->frames[parser->depth];
    node_append(frame->choice, node_plain(frame->sequence));
}

static bool begin_alternative(struct parser *parser)
{
    struct frame *frame = &parser->frames[parser->depth];

    parser->source->position++;
    end_alternative(parser);
    frame->sequence = node_new(parser->source, NODE_SEQUENCE, parser->source->position);
    return frame->sequence != NULL;
}

static bool close_group(struct parser *parser, uint32_t position)
{
    if (parser->depth == 0)
        return source_refuse(parser->source, position, "no group is open that could be closed");
    end_alternative(parser);
    const struct frame closed = parser->frames[parser->depth];
    parser->source->position++;
    parser->flags = closed.flags;
    parser->depth--;
    return append(parser, node_plain(closed.choice));
}

/* Whatever is at the position, which is not the end. */
static bool parse_next(struct parser *parser)
{
    struct source *source = parser->source;
    const uint32_t position = source->position;
    const char byte = source_peek(source, 0);

    if (at_quantifier(source))
        return source_refuse(source, position, "there is nothing here that could be repeated");
    switch (byte) {
    case '(':
        return open_group(parser, position);
    case ')':
        return close_group(parser, position);
    case '|':
        return begin_alternative(parser);
    case '\\':
        return append_escape(parser, position);
    case '[':
        return append_bracket(parser, position);
    case '.':
        return append_dot(parser, position);
    case '^':
    case '$':
        return append_anchor(parser, position, byte);
    default:
        return append_point(parser, position, source_take(source));
    }
}

struct node *expression_parse(struct source *source, uint8_t flags)
{
    struct parser parser = {.source = source, .flags = flags};

    if (!open_frame(&parser, 0, flags))
        return NULL;
    while (!source_ended(source)) {
        if (!parse_next(&parser))
            return NULL;
    }
    if (parser.depth > 0) {
        source_refuse(source, parser.frames[parser.depth].position, "the group is not closed");
        return NULL;
    }
    end_alternative(&parser);
    return node_plain(parser.frames[0].choice);
}
