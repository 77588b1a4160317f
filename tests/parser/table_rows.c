/* One row per rule and edge. Relies on what stands where in the sample (sample.h). */
#include "table_rows.h"

#include "limits.h"
#include "sample.h"
#include "test.h"

#define PATCH(section, index, at, width, value) {CHANNEL_SECTION_##section, index, at, width, value}
#define ROW(what, error, ...)                                                                      \
    {                                                                                              \
        .holds = (what), .expected = CHANNEL_ERROR_##error, .patches = { __VA_ARGS__ }             \
    }
#define ROW_AT(what, error, section_, index_, ...)                                                 \
    {                                                                                              \
        .holds = (what), .expected = CHANNEL_ERROR_##error, .patches = {__VA_ARGS__}, .blamed = {  \
            CHANNEL_SECTION_##section_,                                                            \
            index_                                                                                 \
        }                                                                                          \
    }
#define THREE(a, b, c) ((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16)
#define LAST(count) ((count) - 1)

/* The offset of a text in a rule's record; its size stands four bytes behind. */
enum { ID = 8, TITLE = 16, AUTHOR = 24, LINK = 40 };

static const struct row string_rows[] = {
    ROW("refuses a byte that is no UTF-8", STRING_ENCODING, PATCH(STRINGS, 1, 0, 1, 0xff)),
    ROW("refuses half a code point", STRING_ENCODING,
        PATCH(STRINGS, LAST(SAMPLE_POOL), 0, 1, 0xc3)),
    ROW("refuses a NUL", STRING_NUL, PATCH(STRINGS, LAST(SAMPLE_POOL), 0, 1, 0)),
    ROW("refuses a string behind the pool", STRING_BEGIN,
        PATCH(RULES, 0, TITLE, 4, SAMPLE_POOL + 1)),
    ROW("refuses an offset that would wrap", STRING_BEGIN, PATCH(RULES, 0, TITLE, 4, UINT32_MAX)),
    ROW("refuses a string that ends behind the pool", STRING_END,
        PATCH(PATTERNS, LAST(SAMPLE_PATTERNS), 4, 4, 3)),
    ROW("refuses a string one byte early", STRING_ORDER, PATCH(RULES, 0, TITLE, 4, 0)),
    ROW("refuses a string one byte late", STRING_ORDER, PATCH(RULES, 0, TITLE, 4, 2)),
    ROW("refuses a pattern that a rule has used", STRING_ORDER, PATCH(PATTERNS, 0, 0, 4, 0)),
    ROW("refuses a string that begins inside a code point", STRING_SPLIT,
        PATCH(RULES, 0, TITLE + 4, 4, 6), PATCH(RULES, 0, AUTHOR, 4, 7),
        PATCH(RULES, 0, AUTHOR + 4, 4, 3)),
    ROW_AT("refuses a pool with a byte too many", STRING_UNUSED, STRINGS, 0,
           PATCH(PATTERNS, LAST(SAMPLE_PATTERNS), 4, 4, 1)),
    ROW("refuses a text longer than allowed", TEXT_TOO_LONG,
        PATCH(RULES, 0, LINK + 4, 4, LIMIT_TEXT + 1)),
    ROW("refuses a pattern longer than allowed", TEXT_TOO_LONG,
        PATCH(PATTERNS, 0, 4, 4, LIMIT_TEXT + 1)),
};

