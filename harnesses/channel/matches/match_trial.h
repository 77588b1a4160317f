/* A channel file with one template instance of match_question.h, as a sensor that sends such events
 * uses it: opened, validated, run. Nothing here may be refused. */
#ifndef HARNESS_CHANNEL_MATCH_TRIAL_H
#define HARNESS_CHANNEL_MATCH_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/inputs/events.h"
#include "match_question.h"

struct match_trial {
    uint8_t *bytes; /* owned: an exact copy of the file, so that the slice guards know of it */
    size_t size;
    struct channel_file file;
    struct channel_workspace workspace; /* owned; of the exact size */
    uint64_t budget;                    /* the published worst case */
    const char *name;                   /* of the operator */
};

/* Opens and validates a file that the builder has made for a question. What must hold: the file is
 * accepted. match_trial_free it. */
void match_trial_begin(const struct match_question *question, const uint8_t *bytes, size_t size,
                       struct match_trial *out);
void match_trial_free(struct match_trial *trial);

/* The event that has this subject, and the other input of a reference; with `subject` null it is
 * absent. exact_event_free it before the question. */
void match_event(const struct match_question *question, const struct match_line *subject,
                 struct exact_event *out);

/* Whether the instance matches an event of MATCH_INPUTS inputs. What must hold: no error, and an
 * end inside the published worst case. */
bool match_trial_run(const struct match_trial *trial, const struct channel_event *event);

#endif
