/* The Content Validator: the walk's refusals, and what this sensor cannot do. Relies on the
 * container alone; the walk and the decoders check the rest. */
#include "channel/validate.h"

#include "cost.h"
#include "records.h"

void channel_validate(const struct channel_file *file, const struct channel_sensor *sensor,
                      struct channel_validation *validation)
{
    *validation = (struct channel_validation){0};
    channel_walk_begin(file, &validation->walk);
    validation->sensor = sensor;
}

/* The sensor's row of a template type; of a sensor that lists one twice, the smallest. */
static bool find_supplied(const struct channel_sensor *sensor, uint16_t type,
                          struct channel_supplied *out)
{
    bool found = false;

    *out = (struct channel_supplied){0};
    for (uint32_t i = 0; i < sensor->type_count; i++) {
        const struct channel_supplied row = sensor->types[i];
        if (row.type != type || (found && row.input_count >= out->input_count))
            continue;
        *out = row;
        found = true;
    }
    return found;
}

static enum channel_error check_type(struct channel_validation *validation)
{
    REQUIRE(find_supplied(validation->sensor, validation->walk.type.type, &validation->supplied),
            CHANNEL_ERROR_SENSOR_TYPE);
    return CHANNEL_OK;
}

/* Whether inputs of kind `supplied` are what a criterion reads that asks for `needed`. */
static bool can_read(uint8_t needed, uint8_t supplied)
{
    return needed == CHANNEL_KIND_ABSENT || needed == supplied;
}

/* The definition's word, which every sensor shares. */
static enum channel_error check_definition(const struct channel_validation *validation)
{
    const struct channel_criterion *criterion = &validation->walk.criterion;
    const uint8_t needed = channel_kind_rules(criterion->kind)->input_kind;

    if (criterion->field == CHANNEL_FIELD_ALL)
        return CHANNEL_OK;
    REQUIRE(can_read(needed, load_u8(validation->walk.type.kinds, criterion->field)),
            CHANNEL_ERROR_DEFINITION_KIND);
    return CHANNEL_OK;
}

/* July 19: what counts is how many inputs this sensor supplies. The wildcard reads none. */
static enum channel_error check_inputs(const struct channel_validation *validation)
{
    const struct channel_criterion *criterion = &validation->walk.criterion;
    const struct channel_kind_rules *rules = channel_kind_rules(criterion->kind);

    if (!rules->reads_input || criterion->field == CHANNEL_FIELD_ALL)
        return CHANNEL_OK;
    REQUIRE_BELOW(criterion->field, validation->supplied.input_count, CHANNEL_ERROR_SENSOR_INPUTS);
    REQUIRE(can_read(rules->input_kind, validation->supplied.kinds[criterion->field]),
            CHANNEL_ERROR_SENSOR_KIND);
    return CHANNEL_OK;
}

static enum channel_error check_reference(const struct channel_validation *validation)
{
    const struct channel_walk *walk = &validation->walk;

    if (walk->criterion.kind == CHANNEL_CRITERION_REFERENCE)
        REQUIRE_BELOW(walk->value.field, validation->supplied.input_count,
                      CHANNEL_ERROR_SENSOR_REFERENCE);
    return CHANNEL_OK;
}

/* Adds what this node can cost; the dearest type decides what is published. */
static enum channel_error count_cost(struct channel_validation *validation)
{
    const struct channel_walk *walk = &validation->walk;
    struct channel_criterion criterion;
    uint64_t cost = 0;

    if (walk->node.op == CHANNEL_OPERATOR_TEST) {
        const uint32_t index = walk->instance.first_criterion + walk->node.operand;
        TRY(channel_criterion_at(walk->file, &walk->type, index, &criterion));
        TRY(cost_of_criterion(walk->file, &walk->type, &criterion, &cost));
    }
    validation->type_steps = cost_add(validation->type_steps, cost_add(cost, 1));
    if (validation->type_steps > validation->worst_case_steps)
        validation->worst_case_steps = validation->type_steps;
    return CHANNEL_OK;
}

/* What the sensor has to say of the step that the walk has just taken. */
static enum channel_error check_sensor(struct channel_validation *validation,
                                       enum channel_walk_step step)
{
    if (validation->sensor == NULL)
        return CHANNEL_OK;
    if (step == CHANNEL_WALK_TYPE) {
        const enum channel_error error = check_type(validation);
        validation->sensor_lacks_type = error != CHANNEL_OK;
        return error;
    }
    if (validation->sensor_lacks_type) /* said once; every criterion would follow */
        return CHANNEL_OK;
    if (step == CHANNEL_WALK_CRITERION)
        return check_inputs(validation);
    if (step == CHANNEL_WALK_VALUE)
        return check_reference(validation);
    return CHANNEL_OK;
}

