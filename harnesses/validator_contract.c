/* July 19: what the Content Validator accepts for a sensor, the Content Interpreter finishes for
 * every event that this sensor can send. The bytes: a file; behind it sensor and events
 * (trailer.h).
 *
 * Oracles: without a violation no content error, and no more steps than published; violations are
 * those of a second opinion (check_validation.h); an event that the sensor cannot send harms
 * nobody; an answer does not change; a sensor that supplies an input more lacks nothing more. */
#include "channel/check_evaluation.h"
#include "channel/check_validation.h"
#include "channel/check_walk.h"
#include "channel/exact_sensor.h"
#include "channel/repair.h"
#include "channel/shares.h"
#include "channel/summary.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

enum { MOST_EVENTS = 16, BUDGET_OF_STRANGERS = 100000 };
enum { AGAIN, LONGER, CHECKS }; /* of these a run under an engine does one */

static void check_events(const struct channel_file *file, const struct channel_sensor *sensor,
                         struct verdict verdict, struct trailer_reader *trailer)
{
    struct digest digest = {0};
    struct exact_event event, sent;

    for (unsigned i = 0; i < MOST_EVENTS && trailer_next_event(trailer, &event); i++) {
        const struct channel_supplied *supplied = sensor_find(sensor, event.event.type);
        check_evaluation(file, &event, BUDGET_OF_STRANGERS, false, &digest);
        if (supplied != NULL) {
            exact_event_as_sent(supplied, &event, &sent);
            check_sent_event(file, &sent, verdict, &digest);
            exact_event_free(&sent);
        }
        exact_event_free(&event);
    }
}

static void check_longer_sensor(const struct channel_file *file, const struct exact_sensor *sensor,
                                struct verdict verdict, bool clean)
{
    struct digest digest = {0};
    struct exact_sensor longer;

    if (!exact_sensor_lengthen(sensor, &longer))
        return;
    const struct verdict other = check_verdict(file, &longer.sensor, clean, &digest);
    contract_require(other.violations <= verdict.violations,
                     "a sensor that supplies an input more lacks nothing more", "violations");
    contract_require(other.violations > 0 || other.worst_case_steps == verdict.worst_case_steps,
                     "the published budget does not depend on the sensor", "steps");
    exact_sensor_free(&longer);
}

static void check_contract(const struct channel_file *file, struct trailer_reader *trailer)
{
    struct digest digest = {0}, first = {0}, again = {0};
    struct exact_sensor sensor;

    exact_sensor_read(trailer, &sensor);
    const bool clean = check_walk(file, &digest);
    const struct verdict verdict = check_verdict(file, &sensor.sensor, clean, &first);
    if (share_takes(SHARE_CHECKS, AGAIN, CHECKS)) {
        check_verdict(file, &sensor.sensor, clean, &again);
        contract_require(first.sum == again.sum, "an answer does not change", "verdict");
    }
    check_fixed_events(file, &sensor.sensor, verdict, &digest);
    check_events(file, &sensor.sensor, verdict, trailer);
    if (share_takes(SHARE_CHECKS, LONGER, CHECKS))
        check_longer_sensor(file, &sensor, verdict, clean);
    exact_sensor_free(&sensor);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct trailer_reader trailer;
    struct channel_file file;
    uint32_t offset;

    const size_t file_size = trailer_split(data, size, &trailer);
    uint8_t *copy = exact_copy(data, file_size);
    if (repair_open(copy, file_size, &file, &offset) == CHANNEL_OK)
        check_contract(&file, &trailer);
    exact_free(copy, file_size);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    struct trailer_reader trailer;
    struct channel_file file;
    struct exact_sensor sensor;
    struct summary summary;

    const size_t file_size = trailer_split(data, size, &trailer);
    uint8_t *copy = exact_copy(data, file_size);
    const bool opened = summary_open(copy, file_size, &file, &summary);
    exact_sensor_read(&trailer, &sensor);
    if (opened) {
        check_verdict(&file, &sensor.sensor, check_walk(&file, &summary.digest), &summary.digest);
        summary_add_trailer(&file, &trailer, MOST_EVENTS, &summary);
    }
    exact_sensor_free(&sensor);
    summary_write(&summary, line, capacity);
    exact_free(copy, file_size);
}
