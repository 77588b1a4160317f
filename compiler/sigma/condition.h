/* Conditions: text in, syntax tree out. Knows nothing of selections. */
#ifndef REDZONE_SIGMA_CONDITION_H
#define REDZONE_SIGMA_CONDITION_H

#include "work.h"

enum {
    SIGMA_MAX_CONDITION_LEVELS = 64,   /* of parentheses and negations; real: 3 */
    SIGMA_MAX_CONDITION_TOKENS = 4096, /* real: 83 */
};

enum sigma_condition_op {
    SIGMA_CONDITION_NAME,  /* of a selection */
    SIGMA_CONDITION_ANY,   /* 1 of, any of: selections whose names match */
    SIGMA_CONDITION_EVERY, /* all of */
    SIGMA_CONDITION_NOT,
    SIGMA_CONDITION_AND,
    SIGMA_CONDITION_OR,
};

struct sigma_condition {
    enum sigma_condition_op op;
    struct content_text name; /* or pattern, or "them" */
    uint32_t column;          /* from 1, in bytes of the condition */
    struct sigma_condition **operands;
    uint32_t count, capacity;
};

/* Parses a condition that begins in `line` of the rule. Chains of one operator are one node;
 * parentheses make their own. NULL after a refusal, which names the column. */
struct sigma_condition *sigma_condition_parse(struct sigma_work *work, struct content_text text,
                                              uint32_t line);

/* Whether the pattern of an `x of` is "them", or spells the name (a star stands for any bytes);
 * names that begin with an underscore are never meant. */
bool sigma_pattern_matches(struct content_text pattern, struct content_text name);

#endif
