/* Tokenizer and parser of conditions: or < and < not < x of. Recursion goes as deep as parentheses
 * and negations do, which is bounded. Relies on work.h alone. */
#include "condition.h"

#include <string.h>

#include "limits.h"

struct parser {
    struct sigma_work *work;
    struct content_text text;
    uint32_t line;
    uint32_t position;         /* behind the token at hand */
    struct content_text token; /* a word or one character; empty at the end */
    uint32_t tokens, levels;
};

static struct sigma_condition *parse_or(struct parser *parser);

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_' || byte == '-' || byte == '*' ||
           byte == '.' || ((unsigned char)byte & 0x80) != 0;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static uint32_t column_of(const struct parser *parser)
{
    return parser->position - parser->token.size + 1;
}

/* Refuses at the token at hand. */
static struct sigma_condition *refuse(struct parser *parser, const char *expected)
{
    const uint32_t column = column_of(parser);

    if (sigma_is(parser->token, "|"))
        sigma_refuse(parser->work, SIGMA_REASON_CONDITION, parser->line,
                     "condition, column %u: aggregations (| …) are not supported", column);
    else if (parser->token.size == 0)
        sigma_refuse(parser->work, SIGMA_REASON_CONDITION, parser->line,
                     "condition, column %u: it ends where %s is expected", column, expected);
    else
        sigma_refuse(parser->work, SIGMA_REASON_CONDITION, parser->line,
                     "condition, column %u: %s stands where %s is expected", column,
                     sigma_excerpt(parser->token).text, expected);
    parser->work->diagnostic->column = column;
    return NULL;
}

static struct sigma_condition *refuse_limit(struct parser *parser, uint32_t limit, const char *what)
{
    sigma_refuse(parser->work, SIGMA_REASON_LIMIT, parser->line,
                 "condition, column %u: more than %u %s", column_of(parser), limit, what);
    parser->work->diagnostic->column = column_of(parser);
    return NULL;
}

/* Moves on to the next token. */
static bool advance(struct parser *parser)
{
    const struct content_text text = parser->text;
    uint32_t at = parser->position;

    while (at < text.size && is_blank(text.bytes[at]))
        at++;
    uint32_t end = at;
    while (end < text.size && is_word_byte(text.bytes[end]))
        end++;
    if (end == at && at < text.size)
        end++; /* a character that stands alone */
    parser->token = (struct content_text){text.bytes + at, end - at};
    parser->position = end;
    if (parser->tokens++ < SIGMA_MAX_CONDITION_TOKENS)
        return true;
    refuse_limit(parser, SIGMA_MAX_CONDITION_TOKENS, "words");
    return false;
}

static bool is_operator(struct content_text token)
{
    return sigma_is(token, "and") || sigma_is(token, "or") || sigma_is(token, "not");
}

static bool is_word(struct content_text token)
{
    return token.size > 0 && is_word_byte(token.bytes[0]) && !is_operator(token);
}

static struct sigma_condition *new_node(struct parser *parser, enum sigma_condition_op op)
{
    struct sigma_condition *node = sigma_take(parser->work, 1, sizeof *node);

    if (node != NULL) {
        node->op = op;
        node->name = parser->token;
        node->column = column_of(parser);
    }
    return node;
}

static bool add_operand(struct parser *parser, struct sigma_condition *node,
                        struct sigma_condition *operand)
{
    struct sigma_condition **operands = arena_grow(parser->work->arena, node->operands,
                                                   sizeof *operands, node->count, &node->capacity);

    if (operands == NULL)
        return sigma_out_of_memory(parser->work);
    operands[node->count++] = operand;
    node->operands = operands;
    return true;
}

/* The pattern behind "of". */
static struct sigma_condition *parse_pattern(struct parser *parser, enum sigma_condition_op op)
{
    if (!advance(parser))
        return NULL;
    if (!is_word(parser->token))
        return refuse(parser, "'them' or a pattern of selections");
    struct sigma_condition *node = new_node(parser, op);
    return node != NULL && advance(parser) ? node : NULL;
}

