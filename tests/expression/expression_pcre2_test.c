/* Every verdict against PCRE2's: on our own list, and on generated expressions whose alternatives
 * and repetitions overlap wherever they can. */
#include <stdlib.h>
#include <string.h>

#include "channel/matches/second_opinion.h"
#include "patterns.h"
#include "program.h"
#include "test.h"

enum { EXHAUSTIVE_LENGTH = 5, MOST_INPUTS = 2000, INPUT_ROOM = 96 };

struct inputs {
    struct exact list[MOST_INPUTS];
    size_t count;
};

static void add_input(struct inputs *inputs, const void *bytes, size_t size)
{
    assert_in_range(inputs->count, 0, MOST_INPUTS - 1);
    inputs->list[inputs->count++] = exact_copy(bytes, size);
}

static void free_inputs(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        free_exact(&inputs->list[i]);
}

/* Compares on all inputs; returns how many verdicts there were. */
static size_t compare(const char *source, uint8_t flags, const struct program *program,
                      const struct opinion *opinion, const struct inputs *inputs)
{
    size_t verdicts = 0;

    for (size_t i = 0; i < inputs->count; i++) {
        const struct channel_slice input = slice_of(&inputs->list[i]);
        const enum verdict expected = opinion_of(opinion, input);
        if (expected == VERDICT_NONE)
            continue;
        verdicts++;
        if (program_matches(program, input) != (expected == VERDICT_HIT))
            fail_msg("/%s/ with flags %u on \"%.*s\": PCRE2 says %d; %s", source, flags,
                     (int)input.size, (const char *)input.base, expected, program_listing(program));
    }
    return verdicts;
}

/* Compiles for both, who must both accept, and compares. */
static size_t compare_source(const char *source, uint8_t flags, const struct inputs *inputs)
{
    struct program program = program_new(source, strlen(source), flags);
    struct opinion *opinion = opinion_new(source, strlen(source), flags);

    if (!program.accepted || opinion == NULL)
        fail_msg("/%s/: %s", source, program.accepted ? "PCRE2 refuses it" : program.error.reason);
    const size_t verdicts = compare(source, flags, &program, opinion, inputs);
    opinion_free(opinion);
    program_free(&program);
    return verdicts;
}

static void own_patterns_match_as_in_pcre2(void **state)
{
    struct inputs inputs = {.count = 0};
    size_t verdicts = 0;

    (void)state;
    for (size_t i = 0; i < own_input_count; i++)
        add_input(&inputs, own_inputs[i], strlen(own_inputs[i]));
    for (uint8_t flags = 0; flags <= CHANNEL_EXPRESSION_FLAGS; flags++)
        for (size_t i = 0; i < own_pattern_count; i++)
            verdicts += compare_source(own_patterns[i], flags, &inputs);
    print_message("%zu verdicts\n", verdicts);
    assert_true(verdicts > own_pattern_count * own_input_count);
    free_inputs(&inputs);
}

/* --- generated -------------------------------------------------------------------------------- */

static const char *const symbols[] = {"a", "b", "\n", "\xc3\xa9"};
static const char *const more_symbols[] = {"a", "b", "\n", "\xc3\xa9", "A", "B", " ", "_", "\r"};

/* Appends a word that there is room for. */
static void append(char *text, size_t room, const char *word)
{
    const size_t size = strlen(text), length = strlen(word);

    if (size + length < room)
        memcpy(text + size, word, length + 1);
}

/* All inputs of up to five symbols, and longer ones of more symbols by chance. */
static void add_inputs(struct inputs *inputs, size_t longer)
{
    uint32_t seed = 3;

    for (uint32_t length = 0, count = 1; length <= EXHAUSTIVE_LENGTH; length++, count *= 4) {
        for (uint32_t number = 0; number < count; number++) {
            char text[INPUT_ROOM] = "";
            for (uint32_t i = 0, rest = number; i < length; i++, rest /= 4)
                append(text, sizeof text, symbols[rest % 4]);
            add_input(inputs, text, strlen(text));
        }
    }
    for (size_t i = 0; i < longer; i++) {
        char text[INPUT_ROOM] = "";
        for (uint32_t rest = 6 + next_random(&seed) % 24; rest > 0; rest--)
            append(text, sizeof text, more_symbols[next_random(&seed) % COUNT_OF(more_symbols)]);
        add_input(inputs, text, strlen(text));
    }
}

struct grammar {
    char text[512];
    uint32_t seed;
};

static uint32_t choose(struct grammar *grammar, uint32_t count)
{
    return (next_random(&grammar->seed) >> 8) % count;
}

static void write(struct grammar *grammar, const char *word)
{
    append(grammar->text, sizeof grammar->text, word);
}

