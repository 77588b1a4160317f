/* The oracles of the Content Validator, and of its contract with the Content Interpreter. */
#ifndef HARNESS_CHANNEL_CHECK_VALIDATION_H
#define HARNESS_CHANNEL_CHECK_VALIDATION_H

#include <stdbool.h>

#include "channel/inputs/events.h"
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

/* What the validator said of a file and a sensor. */
struct verdict {
    uint32_t violations;
    uint64_t worst_case_steps; /* the published budget */
};

/* Validates for one sensor, without events and without a walk to compare with. */
struct verdict ask_verdict(const struct channel_file *file, const struct channel_sensor *sensor,
                           struct digest *digest);

/* The same, compared with the walk. Of a canonical file each violation of the sensor's must
 * be one that a second opinion (sensor_lacks.h) finds as well, and the other way round. */
struct verdict check_verdict(const struct channel_file *file, const struct channel_sensor *sensor,
                             bool clean, struct digest *digest);

/* Evaluates an event that the sensor of this verdict can send. */
void check_sent_event(const struct channel_file *file, const struct exact_event *event,
                      struct verdict verdict, struct digest *digest);

/* Evaluates the fixed events, as this sensor sends them, of the first types of the file. */
void check_fixed_events(const struct channel_file *file, const struct channel_sensor *sensor,
                        struct verdict verdict, struct digest *digest);

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