static const struct row type_rows[] = {
    ROW("refuses a type twice", TYPE_ORDER, PATCH(TYPES, 1, 0, 2, 3)),
    ROW("refuses a type below the one before", TYPE_ORDER, PATCH(TYPES, 1, 0, 2, 2)),
    ROW("refuses a type without fields", TYPE_NO_FIELDS, PATCH(TYPES, 0, 2, 2, 0)),
    ROW("refuses a type of 129 fields", TYPE_FIELDS, PATCH(TYPES, 0, 2, 2, 129)),
    ROW("refuses fields behind the table", TYPE_FIELDS_BEGIN,
        PATCH(TYPES, 1, 4, 4, SAMPLE_FIELDS + 1)),
    ROW("refuses fields that end behind the table", TYPE_FIELDS_END, PATCH(TYPES, 1, 2, 2, 4)),
    ROW("refuses fields of the type before", TYPE_FIELDS_ORDER, PATCH(TYPES, 1, 4, 4, 3)),
    ROW("refuses a type without instances", TYPE_EMPTY, PATCH(TYPES, 1, 12, 4, 0)),
    ROW("refuses instances behind the table", TYPE_INSTANCES_BEGIN,
        PATCH(TYPES, 1, 8, 4, SAMPLE_INSTANCES + 1)),
    ROW("refuses instances that end behind the table", TYPE_INSTANCES_END,
        PATCH(TYPES, 1, 12, 4, 3)),
    ROW("refuses an instance count that would wrap", TYPE_INSTANCES_END,
        PATCH(TYPES, 1, 12, 4, UINT32_MAX)),
    ROW("refuses instances of the type before", TYPE_INSTANCES_ORDER, PATCH(TYPES, 1, 8, 4, 1)),
    ROW("refuses an instance between two types", TYPE_INSTANCES_ORDER, PATCH(TYPES, 1, 8, 4, 3),
        PATCH(TYPES, 1, 12, 4, 1)),
    ROW_AT("refuses a field that is always absent", FIELD_KIND_ABSENT, TYPES, 0,
           PATCH(FIELDS, 0, 0, 1, 0)),
    ROW_AT("refuses a field of kind 4", FIELD_KIND, TYPES, 0, PATCH(FIELDS, 3, 0, 1, 4)),
    ROW_AT("refuses a field that no type has", FIELDS_UNUSED, FIELDS, 0, PATCH(TYPES, 1, 2, 2, 2)),
};

static const struct row rule_rows[] = {
    ROW("refuses level 6", RULE_LEVEL, PATCH(RULES, 1, 4, 1, 6)),
    ROW("refuses the first reserved byte of a rule", RULE_RESERVED, PATCH(RULES, 1, 5, 1, 1)),
    ROW("refuses the last reserved byte of a rule", RULE_RESERVED, PATCH(RULES, 1, 7, 1, 1)),
    ROW("refuses an empty identifier", RULE_ID_EMPTY, PATCH(RULES, 1, ID + 4, 4, 0)),
    ROW_AT("refuses an identifier twice", RULE_ORDER, RULES, 1, PATCH(STRINGS, 14, 0, 1, 'a')),
    ROW_AT("refuses an identifier below the one before", RULE_ORDER, RULES, 1,
           PATCH(STRINGS, 14, 0, 1, 'A')),
    ROW("refuses a rule behind the table", RULE_INDEX, PATCH(INSTANCES, 3, 0, 4, 4)),
    ROW_AT("refuses a rule that names another instance", RULE_INSTANCE, INSTANCES, 0,
           PATCH(RULES, 0, 0, 4, 1)),
    ROW("refuses an instance that names another rule", RULE_INSTANCE, PATCH(INSTANCES, 1, 0, 4, 3)),
};

static const struct row instance_rows[] = {
    ROW("refuses an instance of the rule before", INSTANCE_ORDER, PATCH(INSTANCES, 1, 0, 4, 0)),
    ROW("refuses a reserved byte of an instance", INSTANCE_RESERVED, PATCH(INSTANCES, 1, 20, 4, 1)),
    ROW("refuses the last reserved byte of an instance", INSTANCE_RESERVED,
        PATCH(INSTANCES, 1, 23, 1, 1)),
    ROW("refuses an instance without criteria", INSTANCE_NO_CRITERIA, PATCH(INSTANCES, 1, 8, 4, 0)),
    ROW("refuses 16,385 criteria", INSTANCE_CRITERIA,
        PATCH(INSTANCES, 1, 8, 4, LIMIT_CRITERIA + 1)),
    ROW("refuses criteria behind the table", INSTANCE_CRITERIA_BEGIN,
        PATCH(INSTANCES, 3, 4, 4, SAMPLE_CRITERIA + 1)),
    ROW("refuses criteria that end behind the table", INSTANCE_CRITERIA_END,
        PATCH(INSTANCES, 3, 8, 4, 3)),
    ROW("refuses criteria of the instance before", INSTANCE_CRITERIA_ORDER,
        PATCH(INSTANCES, 1, 4, 4, 7)),
    ROW("refuses a criterion between two instances", INSTANCE_CRITERIA_ORDER,
        PATCH(INSTANCES, 1, 4, 4, 9)),
    ROW("refuses an instance without a condition", INSTANCE_NO_NODES,
        PATCH(INSTANCES, 1, 16, 4, 0)),
    ROW("refuses 65,537 nodes", INSTANCE_NODES, PATCH(INSTANCES, 1, 16, 4, LIMIT_NODES + 1)),
    ROW("refuses nodes behind the table", INSTANCE_NODES_BEGIN,
        PATCH(INSTANCES, 3, 12, 4, SAMPLE_NODES + 1)),
    ROW("refuses nodes that end behind the table", INSTANCE_NODES_END,
        PATCH(INSTANCES, 3, 16, 4, 5)),
    ROW("refuses nodes of the instance before", INSTANCE_NODES_ORDER,
        PATCH(INSTANCES, 1, 12, 4, 10)),
    ROW_AT("refuses an instance that no type has", INSTANCES_UNUSED, INSTANCES, 0,
           PATCH(TYPES, 1, 12, 4, 1)),
};

