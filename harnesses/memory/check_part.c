/* Relies on failing.h for what is planted and what is left behind. */
#include "check_part.h"

#include "support/contract.h"
#include "support/exact.h"

struct run {
    struct outcome outcome;
    struct failing_report report;
    bool reported;
};

/* Runs a part on a copy of its own, and checks what holds whether something fails or not. */
static struct run run_part(const struct part *part, const uint8_t *bytes, size_t size,
                           struct failing_plan plan)
{
    uint8_t *copy = exact_copy(bytes, size);
    struct run run = {0};

    failing_begin(plan);
    part->run(copy, size, &run.outcome);
    run.report = failing_end();
    exact_free(copy, size);
    run.reported =
        run.outcome.short_of_memory || run.report.said_no_memory || run.report.said_no_space;
    contract_require(run.report.blocks == 0, "what was allocated is freed, once", part->name);
    contract_require(!run.report.left_open, "what was opened is closed", part->name);
    contract_require(!run.report.left_temporary, "no temporary file is left", part->name);
    return run;
}

static void check_failed(const struct part *part, const struct run *clean, const struct run *failed)
{
    contract_require(failed->reported, "a failure is reported", part->name);
    contract_require(
        !failed->report.has_file ||
            (clean->report.has_file && failed->report.file.sum == clean->report.file.sum),
        "what is written appears whole or not at all", part->name);
    contract_require(!failed->outcome.has_encoded ||
                         failed->outcome.encoded.sum == clean->outcome.encoded.sum,
                     "what had no memory once goes on when there is some", part->name);
}

static void check_unharmed(const struct part *part, const struct run *clean,
                           const struct run *again)
{
    contract_require(!again->reported, "nothing is reported when nothing fails", part->name);
    contract_require(again->outcome.said.sum == clean->outcome.said.sum &&
                         again->outcome.encoded.sum == clean->outcome.encoded.sum &&
                         again->report.printed.sum == clean->report.printed.sum &&
                         again->report.has_file == clean->report.has_file &&
                         again->report.file.sum == clean->report.file.sum,
                     "a second run says the same", part->name);
}

uint64_t check_part(const struct part *part, const uint8_t *bytes, size_t size, uint64_t number,
                    bool for_good)
{
    const struct run clean = run_part(part, bytes, size, (struct failing_plan){UINT64_MAX, false});
    contract_require(!clean.reported, "nothing is reported when nothing fails", part->name);

    const uint64_t operations = clean.report.operations;
    const struct failing_plan plan = {number % (operations + 1), for_good};
    const struct run second = run_part(part, bytes, size, plan);
    contract_require((second.report.failures > 0) == (plan.first < operations),
                     "the same operations come in the same order", part->name);
    if (second.report.failures > 0)
        check_failed(part, &clean, &second);
    else
        check_unharmed(part, &clean, &second);
    return operations;
}
