/* The Content Validator: may this content run on this sensor?
 *
 * It trusts neither the file nor the file's definitions: what counts is what the sensor really
 * supplies. July 19, 2024: the definition said 21 inputs, the sensor supplied 20. */
#ifndef CHANNEL_VALIDATE_H
#define CHANNEL_VALIDATE_H

#include "channel/decode.h"
#include "channel/sensor.h"

struct channel_violation {
    enum channel_error error;
    uint32_t offset;    /* in the file */
    uint32_t sensor;    /* version of the sensor; 0: the content is wrong for every sensor */
    uint32_t type;      /* identifier; CHANNEL_NO_INDEX */
    uint32_t rule;      /* index into the rules; CHANNEL_NO_INDEX */
    uint32_t instance;  /* index into the instances; CHANNEL_NO_INDEX */
    uint32_t criterion; /* in its instance; CHANNEL_NO_INDEX */
    uint32_t field;     /* CHANNEL_NO_INDEX */
};

/* A validation under way. The caller provides the room (about 1 KiB). */
struct channel_validation {
    struct channel_walk walk;
    const struct channel_sensor *sensor;
    uint64_t worst_case_steps; /* published budget: see channel_validate_next */
    uint64_t type_steps;
    uint32_t violation_count;
    struct channel_supplied supplied;
    enum channel_walk_step step;
    bool began, owes_sensor, sensor_lacks_type;
};

/* Begins the validation of an opened file for one sensor; with `sensor` NULL only what holds for
 * every sensor is checked. */
void channel_validate(const struct channel_file *file, const struct channel_sensor *sensor,
                      struct channel_validation *validation);

/* The next violation, until none is left: returns false then.
 *
 * All are reported, not the first alone. When there was none, the interpreter finishes this content
 * for every event that the sensor can send without a content error, and within
 * validation->worst_case_steps steps (docs/format.md has the unit and the formula). */
bool channel_validate_next(struct channel_validation *validation,
                           struct channel_violation *violation);

#endif
