/* The sensors that a command line asks for, by name or by file. */
#ifndef REDZONE_TOOL_SENSORS_H
#define REDZONE_TOOL_SENSORS_H

#include "sensor_file.h"

struct chosen_sensor {
    const char *name; /* as it was given */
    const struct channel_sensor *sensor;
    struct sensor_file *from_file; /* owned; NULL for a known one */
};

struct sensors {
    struct chosen_sensor *chosen;
    uint32_t count, capacity;
};

/* Appends a known sensor (sysmon-13, …) or, when none has that name, the description in the file
 * `name`. False, and one line on stderr, when neither works. */
bool sensors_add(struct sensors *sensors, const char *name);

/* Appends every known sensor from version `oldest` on; when there is none so new, the newest: it
 * will say so. */
bool sensors_add_from(struct sensors *sensors, uint32_t oldest);

/* What a verb without --sensor asks: leaves sensors that were named, else adds every known one from
 * version `oldest` on. */
bool sensors_complete(struct sensors *sensors, uint32_t oldest);

void sensors_free(struct sensors *sensors);

/* The known sensor of that name, NULL when there is none. */
const struct channel_named_sensor *sensors_find(const char *name);

/* The name of the known sensor of that version, "unknown" when there is none. */
const char *sensors_name(uint32_t version);

#endif
