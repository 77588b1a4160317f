/* Counts what a sensor lacks. Shares the walk with the validator, and none of its tables. */
#include "sensor_lacks.h"

#include "channel/inputs/exact_sensor.h"

/* The kind that a criterion's input must have; CHANNEL_KIND_ABSENT when any will do. */
static uint8_t needed_kind(uint8_t criterion)
{
    if (criterion == CHANNEL_CRITERION_RANGE)
        return CHANNEL_KIND_NUMBER;
    if (criterion == CHANNEL_CRITERION_CIDR4 || criterion == CHANNEL_CRITERION_CIDR6)
        return CHANNEL_KIND_ADDRESS;
    return CHANNEL_KIND_ABSENT;
}

static bool suits(uint8_t criterion, uint8_t kind)
{
    const uint8_t needed = needed_kind(criterion);
    return needed == CHANNEL_KIND_ABSENT || needed == kind;
}

static void count_criterion(const struct channel_walk *walk,
                            const struct channel_supplied *supplied, struct sensor_lacks *out)
{
    const struct channel_criterion *criterion = &walk->criterion;

    if (criterion->field == CHANNEL_FIELD_ALL || criterion->kind == CHANNEL_CRITERION_ANY)
        return; /* searches what there is; reads nothing */
    out->defined += !suits(criterion->kind, walk->type.kinds.base[criterion->field]);
    if (supplied == NULL)
        return;
    if (criterion->field >= supplied->input_count)
        out->inputs++;
    else
        out->kinds += !suits(criterion->kind, supplied->kinds[criterion->field]);
}

static void count_value(const struct channel_walk *walk, const struct channel_supplied *supplied,
                        struct sensor_lacks *out)
{
    if (supplied != NULL && walk->criterion.kind == CHANNEL_CRITERION_REFERENCE)
        out->references += walk->value.field >= supplied->input_count;
}

void sensor_lacks(const struct channel_file *file, const struct channel_sensor *sensor,
                  struct sensor_lacks *out)
{
    const struct channel_supplied *supplied = NULL;
    enum channel_walk_step step;
    struct channel_walk walk;

    *out = (struct sensor_lacks){.age = sensor->version < file->oldest_sensor};
    channel_walk_begin(file, &walk);
    while ((step = channel_walk_next(&walk)) != CHANNEL_WALK_END) {
        if (step == CHANNEL_WALK_TYPE) {
            supplied = sensor_find(sensor, walk.type.type);
            out->types += supplied == NULL;
        } else if (step == CHANNEL_WALK_CRITERION) {
            count_criterion(&walk, supplied, out);
        } else if (step == CHANNEL_WALK_VALUE) {
            count_value(&walk, supplied, out);
        }
    }
}
