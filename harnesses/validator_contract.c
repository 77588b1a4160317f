/* July 19: what the Content Validator accepts for a sensor, the Content Interpreter finishes for
 * every event that this sensor can send. The bytes: a file; behind it sensor and events
 * (trailer.h).
 *
 * Oracles: without a violation no content error, and no more steps than published; violations are
 * those of a second opinion (check_validation.h); an event that the sensor cannot send harms
 * nobody; an answer does not change; a sensor that supplies an input more lacks nothing more. */
#include "channel/checks/check_evaluation.h"
#include "channel/checks/check_validation.h"
#include "channel/checks/check_walk.h"
#include "channel/checks/shares.h"
#include "channel/checks/summary.h"
#include "channel/inputs/exact_sensor.h"
#include "channel/inputs/repair.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

enum { MOST_EVENTS = 16, BUDGET_OF_STRANGERS = 100000 };
/* Of each of these a run under an engine does one (support/share.h). */
enum { OPINION, AGAIN, LONGER, CHECKS };
enum { FIXED, STRANGERS, SENT, SENDERS };

static bool takes(unsigned sender)
{
    return share_takes(SHARE_SENDERS, sender, SENDERS);
}

static void check_event(const struct channel_file *file, const struct channel_sensor *sensor,
                        struct verdict verdict, const struct exact_event *event)
{
    const struct channel_supplied *supplied = sensor_find(sensor, event->event.type);
    struct digest digest = {0};
    struct exact_event sent;

    if (takes(STRANGERS))
        check_evaluation(file, event, BUDGET_OF_STRANGERS, false, &digest);
    if (supplied == NULL || !takes(SENT))
        return;
    exact_event_as_sent(supplied, event, &sent);
    check_sent_event(file, &sent, verdict, &digest);
    exact_event_free(&sent);
}

static void check_events(const struct channel_file *file, const struct channel_sensor *sensor,
                         struct verdict verdict, struct trailer_reader *trailer)
{
    struct digest digest = {0};
    struct exact_event event;

    if (takes(FIXED))
        check_fixed_events(file, sensor, verdict, &digest);
    if (!takes(STRANGERS) && !takes(SENT))
        return;
    for (unsigned i = 0; i < MOST_EVENTS && trailer_next_event(trailer, &event); i++) {
        check_event(file, sensor, verdict, &event);
        exact_event_free(&event);
    }
}

/* What the walk said of the file, in runs that take it: it is what second opinions need. */
struct walked {
    bool done, clean;
};

static struct verdict validate(const struct channel_file *file, const struct channel_sensor *sensor,
                               struct walked walked, struct digest *digest)
{
    return walked.done ? check_verdict(file, sensor, walked.clean, digest)
                       : ask_verdict(file, sensor, digest);
}

static struct verdict check_sensor(const struct channel_file *file,
                                   const struct channel_sensor *sensor, struct walked walked)
{
    struct digest first = {0}, again = {0};

    const struct verdict verdict = validate(file, sensor, walked, &first);
    if (share_takes(SHARE_CHECKS, AGAIN, CHECKS)) {
        ask_verdict(file, sensor, &again);
        contract_require(first.sum == again.sum, "an answer does not change", "verdict");
    }
    return verdict;
}

static void check_longer_sensor(const struct channel_file *file, const struct exact_sensor *sensor,
                                struct verdict verdict, struct walked walked)
{
    struct digest digest = {0};
    struct exact_sensor longer;

    if (!exact_sensor_lengthen(sensor, &longer))
        return;
    const struct verdict other = validate(file, &longer.sensor, walked, &digest);
    contract_require(other.violations <= verdict.violations,
                     "a sensor that supplies an input more lacks nothing more", "violations");
    contract_require(other.violations > 0 || other.worst_case_steps == verdict.worst_case_steps,
                     "the published budget does not depend on the sensor", "steps");
    exact_sensor_free(&longer);
}

static void check_contract(const struct channel_file *file, struct trailer_reader *trailer)
{
    struct walked walked = {share_takes(SHARE_CHECKS, OPINION, CHECKS), false};
    struct digest digest = {0};
    struct exact_sensor sensor;

    exact_sensor_read(trailer, &sensor);
    if (walked.done)
        walked.clean = check_walk(file, &digest);
    const struct verdict verdict = check_sensor(file, &sensor.sensor, walked);
    check_events(file, &sensor.sensor, verdict, trailer);
    if (share_takes(SHARE_CHECKS, LONGER, CHECKS))
        check_longer_sensor(file, &sensor, verdict, walked);
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
