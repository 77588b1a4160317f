/* The tool's integration code: event lines in, arrays of inputs for the Content Interpreter out.
 *
 * It is a sensor of its own, the standard one: of every template type it supplies every field. Each
 * type's inputs stand in an allocation of their exact size. */
#ifndef REDZONE_TOOL_INTEGRATION_H
#define REDZONE_TOOL_INTEGRATION_H

#include "channel/evaluate.h"
#include "event_line.h"

struct integration;

/* NULL when memory is short. integration_free takes NULL. */
struct integration *integration_new(void);
void integration_free(struct integration *integration);

/* Takes one event line apart, overwriting it: the events point into it.
 *
 * Returns false and says why in *error when the line is no event: no JSON object (see
 * event_line.h), or a field of one of its types is an array, an object or longer than an input may
 * be. */
bool integration_take(struct integration *integration, char *line, size_t size,
                      struct event_error *error);

/* How many template types the event belongs to; it is to be evaluated under each. 0 after a
 * refusal. */
uint32_t integration_count(const struct integration *integration);

/* The event as one of type `index` of integration_count, valid until the next line is taken. */
struct channel_event integration_event(struct integration *integration, uint32_t index);

#endif
