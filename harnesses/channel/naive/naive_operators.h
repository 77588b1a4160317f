/* The operators of criteria once more, the naive way: written from docs/format.md (§2 Criterion and
 * Values, §5 Execution), by other algorithms than the parser's and without any of its code, so that
 * a difference between the two is somebody's bug. Slow on purpose: what is obvious is right. */
#ifndef HARNESS_CHANNEL_NAIVE_OPERATORS_H
#define HARNESS_CHANNEL_NAIVE_OPERATORS_H

#include <stdbool.h>
#include <stdint.h>

#include "channel/evaluate.h"
#include "content.h"

/* Whether one value of a criterion of this kind (enum channel_criterion_kind, one that takes
 * values) holds for one input. `flags` are the criterion's, of which only CHANNEL_FLAG_CASED counts
 * here.
 *
 * The value must be one that the builder encodes, the input present and of the kind that the
 * criterion reads; what is an error of content is the caller's to tell. `event` is asked for the
 * other input of a reference alone: one that is absent, or that the event is too short for, makes
 * the comparison false. Needs memory for an expression, a bit for each unit of naive_effort;
 * aborts, with a message, when there is none. */
bool naive_value_holds(uint8_t kind, uint8_t flags, const struct content_value *value,
                       const struct channel_event *event, const struct channel_input *input);

/* The most steps that naive_value_holds would take for an input of `size` bytes, so that a caller
 * can leave out what would take too long: about 100,000,000 in a second. */
uint64_t naive_effort(uint8_t kind, const struct content_value *value, uint32_t size);

/* Whether the builder must encode a value of a criterion of this kind, by the same sections: text
 * is UTF-8 without NUL and not too long, a glob has its one form, a range holds a number, a network
 * has no bits behind its prefix. Of an expression, which its compiler has judged, only the source.
 */
bool naive_value_is_canonical(uint8_t kind, const struct content_value *value);

#endif
