/* The oracles of the Content Validator, and of its contract with the Content Interpreter. */
#ifndef HARNESS_CHANNEL_CHECK_VALIDATION_H
#define HARNESS_CHANNEL_CHECK_VALIDATION_H

#include <stdbool.h>

#include "channel/sensor.h"
#include "channel/validate.h"
#include "digest.h"

/* Each of these validates an opened file and adds the violations to the digest. What must hold:
 * each violation names places that exist, and a file that is not canonical (`clean` is what
 * check_walk said of it) has one.
 *
 * Those with a sensor evaluate a fixed set of events, as the sensor can send them, for the first
 * types of the file. When there was no violation, that must end without a content error and inside
 * the budget that the validator published. With violations it is done all the same, in a fixed
 * budget. */

/* Only what holds for every sensor; no events. */
void check_without_sensor(const struct channel_file *file, bool clean, struct digest *digest);

/* Every sensor there is. Of those that send the same events the newest sends them: it accepts what
 * the older ones accept. */
void check_known_sensors(const struct channel_file *file, bool clean, struct digest *digest);

/* A sensor made up from the file's own definitions, which supplies `missing` (0 or 1) inputs less
 * than is declared. 1 is July 19. */
void check_own_sensor(const struct channel_file *file, uint16_t missing, bool clean,
                      struct digest *digest);

#endif
