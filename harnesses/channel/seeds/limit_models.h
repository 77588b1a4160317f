/* The content that boundary seeds are made of: small models in which everything stands at a limit.
 * The caller frees each; the changes in seeds_of_limits.c count their records. */
#ifndef HARNESS_CHANNEL_LIMIT_MODELS_H
#define HARNESS_CHANNEL_LIMIT_MODELS_H

#include "content.h"

/* No rule at all: a header and a directory. */
struct content *limit_nothing(void);

/* Two types of two fields; instances a and b of the first, c of the second; each one criterion. */
struct content *limit_rules(void);

/* One instance that has values of every form but expressions, each as extreme as allowed. */
struct content *limit_values(void);

/* The condition c0 or not c1 or (c2 and c0). */
struct content *limit_condition(void);

/* Three programs: every instruction; a class; a match alone. */
struct content *limit_expressions(void);

/* A type of as many fields as allowed. */
struct content *limit_fields(void);

/* A condition of the largest depth, and of one more. */
struct content *limit_depth(void);
struct content *limit_depth_above(void);

/* Content for the newest sensor there is, on a type that it has. */
struct content *limit_sensor(void);

#endif
