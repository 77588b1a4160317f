/* Linked into channel_file for reach.py: ends the engine's process when the first criterion of a
 * valid file is evaluated, and prints in which execution that was. Relies on ld's --wrap, which
 * sends the calls between source files here. With FIRST_STRICT, checksums are not repaired. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "channel/evaluate.h"
#include "channel/inputs/repair.h"
#include "channel/validate.h"
#include "criterion_test.h"
#include "support/target.h"

static uint64_t executions;
static bool is_valid;

void __real_fuzz_one_input(const uint8_t *data, size_t size);
void __wrap_fuzz_one_input(const uint8_t *data, size_t size);
enum channel_error __real_channel_evaluate(const struct channel_file *file,
                                           const struct channel_event *event,
                                           struct channel_workspace workspace, uint64_t budget,
                                           struct channel_evaluation *out);
enum channel_error __wrap_channel_evaluate(const struct channel_file *file,
                                           const struct channel_event *event,
                                           struct channel_workspace workspace, uint64_t budget,
                                           struct channel_evaluation *out);
enum channel_error __real_criterion_test(struct test_context *context, uint32_t index,
                                         bool *result);
enum channel_error __wrap_criterion_test(struct test_context *context, uint32_t index,
                                         bool *result);
enum channel_error __wrap_repair_open(uint8_t *copy, size_t size, struct channel_file *file,
                                      uint32_t *offset);

void __wrap_fuzz_one_input(const uint8_t *data, size_t size)
{
    executions++;
    __real_fuzz_one_input(data, size);
}

/* Here, and not where a criterion is tested: there the guards' windows are open. */
enum channel_error __wrap_channel_evaluate(const struct channel_file *file,
                                           const struct channel_event *event,
                                           struct channel_workspace workspace, uint64_t budget,
                                           struct channel_evaluation *out)
{
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, NULL, &validation);
    is_valid = !channel_validate_next(&validation, &violation);
    return __real_channel_evaluate(file, event, workspace, budget, out);
}

enum channel_error __wrap_criterion_test(struct test_context *context, uint32_t index, bool *result)
{
    if (is_valid) {
        printf("%" PRIu64 "\n", executions);
        fflush(stdout);
        _Exit(0);
    }
    return __real_criterion_test(context, index, result);
}

#ifdef FIRST_STRICT
enum channel_error __wrap_repair_open(uint8_t *copy, size_t size, struct channel_file *file,
                                      uint32_t *offset)
{
    return channel_open(copy, size, file, offset);
}
#endif
