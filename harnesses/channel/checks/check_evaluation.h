/* The oracles of the Content Interpreter. */
#ifndef HARNESS_CHANNEL_CHECK_EVALUATION_H
#define HARNESS_CHANNEL_CHECK_EVALUATION_H

#include <stdbool.h>

#include "channel/inputs/events.h"
#include "digest.h"

/* Evaluates an event, twice and once with an input more than there were, and adds the result to the
 * digest. What must hold: no more steps than the budget; what matches is an instance of the event's
 * type, in ascending order; the content of the workspace does not matter, nor does an input that
 * nothing reads. With `valid` (the content was validated for a sensor that sends such events, and
 * `budget` is what the validator published) nothing may be in error either. */
void check_evaluation(const struct channel_file *file, const struct exact_event *event,
                      uint64_t budget, bool valid, struct digest *digest);

/* Evaluates an event, which takes n steps, once more with a budget of n, which must be as good,
 * with less and less, and in less workspace. What must hold: fewer than n steps are used up; a
 * smaller workspace is refused, a regular expression lacks room in it, or the result is the same.
 */
void check_scarcity(const struct channel_file *file, const struct exact_event *event,
                    uint64_t budget);

#endif
