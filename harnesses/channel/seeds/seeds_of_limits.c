/* Boundary pairs: for each rule of the format a sound file that stands at its limit, and the same
 * file one above (or below, where the limit is the least). limits/RULE-at and limits/RULE-above are
 * named after the error, and after a dot the variant. tests/harnesses/limits_test.c holds that no
 * error lacks its pair, and lists those that small files cannot have, with the test that has them.
 */
#include <stdlib.h>

#include "channel/inputs/repair.h"
#include "channel/sensor.h"
#include "limit_models.h"
#include "seed_change.h"
#include "seed_writer.h"

enum { MOST_CHANGES = 3, PLAIN = 0 /* in place of a section: offsets of the file */ };

#define NUMBER(kind, section, index, offset, width, value)                                         \
    {SEED_CHANGE_##kind, CHANNEL_SECTION_##section, index, offset, width, (uint32_t)(value)}
#define IN_FILE(kind, offset, width, value)                                                        \
    {SEED_CHANGE_##kind, (enum channel_section)PLAIN, 0, offset, width, (uint32_t)(value)}
#define RECORD(kind, section) {SEED_CHANGE_##kind, CHANNEL_SECTION_##section, 0, 0, 0, 0}
#define BEHIND(section, index, offset, other)                                                      \
    NUMBER(BEHIND, section, index, offset, 4, CHANNEL_SECTION_##other)
#define ENTRY_BEGIN(section) (SEED_ENTRY(section) + SEED_ENTRY_BEGIN)
#define ENTRY_SIZE(section) (SEED_ENTRY(section) + SEED_ENTRY_SIZE)
#define ENTRY_COUNT(section) (SEED_ENTRY(section) + SEED_ENTRY_COUNT)

struct limit_row {
    const char *name;
    const char *holds; /* of the file above */
    struct content *(*make)(void);
    struct seed_change changes[MOST_CHANGES];
};

static const struct limit_row container_rows[] = {
    {"directory-truncated",
     "a directory that lacks a byte",
     limit_nothing,
     {IN_FILE(CUT, 0, 0, 263)}},
    {"version", "the next version", limit_rules, {IN_FILE(ADD, 8, 4, 1)}},
    {"file-size", "a header that says a byte more", limit_rules, {IN_FILE(ADD, 12, 4, 1)}},
    {"case-folding", "the next folding", limit_rules, {IN_FILE(ADD, 36, 1, 1)}},
    {"header-reserved", "a reserved byte of the header", limit_rules, {IN_FILE(ADD, 37, 1, 1)}},
    {"header-reserved.last", "the last one", limit_rules, {IN_FILE(ADD, 39, 1, 1)}},
    {"section-kind",
     "the next kind of section",
     limit_rules,
     {IN_FILE(ADD, SEED_ENTRY(INDEX), 4, 1)}},
    {"section-gap",
     "a section that begins a byte later",
     limit_rules,
     {IN_FILE(ADD, ENTRY_BEGIN(RULES), 4, 1)}},
    {"section-end",
     "a section that ends a byte behind the file",
     limit_rules,
     {IN_FILE(ADD, ENTRY_SIZE(STRINGS), 4, 1)}},
    {"section-count",
     "a record more than the section has room for",
     limit_rules,
     {IN_FILE(ADD, ENTRY_COUNT(INSTANCES), 4, 1)}},
    {"section-size",
     "eight bytes more than the records take",
     limit_values,
     {IN_FILE(APPEND, 0, 0, 8), IN_FILE(ADD, ENTRY_SIZE(STRINGS), 4, 8),
      IN_FILE(ADD, ENTRY_BEGIN(INDEX), 4, 8)}},
    {"section-reserved",
     "a record of the reserved index",
     limit_rules,
     {IN_FILE(APPEND, 0, 0, 8), IN_FILE(SET, ENTRY_SIZE(INDEX), 4, 8),
      IN_FILE(SET, ENTRY_COUNT(INDEX), 4, 1)}},
    {"section-padding",
     "a padding byte behind the last string",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 68, 1, 1)}},
    {"section-padding.last",
     "the last padding byte",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 71, 1, 1)}},
    {"trailing-bytes",
     "eight bytes behind the last section",
     limit_rules,
     {IN_FILE(APPEND, 0, 0, 8)}},
    {"sensor-too-old",
     "content for a sensor newer than the newest",
     limit_sensor,
     {IN_FILE(ADD, CHANNEL_OLDEST_SENSOR_OFFSET, 4, 1)}},
};

