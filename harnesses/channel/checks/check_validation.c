/* Relies on the promises of channel/validate.h, and checks them. */
#include "check_validation.h"

#include "channel/inputs/exact_sensor.h"
#include "check_evaluation.h"
#include "sensor_lacks.h"
#include "shares.h"
#include "support/contract.h"
#include "support/exact.h"

enum {
    BUDGET_OF_INVALID = 100000, /* steps of content that no validator accepted */
    MOST_TYPES = 8,             /* that are looked at, of those that a hostile file can declare */
};
enum { FIRST_ALONE, SECOND, OPINIONS }; /* of these a run under an engine asks for one */

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

/* How many violations of each error there were. */
struct tally {
    uint32_t counts[CHANNEL_ERROR_END];
};

static struct verdict validate(const struct channel_file *file, const struct channel_sensor *sensor,
                               struct tally *tally, struct digest *digest)
{
    struct channel_validation validation;
    struct channel_violation violation;
    uint32_t count = 0;

    channel_validate(file, sensor, &validation);
    while (channel_validate_next(&validation, &violation)) {
        count++;
        contract_require(count / 4 <= file->bytes.size, "a validation ends", "violations");
        note_violation(file, &violation, digest);
        tally->counts[violation.error]++;
    }
    contract_require(validation.violation_count == count, "violations are counted", "count");
    digest_add(digest, validation.worst_case_steps);
    return (struct verdict){count, validation.worst_case_steps};
}

/* Whether the validator found of the sensor what there is, no less and no more. */
static void check_lacks(const struct channel_file *file, const struct channel_sensor *sensor,
                        const struct tally *tally)
{
    struct sensor_lacks lacks;

    sensor_lacks(file, sensor, &lacks);
    const struct {
        enum channel_error error;
        uint32_t count;
    } expected[] = {
        {CHANNEL_ERROR_SENSOR_TOO_OLD, lacks.age},
        {CHANNEL_ERROR_SENSOR_TYPE, lacks.types},
        {CHANNEL_ERROR_SENSOR_INPUTS, lacks.inputs},
        {CHANNEL_ERROR_SENSOR_REFERENCE, lacks.references},
        {CHANNEL_ERROR_SENSOR_KIND, lacks.kinds},
        {CHANNEL_ERROR_DEFINITION_KIND, lacks.defined},
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        contract_require(tally->counts[expected[i].error] == expected[i].count,
                         "the validator reports what the sensor lacks, and all of it",
                         channel_error_name(expected[i].error));
}

struct verdict ask_verdict(const struct channel_file *file, const struct channel_sensor *sensor,
                           struct digest *digest)
{
    struct tally tally = {{0}};
    return validate(file, sensor, &tally, digest);
}

struct verdict check_verdict(const struct channel_file *file, const struct channel_sensor *sensor,
                             bool clean, struct digest *digest)
{
    struct tally tally = {{0}};
    const struct verdict verdict = validate(file, sensor, &tally, digest);

    contract_require(clean || verdict.violations > 0,
                     "a file that is not canonical has a violation", "walk");
    if (clean && sensor != NULL && share_takes(SHARE_OPINION, SECOND, OPINIONS))
        check_lacks(file, sensor, &tally);
    return verdict;
}

void check_sent_event(const struct channel_file *file, const struct exact_event *event,
                      struct verdict verdict, struct digest *digest)
{
    const bool valid = verdict.violations == 0;
    const uint64_t budget = valid ? verdict.worst_case_steps : BUDGET_OF_INVALID;

    check_evaluation(file, event, budget, valid, digest);
}

static void send_fixed_events(const struct channel_file *file,
                              const struct channel_supplied *supplied, struct verdict verdict,
                              struct digest *digest)
{
    const struct channel_supplied sendable = {supplied->type, sensor_inputs(supplied),
                                              supplied->kinds};

    for (unsigned number = 0; number < FIXED_EVENTS; number++) {
        struct exact_event event;
        if (!share_takes(SHARE_EVENTS, number, FIXED_EVENTS))
            continue;
        fixed_event(&sendable, number, &event);
        check_sent_event(file, &event, verdict, digest);
        exact_event_free(&event);
    }
}

void check_fixed_events(const struct channel_file *file, const struct channel_sensor *sensor,
                        struct verdict verdict, struct digest *digest)
{
    const uint32_t types = channel_section_count(file, CHANNEL_SECTION_TYPES);

    for (uint32_t i = 0; i < types && i < MOST_TYPES; i++) {
        struct channel_type type;
        if (channel_type_at(file, i, &type) != CHANNEL_OK)
            continue;
        const struct channel_supplied *supplied = sensor_find(sensor, type.type);
        if (supplied != NULL)
            send_fixed_events(file, supplied, verdict, digest);
    }
}

void check_without_sensor(const struct channel_file *file, bool clean, struct digest *digest)
{
    check_verdict(file, NULL, clean, digest);
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
        const struct channel_supplied *of_a = sensor_find(a, type.type);
        const struct channel_supplied *of_b = sensor_find(b, type.type);
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
        if (!share_takes(SHARE_SENSORS, i, count))
            continue;
        const struct channel_sensor *next = i + 1 < count ? &sensors[i + 1].sensor : NULL;
        const bool events = next == NULL || !supply_alike(file, &sensors[i].sensor, next);
        const struct verdict verdict = check_verdict(file, &sensors[i].sensor, clean, digest);
        if (events)
            check_fixed_events(file, &sensors[i].sensor, verdict, digest);
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
    const struct verdict verdict = check_verdict(file, &sensor, clean, digest);
    check_fixed_events(file, &sensor, verdict, digest);
    for (uint32_t i = 0; i < sensor.type_count; i++)
        exact_free((void *)(uintptr_t)supplied[i].kinds, supplied[i].input_count);
}
