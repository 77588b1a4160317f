/* The numbers of the format that parser, builder and tools share: kinds of input, of criterion, of
 * value, operators of a condition, levels. They are fixed for ever; what a kind takes stands in one
 * data table, which validator, interpreter and builder read. */
#ifndef CHANNEL_KINDS_H
#define CHANNEL_KINDS_H

#include <stdbool.h>
#include <stdint.h>

/* What a sensor supplies in an input. An event's absent input is of kind CHANNEL_KIND_ABSENT; no
 * definition and no sensor declares that. Numbers and addresses are text as well: a number is text
 * that parses as int64, an address text that parses as IPv4 or IPv6. */
enum channel_kind {
    CHANNEL_KIND_ABSENT = 0,
    CHANNEL_KIND_TEXT = 1,
    CHANNEL_KIND_NUMBER = 2,
    CHANNEL_KIND_ADDRESS = 3,
};

enum channel_level {
    CHANNEL_LEVEL_NONE = 0,
    CHANNEL_LEVEL_INFORMATIONAL = 1,
    CHANNEL_LEVEL_LOW = 2,
    CHANNEL_LEVEL_MEDIUM = 3,
    CHANNEL_LEVEL_HIGH = 4,
    CHANNEL_LEVEL_CRITICAL = 5,
};

/* In which table the values of a criterion stand. */
enum channel_form {
    CHANNEL_FORM_NONE,       /* takes no value */
    CHANNEL_FORM_PATTERN,    /* text */
    CHANNEL_FORM_RANGE,      /* int64 minimum and maximum, both inside */
    CHANNEL_FORM_NETWORK,    /* address and prefix length */
    CHANNEL_FORM_REFERENCE,  /* another field, and how to compare */
    CHANNEL_FORM_EXPRESSION, /* compiled regular expression */
    CHANNEL_FORMS
};

/* Kinds of criterion: X(NAME, number, name, form, flags that it takes, input kind that it reads or
 * ABSENT for any, whether it reads its input, whether it may search all fields). */
#define CHANNEL_CRITERION_KINDS(X)                                                                 \
    X(ANY, 1, "any", NONE, 0, ABSENT, false, false)                                                \
    X(EXACT, 2, "exact", PATTERN, 3, ABSENT, true, true)                                           \
    X(PREFIX, 3, "prefix", PATTERN, 3, ABSENT, true, true)                                         \
    X(SUFFIX, 4, "suffix", PATTERN, 3, ABSENT, true, true)                                         \
    X(CONTAINS, 5, "contains", PATTERN, 3, ABSENT, true, true)                                     \
    X(GLOB, 6, "glob", PATTERN, 3, ABSENT, true, true)                                             \
    X(EXPRESSION, 7, "expression", EXPRESSION, 2, ABSENT, true, true)                              \
    X(RANGE, 8, "range", RANGE, 2, NUMBER, true, false)                                            \
    X(CIDR4, 9, "cidr4", NETWORK, 2, ADDRESS, true, false)                                         \
    X(CIDR6, 10, "cidr6", NETWORK, 2, ADDRESS, true, false)                                        \
    X(ABSENT, 11, "absent", NONE, 0, ABSENT, true, false)                                          \
    X(EXISTS, 12, "exists", NONE, 0, ABSENT, true, false)                                          \
    X(REFERENCE, 13, "reference", REFERENCE, 3, ABSENT, true, false)

enum channel_criterion_kind {
#define X(name, number, text, form, flags, input, reads, keyword) CHANNEL_CRITERION_##name = number,
    CHANNEL_CRITERION_KINDS(X)
#undef X
};

enum {
    CHANNEL_FLAG_CASED = 1,     /* compares bytes as they are */
    CHANNEL_FLAG_ALL = 2,       /* all values must match, not any */
    CHANNEL_FIELD_ALL = 0xffff, /* in place of a field: some input of the event matches */
};

struct channel_kind_rules {
    const char *name;
    uint8_t kind;       /* 0 in the row of a number that is no kind */
    uint8_t flags;      /* those that may be set */
    uint8_t form;       /* enum channel_form */
    uint8_t input_kind; /* the one that it reads; CHANNEL_KIND_ABSENT: any */
    bool reads_input;   /* false for the wildcard, which never looks */
    bool keyword;       /* may stand with CHANNEL_FIELD_ALL */
};