/* Patterns of limit_values, by index: [ @ ?a] ?*+ ?\* ? \x01 \x7f U+0080 U+10FFFF; their bytes
 * begin at 48 of the pool. */
static const struct limit_row string_rows[] = {
    {"string-encoding",
     "a code point above the last",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 65, 1, 1)}},
    {"string-encoding.overlong",
     "a code point below those of two bytes",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 62, 1, -1)}},
    {"string-encoding.lead",
     "a byte above the last of ASCII",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 61, 1, 1)}},
    {"string-encoding.continuation",
     "a byte above the last continuation",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 67, 1, 1)}},
    {"string-nul",
     "a byte below the first of text",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 60, 1, -1)}},
    {"string-begin",
     "a string that begins a byte behind the pool",
     limit_values,
     {BEHIND(PATTERNS, 9, 0, STRINGS)}},
    {"string-end",
     "a string that ends a byte behind the pool",
     limit_values,
     {NUMBER(ADD, PATTERNS, 9, 4, 4, 1)}},
    {"string-order",
     "a string that begins a byte later",
     limit_values,
     {NUMBER(ADD, RULES, 0, 16, 4, 1)}},
    {"string-order.before",
     "a string that begins a byte earlier",
     limit_values,
     {NUMBER(ADD, RULES, 0, 16, 4, -1)}},
    {"string-end.id",
     "a text of a rule that ends behind the pool",
     limit_rules,
     {BEHIND(RULES, 0, 12, STRINGS)}},
    {"string-end.title",
     "a text of a rule that ends behind the pool",
     limit_rules,
     {BEHIND(RULES, 0, 20, STRINGS)}},
    {"string-end.author",
     "a text of a rule that ends behind the pool",
     limit_rules,
     {BEHIND(RULES, 0, 28, STRINGS)}},
    {"string-end.licence",
     "a text of a rule that ends behind the pool",
     limit_rules,
     {BEHIND(RULES, 0, 36, STRINGS)}},
    {"string-end.link",
     "a text of a rule that ends behind the pool",
     limit_rules,
     {BEHIND(RULES, 0, 44, STRINGS)}},
    {"string-order.id",
     "a text of a rule that begins a byte later",
     limit_rules,
     {NUMBER(ADD, RULES, 0, 8, 4, 1)}},
    {"string-order.author",
     "a text of a rule that begins a byte later",
     limit_rules,
     {NUMBER(ADD, RULES, 0, 24, 4, 1)}},
    {"string-order.licence",
     "a text of a rule that begins a byte later",
     limit_rules,
     {NUMBER(ADD, RULES, 0, 32, 4, 1)}},
    {"string-end.expression",
     "a source that ends behind the pool",
     limit_expressions,
     {BEHIND(EXPRESSIONS, 0, 12, STRINGS)}},
    {"string-order.expression",
     "a source that begins a byte later",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 0, 8, 4, 1)}},
    {"string-split",
     "two strings that share a code point",
     limit_values,
     {NUMBER(ADD, PATTERNS, 8, 4, 4, -1), NUMBER(ADD, PATTERNS, 9, 0, 4, -1),
      NUMBER(ADD, PATTERNS, 9, 4, 4, 1)}},
    {"string-unused",
     "a byte of the pool that no string has",
     limit_values,
     {NUMBER(ADD, PATTERNS, 9, 4, 4, -1)}},
    {"pattern-empty", "an empty pattern", limit_values, {NUMBER(ADD, PATTERNS, 0, 4, 4, -1)}},
    {"pattern-case",
     "an A in a caseless pattern",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 49, 1, 1)}},
    {"pattern-case.last",
     "a Z in a caseless pattern",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 48, 1, -1)}},
    {"glob-escape-end",
     "a backslash at the end",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 52, 1, -1)}},
    {"glob-run", "a star behind a star", limit_values, {NUMBER(ADD, STRINGS, 0, 55, 1, -1)}},
    {"glob-escape",
     "an escaped byte that needs none",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 58, 1, 1)}},
    {"glob-simpler",
     "a glob without a wildcard",
     limit_values,
     {NUMBER(ADD, STRINGS, 0, 59, 1, 1)}},
};

