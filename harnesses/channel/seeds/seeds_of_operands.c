/* Seeds of the interpreter: a criterion, and an event for each way in which its operator can look
 * at an input. How many of the events match stands in tests/harnesses/seeds_test.c. */
#include <stdlib.h>
#include <string.h>

#include "channel/inputs/trailer.h"
#include "seed_model.h"
#include "seed_writer.h"

enum { TYPE = SEED_TYPE_OF_TESTS, MOST_TEXTS = 16, MOST_PATTERNS = 4 };

static const char target[] = "interpreter";

struct operand_row {
    const char *name;
    const char *holds;
    uint8_t criterion, flags;
    uint8_t kind; /* of the input, and of the field */
    const char *patterns[MOST_PATTERNS];
    const char *texts[MOST_TEXTS];
};

#define SIXTEEN "aaaaaaaaaaaaaaaa"

static const struct operand_row text_rows[] = {
    {"operands-exact",
     "values of equal length that differ at the end, inside, and not",
     CHANNEL_CRITERION_EXACT,
     0,
     CHANNEL_KIND_TEXT,
     {"abcd"},
     {"abcd", "ABCD", "abce", "xbcd", "abxd", "abc", "abcde", ""}},
    {"operands-contains",
     "inputs that have some of the pattern's three-byte sequences",
     CHANNEL_CRITERION_CONTAINS,
     0,
     CHANNEL_KIND_TEXT,
     {"abcdefghi"},
     {"abcdefghi", "abc ghi", "ghi", "def ghi", "abc def ghi", "abcdefgh", "xABCDEFGHIx", "ab"}},
    {"operands-contains-short",
     "patterns shorter than a sequence",
     CHANNEL_CRITERION_CONTAINS,
     CHANNEL_FLAG_CASED,
     CHANNEL_KIND_TEXT,
     {"b", "cd"},
     {"abc", "acd", "a", "", "c", "B", "CD", "dc"}},
    {"operands-glob",
     "code points, torn ones, and stars at every place",
     CHANNEL_CRITERION_GLOB,
     0,
     CHANNEL_KIND_TEXT,
     {"*a?", "?", "b?*"},
     {"", "a", "\xc3\x84", "\xf0\x9f\x94\xa5", "\x80", "x\x80\x80\x80\x80", "xa\xe2\x82\xac", "b",
      "bc", "bcd", "aa", "aab", "\xe2\x82"}},
    {"operands-glob-escape-end",
     "a glob that ends with a backslash, met at its end",
     CHANNEL_CRITERION_GLOB,
     0,
     CHANNEL_KIND_TEXT,
     {"?\\"},
     {"a", ""}},
    {"operands-number",
     "texts that are numbers, and that are almost",
     CHANNEL_CRITERION_RANGE,
     0,
     CHANNEL_KIND_NUMBER,
     {""},
     {"0", "-0", "00", "", "-", "1", "-1", "1a", "/", ":", "9223372036854775808",
      "-9223372036854775809", "99999999999999999999", "000000000000000000000", "+0",
      "-00000000000000000000"}},
    {"operands-address4",
     "texts that are IPv4 addresses, and that are almost",
     CHANNEL_CRITERION_CIDR4,
     0,
     CHANNEL_KIND_ADDRESS,
     {""},
     {"10.1.2.3", "10.255.0.0", "11.0.0.0", "010.1.2.3", "10.1.2.256", "10.1.2", "10.1.2.",
      "10.1.2.3.4", "10.1.2.3x", "10..2.3", "", "10.1.2.3333", "a.b.c.d", "::10.1.2.3", "10",
      "9.255.255.255"}},
    {"operands-address6",
     "texts that are IPv6 addresses",
     CHANNEL_CRITERION_CIDR6,
     0,
     CHANNEL_KIND_ADDRESS,
     {""},
     {"fe80::", "FEBF::1", "fec0::", "fe80:1:2:3:4:5:6:7", "fe80::1%eth0", "fe80::1.2.3.4",
      "fe80:2:3:4:5:6:1.2.3.4", "::", "::1", "ff80::", "7e80::", "fe80::1:2:3:4:5:6",
      "fe80:1:2:3:4:5:6::", "fe80::/10", "fe80:0:0:0:0:0:0:0"}},
    {"operands-address6-torn",
     "texts that are almost IPv6 addresses",
     CHANNEL_CRITERION_CIDR6,
     0,
     CHANNEL_KIND_ADDRESS,
     {""},
     {"", ":", ":::", "fe80", "fe80:", "fe80::1::2", "fe80:1:2:3:4:5:6:7:8", "fe80::123456",
      "fe80::g", "fe80:1:2:3:4:5:6:7::", "fe80:1:2:3:4:5:6:1.2.3.4",
      ":fe80::", "fe80::1:", "%fe80::", "fe80:x", "fe80::" SIXTEEN SIXTEEN SIXTEEN SIXTEEN}},
    {"operands-expression-lines",
     "line feeds at every place that an assertion asks for",
     CHANNEL_CRITERION_EXPRESSION,
     0,
     CHANNEL_KIND_TEXT,
     {"(?m)^b$", "c\\Z", "d\\z", "x.y"},
     {"b", "a\nb", "b\n", "b\nc", "a\nb\nc", "c\n", "c\n\n", "d", "d\n", "x\ny", "x y", "\n", "ab",
      "\nb", ""}},
    {"operands-expression-words",
     "borders of words, loops and classes",
     CHANNEL_CRITERION_EXPRESSION,
     0,
     CHANNEL_KIND_TEXT,
     {"\\b_9\\b", "\\Bq\\B", "(?:ab)*c[^\\n]", "[x-\xc3\xbf]{2}"},
     {"_9", "a_9", "_9z", "_9 ", "q", "aqa", "q1", "{q}", "ababcd", "c\n", "yz", "\xc3\x84\xc3\xbf",
      "\xff\xff", "\xe2\x82", "\xe0\x80\x80", "\xed\xa0\x80"}},
    {"operands-expression-bytes",
     "bytes that belong to no code point",
     CHANNEL_CRITERION_EXPRESSION,
     CHANNEL_FLAG_ALL,
     CHANNEL_KIND_TEXT,
     {"^.$", "[^a]"},
     {"\xff", "\x80", "\xe2\x82", "\xf0\x9f\x94", "\xf0\x8f\x80\x80", "\xf4\x90\x80\x80", "a",
      "\xc3\x84", "\n", "aa", "\xc1\x80", "\xf5\x80\x80\x80"}},
};

