/* Where a rehearsal takes place: what is being rehearsed, what is known so far, and what is said
 * about it. */
#ifndef REDZONE_TOOL_STAGE_H
#define REDZONE_TOOL_STAGE_H

#include "rehearsal.h"
#include "search.h"

enum { LABEL_SIZE = 512 };

/* A rehearsal under way. */
struct stage {
    const struct rehearsal *rehearsal;
    struct trial trial;
    struct plan plan;
    struct search *search;
    struct channel_type type;
    struct rehearsal_tally *tally;   /* of the type and sensor at hand */
    struct rehearsal_tally *tallies; /* by sensor, of the type at hand */
    uint8_t *matched;                /* by instance of the file */
    uint8_t *read;                   /* by criterion of the file */
    uint8_t *instance_told;          /* by instance: an error that concerns no criterion was told */
    uint8_t *told;                   /* by criterion: an error was told */
    char label[LABEL_SIZE];          /* the sensors at hand */
};

/* Runs one event against the instance at hand, on the very bytes. An error is a finding, told once.
 */
void stage_run_one(struct stage *stage, const struct channel_event *event);

/* Runs one event against all instances of the type, in one budget: what a sensor does. */
void stage_run_all(struct stage *stage, const struct channel_event *event);

/* Tells what nothing has made match and what was never looked at, of instance `index`; counts it.
 */
void stage_tell_instance(struct stage *stage, uint32_t index);

#endif