/* The row of a kind of criterion. For a number that is none: a row whose `kind` is 0, and whose
 * name is "unknown". Never NULL. */
const struct channel_kind_rules *channel_kind_rules(uint8_t kind);

/* How a field reference compares. */
enum channel_reference_mode {
    CHANNEL_REFERENCE_EXACT = 0,
    CHANNEL_REFERENCE_PREFIX = 1,
    CHANNEL_REFERENCE_SUFFIX = 2,
    CHANNEL_REFERENCE_CONTAINS = 3,
    CHANNEL_REFERENCE_MODES
};

/* Flags of a regular expression, as its source asked for them; the program is what runs. */
enum {
    CHANNEL_EXPRESSION_CASELESS = 1,
    CHANNEL_EXPRESSION_MULTILINE = 2, /* ^ and $ at every line */
    CHANNEL_EXPRESSION_DOTALL = 4,    /* . also matches a line feed */
    CHANNEL_EXPRESSION_FLAGS = 7,
};

/* Instructions of a regular expression's program, a non-deterministic automaton over code points
 * that only tells whether it matches. X(NAME, number, name, whether `a` counts, whether `b` counts,
 * flags that it takes). Execution begins at instruction 0 at every place of the input. */
#define CHANNEL_INSTRUCTIONS(X)                                                                    \
    X(MATCH, 1, "match", false, false, 0)  /* the end; the last instruction, and only that */      \
    X(JUMP, 2, "jump", true, false, 0)     /* go on at a */                                        \
    X(SPLIT, 3, "split", true, true, 0)    /* go on at a and at b */                               \
    X(ASSERT, 4, "assert", true, false, 0) /* go on behind if enum channel_assertion a holds */    \
    X(POINT, 5, "point", true, false, 1)   /* code point a; flag 1: caseless, a is a to z */       \
    X(ANY, 6, "any", false, false, 1)      /* any code point; flag 1: but line feed */             \
    X(CLASS, 7, "class", true, false, 1)   /* one of the a ranges behind; flag 1: none of them */  \
    X(RANGE, 8, "range", true, true, 0)    /* part of a class: code points a to b */

enum channel_instruction_kind {
#define X(name, number, text, a, b, flags) CHANNEL_INSTRUCTION_##name = number,
    CHANNEL_INSTRUCTIONS(X)
#undef X
};

struct channel_instruction_rules {
    const char *name;
    uint8_t op; /* 0 in the row of a number that is no kind */
    uint8_t flags;
    bool has_a, has_b;
};

/* The row of a kind of instruction; for a number that is none, one whose `op` is 0 and whose name
 * is "unknown". Never NULL. */
const struct channel_instruction_rules *channel_instruction_rules(uint8_t op);

/* What an ASSERT asks of the place between two code points. Word characters are ASCII letters,
 * digits and the underscore; lines end with a line feed. */
enum channel_assertion {
    CHANNEL_ASSERT_TEXT_BEGIN = 0,
    CHANNEL_ASSERT_TEXT_END = 1,
    CHANNEL_ASSERT_LAST_LINE_END = 2, /* the end, or before a line feed that ends the text */
    CHANNEL_ASSERT_LINE_BEGIN = 3, /* the begin, or behind a line feed that does not end the text */
    CHANNEL_ASSERT_LINE_END = 4,   /* the end, or before a line feed */
    CHANNEL_ASSERT_BOUNDARY = 5,   /* a word character on one side only */
    CHANNEL_ASSERT_NO_BOUNDARY = 6,
    CHANNEL_ASSERTIONS
};

enum { CHANNEL_LAST_CODE_POINT = 0x10ffff };

/* Nodes of a condition, in prefix order. The operand of a test is an index into the criteria of its
 * instance, that of the others the number of nodes below them. */
enum channel_operator {
    CHANNEL_OPERATOR_AND = 1,
    CHANNEL_OPERATOR_OR = 2,
    CHANNEL_OPERATOR_NOT = 3,
    CHANNEL_OPERATOR_TEST = 4,
};

/* Names as `inspect` and `match` print them; "unknown" for numbers that are none. */
const char *channel_kind_name(uint8_t kind);
const char *channel_level_name(uint8_t level);
const char *channel_operator_name(uint8_t op);
const char *channel_reference_mode_name(uint8_t mode);

#endif