static const struct row criterion_rows[] = {
    ROW("refuses kind 0", CRITERION_KIND, PATCH(CRITERIA, 0, 2, 1, 0)),
    ROW("refuses kind 14", CRITERION_KIND, PATCH(CRITERIA, 0, 2, 1, 14)),
    ROW("refuses kind 255", CRITERION_KIND, PATCH(CRITERIA, 0, 2, 1, 255)),
    ROW("refuses flag 4", CRITERION_FLAGS, PATCH(CRITERIA, 0, 3, 1, 4)),
    ROW("refuses a cased range", CRITERION_FLAGS, PATCH(CRITERIA, 1, 3, 1, 1)),
    ROW("refuses a cased network", CRITERION_FLAGS, PATCH(CRITERIA, 2, 3, 1, 1)),
    ROW("refuses a cased exists", CRITERION_FLAGS, PATCH(CRITERIA, 5, 3, 1, 1)),
    ROW("refuses a wildcard with all", CRITERION_FLAGS, PATCH(CRITERIA, 10, 3, 1, 2)),
    ROW("refuses a field that the type lacks", CRITERION_FIELD, PATCH(CRITERIA, 0, 0, 2, 4)),
    ROW("refuses field 0xfffe", CRITERION_FIELD, PATCH(CRITERIA, 0, 0, 2, 0xfffe)),
    ROW("refuses a range over all fields", CRITERION_KEYWORD, PATCH(CRITERIA, 1, 0, 2, 0xffff)),
    ROW("refuses a network over all fields", CRITERION_KEYWORD, PATCH(CRITERIA, 3, 0, 2, 0xffff)),
    ROW("refuses a reference over all fields", CRITERION_KEYWORD, PATCH(CRITERIA, 4, 0, 2, 0xffff)),
    ROW("refuses exists over all fields", CRITERION_KEYWORD, PATCH(CRITERIA, 5, 0, 2, 0xffff)),
    ROW("refuses a wildcard over all fields", CRITERION_KEYWORD, PATCH(CRITERIA, 10, 0, 2, 0xffff)),
    ROW("refuses the first reserved byte of a criterion", CRITERION_RESERVED,
        PATCH(CRITERIA, 0, 12, 1, 1)),
    ROW("refuses the last reserved byte of a criterion", CRITERION_RESERVED,
        PATCH(CRITERIA, 0, 15, 1, 1)),
    ROW("refuses exact without a value", CRITERION_NO_VALUES, PATCH(CRITERIA, 0, 8, 4, 0)),
    ROW("refuses exists with a value", CRITERION_VALUE_FREE, PATCH(CRITERIA, 5, 8, 4, 1)),
    ROW("refuses exists with a place for values", CRITERION_VALUE_FREE_BEGIN,
        PATCH(CRITERIA, 5, 4, 4, 1)),
    ROW("refuses 1,048,577 values", CRITERION_VALUES, PATCH(CRITERIA, 0, 8, 4, LIMIT_VALUES + 1)),
    ROW("refuses values behind their table", CRITERION_VALUES_BEGIN, PATCH(CRITERIA, 1, 4, 4, 2)),
    ROW("refuses values that end behind their table", CRITERION_VALUES_END,
        PATCH(CRITERIA, 11, 8, 4, 3)),
    ROW("refuses a regular expression", CRITERION_VALUES_END, PATCH(CRITERIA, 0, 2, 1, 7)),
    ROW("refuses values of the criterion before", CRITERION_VALUES_ORDER,
        PATCH(CRITERIA, 6, 4, 4, 1)),
    ROW("refuses a value between two criteria", CRITERION_VALUES_ORDER,
        PATCH(CRITERIA, 6, 4, 4, 3)),
    ROW("refuses all of one value", CRITERION_ALL_OF_ONE, PATCH(CRITERIA, 1, 3, 1, 2)),
    ROW("refuses a criterion that its condition leaves out", CRITERION_UNUSED,
        PATCH(NODES, 10, 4, 4, 6)),
    ROW_AT("refuses a criterion that no instance has", CRITERIA_UNUSED, CRITERIA, 0,
           PATCH(INSTANCES, 3, 8, 4, 1), PATCH(NODES, 18, 4, 4, 0)),
};

