/* Seeds as tests look at them: their bytes, and what parser and validator say of them. Relies on
 * SEEDS, the folder, and on cmocka. */
#ifndef SEED_FILES_H
#define SEED_FILES_H

#include "test.h"

#include "channel/evaluate.h"
#include "channel/sensor.h"

/* Reads the seed `folder`/`name` into an allocation of its exact size; exact_free it. The test
 * fails when there is none. */
uint8_t *read_seed(const char *folder, const char *name, size_t *size);

/* Calls `visit` for each seed that lies in a folder itself, and fails when there is none. */
void each_seed(const char *folder, void (*visit)(const char *folder, const char *name));

/* The first violation of a file for a sensor (null: for all of them), the refusal of channel_open,
 * or CHANNEL_OK. */
enum channel_error first_violation(const uint8_t *bytes, size_t size,
                                   const struct channel_sensor *sensor);

/* Evaluates an event: how many instances match, and the error of the call, or the last of content.
 */
void evaluate_seed(const struct channel_file *file, const struct channel_event *event,
                   unsigned *matches, enum channel_error *error);

/* Evaluates the first `most` events of a seed that is a file and a trailer, until one ends with an
 * error; matches are those of all. */
void evaluate_events(const char *folder, const char *name, unsigned most, unsigned *matches,
                     enum channel_error *error);

#endif
