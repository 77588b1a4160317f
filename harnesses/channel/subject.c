/* What the support library knows of channel files: how to mutate, cross and reduce them. */
#include "channel/explanation/name_bytes.h"
#include "channel/mutation/mutate.h"
#include "channel/reduction/reduce.h"

static size_t mutate(uint8_t *data, size_t size, size_t max_size, uint32_t seed,
                     subject_engine_mutation *engine)
{
    struct mutate_report report;
    return mutate_input(data, size, max_size, seed, engine, &report);
}

static size_t cross(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size,
                    uint8_t *out, size_t max_size, uint32_t seed)
{
    struct mutate_report report;
    return mutate_cross(one, one_size, two, two_size, out, max_size, seed, &report);
}

const struct subject target_subject = {
    .name = "channel",
    .mutate = mutate,
    .cross = cross,
    .reduce = reduce_channel,
    .name_bytes = name_bytes,
    .repair = reduce_repair,
};