static const struct limit_row table_rows[] = {
    {"type-order", "a type twice", limit_rules, {NUMBER(ADD, TYPES, 1, 0, 2, -1)}},
    {"type-no-fields", "a type without fields", limit_rules, {NUMBER(SET, TYPES, 0, 2, 2, 0)}},
    {"type-fields",
     "a field more than a type may have",
     limit_fields,
     {NUMBER(ADD, TYPES, 0, 2, 2, 1)}},
    {"type-fields-begin",
     "fields that begin behind the table",
     limit_rules,
     {BEHIND(TYPES, 1, 4, FIELDS)}},
    {"type-fields-end",
     "fields that end behind the table",
     limit_rules,
     {NUMBER(ADD, TYPES, 1, 2, 2, 1)}},
    {"type-fields-order", "a field of two types", limit_rules, {NUMBER(ADD, TYPES, 1, 4, 4, -1)}},
    {"type-empty", "a type without instances", limit_rules, {NUMBER(ADD, TYPES, 1, 12, 4, -1)}},
    {"type-instances-begin",
     "instances that begin behind the table",
     limit_rules,
     {BEHIND(TYPES, 1, 8, INSTANCES)}},
    {"type-instances-end",
     "instances that end behind the table",
     limit_rules,
     {NUMBER(ADD, TYPES, 1, 12, 4, 1)}},
    {"type-instances-order",
     "an instance of two types",
     limit_rules,
     {NUMBER(ADD, TYPES, 1, 8, 4, -1)}},
    {"field-kind-absent",
     "a field that is always absent",
     limit_values,
     {NUMBER(ADD, FIELDS, 0, 0, 1, -1)}},
    {"field-kind", "a field of an unknown kind", limit_values, {NUMBER(ADD, FIELDS, 2, 0, 1, 1)}},
    {"fields-unused", "a field of no type", limit_rules, {NUMBER(ADD, TYPES, 1, 2, 2, -1)}},
    {"rule-level", "a level above the highest", limit_rules, {NUMBER(ADD, RULES, 0, 4, 1, 1)}},
    {"rule-reserved", "a reserved byte of a rule", limit_rules, {NUMBER(ADD, RULES, 0, 5, 1, 1)}},
    {"rule-reserved.last", "the last one", limit_rules, {NUMBER(ADD, RULES, 0, 7, 1, 1)}},
    {"rule-id-empty", "an empty identifier", limit_rules, {NUMBER(ADD, RULES, 0, 12, 4, -1)}},
    {"rule-order", "an identifier twice", limit_rules, {NUMBER(ADD, STRINGS, 0, 46, 1, -1)}},
    {"rule-order.descending",
     "an identifier below the one before",
     limit_rules,
     {NUMBER(ADD, STRINGS, 0, 46, 1, -2)}},
    {"rule-count", "a rule more than there are instances", limit_rules, {RECORD(REPEAT, RULES)}},
    {"rule-count.fewer",
     "a rule fewer than there are instances",
     limit_rules,
     {RECORD(DROP, RULES)}},
    {"rule-index",
     "an instance of the rule behind the last",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 2, 0, 4, 1)}},
    {"rule-instance",
     "a rule that names the next instance",
     limit_rules,
     {NUMBER(ADD, RULES, 0, 0, 4, 1)}},
    {"instance-order",
     "two instances of a rule",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 1, 0, 4, -1)}},
    {"instance-reserved",
     "a reserved byte of an instance",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 0, 20, 1, 1)}},
    {"instance-reserved.last", "the last one", limit_rules, {NUMBER(ADD, INSTANCES, 0, 23, 1, 1)}},
    {"instance-no-criteria",
     "an instance without criteria",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 0, 8, 4, -1)}},
    {"instance-criteria-begin",
     "criteria that begin behind the table",
     limit_rules,
     {BEHIND(INSTANCES, 2, 4, CRITERIA)}},
    {"instance-criteria-end",
     "criteria that end behind the table",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 2, 8, 4, 1)}},
    {"instance-criteria-order",
     "a criterion of two instances",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 1, 4, 4, -1)}},
    {"instance-no-nodes",
     "an instance without a condition",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 0, 16, 4, -1)}},
    {"instance-nodes-begin",
     "nodes that begin behind the table",
     limit_rules,
     {BEHIND(INSTANCES, 2, 12, NODES)}},
    {"instance-nodes-end",
     "nodes that end behind the table",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 2, 16, 4, 1)}},
    {"instance-nodes-order",
     "a node of two instances",
     limit_rules,
     {NUMBER(ADD, INSTANCES, 1, 12, 4, -1)}},
    {"instances-unused",
     "an instance of no type",
     limit_rules,
     {NUMBER(ADD, TYPES, 0, 12, 4, -1), NUMBER(ADD, TYPES, 1, 8, 4, -1)}},
};

