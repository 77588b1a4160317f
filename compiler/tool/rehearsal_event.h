/* Events as a rehearsal hands them to the interpreter: the array of inputs and every text are
 * allocations of their exact size, so that a sanitized build sees any read beyond them. */
#ifndef REDZONE_TOOL_REHEARSAL_EVENT_H
#define REDZONE_TOOL_REHEARSAL_EVENT_H

#include "search.h"

struct rehearsal_event {
    struct channel_event event;
    struct channel_input *inputs; /* of the event */
    uint8_t **texts;              /* by input: owned; NULL where the event lacks it */
};

/* Copies an event. The input `stretched` is made as long as an input may be, by bytes put in at
 * pads[stretched]; CHANNEL_NO_INDEX: none is. False, with a line on stderr, when memory is short.
 */
bool rehearsal_event_copy(const struct channel_event *event, uint32_t stretched,
                          const uint32_t *pads, struct rehearsal_event *out);

/* An event like this whose inputs are all absent, all empty, or (DEMAND_PRESENT) all as long as an
 * input may be. */
bool rehearsal_event_extreme(const struct channel_event *like, const uint8_t *kinds,
                             enum search_demand demand, struct rehearsal_event *out);

void rehearsal_event_free(struct rehearsal_event *event);

#endif
