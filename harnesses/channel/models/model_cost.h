/* The steps of docs/format.md, §4, computed from the model: what an evaluation may take at most.
 * Independent of the parser's own count (parser/cost.c), so that the two can be compared. */
#ifndef HARNESS_CHANNEL_MODEL_COST_H
#define HARNESS_CHANNEL_MODEL_COST_H

#include "channel/evaluate.h"
#include "content.h"

/* The worst case that the validator must publish for the model: all inputs as long as can be.
 * Saturates. */
uint64_t model_cost(const struct content *content);

/* The same formula for one event, with the sizes of its inputs in place of the longest, and filters
 * of those inputs only that something searches: never more than model_cost when the event is one
 * that a sensor can send. */
uint64_t model_cost_of_event(const struct content *content, const struct channel_event *event);

/* What one criterion is worth in it: the kind that is dearest in the instances of an event's type;
 * 0 when there is none. */
uint8_t model_dearest_kind(const struct content *content, const struct channel_event *event);

#endif