/* fe80::/10 and 10.0.0.0/8 besides a longer one: of networks the first that holds decides. */
static void set_networks(struct content *content, struct content_criterion *criterion)
{
    const bool six = criterion->kind == CHANNEL_CRITERION_CIDR6;

    seed_value(content, criterion, "");
    struct content_value *values = criterion->values;
    values[0].address[0] = six ? 0xfe : 10;
    values[0].address[1] = six ? 0x80 : 1;
    values[0].prefix = six ? 17 : 16;
    values[1].address[0] = six ? 0xfe : 10;
    values[1].address[1] = six ? 0x80 : 0;
    values[1].prefix = six ? 10 : 8;
}

static struct content *make(const struct operand_row *row)
{
    struct content *content = seed_one_criterion(1, row->kind, 0, row->criterion, row->patterns[0]);
    struct content_criterion *criterion = &content->instances[0].criteria[0];

    criterion->flags = row->flags;
    for (unsigned i = 1; i < MOST_PATTERNS && row->patterns[i] != NULL; i++)
        seed_value(content, criterion, row->patterns[i]);
    if (row->criterion == CHANNEL_CRITERION_CIDR4 || row->criterion == CHANNEL_CRITERION_CIDR6)
        set_networks(content, criterion);
    return content;
}

static void write_input(struct trailer_writer *trailer, uint8_t kind, const char *text, size_t size)
{
    struct exact_event event;

    exact_event_new(TYPE, 1, &event);
    exact_event_set(&event, 0, kind, (const uint8_t *)text, (uint32_t)size);
    trailer_write_event(trailer, &event.event);
    exact_event_free(&event);
}

/* Begins a seed with the file of a model, which is freed. */
static void begin_seed(struct trailer_writer *trailer, struct content *content)
{
    size_t size;
    uint8_t *bytes = seed_encode_unchecked(content, &size);

    trailer_write_file(trailer, bytes, size);
    free(bytes);
}

static void end_seed(struct seed_writer *writer, const char *name, const char *holds,
                     struct trailer_writer *trailer)
{
    trailer_write_end(trailer);
    seed_write(writer, target, name, holds, trailer->bytes, trailer->size);
    free(trailer->bytes);
}

static void write_row(struct seed_writer *writer, const struct operand_row *row)
{
    struct trailer_writer trailer;

    begin_seed(&trailer, make(row));
    for (unsigned i = 0; i < MOST_TEXTS && row->texts[i] != NULL; i++)
        write_input(&trailer, row->kind, row->texts[i], strlen(row->texts[i]));
    end_seed(writer, row->name, row->holds, &trailer);
}