static const struct row value_rows[] = {
    ROW_AT("refuses a value that no criterion has", VALUES_UNUSED, PATTERNS, 0,
           PATCH(CRITERIA, 11, 8, 4, 1)),
    ROW("refuses an empty prefix", PATTERN_EMPTY, PATCH(PATTERNS, 5, 4, 4, 0)),
    ROW_AT("refuses A where case folds", PATTERN_CASE, PATTERNS, 8,
           PATCH(STRINGS, LAST(SAMPLE_POOL), 0, 1, 'A')),
    ROW_AT("refuses Z where case folds", PATTERN_CASE, PATTERNS, 8,
           PATCH(STRINGS, LAST(SAMPLE_POOL), 0, 1, 'Z')),
    ROW_AT("refuses a glob that ends with an escape", GLOB_ESCAPE_END, PATTERNS, 2,
           PATCH(STRINGS, SAMPLE_GLOB, 0, 3, THREE('a', '?', '\\'))),
    ROW_AT("refuses an escape of a letter", GLOB_ESCAPE, PATTERNS, 2,
           PATCH(STRINGS, SAMPLE_GLOB, 0, 3, THREE('\\', 'n', '?'))),
    ROW_AT("refuses two stars", GLOB_RUN, PATTERNS, 2,
           PATCH(STRINGS, SAMPLE_GLOB, 0, 3, THREE('*', '*', 'a'))),
    ROW_AT("refuses a star before a question mark", GLOB_RUN, PATTERNS, 2,
           PATCH(STRINGS, SAMPLE_GLOB, 0, 3, THREE('a', '*', '?'))),
    ROW_AT("refuses a glob that is a word", GLOB_SIMPLER, PATTERNS, 2,
           PATCH(STRINGS, SAMPLE_GLOB, 0, 3, THREE('a', 'b', 'c'))),
    ROW("refuses a minimum above its maximum", RANGE_EMPTY, PATCH(RANGES, 0, 0, 8, 6)),
    ROW("refuses a maximum below zero", RANGE_EMPTY, PATCH(RANGES, 0, 8, 8, UINT64_MAX)),
    ROW("refuses an IPv4 prefix of 33", NETWORK_PREFIX, PATCH(NETWORKS, 0, 16, 1, 33)),
    ROW("refuses an IPv6 prefix of 129", NETWORK_PREFIX, PATCH(NETWORKS, 1, 16, 1, 129)),
    ROW("refuses a bit right behind the prefix", NETWORK_HOST_BITS, PATCH(NETWORKS, 0, 1, 1, 0x80)),
    ROW("refuses a bit inside the last byte of the prefix", NETWORK_HOST_BITS,
        PATCH(NETWORKS, 0, 16, 1, 6)),
    ROW("refuses a byte behind an IPv4 address", NETWORK_HOST_BITS, PATCH(NETWORKS, 0, 4, 1, 1)),
    ROW("refuses the last byte of an address", NETWORK_HOST_BITS, PATCH(NETWORKS, 1, 15, 1, 1)),
    ROW("refuses the first reserved byte of a network", NETWORK_RESERVED,
        PATCH(NETWORKS, 0, 17, 1, 1)),
    ROW("refuses the last reserved byte of a network", NETWORK_RESERVED,
        PATCH(NETWORKS, 0, 23, 1, 1)),
    ROW("refuses a reference to a field that the type lacks", REFERENCE_FIELD,
        PATCH(REFERENCES, 0, 0, 2, 4)),
    ROW("refuses a reference to all fields", REFERENCE_FIELD, PATCH(REFERENCES, 0, 0, 2, 0xffff)),
    ROW("refuses mode 4", REFERENCE_MODE, PATCH(REFERENCES, 0, 2, 1, 4)),
    ROW("refuses the first reserved byte of a reference", REFERENCE_RESERVED,
        PATCH(REFERENCES, 0, 3, 1, 1)),
    ROW("refuses the last reserved byte of a reference", REFERENCE_RESERVED,
        PATCH(REFERENCES, 0, 7, 1, 1)),
};