static const char *const atoms[] = {
    "a",       "b",           "\\n",    "\xc3\xa9", "a",   "b",      ".",           "[ab]",
    "[^a]",    "\\w",         "[^\\n]", "\\s",      "\\W", "[b\\s]", "[a\xc3\xa9]", "[^b\xc3\xa9]",
    "\\x{e9}", "[[:alpha:]]", "[\\D]",  "",
};
static const char *const assertions[] = {"^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "(?i)"};
static const char *const openings[] = {"(", "(?:", "(?i:", "(?m:", "(?s-i:", "(?-m:", "(?<n>"};
static const char *const quantifiers[] = {
    "*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{2,3}", "{0}", "{0,}", "{1,2}?",
};

/* A choice of sequences of atoms, assertions and groups; recursion is as deep as `depth`. */
static void write_expression(struct grammar *grammar, uint32_t depth)
{
    for (uint32_t parts = 1 + choose(grammar, 4); parts > 0; parts--) {
        const uint32_t kind = choose(grammar, 10);
        if (kind < 2) {
            write(grammar, assertions[choose(grammar, COUNT_OF(assertions))]);
            continue;
        }
        if (kind < 6 && depth > 0) {
            write(grammar, openings[choose(grammar, COUNT_OF(openings))]);
            write_expression(grammar, depth - 1);
            write(grammar, ")");
        } else {
            write(grammar, "(?:");
            write(grammar, atoms[choose(grammar, COUNT_OF(atoms))]);
            write(grammar, ")");
        }
        if (choose(grammar, 2) == 0)
            write(grammar, quantifiers[choose(grammar, COUNT_OF(quantifiers))]);
        if (choose(grammar, 4) == 0 && parts > 1)
            write(grammar, "|");
    }
}

static void generated_expressions_match_as_in_pcre2(void **state)
{
    enum { EXPRESSIONS = 400, DEPTH = 3, LONGER = 200 };
    struct grammar grammar = {.seed = 4};
    struct inputs inputs = {.count = 0};
    size_t verdicts = 0, compared = 0;

    (void)state;
    add_inputs(&inputs, LONGER);
    while (compared < EXPRESSIONS) {
        grammar.text[0] = '\0';
        write_expression(&grammar, DEPTH);
        const uint8_t flags = (uint8_t)choose(&grammar, 1 + CHANNEL_EXPRESSION_FLAGS);
        if (strlen(grammar.text) > sizeof grammar.text / 2)
            continue; /* may have been cut short */
        verdicts += compare_source(grammar.text, flags, &inputs);
        compared++;
    }
    print_message("%zu verdicts\n", verdicts);
    assert_true(verdicts > 400000);
    free_inputs(&inputs);
}

/* --- any syntax ------------------------------------------------------------------------------- */

static const char *const pieces[] = {
    "(",  ")",  "[",   "]",  "{", "}",    "|",   "*",    "+",  "?",     "\\",  "^",   "$",
    ".",  "-",  ",",   ":",  "=", "<",    ">",   "(?",   "P",  "a",     "b",   "i",   "m",
    "s",  "x",  "0",   "1",  "2", "\\d",  "\\D", "[:",   ":]", "alpha", "\\x", "\\b", "\xc3\xa9",
    "[^", "a-", "{1,", "\n", "'", "(?i)", "e",   "\\w-", "[a", "b]",    "(a",  "b)",  "{2}",
};

/* What is accepted, PCRE2 accepts, and agrees on a few inputs; what it accepts and we do not is
 * refused by a rule of our own. */
static void any_syntax_is_judged_as_by_pcre2(void **state)
{
    enum { SOURCES = 60000, MOST_PIECES = 9 };
    struct grammar grammar = {.seed = 5};
    struct inputs inputs = {.count = 0};
    size_t accepted = 0;

    (void)state;
    for (size_t i = 0; i < 40; i++)
        add_input(&inputs, own_inputs[i], strlen(own_inputs[i]));
    for (unsigned i = 0; i < SOURCES; i++) {
        grammar.text[0] = '\0';
        for (uint32_t count = choose(&grammar, MOST_PIECES); count > 0; count--)
            write(&grammar, pieces[choose(&grammar, COUNT_OF(pieces))]);
        struct program program = program_new(grammar.text, strlen(grammar.text), 0);
        struct opinion *opinion = opinion_new(grammar.text, strlen(grammar.text), 0);
        if (program.accepted && opinion == NULL)
            fail_msg("/%s/: PCRE2 refuses it; %s", grammar.text, program_listing(&program));
        if (!program.accepted && opinion != NULL && !opinion_may_accept(program.error.reason))
            fail_msg("/%s/: PCRE2 accepts it; %s", grammar.text, program.error.reason);
        if (program.accepted)
            (void)compare(grammar.text, 0, &program, opinion, &inputs);
        accepted += program.accepted;
        opinion_free(opinion);
        program_free(&program);
    }
    print_message("%zu of %d are accepted\n", accepted, SOURCES);
    assert_true(accepted > SOURCES / 20);
    free_inputs(&inputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(own_patterns_match_as_in_pcre2),
        cmocka_unit_test(generated_expressions_match_as_in_pcre2),
        cmocka_unit_test(any_syntax_is_judged_as_by_pcre2),
    };
    return RUN_TESTS(tests);
}
