/* The rehearsal of a channel file: its very bytes in the Content Interpreter, on events that are
 * made so that every criterion of every instance is read, for each sensor. */
#ifndef REDZONE_TOOL_REHEARSAL_H
#define REDZONE_TOOL_REHEARSAL_H

#include "content_file.h"
#include "sensors.h"

/* What a criterion meets in its field. */
enum rehearsal_case { CASE_HIT, CASE_MISS, CASE_ABSENT, CASE_EMPTY, CASE_LONGEST, CASES };

/* What came out for one sensor. */
struct rehearsal_tally {
    uint64_t instances, matched;
    uint64_t criteria, read; /* that are no wildcards; and those of them that were reached */
    uint64_t cases[CASES];   /* criteria that were reached so */
    uint64_t evaluations, content_errors;
    uint64_t steps; /* the most that one event has taken */
};

struct rehearsal {
    const char *path;
    const struct channel_file *file; /* sound: content_file_sound */
    const struct sensors *sensors;
    const uint64_t *budgets;         /* by sensor: steps that an event may take */
    struct rehearsal_tally *tallies; /* by sensor; begin as zero */
    struct output *output;           /* a line for each finding */
};

/* Rehearses for all sensors. False, with a line on stderr, when memory is short. */
bool rehearse(const struct rehearsal *rehearsal);

#endif
