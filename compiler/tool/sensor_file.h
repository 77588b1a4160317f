/* A sensor's description as a JSON file:
 *
 *   {"version": 1500, "types": {"process_creation": 20, "dns_query": ["number", "text"]}}
 *
 * A number N: the first N fields of the template type's definition, in the kinds that it gives
 * them. A list: so many inputs, of these kinds (text, number, address). */
#ifndef REDZONE_TOOL_SENSOR_FILE_H
#define REDZONE_TOOL_SENSOR_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "channel/sensor.h"

struct sensor_file {
    struct channel_sensor sensor;
    struct channel_supplied *supplied;
    uint8_t *kinds;
};

/* Reads a description. False, and one line on stderr, when it cannot be read, is no JSON, or says
 * something else than the above; nothing is to be freed then. */
bool sensor_file_read(const char *path, struct sensor_file *out);

/* The same for a text in memory; `path` is what the line on stderr calls it. */
bool sensor_file_parse(const char *path, const char *text, size_t size, struct sensor_file *out);

void sensor_file_free(struct sensor_file *sensor);

#endif
