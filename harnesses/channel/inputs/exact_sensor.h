/* Sensors for the validator whose lists of kinds end where nothing may be read, and the events that
 * such a sensor can send. */
#ifndef HARNESS_CHANNEL_EXACT_SENSOR_H
#define HARNESS_CHANNEL_EXACT_SENSOR_H

#include "trailer.h"

enum { SENSOR_TYPES = 64 }; /* that are taken of a trailer; what it says of more is passed over */

struct exact_sensor {
    struct channel_sensor
        sensor; /* sensor.types points to `types`, or to those of a known sensor */
    struct channel_supplied types[SENSOR_TYPES]; /* each list of kinds is owned, and exact */
    uint32_t owned;                              /* how many of them there are */
};

/* Makes the sensor that a trailer describes: the types that can be read; when it never had one, the
 * standard sensor. What it describes is for content of every age. The trailer then stands before
 * its events. The sensor must stay where it is. */
void exact_sensor_read(struct trailer_reader *trailer, struct exact_sensor *out);

/* Makes the same sensor with one more input, of some kind, in each of its types. Of a sensor that
 * owns no types, and of one with a type of 65,535 inputs, there is none: returns false then. */
bool exact_sensor_lengthen(const struct exact_sensor *sensor, struct exact_sensor *out);

/* Frees what a sensor owns. */
void exact_sensor_free(struct exact_sensor *sensor);

/* What a sensor supplies of a type; of a type that is listed twice the row of the fewest inputs,
 * the first of them. Null when it supplies none. */
const struct channel_supplied *sensor_find(const struct channel_sensor *sensor, uint16_t type);

/* How many inputs of a row an event can have: the format's cap, however many the row claims. */
uint16_t sensor_inputs(const struct channel_supplied *supplied);

/* Makes the event that a sensor sends in place of `event`, which is of the type of `supplied`: as
 * many inputs as it supplies, each absent or of the kind that it supplies. Bytes are copied. */
void exact_event_as_sent(const struct channel_supplied *supplied, const struct exact_event *event,
                         struct exact_event *out);

#endif
