/* A content model with one of everything that the tables of a channel file can hold. */
#ifndef TEST_SAMPLE_H
#define TEST_SAMPLE_H

#include "model.h"

/* What stands where in the file:
 *
 * types 3 (fields 0 to 3: text, text, number, address) and 9 (fields 4 to 6: text)
 * rules 0 "a", 1 "b", 2 "c", 3 "d"; instances 0 of "a", 1 of "c", 2 of "b", 3 of "d"
 * instance 0: criteria 0 exact, 1 range, 2 cidr4, 3 cidr6, 4 reference, 5 exists, 6 glob, 7
 * contains nodes 0 and, 1 test 0, 2 or (3 test 1, 4 test 2), 5 not (6 test 3), 7 to 10 test 4 to 7
 * instance 1: criterion 8 exact, node 11 test 0
 * instance 2: criteria 9 prefix, 10 any; nodes 12 or, 13 test 0, 14 test 1
 * instance 3: criteria 11 exact, 12 any; nodes 15 and, 16 test 0, 17 not (18 test 1)
 * patterns 0 "x", 1 "yz", 2 "a*b", 3 "Q", 4 "e", 5 "p", 6 "q", 7 "s", 8 "zz" */
struct exact sample_encode(void);

/* The smallest file with content: one type of one field, one instance, `exists` on it. */
struct exact sample_smallest(void);

enum {
    SAMPLE_FIELDS = 7,
    SAMPLE_INSTANCES = 4,
    SAMPLE_CRITERIA = 13,
    SAMPLE_NODES = 19,
    SAMPLE_PATTERNS = 9,
    SAMPLE_RULE_STRINGS = 1 + 5 + 4 + 3 + 1 + 3,
    SAMPLE_GLOB = SAMPLE_RULE_STRINGS + 3, /* where "a*b" begins in the pool */
    SAMPLE_POOL = SAMPLE_GLOB + 10,
};

#endif
