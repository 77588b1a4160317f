/* Rules for seeds, as texts: of the target `sigma`, and of targets that put something around them.
 */
#ifndef HARNESS_RULES_RULE_SEEDS_H
#define HARNESS_RULES_RULE_SEEDS_H

#include "channel/seeds/seed_writer.h"

struct rule_seed {
    const char *name, *holds, *text;
};

/* Seed `index`; NULL behind the last one. */
const struct rule_seed *rule_seed_at(size_t index);

#endif
