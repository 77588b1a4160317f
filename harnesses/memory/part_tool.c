/* What the tool does with texts that are no rules. Relies on its parts alone. */
#include <string.h>

#include "integration.h"
#include "parts.h"
#include "sensor_file.h"

static void add_event(struct digest *digest, const struct channel_event *event)
{
    digest_add(digest, event->type);
    for (uint16_t i = 0; i < event->input_count; i++) {
        digest_add(digest, event->inputs[i].kind);
        digest_add_bytes(digest, event->inputs[i].bytes, event->inputs[i].size);
    }
}

void part_event_line(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    struct integration *integration = integration_new();
    struct event_error error;

    if (integration == NULL) {
        outcome->short_of_memory = true;
        return;
    }
    if (!integration_take(integration, (char *)bytes, size, &error)) {
        digest_add_bytes(&outcome->said, error.reason, strlen(error.reason));
        digest_add(&outcome->said, error.position);
    }
    for (uint32_t i = 0; i < integration_count(integration); i++) {
        const struct channel_event event = integration_event(integration, i);
        add_event(&outcome->said, &event);
    }
    integration_free(integration);
}

void part_sensor(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    struct sensor_file file;

    if (!sensor_file_parse("own.json", (const char *)bytes, size, &file))
        return; /* it has printed why */
    digest_add(&outcome->said, file.sensor.version);
    for (uint32_t i = 0; i < file.sensor.type_count; i++) {
        digest_add(&outcome->said, file.sensor.types[i].type);
        digest_add_bytes(&outcome->said, file.sensor.types[i].kinds,
                         file.sensor.types[i].input_count);
    }
    sensor_file_free(&file);
}