static const struct limit_row criterion_rows[] = {
    {"criterion-kind", "a kind above the last", limit_values, {NUMBER(ADD, CRITERIA, 8, 2, 1, 1)}},
    {"criterion-kind.zero",
     "a kind below the first",
     limit_values,
     {NUMBER(SET, CRITERIA, 0, 2, 1, 0)}},
    {"criterion-flags", "a flag above the last", limit_values, {NUMBER(ADD, CRITERIA, 2, 3, 1, 1)}},
    {"criterion-field",
     "the field behind the last",
     limit_values,
     {NUMBER(ADD, CRITERIA, 7, 0, 2, 1)}},
    {"criterion-keyword",
     "a kind that cannot search all fields",
     limit_values,
     {NUMBER(SET, CRITERIA, 7, 0, 2, CHANNEL_FIELD_ALL)}},
    {"criterion-reserved",
     "a reserved byte of a criterion",
     limit_values,
     {NUMBER(ADD, CRITERIA, 0, 12, 1, 1)}},
    {"criterion-reserved.last", "the last one", limit_values, {NUMBER(ADD, CRITERIA, 0, 15, 1, 1)}},
    {"criterion-no-values",
     "a criterion without values",
     limit_values,
     {NUMBER(ADD, CRITERIA, 4, 8, 4, -1)}},
    {"criterion-value-free",
     "a value where none is taken",
     limit_values,
     {NUMBER(ADD, CRITERIA, 7, 8, 4, 1)}},
    {"criterion-value-free-begin",
     "a place for values where none are taken",
     limit_values,
     {NUMBER(ADD, CRITERIA, 7, 4, 4, 1)}},
    {"criterion-values-begin",
     "values that begin behind the table",
     limit_values,
     {BEHIND(CRITERIA, 3, 4, PATTERNS)}},
    {"criterion-values-end",
     "values that end behind the table",
     limit_values,
     {NUMBER(ADD, CRITERIA, 3, 8, 4, 1)}},
    {"criterion-values-order",
     "a value of two criteria",
     limit_values,
     {NUMBER(ADD, CRITERIA, 1, 4, 4, -1)}},
    {"criterion-all-of-one",
     "all of a single value",
     limit_values,
     {NUMBER(ADD, CRITERIA, 2, 8, 4, -1)}},
    {"criterion-unused",
     "a criterion that is not used",
     limit_condition,
     {NUMBER(SET, NODES, 5, 4, 4, 0)}},
    {"criteria-unused", "a criterion of no instance", limit_rules, {RECORD(REPEAT, CRITERIA)}},
    {"values-unused.patterns",
     "a pattern of no criterion",
     limit_values,
     {RECORD(REPEAT, PATTERNS)}},
    {"values-unused.ranges", "a range of no criterion", limit_values, {RECORD(REPEAT, RANGES)}},
    {"values-unused.networks",
     "a network of no criterion",
     limit_values,
     {RECORD(REPEAT, NETWORKS)}},
    {"values-unused.references",
     "a reference of no criterion",
     limit_values,
     {RECORD(REPEAT, REFERENCES)}},
    {"values-unused.expressions",
     "an expression of no criterion",
     limit_expressions,
     {RECORD(REPEAT, EXPRESSIONS)}},
    {"definition-kind",
     "a number that is defined as text",
     limit_values,
     {NUMBER(SET, FIELDS, 1, 0, 1, CHANNEL_KIND_TEXT)}},
    {"range-empty", "a minimum above the maximum", limit_values, {NUMBER(ADD, RANGES, 0, 0, 1, 1)}},
    {"network-prefix",
     "an IPv4 prefix above 32",
     limit_values,
     {NUMBER(ADD, NETWORKS, 0, 16, 1, 1)}},
    {"network-prefix.cidr6",
     "an IPv6 prefix above 128",
     limit_values,
     {NUMBER(ADD, NETWORKS, 2, 16, 1, 1)}},
    {"network-host-bits",
     "a bit behind the prefix, in its byte",
     limit_values,
     {NUMBER(ADD, NETWORKS, 1, 1, 1, 0x40)}},
    {"network-host-bits.byte",
     "a bit behind the prefix, in the byte behind",
     limit_values,
     {NUMBER(ADD, NETWORKS, 1, 2, 1, 0x80)}},
    {"network-host-bits.cidr4",
     "a bit behind an IPv4 address",
     limit_values,
     {NUMBER(ADD, NETWORKS, 0, 4, 1, 0x80)}},
    {"network-reserved",
     "a reserved byte of a network",
     limit_values,
     {NUMBER(ADD, NETWORKS, 0, 17, 1, 1)}},
    {"network-reserved.last", "the last one", limit_values, {NUMBER(ADD, NETWORKS, 0, 23, 1, 1)}},
    {"reference-field",
     "the field behind the last",
     limit_values,
     {NUMBER(ADD, REFERENCES, 0, 0, 2, 1)}},
    {"reference-mode",
     "a comparison above the last",
     limit_values,
     {NUMBER(ADD, REFERENCES, 0, 2, 1, 1)}},
    {"reference-reserved",
     "a reserved byte of a reference",
     limit_values,
     {NUMBER(ADD, REFERENCES, 0, 3, 1, 1)}},
    {"reference-reserved.last",
     "the last one",
     limit_values,
     {NUMBER(ADD, REFERENCES, 0, 7, 1, 1)}},
};

