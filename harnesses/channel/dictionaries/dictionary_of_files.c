/* The dictionary of channel files, made from the tables that the parser is built from. */
#include <stdio.h>
#include <string.h>

#include "../../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "channel/file.h"
#include "channel/inputs/events.h"
#include "channel/template_types.h"
#include "dictionary.h"

static void print_container(void)
{
    print_token("magic", "file", channel_magic, CHANNEL_MAGIC_SIZE);
    print_number("version", "current", CHANNEL_FORMAT_VERSION, 4);
    print_number("version", "next", CHANNEL_FORMAT_VERSION + 1, 4);
#define X(name, number, record) print_number("section", #name, (number), 4);
    CHANNEL_SECTIONS(X)
#undef X
}

/* A cap, and the first number above it. */
static void print_limit(const char *name, uint32_t value)
{
    print_number("limit", name, value, 4);
    print_number("above", name, value + 1, 4);
}

static void print_limits(void)
{
    print_limit("FILE", LIMIT_FILE);
    print_limit("TYPES", LIMIT_TYPES);
    print_limit("FIELDS", LIMIT_FIELDS);
    print_limit("INSTANCES", LIMIT_INSTANCES);
    print_limit("CRITERIA", LIMIT_CRITERIA);
    print_limit("NODES", LIMIT_NODES);
    print_limit("DEPTH", LIMIT_DEPTH);
    print_limit("VALUES", LIMIT_VALUES);
    print_limit("TEXT", LIMIT_TEXT);
    print_limit("INPUT", LIMIT_INPUT);
    print_limit("INSTRUCTIONS", LIMIT_INSTRUCTIONS);
    print_limit("signed", INT32_MAX);
    print_limit("unsigned", UINT32_MAX);
}

/* Kind and flags stand side by side in a criterion. */
static void print_criteria(void)
{
#define X(name, number, text, form, flags, input, reads, keyword)                                  \
    print_number("criterion", #name, (number), 2);                                                 \
    if ((flags) != 0)                                                                              \
        print_number("flagged", #name, (number) + 0x100u * (flags), 2);
    CHANNEL_CRITERION_KINDS(X)
#undef X
    print_number("field", "ALL", CHANNEL_FIELD_ALL, 2);
    for (uint8_t op = CHANNEL_OPERATOR_AND; op <= CHANNEL_OPERATOR_TEST; op++)
        print_number("operator", channel_operator_name(op), op, 4);
}

static void print_instructions(void)
{
#define X(name, number, text, a, b, flags) print_number("instruction", #name, (number), 4);
    CHANNEL_INSTRUCTIONS(X)
#undef X
    for (uint32_t assertion = 0; assertion < CHANNEL_ASSERTIONS; assertion++) {
        char name[16];
        snprintf(name, sizeof name, "%u", assertion);
        print_number("assertion", name, CHANNEL_INSTRUCTION_ASSERT + 0x100u * assertion, 4);
    }
}

static void print_types(void)
{
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);

    for (uint32_t i = 0; i < count; i++)
        print_number("type", types[i].name, types[i].type, 2);
}

static void print_texts(void)
{
    const char *text;
    for (unsigned i = 0; (text = fixed_event_text(i)) != NULL; i++) {
        char name[16];
        snprintf(name, sizeof name, "%u", i);
        print_token("text", name, (const uint8_t *)text, strlen(text));
    }
}

void dictionary_of_files(void)
{
    print_container();
    print_limits();
    print_criteria();
    print_instructions();
    print_types();
    print_texts();
}

void dictionary_of_trailers(void)
{
    static const uint8_t footer[] = {2, 0, 0, 0, 'R', 'Z', 'T', 'R'};
    print_token("trailer", "magic", footer + 4, 4);
    print_token("trailer", "empty", footer, sizeof footer);
}