/* What holds for every sensor beyond what the walk has proved. */
static enum channel_error check_content(struct channel_validation *validation,
                                        enum channel_walk_step step)
{
    if (step == CHANNEL_WALK_ERROR)
        return validation->walk.error;
    if (step == CHANNEL_WALK_TYPE)
        validation->type_steps = cost_of_event();
    if (step == CHANNEL_WALK_CRITERION)
        return check_definition(validation);
    if (step == CHANNEL_WALK_NODE)
        return count_cost(validation);
    return CHANNEL_OK;
}

static enum channel_error check_age(const struct channel_validation *validation)
{
    if (validation->sensor != NULL)
        REQUIRE_AT_MOST(validation->walk.file->oldest_sensor, validation->sensor->version,
                        CHANNEL_ERROR_SENSOR_TOO_OLD);
    return CHANNEL_OK;
}

/* Where the walk stands. */
static void report(struct channel_validation *validation, enum channel_error error, bool sensor,
                   struct channel_violation *out)
{
    const struct channel_walk *walk = &validation->walk;
    const enum channel_walk_step step = walk->attempted;
    const bool in_criterion = step == CHANNEL_WALK_CRITERION || step == CHANNEL_WALK_VALUE;
    const bool in_instance =
        in_criterion || step == CHANNEL_WALK_INSTANCE || step == CHANNEL_WALK_NODE;

    *out = (struct channel_violation){error,
                                      walk->offset,
                                      0,
                                      CHANNEL_NO_INDEX,
                                      CHANNEL_NO_INDEX,
                                      CHANNEL_NO_INDEX,
                                      CHANNEL_NO_INDEX,
                                      CHANNEL_NO_INDEX};
    if (sensor)
        out->sensor = validation->sensor->version;
    if (step == CHANNEL_WALK_RULE)
        out->rule = walk->rule_index;
    /* A record that was refused is all zero: what it would say is not known. */
    if ((in_instance || step == CHANNEL_WALK_TYPE) && walk->type.field_count > 0)
        out->type = walk->type.type;
    if (in_instance)
        out->instance = walk->instance_index;
    if (in_instance && walk->instance.node_count > 0)
        out->rule = walk->instance.rule;
    if (in_criterion)
        out->criterion = walk->criterion_index;
    if (in_criterion && walk->criterion.kind != 0)
        out->field = walk->criterion.field;
    if (error == CHANNEL_ERROR_SENSOR_REFERENCE || error == CHANNEL_ERROR_REFERENCE_FIELD)
        out->field = walk->value.field;
    validation->violation_count++;
}

/* Takes the next step: what holds of it for every sensor. The sensor's part is owed then. */
static bool look_at_content(struct channel_validation *validation,
                            struct channel_violation *violation)
{
    validation->step = channel_walk_next(&validation->walk);
    validation->owes_sensor = validation->step != CHANNEL_WALK_ERROR;
    const enum channel_error error = check_content(validation, validation->step);
    if (error != CHANNEL_OK)
        report(validation, error, false, violation);
    return error != CHANNEL_OK;
}

static bool look_at_sensor(struct channel_validation *validation,
                           struct channel_violation *violation)
{
    validation->owes_sensor = false;
    const enum channel_error error = check_sensor(validation, validation->step);
    if (error != CHANNEL_OK)
        report(validation, error, true, violation);
    return error != CHANNEL_OK;
}

bool channel_validate_next(struct channel_validation *validation,
                           struct channel_violation *violation)
{
    *violation = (struct channel_violation){0};
    if (!validation->began) {
        validation->began = true;
        const enum channel_error error = check_age(validation);
        if (error != CHANNEL_OK) {
            report(validation, error, true, violation);
            violation->offset = CHANNEL_OLDEST_SENSOR_OFFSET;
            return true;
        }
    }
    do {
        if (!validation->owes_sensor && look_at_content(validation, violation))
            return true;
        if (validation->owes_sensor && look_at_sensor(validation, violation))
            return true;
    } while (validation->step != CHANNEL_WALK_END);
    return false;
}
