/* Relies on the promises of channel/validate.h, and checks them. */
#include "check_validation.h"

#include "check_evaluation.h"
#include "support/contract.h"
#include "support/exact.h"

enum {
    BUDGET_OF_INVALID = 100000, /* steps of content that no validator accepted */
    MOST_TYPES = 8,             /* that are looked at, of those that a hostile file can declare */
};

static bool is_index(uint32_t index, uint32_t count)
{
    return index == CHANNEL_NO_INDEX || index < count;
}

static void note_violation(const struct channel_file *file,
                           const struct channel_violation *violation, struct digest *digest)
{
    const char *name = channel_error_name(violation->error);

    contract_require(violation->error > CHANNEL_OK && violation->error < CHANNEL_ERROR_END,
                     "an error is a known one", "violation");
    contract_require(violation->offset <= file->bytes.size, "a violation names a place in the file",
                     name);
    contract_require(
        is_index(violation->instance, channel_section_count(file, CHANNEL_SECTION_INSTANCES)),
        "a violation names an instance that exists", name);
    digest_add(digest, violation->error);
    digest_add(digest, violation->offset);
    digest_add(digest, violation->sensor);
    digest_add(digest, violation->type);
    digest_add(digest, violation->rule);
    digest_add(digest, violation->instance);
    digest_add(digest, violation->criterion);
    digest_add(digest, violation->field);
}

/* Returns the published budget; *count is the number of violations. */
static uint64_t validate(const struct channel_file *file, const struct channel_sensor *sensor,
                         uint32_t *count, struct digest *digest)
{
    struct channel_validation validation;
    struct channel_violation violation;

    *count = 0;
    channel_validate(file, sensor, &validation);
    while (channel_validate_next(&validation, &violation)) {
        (*count)++;
        contract_require(*count / 4 <= file->bytes.size, "a validation ends", "violations");
        note_violation(file, &violation, digest);
    }
    contract_require(validation.violation_count == *count, "violations are counted", "count");
    digest_add(digest, validation.worst_case_steps);
    return validation.worst_case_steps;
}

static const struct channel_supplied *find_supplied(const struct channel_sensor *sensor,
                                                    uint16_t type)
{
    for (uint32_t i = 0; i < sensor->type_count; i++)
        if (sensor->types[i].type == type)
            return &sensor->types[i];
    return NULL;
}

static void evaluate_type(const struct channel_file *file, const struct channel_supplied *supplied,
                          uint64_t budget, bool valid, struct digest *digest)
{
    for (unsigned number = 0; number < FIXED_EVENTS; number++) {
        struct exact_event event;
        fixed_event(supplied, number, &event);
        check_evaluation(file, &event, budget, valid, digest);
        exact_event_free(&event);
    }
}

/* Validates, and evaluates the fixed events unless `events` is false. */
static void check_sensor(const struct channel_file *file, const struct channel_sensor *sensor,
                         bool events, bool clean, struct digest *digest)
{
    const uint32_t types = channel_section_count(file, CHANNEL_SECTION_TYPES);
    uint32_t count;
    const uint64_t worst = validate(file, sensor, &count, digest);
    const bool valid = count == 0;

    contract_require(clean || !valid, "a file that is not canonical has a violation", "walk");
    for (uint32_t i = 0; events && i < types && i < MOST_TYPES; i++) {
        struct channel_type type;
        if (channel_type_at(file, i, &type) != CHANNEL_OK)
            continue;
        const struct channel_supplied *supplied = find_supplied(sensor, type.type);
        if (supplied != NULL)
            evaluate_type(file, supplied, valid ? worst : BUDGET_OF_INVALID, valid, digest);
    }
}

void check_without_sensor(const struct channel_file *file, bool clean, struct digest *digest)
{
    check_sensor(file, NULL, false, clean, digest);
}

/* Whether two sensors send the same events of the types that a file has. */
static bool supply_alike(const struct channel_file *file, const struct channel_sensor *a,
                         const struct channel_sensor *b)
{
    const uint32_t types = channel_section_count(file, CHANNEL_SECTION_TYPES);

    for (uint32_t i = 0; i < types && i < MOST_TYPES; i++) {
        struct channel_type type;
        if (channel_type_at(file, i, &type) != CHANNEL_OK)
            continue;
        const struct channel_supplied *of_a = find_supplied(a, type.type);
        const struct channel_supplied *of_b = find_supplied(b, type.type);
        if ((of_a == NULL) != (of_b == NULL) ||
            (of_a != NULL && of_a->input_count != of_b->input_count))
            return false;
    }
    return true;
}

void check_known_sensors(const struct channel_file *file, bool clean, struct digest *digest)
{
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);

    for (uint32_t i = 0; i < count; i++) {
        const struct channel_sensor *next = i + 1 < count ? &sensors[i + 1].sensor : NULL;
        const bool events = next == NULL || !supply_alike(file, &sensors[i].sensor, next);
        check_sensor(file, &sensors[i].sensor, events, clean, digest);
    }
}

void check_own_sensor(const struct channel_file *file, uint16_t missing, bool clean,
                      struct digest *digest)
{
    struct channel_supplied supplied[MOST_TYPES];
    struct channel_sensor sensor = {UINT32_MAX, supplied, 0};
    struct channel_type type;

    for (uint32_t i = 0; i < MOST_TYPES; i++) {
        if (i >= channel_section_count(file, CHANNEL_SECTION_TYPES))
            break;
        if (channel_type_at(file, i, &type) != CHANNEL_OK)
            continue;
        const uint16_t count = (uint16_t)(type.field_count - missing);
        supplied[sensor.type_count++] = /* a copy: behind it are kinds that may not be read */
            (struct channel_supplied){type.type, count, exact_copy(type.kinds.base, count)};
    }
    check_sensor(file, &sensor, true, clean, digest);
    for (uint32_t i = 0; i < sensor.type_count; i++)
        exact_free((void *)(uintptr_t)supplied[i].kinds, supplied[i].input_count);
}