/* Nodes of limit_condition: 0 or, 1 c0, 2 not, 3 c1, 4 and, 5 c2, 6 c0. */
static const struct limit_row node_rows[] = {
    {"node-operator",
     "an operator above the last",
     limit_condition,
     {NUMBER(ADD, NODES, 6, 0, 1, 1)}},
    {"node-operator.zero",
     "an operator below the first",
     limit_condition,
     {NUMBER(ADD, NODES, 4, 0, 1, -1)}},
    {"node-reserved",
     "a reserved byte of a node",
     limit_condition,
     {NUMBER(ADD, NODES, 0, 1, 1, 1)}},
    {"node-reserved.last", "the last one", limit_condition, {NUMBER(ADD, NODES, 0, 3, 1, 1)}},
    {"node-empty",
     "an operator without operands",
     limit_condition,
     {NUMBER(ADD, NODES, 2, 4, 4, -1)}},
    {"node-span",
     "a root that spans a node too many",
     limit_condition,
     {NUMBER(ADD, NODES, 0, 4, 4, 1)}},
    {"node-span.inner",
     "an operator that spans more than the one around",
     limit_condition,
     {NUMBER(ADD, NODES, 4, 4, 4, 1)}},
    {"node-root",
     "a root that spans a node too few",
     limit_condition,
     {NUMBER(ADD, NODES, 0, 4, 4, -1)}},
    {"node-nesting",
     "an operator below its like",
     limit_condition,
     {NUMBER(ADD, NODES, 4, 0, 1, 1)}},
    {"node-not", "a negation of two operands", limit_condition, {NUMBER(ADD, NODES, 2, 4, 4, 1)}},
    {"node-single",
     "a conjunction of one operand",
     limit_condition,
     {NUMBER(ADD, NODES, 4, 4, 4, -1)}},
    {"node-criterion",
     "a test of the criterion behind the last",
     limit_condition,
     {NUMBER(ADD, NODES, 5, 4, 4, 1)}},
    {"node-use-order",
     "a criterion used before its turn",
     limit_condition,
     {NUMBER(ADD, NODES, 3, 4, 4, 1)}},
    {"nodes-unused", "a node of no instance", limit_condition, {RECORD(REPEAT, NODES)}},
};