static const struct row node_rows[] = {
    ROW("refuses operator 0", NODE_OPERATOR, PATCH(NODES, 0, 0, 1, 0)),
    ROW("refuses operator 5", NODE_OPERATOR, PATCH(NODES, 0, 0, 1, 5)),
    ROW("refuses the first reserved byte of a node", NODE_RESERVED, PATCH(NODES, 0, 1, 1, 1)),
    ROW("refuses the last reserved byte of a node", NODE_RESERVED, PATCH(NODES, 0, 3, 1, 1)),
    ROW("refuses an operator without operands", NODE_EMPTY, PATCH(NODES, 2, 4, 4, 0)),
    ROW("refuses an operator that spans one too many", NODE_SPAN, PATCH(NODES, 2, 4, 4, 9)),
    ROW("refuses a root that spans one too many", NODE_SPAN, PATCH(NODES, 0, 4, 4, 11)),
    ROW("refuses a span that would wrap", NODE_SPAN, PATCH(NODES, 0, 4, 4, UINT32_MAX)),
    ROW("refuses a root that spans one too few", NODE_ROOT, PATCH(NODES, 0, 4, 4, 9)),
    ROW("refuses nodes behind a test that is the root", NODE_ROOT, PATCH(NODES, 0, 0, 1, 4),
        PATCH(NODES, 0, 4, 4, 0)),
    ROW("refuses and below and", NODE_NESTING, PATCH(NODES, 2, 0, 1, 1)),
    ROW_AT("refuses not below not", NODE_NESTING, NODES, 16, PATCH(NODES, 15, 0, 1, 3),
           PATCH(NODES, 16, 0, 1, 3), PATCH(NODES, 16, 4, 4, 2)),
    ROW_AT("refuses not of two", NODE_NOT, NODES, 6, PATCH(NODES, 5, 4, 4, 2)),
    ROW_AT("refuses or of one", NODE_SINGLE, NODES, 3, PATCH(NODES, 2, 4, 4, 1)),
    ROW_AT("refuses and of one", NODE_SINGLE, NODES, 6, PATCH(NODES, 5, 0, 1, 2)),
    ROW("refuses a test of a criterion that the instance lacks", NODE_CRITERION,
        PATCH(NODES, 10, 4, 4, 8)),
    ROW("refuses criteria out of the order of their use", NODE_USE_ORDER, PATCH(NODES, 1, 4, 4, 1)),
    ROW_AT("refuses a node that no instance has", NODES_UNUSED, NODES, 0,
           PATCH(INSTANCES, 3, 16, 4, 3), PATCH(NODES, 15, 4, 4, 2), PATCH(NODES, 17, 0, 1, 4)),
};

const struct row_group row_groups[ROW_GROUPS] = {
    {string_rows, COUNT_OF(string_rows)},       {type_rows, COUNT_OF(type_rows)},
    {rule_rows, COUNT_OF(rule_rows)},           {instance_rows, COUNT_OF(instance_rows)},
    {criterion_rows, COUNT_OF(criterion_rows)}, {value_rows, COUNT_OF(value_rows)},
    {node_rows, COUNT_OF(node_rows)},
};
