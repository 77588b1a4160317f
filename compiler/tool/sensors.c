/* A growing list of sensors; the known ones stand in the parser's table. */
#include "sensors.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "output.h"

const struct channel_named_sensor *sensors_find(const char *name)
{
    uint32_t count;
    const struct channel_named_sensor *known = channel_known_sensors(&count);

    for (uint32_t i = 0; i < count; i++) {
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    }
    return NULL;
}

const char *sensors_name(uint32_t version)
{
    uint32_t count;
    const struct channel_named_sensor *known = channel_known_sensors(&count);

    for (uint32_t i = 0; i < count; i++) {
        if (known[i].sensor.version == version)
            return known[i].name;
    }
    return "unknown";
}

static bool append(struct sensors *sensors, struct chosen_sensor sensor)
{
    if (sensors->count == sensors->capacity) {
        const uint32_t capacity = sensors->capacity == 0 ? 8 : sensors->capacity * 2;
        struct chosen_sensor *chosen = realloc(sensors->chosen, capacity * sizeof *chosen);
        if (chosen == NULL) {
            report("channel: out of memory");
            return false;
        }
        sensors->chosen = chosen;
        sensors->capacity = capacity;
    }
    sensors->chosen[sensors->count++] = sensor;
    return true;
}

static bool append_file(struct sensors *sensors, const char *path)
{
    struct sensor_file *file = malloc(sizeof *file);

    if (file == NULL) {
        report("channel: out of memory");
        return false;
    }
    if (sensor_file_read(path, file)) {
        if (append(sensors, (struct chosen_sensor){path, &file->sensor, file}))
            return true;
        sensor_file_free(file);
    }
    free(file);
    return false;
}

/* Says which names there are: the newest last. */
static void report_unknown(const char *name)
{
    uint32_t count;
    const struct channel_named_sensor *known = channel_known_sensors(&count);

    report("channel: there is no sensor and no file %s (known: %s to %s)", name, known[0].name,
           known[count - 1].name);
}

bool sensors_add(struct sensors *sensors, const char *name)
{
    const struct channel_named_sensor *known = sensors_find(name);

    if (known != NULL)
        return append(sensors, (struct chosen_sensor){known->name, &known->sensor, NULL});
    if (access(name, F_OK) == 0)
        return append_file(sensors, name);
    report_unknown(name);
    return false;
}

bool sensors_add_from(struct sensors *sensors, uint32_t oldest)
{
    uint32_t count;
    const struct channel_named_sensor *known = channel_known_sensors(&count);

    for (uint32_t i = 0; i < count; i++) {
        const bool last = i + 1 == count && sensors->count == 0;
        if (known[i].sensor.version < oldest && !last)
            continue;
        if (!append(sensors, (struct chosen_sensor){known[i].name, &known[i].sensor, NULL}))
            return false;
    }
    return true;
}

bool sensors_complete(struct sensors *sensors, uint32_t oldest)
{
    return sensors->count > 0 || sensors_add_from(sensors, oldest);
}

void sensors_free(struct sensors *sensors)
{
    for (uint32_t i = 0; i < sensors->count; i++) {
        if (sensors->chosen[i].from_file != NULL)
            sensor_file_free(sensors->chosen[i].from_file);
        free(sensors->chosen[i].from_file);
    }
    free(sensors->chosen);
    *sensors = (struct sensors){0};
}
