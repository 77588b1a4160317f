/* The oracles of models: what the builder makes of one, and what the interpreter makes of that. */
#ifndef HARNESS_CHANNEL_CHECK_MODEL_H
#define HARNESS_CHANNEL_CHECK_MODEL_H

#include <stdbool.h>

#include "builder.h"
#include "channel/evaluate.h"
#include "channel/models/model_bytes.h"

/* A model that the builder refused. What must hold: something of it was broken; the builder says
 * why, and where in the model; and what it would have written, if that is a file at all, is not
 * canonical: the walk refuses it, and the validator does for every sensor. */
void check_refused_model(const struct model *model, const struct builder_error *error);

/* An event on the file of an accepted model. What must hold: each instance of the event's type
 * matches, misses or is in error as naive_evaluate says of the model. The budget is large enough
 * for anything. */
void check_matches(const struct content *content, const struct channel_file *file,
                   const struct exact_event *event);

/* Whether the sensor that supplies what the model declares can send the event. */
bool is_sendable(const struct content *content, const struct channel_event *event);

/* Validates a file for that sensor. Returns whether there was no violation, and in *steps what was
 * published. What must hold: without violations that is exactly what model_cost says. */
bool check_published(const struct content *content, const struct channel_file *file,
                     uint64_t *steps);

#endif
