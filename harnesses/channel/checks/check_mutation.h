/* The oracles of the mutator of channel files. */
#ifndef HARNESS_CHANNEL_CHECK_MUTATION_H
#define HARNESS_CHANNEL_CHECK_MUTATION_H

#include "channel/mutation/mutate.h"

/* A mutation or a crossing, and its result in an allocation of exactly the room that it had. */
struct mutation_trial {
    uint8_t *bytes; /* owned */
    size_t size, room;
    struct mutate_report report;
};

/* Mutates a copy of an input, which is cut to the room; what lies behind it in the room is
 * `filler`. The engine's own mutation appends a byte. mutation_free() it. */
void mutation_run(const uint8_t *data, size_t size, size_t room, uint32_t seed, int filler,
                  struct mutation_trial *out);

/* Crosses an input with the result of a trial. mutation_free() it. */
void mutation_cross(const uint8_t *data, size_t size, const struct mutation_trial *with,
                    uint32_t seed, struct mutation_trial *out);

void mutation_free(struct mutation_trial *trial);

/* Whether a result keeps what mutate.h promises: it fits; what was not broken opens, what was not
 * limited either is canonical. `what` names the trial in a finding. */
void check_mutation(const struct mutation_trial *trial, const char *what);

/* Whether two trials came to the same. */
void check_same_mutation(const struct mutation_trial *one, const struct mutation_trial *other,
                         const char *what);

#endif
