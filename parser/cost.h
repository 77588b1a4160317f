/* The published worst case: how many steps the interpreter can take. The formula is
 * docs/format.md's; sums saturate at UINT64_MAX. */
#ifndef CHANNEL_COST_H
#define CHANNEL_COST_H

#include "channel/decode.h"

uint64_t cost_add(uint64_t a, uint64_t b);
uint64_t cost_multiply(uint64_t a, uint64_t b);

/* What an event costs before the first instance: its gram filters, for inputs as long as allowed.
 */
uint64_t cost_of_event(void);

/* What it costs at most to test `criterion` of `type` once. Refuses what the decoders refuse. */
enum channel_error cost_of_criterion(const struct channel_file *file,
                                     const struct channel_type *type,
                                     const struct channel_criterion *criterion, uint64_t *out);

#endif
