/* Makes the sensor of a model. Types stand in the order of the model: a sensor may list them in
 * any. */
#include "model_sensor.h"

#include <stdlib.h>

#include "support/exact.h"

/* A type that no instance has may be wrong in itself, and no event of it is sent. */
static bool is_sound(const struct content_type *type)
{
    return type->field_count > 0 && type->field_count <= sizeof type->kinds;
}

struct channel_sensor model_sensor_new(const struct content *content)
{
    struct channel_supplied *supplied =
        exact_allocate(((size_t)content->type_count + 1) * sizeof *supplied);
    struct channel_sensor sensor = {UINT32_MAX, supplied, 0};

    for (uint32_t i = 0; i < content->type_count; i++) {
        const struct content_type *type = &content->types[i];
        if (is_sound(type))
            supplied[sensor.type_count++] = (struct channel_supplied){
                type->type, type->field_count, exact_copy(type->kinds, type->field_count)};
    }
    return sensor;
}

void model_sensor_free(struct channel_sensor *sensor)
{
    for (uint32_t i = 0; i < sensor->type_count; i++)
        exact_free((void *)(uintptr_t)sensor->types[i].kinds, sensor->types[i].input_count);
    free((void *)(uintptr_t)sensor->types);
    *sensor = (struct channel_sensor){0};
}