/* A name, or a quantifier with its pattern. */
static struct sigma_condition *parse_word(struct parser *parser)
{
    if (!is_word(parser->token))
        return refuse(parser, "a selection");
    struct sigma_condition *node = new_node(parser, SIGMA_CONDITION_NAME);
    if (node == NULL || !advance(parser))
        return NULL;
    const bool quantifier = sigma_is(parser->token, "of");
    if (quantifier && (sigma_is(node->name, "1") || sigma_is(node->name, "any")))
        return parse_pattern(parser, SIGMA_CONDITION_ANY);
    if (quantifier && sigma_is(node->name, "all"))
        return parse_pattern(parser, SIGMA_CONDITION_EVERY);
    if (quantifier)
        return refuse(parser, "an operator (only '1 of', 'any of' and 'all of' are supported)");
    if (memchr(node->name.bytes, '*', node->name.size) == NULL)
        return node;
    parser->token = node->name;
    parser->position = node->column - 1 + node->name.size;
    return refuse(parser, "a selection (a pattern needs '1 of' or 'all of' before it)");
}

static struct sigma_condition *parse_parentheses(struct parser *parser)
{
    if (!advance(parser))
        return NULL;
    struct sigma_condition *inner = parse_or(parser);
    if (inner == NULL)
        return NULL;
    if (!sigma_is(parser->token, ")"))
        return refuse(parser, "'and', 'or' or ')'");
    return advance(parser) ? inner : NULL;
}

static struct sigma_condition *parse_not(struct parser *parser);

static struct sigma_condition *parse_negation(struct parser *parser)
{
    struct sigma_condition *node = new_node(parser, SIGMA_CONDITION_NOT);

    if (node == NULL || !advance(parser))
        return NULL;
    struct sigma_condition *operand = parse_not(parser);
    return operand != NULL && add_operand(parser, node, operand) ? node : NULL;
}

static struct sigma_condition *parse_not(struct parser *parser)
{
    const bool negation = sigma_is(parser->token, "not");

    if (!negation && !sigma_is(parser->token, "("))
        return parse_word(parser);
    if (parser->levels == SIGMA_MAX_CONDITION_LEVELS)
        return refuse_limit(parser, SIGMA_MAX_CONDITION_LEVELS,
                            "levels of parentheses and negations");
    parser->levels++;
    struct sigma_condition *node = negation ? parse_negation(parser) : parse_parentheses(parser);
    parser->levels--;
    return node;
}

/* One operand, or a chain of them that `word` joins. */
static struct sigma_condition *parse_chain(struct parser *parser, const char *word,
                                           enum sigma_condition_op op,
                                           struct sigma_condition *(*parse)(struct parser *))
{
    struct sigma_condition *first = parse(parser);

    if (first == NULL || !sigma_is(parser->token, word))
        return first;
    struct sigma_condition *chain = new_node(parser, op);
    if (chain == NULL || !add_operand(parser, chain, first))
        return NULL;
    while (sigma_is(parser->token, word)) {
        if (!advance(parser))
            return NULL;
        struct sigma_condition *next = parse(parser);
        if (next == NULL || !add_operand(parser, chain, next))
            return NULL;
    }
    return chain;
}

static struct sigma_condition *parse_and(struct parser *parser)
{
    return parse_chain(parser, "and", SIGMA_CONDITION_AND, parse_not);
}

static struct sigma_condition *parse_or(struct parser *parser)
{
    return parse_chain(parser, "or", SIGMA_CONDITION_OR, parse_and);
}

struct sigma_condition *sigma_condition_parse(struct sigma_work *work, struct content_text text,
                                              uint32_t line)
{
    struct parser parser = {.work = work, .text = text, .line = line};

    if (text.size > LIMIT_TEXT)
        return refuse_limit(&parser, LIMIT_TEXT, "bytes");
    if (!advance(&parser))
        return NULL;
    struct sigma_condition *whole = parse_or(&parser);
    if (whole != NULL && parser.token.size > 0)
        return refuse(&parser, "'and', 'or' or the end");
    return whole;
}

bool sigma_pattern_matches(struct content_text pattern, struct content_text name)
{
    const bool them = sigma_is(pattern, "them");
    uint32_t at = 0;
    uint32_t in_pattern = 0;
    uint32_t star = UINT32_MAX; /* the last star: where it stands, and where its text begins */
    uint32_t star_at = 0;

    if (name.size > 0 && name.bytes[0] == '_')
        return false;
    while (!them && at < name.size) {
        if (in_pattern < pattern.size && pattern.bytes[in_pattern] == '*') {
            star = in_pattern++;
            star_at = at;
        } else if (in_pattern < pattern.size && pattern.bytes[in_pattern] == name.bytes[at]) {
            in_pattern++;
            at++;
        } else if (star != UINT32_MAX) {
            in_pattern = star + 1;
            at = ++star_at;
        } else {
            return false;
        }
    }
    while (in_pattern < pattern.size && pattern.bytes[in_pattern] == '*')
        in_pattern++;
    return them || in_pattern == pattern.size;
}
