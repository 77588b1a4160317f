/* Sensors: how many inputs of which kind each really supplies. The validator judges content by
 * these, not by the definitions of the template types. */
#ifndef CHANNEL_SENSOR_H
#define CHANNEL_SENSOR_H

#include <stdint.h>

/* What a sensor supplies to events of one template type. */
struct channel_supplied {
    uint16_t type; /* identifier */
    uint16_t input_count;
    const uint8_t *kinds; /* input_count of them, enum channel_kind */
};

struct channel_sensor {
    uint32_t version; /* two digits each: 1330 is Sysmon 13.30, 1410 is 14.1; 0 is no sensor's */
    const struct channel_supplied *types;
    uint32_t type_count;
};

struct channel_named_sensor {
    const char *name; /* as after `--sensor` */
    struct channel_sensor sensor;
};

/* The sensors that are supported, in ascending order of their versions; *count is their number.
 *
 * Of each template type a sensor supplies the inputs that are as old as it or older, in the order
 * of the definition; of a type that is newer than it, nothing. Types stand in ascending order. */
const struct channel_named_sensor *channel_known_sensors(uint32_t *count);

/* The newest known sensor, which supplies all template types in full. */
const struct channel_sensor *channel_standard_sensor(void);

#endif
