/* Relies on the promises of builder.h and channel/validate.h, and checks them. */
#include "check_content.h"

#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/checks/check_evaluation.h"
#include "channel/checks/check_walk.h"
#include "channel/checks/shares.h"
#include "channel/sensor.h"
#include "channel/validate.h"
#include "support/contract.h"

enum {
    BUDGET = 100000, /* steps of an event: rules that need more are another target's business */
    MOST_TYPES = 4,  /* whose events are evaluated */
};

struct encoded encode_content(const struct content *content)
{
    struct encoded encoded = {NULL, 0};
    struct builder_error reason;

    if (builder_encode(content, &encoded.bytes, &encoded.size, &reason))
        return encoded;
    contract_require(reason.error == CHANNEL_ERROR_FILE_TOO_LARGE && content->instance_count > 1,
                     "what compiles can be encoded",
                     reason.out_of_memory ? "out of memory" : channel_error_name(reason.error));
    return (struct encoded){NULL, 0};
}

void encoded_free(struct encoded *encoded)
{
    free(encoded->bytes);
    *encoded = (struct encoded){NULL, 0};
}

/* Content is compiled for the newest sensor. An older one may lack what is newer than it. */
static void check_sensor(const struct channel_file *file, const struct channel_sensor *sensor)
{
    const bool newest = sensor == channel_standard_sensor();
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, sensor, &validation);
    while (channel_validate_next(&validation, &violation)) {
        const bool newer = violation.error == CHANNEL_ERROR_SENSOR_TYPE ||
                           violation.error == CHANNEL_ERROR_SENSOR_INPUTS ||
                           violation.error == CHANNEL_ERROR_SENSOR_REFERENCE;
        contract_require(newer && !newest, "what compiles is valid for every sensor as new as it",
                         channel_error_name(violation.error));
    }
}

static void check_sensors(const struct channel_file *file)
{
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);

    for (uint32_t i = 0; i + 1 < count; i++)
        if (share_takes(SHARE_SENSORS, i, count - 1))
            check_sensor(file, &sensors[i].sensor);
    check_sensor(file, channel_standard_sensor());
}

static void check_events(const struct channel_file *file, struct digest *digest)
{
    const struct channel_sensor *sensor = channel_standard_sensor();
    struct channel_type type;
    uint32_t next = 0;

    for (uint32_t i = 0; i < sensor->type_count && next < MOST_TYPES; i++) {
        if (next >= channel_section_count(file, CHANNEL_SECTION_TYPES))
            break;
        if (channel_type_at(file, next, &type) != CHANNEL_OK || type.type != sensor->types[i].type)
            continue; /* both ascend */
        next++;
        for (unsigned number = 0; number < FIXED_EVENTS; number++) {
            struct exact_event event;
            if (!share_takes(SHARE_EVENTS, number, FIXED_EVENTS))
                continue;
            fixed_event(&sensor->types[i], number, &event);
            check_evaluation(file, &event, BUDGET, false, digest);
            exact_event_free(&event);
        }
    }
}

static void check_decoded(const struct encoded *encoded, const struct channel_file *file)
{
    enum channel_error error;
    uint32_t offset;

    struct content *content = content_decode(file, &error, &offset);
    contract_require(content != NULL, "what compiles can be decoded", channel_error_name(error));
    struct encoded again = encode_content(content);
    contract_require(again.size == encoded->size && again.bytes != NULL &&
                         memcmp(again.bytes, encoded->bytes, again.size) == 0,
                     "what compiles is encoded to the same bytes once it was decoded", "bytes");
    encoded_free(&again);
    content_free(content);
}

void check_encoded(const struct encoded *encoded, struct digest *digest)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(encoded->bytes, encoded->size, &file, &offset);
    contract_require(error == CHANNEL_OK, "what compiles is a channel file",
                     channel_error_name(error));
    contract_require(check_walk(&file, digest), "what compiles is canonical", "walk");
    check_sensors(&file);
    check_events(&file, digest);
    check_decoded(encoded, &file);
}
