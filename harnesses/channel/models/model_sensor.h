/* The sensor that supplies exactly what a model declares. */
#ifndef HARNESS_CHANNEL_MODEL_SENSOR_H
#define HARNESS_CHANNEL_MODEL_SENSOR_H

#include "channel/sensor.h"
#include "content.h"

/* Makes it for a model that the builder accepts; kinds lie in allocations of their exact size.
 * Free it with model_sensor_free. */
struct channel_sensor model_sensor_new(const struct content *content);
void model_sensor_free(struct channel_sensor *sensor);

#endif