/* Each mode of a reference; events whose second input is equal, a part, longer, absent. */
static void write_references(struct seed_writer *writer)
{
    static const char *const pairs[][2] = {{"abcd", "abcd"}, {"abcd", "AB"}, {"abcd", "cd"},
                                           {"abcd", "bc"},   {"ab", "abcd"}, {"abcd", ""},
                                           {"abcd", NULL},   {"", ""},       {"abcd", "xbcd"}};
    for (uint8_t mode = 0; mode < CHANNEL_REFERENCE_MODES; mode++) {
        struct content *content =
            seed_one_criterion(2, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_REFERENCE, "");
        struct trailer_writer trailer;
        char name[64];

        content->instances[0].criteria[0].values[0].field = 1;
        content->instances[0].criteria[0].values[0].mode = mode;
        begin_seed(&trailer, content);
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
            struct exact_event event;
            exact_event_new(TYPE, 2, &event);
            for (uint16_t input = 0; input < 2; input++)
                if (pairs[i][input] != NULL)
                    exact_event_set(&event, input, CHANNEL_KIND_TEXT,
                                    (const uint8_t *)pairs[i][input],
                                    (uint32_t)strlen(pairs[i][input]));
            trailer_write_event(&trailer, &event.event);
            exact_event_free(&event);
        }
        snprintf(name, sizeof name, "operands-reference-%s", channel_reference_mode_name(mode));
        end_seed(writer, name, "an input compared with another", &trailer);
    }
}

/* Programs that no compiler makes, each in an instance of its own: where one fails, the next goes
 * on.
 */
static const struct {
    uint32_t count;
    struct channel_instruction instructions[3];
} programs[] = {
    {2, {{CHANNEL_INSTRUCTION_JUMP, 0, 1, 0}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_JUMP, 0, 2, 0}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_SPLIT, 0, 2, 1}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_SPLIT, 0, 1, 2}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_POINT, 1, 'A', 0}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_CLASS, 0, 2, 0}, {CHANNEL_INSTRUCTION_RANGE, 0, 'b', 'c'}}},
    {2, {{CHANNEL_INSTRUCTION_CLASS, 1, 2, 0}, {CHANNEL_INSTRUCTION_RANGE, 0, 'b', 'c'}}},
    {2, {{CHANNEL_INSTRUCTION_CLASS, 0, 1, 0}, {CHANNEL_INSTRUCTION_RANGE, 0, 'a', 'c'}}},
    {1, {{CHANNEL_INSTRUCTION_RANGE, 0, 'a', 'c'}}},
    {1, {{CHANNEL_INSTRUCTION_RANGE + 1, 0, 0, 0}}},
    {1, {{CHANNEL_INSTRUCTION_ANY, 0, 0, 0}}},
    {1, {{CHANNEL_INSTRUCTION_ASSERT, 0, CHANNEL_ASSERT_TEXT_BEGIN, 0}}},
    {2,
     {{CHANNEL_INSTRUCTION_ASSERT, 0, CHANNEL_ASSERTIONS, 0},
      {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_ANY, 0, 0, 0}, {CHANNEL_INSTRUCTION_RANGE + 1, 0, 0, 0}}},
    {3,
     {{CHANNEL_INSTRUCTION_ANY, 0, 0, 0},
      {CHANNEL_INSTRUCTION_SPLIT, 0, 3, 2},
      {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {3,
     {{CHANNEL_INSTRUCTION_ANY, 0, 0, 0},
      {CHANNEL_INSTRUCTION_SPLIT, 0, 2, 3},
      {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {3,
     {{CHANNEL_INSTRUCTION_ANY, 0, 0, 0},
      {CHANNEL_INSTRUCTION_JUMP, 0, 3, 0},
      {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
    {2, {{CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}, {CHANNEL_INSTRUCTION_MATCH, 0, 0, 0}}},
};
enum { PROGRAMS = sizeof programs / sizeof programs[0] };

static void write_programs(struct seed_writer *writer)
{
    static char ids[PROGRAMS][2];
    struct content *content =
        seed_one_criterion(1, CHANNEL_KIND_TEXT, 0, CHANNEL_CRITERION_EXISTS, NULL);
    struct trailer_writer trailer;

    for (size_t i = 0; i < PROGRAMS; i++) {
        ids[i][0] = (char)('A' + i);
        struct content_instance *instance = seed_instance(content, TYPE, ids[i]);
        struct content_criterion *criterion =
            seed_criterion(content, instance, 0, CHANNEL_CRITERION_EXPRESSION, "");
        struct content_value *value = &criterion->values[0];
        const size_t size = programs[i].count * sizeof programs[i].instructions[0];

        value->program = seed_need(arena_take(content->arena, size));
        memcpy(value->program, programs[i].instructions, size);
        value->instruction_count = programs[i].count;
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    }
    begin_seed(&trailer, content);
    write_input(&trailer, CHANNEL_KIND_TEXT, "abc", 3);
    write_input(&trailer, CHANNEL_KIND_TEXT, "", 0);
    end_seed(writer, "programs-hostile", "programs that go wrong where they are run", &trailer);
}

void seeds_of_operands(struct seed_writer *writer)
{
    for (size_t i = 0; i < sizeof text_rows / sizeof text_rows[0]; i++)
        write_row(writer, &text_rows[i]);
    write_references(writer);
    write_programs(writer);
}