/* Instructions of limit_expressions: 0 assert, 1 and 2 caseless points, 3 point, 4 class of 5 and
 * 6, 7 split, 8 jump, 9 and 10 any, 11 match; 12 class of 13, 14 match; 15 match. */
static const struct limit_row expression_rows[] = {
    {"expression-empty",
     "an expression without a program",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 2, 4, 4, -1)}},
    {"expression-begin",
     "a program that begins behind the table",
     limit_expressions,
     {BEHIND(EXPRESSIONS, 2, 0, INSTRUCTIONS)}},
    {"expression-end",
     "a program that ends behind the table",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 2, 4, 4, 1)}},
    {"expression-order",
     "an instruction of two programs",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 1, 0, 4, -1)}},
    {"expression-flags",
     "a flag above the last",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 0, 16, 1, 1)}},
    {"expression-reserved",
     "a reserved byte of an expression",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 0, 17, 1, 1)}},
    {"expression-reserved.last",
     "the last one",
     limit_expressions,
     {NUMBER(ADD, EXPRESSIONS, 0, 23, 1, 1)}},
    {"expression-unfinished",
     "a program that does not end with its match",
     limit_expressions,
     {NUMBER(SET, INSTRUCTIONS, 15, 0, 1, CHANNEL_INSTRUCTION_ANY)}},
    {"instruction-kind",
     "a kind above the last",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 13, 0, 1, 1)}},
    {"instruction-kind.zero",
     "a kind below the first",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 15, 0, 1, -1)}},
    {"instruction-kind.target",
     "an unknown kind, met by a split first",
     limit_expressions,
     {NUMBER(SET, INSTRUCTIONS, 11, 0, 1, 9)}},
    {"instruction-flags",
     "a flag above the last",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 9, 4, 1, 1)}},
    {"instruction-flags.none",
     "a flag where none is taken",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 15, 4, 1, 1)}},
    {"instruction-operand",
     "an operand where none is taken",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 9, 1, 3, 1)}},
    {"instruction-operand-second",
     "a second operand where none is taken",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 8, 5, 3, 1)}},
    {"instruction-target.jump",
     "a jump behind the program",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 8, 1, 3, 1)}},
    {"instruction-target.split",
     "a split behind the program",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 7, 5, 3, 1)}},
    {"instruction-target-range",
     "a split into a class",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 7, 1, 3, 1)}},
    {"instruction-assertion",
     "an assertion above the last",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 0, 1, 3, 1)}},
    {"instruction-point",
     "a code point above the last",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 3, 1, 3, 1)}},
    {"instruction-case",
     "a caseless point above z",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 1, 1, 3, 1)}},
    {"instruction-case.first",
     "a caseless point below a",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 2, 1, 3, -1)}},
    {"instruction-match",
     "a match before the end",
     limit_expressions,
     {NUMBER(SET, INSTRUCTIONS, 10, 0, 1, CHANNEL_INSTRUCTION_MATCH)}},
    {"class-end",
     "a class with more ranges than its program",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 12, 1, 3, 2)}},
    {"class-range",
     "a class that counts the instruction behind it",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 4, 1, 3, 1)}},
    {"class-outside",
     "a range that its class does not count",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 4, 1, 3, -1)}},
    {"class-point",
     "a range that ends above the last code point",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 6, 5, 3, 1)}},
    {"class-empty-range",
     "a range that ends before it begins",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 13, 1, 3, 1)}},
    {"class-order",
     "two ranges that touch",
     limit_expressions,
     {NUMBER(ADD, INSTRUCTIONS, 6, 1, 3, -1)}},
    {"instructions-unused",
     "an instruction of no program",
     limit_expressions,
     {RECORD(REPEAT, INSTRUCTIONS)}},
};

