/* Caps for everything that a channel file can count, each with its reason. "Real" is the largest
 * value in the 2,018 rules of SigmaHQ that the project measures with; a cap is at least 16 times
 * it. */
#ifndef CHANNEL_LIMITS_H
#define CHANNEL_LIMITS_H

#include "channel/decode.h"

enum {
    /* Offsets and sizes are 32 bits; a sensor holds the file in memory. All real rules: 1.7 MiB. */
    LIMIT_FILE = 64 * 1024 * 1024,

    /* Real: 23 types with rules, 35 defined. */
    LIMIT_TYPES = 1024,

    /* A service's type has the most: 87 when the cap was fixed. A bit set of 4 words holds a flag
     * for each. */
    LIMIT_FIELDS = 128,

    /* Real: 2,018. */
    LIMIT_INSTANCES = 65536,

    /* Real: 69 keys in a rule, each at most three criteria (values that differ in kind). */
    LIMIT_CRITERIA = 16384,

    /* Real: 83 tokens in a condition, 69 keys behind its names. */
    LIMIT_NODES = 65536,

    /* Real: 2 levels of parentheses. Each of 32 levels can bring a disjunction, a conjunction and a
     * negation; the selections behind its names bring five more. Bounds the condition stack. */
    LIMIT_DEPTH = CHANNEL_MAX_CONDITION_DEPTH,

    /* Real: 4,432 values in a rule. Counted in 32 bits. */
    LIMIT_VALUES = 1024 * 1024,

    /* Real: a value of 178 bytes (480 as wide base64), an author of 171. */
    LIMIT_TEXT = 16384,

    /* Real: 9,052 bytes. A trailer of fuzz inputs counts in 16 bits; Windows command lines end at
     * 32,767 UTF-16 units. Bounds the work per event. */
    LIMIT_INPUT = 65535,

    /* Of one regular expression; bounds its share of the workspace: 128 KiB. {n,m} up to 1,000 of
     * something small fits. */
    LIMIT_INSTRUCTIONS = 8192,
};

_Static_assert((int)LIMIT_FIELDS < (int)CHANNEL_FIELD_ALL, "no field has the number of them all");

#endif