/* Caps that only large files reach. Of a small one both say too much; which rule refuses, differs.
 */
static const struct cap_row {
    const char *name;
    struct content *(*make)(void);
    struct seed_change at; /* sets the cap */
} cap_rows[] = {
    {"text-too-long", limit_values, NUMBER(SET, PATTERNS, 9, 4, 4, 16384)},
    {"instance-criteria", limit_rules, NUMBER(SET, INSTANCES, 0, 8, 4, 16384)},
    {"instance-nodes", limit_rules, NUMBER(SET, INSTANCES, 0, 16, 4, 65536)},
    {"criterion-values", limit_values, NUMBER(SET, CRITERIA, 3, 8, 4, 1048576)},
    {"expression-length", limit_expressions, NUMBER(SET, EXPRESSIONS, 0, 4, 4, 8192)},
};

static void write_one(struct seed_writer *writer, const char *name, const char *end,
                      const char *holds, const struct seed_file *file)
{
    char path[96];

    snprintf(path, sizeof path, "limits/%s-%s", name, end);
    repair_checksum(file->bytes, file->size);
    seed_write(writer, "channel_file", path, holds, file->bytes, file->size);
    free(file->bytes);
}

/* `number` makes the files of all pairs differ, which engines would otherwise take for one. */
static struct seed_file encode(struct content *content, uint32_t number)
{
    size_t size;

    content->revision = number;
    uint8_t *bytes = seed_encode_unchecked(content, &size);
    const struct seed_file file = seed_copy(bytes, size);
    free(bytes);
    return file;
}

static void write_rows(struct seed_writer *writer, const struct limit_row *rows, size_t count,
                       uint32_t *number)
{
    for (size_t i = 0; i < count; i++, ++*number) {
        const struct limit_row *row = &rows[i];
        const struct seed_file at = encode(row->make(), *number);
        struct seed_file above = encode(row->make(), *number);

        for (unsigned change = 0; change < MOST_CHANGES; change++)
            seed_change(&above, &row->changes[change]);
        write_one(writer, row->name, "at", "a sound file at this limit", &at);
        write_one(writer, row->name, "above", row->holds, &above);
    }
}

static void write_caps(struct seed_writer *writer, uint32_t number)
{
    for (size_t i = 0; i < sizeof cap_rows / sizeof cap_rows[0]; i++, number++) {
        struct seed_change change = cap_rows[i].at;
        struct seed_file at = encode(cap_rows[i].make(), number);
        struct seed_file above = encode(cap_rows[i].make(), number);

        seed_change(&at, &change);
        change.value++;
        seed_change(&above, &change);
        write_one(writer, cap_rows[i].name, "at", "a count at its cap, and beyond the file", &at);
        write_one(writer, cap_rows[i].name, "above", "a count one above its cap", &above);
    }
}

static void write_depth(struct seed_writer *writer)
{
    const struct seed_file at = encode(limit_depth(), 1);
    const struct seed_file above = encode(limit_depth_above(), 1);

    write_one(writer, "node-depth", "at", "a sound file at this limit", &at);
    write_one(writer, "node-depth", "above", "operators nested one deeper than allowed", &above);
}

#define WRITE_ROWS(rows) write_rows(writer, (rows), sizeof(rows) / sizeof(rows)[0], &number)

void seeds_of_limits(struct seed_writer *writer)
{
    uint32_t number = 1;

    WRITE_ROWS(container_rows);
    WRITE_ROWS(string_rows);
    WRITE_ROWS(table_rows);
    WRITE_ROWS(criterion_rows);
    WRITE_ROWS(node_rows);
    WRITE_ROWS(expression_rows);
    write_caps(writer, number);
    write_depth(writer);
}
