/* What holds of the table of template types and of the known sensors that follow from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "channel/sensor.h"
#include "channel/template_types.h"

static void identifiers_ascend(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    assert_int_equal(count, 35);
    for (uint32_t i = 1; i < count; i++)
        assert_true(types[i - 1].type < types[i].type);
}

/* Stored content names types by these numbers. */
static void identifiers_stay_what_they_were(void **state)
{
    (void)state;
    assert_int_equal(CHANNEL_TYPE_PROCESS_CREATION, 1);
    assert_int_equal(CHANNEL_TYPE_REGISTRY_EVENT, 16);
    assert_int_equal(CHANNEL_TYPE_SYSMON_ERROR, 27);
    assert_int_equal(CHANNEL_TYPE_SECURITY, 64);
    assert_int_equal(CHANNEL_TYPE_POWERSHELL, 71);
}

static void services_stand_behind_categories(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t i = 0; i < count; i++)
        assert_true(types[i].is_service == (types[i].type >= 64));
}

static void names_of_types_differ(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < i; j++)
            assert_string_not_equal(types[i].name, types[j].name);
}

static void names_of_fields_differ_within_a_type(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t i = 0; i < types[t].field_count; i++)
            for (uint32_t j = 0; j < i; j++)
                if (strcmp(types[t].fields[i].name, types[t].fields[j].name) == 0)
                    fail_msg("%s has %s twice", types[t].name, types[t].fields[i].name);
}

static void every_type_begins_with_the_header(void **state)
{
    (void)state;
    static const char *const header[] = {"EventID", "Channel", "Computer", "Provider_Name"};
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++) {
        assert_true(types[t].field_count >= 4);
        for (uint32_t i = 0; i < 4; i++)
            assert_string_equal(types[t].fields[i].name, header[i]);
    }
}

static void counts_stay_below_the_cap(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++)
        assert_in_range(types[t].field_count, 1, 128);
}

static void kinds_are_what_a_definition_may_declare(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++)
        for (uint32_t i = 0; i < types[t].field_count; i++)
            assert_in_range(types[t].fields[i].kind, CHANNEL_KIND_TEXT, CHANNEL_KIND_ADDRESS);
}

static void versions_never_decrease_along_a_type(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++) {
        uint32_t before = types[t].since;
        for (uint32_t i = 0; i < types[t].field_count; i++) {
            if (types[t].fields[i].since < before)
                fail_msg("%s: %s is older than the field before it", types[t].name,
                         types[t].fields[i].name);
            before = types[t].fields[i].since;
        }
    }
}

static void indices_are_places_in_the_definition(void **state)
{
    (void)state;
    const struct channel_type_definition *type = channel_find_type(CHANNEL_TYPE_PROCESS_CREATION);
    assert_non_null(type);
    assert_int_equal(type->field_count, CHANNEL_FIELD_COUNT_PROCESS_CREATION);
    assert_string_equal(type->fields[CHANNEL_FIELD_PROCESS_CREATION_CommandLine].name,
                        "CommandLine");
    type = channel_find_type(CHANNEL_TYPE_NETWORK_CONNECTION);
    assert_non_null(type);
    assert_int_equal(type->fields[CHANNEL_FIELD_NETWORK_CONNECTION_SourceIp].kind,
                     CHANNEL_KIND_ADDRESS);
    assert_int_equal(type->fields[CHANNEL_FIELD_NETWORK_CONNECTION_DestinationPort].kind,
                     CHANNEL_KIND_NUMBER);
}

static void finds_each_type_by_its_identifier(void **state)
{
    (void)state;
    uint32_t count, found = 0;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t identifier = 0; identifier <= UINT16_MAX; identifier++) {
        const struct channel_type_definition *type = channel_find_type((uint16_t)identifier);
        if (type == NULL)
            continue;
        assert_ptr_equal(type, &types[found]);
        assert_int_equal(type->type, identifier);
        found++;
    }
    assert_int_equal(found, count);
}

/* A copy in an allocation of its exact size: reading behind the name is seen. */
static char *exact(const char *text, size_t size)
{
    char *copy = malloc(size == 0 ? 1 : size);
    assert_non_null(copy);
    memcpy(copy, text, size);
    return copy;
}

static const struct channel_type_definition *find_exact(const char *text, size_t size)
{
    char *name = exact(text, size);
    const struct channel_type_definition *found = channel_find_type_by_name(name, size);
    free(name);
    return found;
}

static void finds_each_type_by_its_name(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t i = 0; i < count; i++)
        assert_ptr_equal(find_exact(types[i].name, strlen(types[i].name)), &types[i]);
}

static void finds_no_type_of_another_name(void **state)
{
    (void)state;
    static const char *const names[] = {"",           "process_creatio", "process_creation2",
                                        "rocess",     "Security",        "process_creation ",
                                        "sysmon_stat"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (find_exact(names[i], strlen(names[i])) != NULL)
            fail_msg("found '%s'", names[i]);
    assert_null(find_exact("wmi", 4)); /* with its NUL */
    assert_null(find_exact("wm\0", 3));
    assert_null(channel_find_type_by_name(NULL, 0));
}

static bool find_field_exact(const struct channel_type_definition *type, const char *text,
                             size_t size, uint16_t *index)
{
    char *name = exact(text, size);
    const bool found = channel_find_field(type, name, size, index);
    free(name);
    return found;
}

static void finds_each_field_by_its_name(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);
    for (uint32_t t = 0; t < count; t++) {
        for (uint32_t i = 0; i < types[t].field_count; i++) {
            const char *name = types[t].fields[i].name;
            uint16_t index = UINT16_MAX;
            assert_true(find_field_exact(&types[t], name, strlen(name), &index));
            assert_int_equal(index, i);
        }
    }
}

static void finds_no_field_of_another_name(void **state)
{
    (void)state;
    const struct channel_type_definition *type = channel_find_type(CHANNEL_TYPE_PROCESS_CREATION);
    static const char *const names[] = {"",       "CommandLin", "CommandLine2", "commandline",
                                        "ommand", "Parent",     "SourceIp"};
    assert_non_null(type);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        uint16_t index = UINT16_MAX;
        if (find_field_exact(type, names[i], strlen(names[i]), &index))
            fail_msg("found '%s'", names[i]);
        assert_int_equal(index, 0);
    }
    uint16_t index;
    assert_false(find_field_exact(type, "Image", 6, &index)); /* with its NUL */
}

static void sensors_ascend(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);
    assert_int_equal(count, 3);
    assert_true(sensors[0].sensor.version > 0);
    for (uint32_t i = 1; i < count; i++) {
        assert_true(sensors[i - 1].sensor.version < sensors[i].sensor.version);
        assert_string_not_equal(sensors[i - 1].name, sensors[i].name);
    }
}

static void the_standard_sensor_is_the_newest_and_supplies_everything(void **state)
{
    (void)state;
    uint32_t count, type_count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);
    const struct channel_type_definition *types = channel_type_definitions(&type_count);
    const struct channel_sensor *standard = channel_standard_sensor();
    assert_ptr_equal(standard, &sensors[count - 1].sensor);
    assert_int_equal(standard->type_count, type_count);
    for (uint32_t i = 0; i < type_count; i++) {
        assert_int_equal(standard->types[i].type, types[i].type);
        assert_int_equal(standard->types[i].input_count, types[i].field_count);
    }
}

static uint32_t fields_of_version(const struct channel_type_definition *type, uint32_t version)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < type->field_count; i++)
        count += type->fields[i].since <= version;
    return count;
}

static void check_row(const struct channel_supplied *row,
                      const struct channel_type_definition *type, uint32_t version)
{
    assert_int_equal(row->type, type->type);
    assert_int_equal(row->input_count, fields_of_version(type, version));
    for (uint32_t i = 0; i < row->input_count; i++)
        assert_int_equal(row->kinds[i], type->fields[i].kind);
}

static void sensors_supply_what_is_not_newer_than_they(void **state)
{
    (void)state;
    uint32_t count, type_count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);
    const struct channel_type_definition *types = channel_type_definitions(&type_count);
    for (uint32_t s = 0; s < count; s++) {
        const struct channel_sensor *sensor = &sensors[s].sensor;
        uint32_t row = 0;
        for (uint32_t i = 0; i < type_count; i++) {
            if (types[i].since > sensor->version)
                continue;
            assert_true(row < sensor->type_count);
            check_row(&sensor->types[row++], &types[i], sensor->version);
        }
        assert_int_equal(row, sensor->type_count);
    }
}

static const struct channel_supplied *supplied_by(const char *name, uint16_t type)
{
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);
    for (uint32_t s = 0; s < count; s++)
        for (uint32_t i = 0; i < sensors[s].sensor.type_count; i++)
            if (strcmp(sensors[s].name, name) == 0 && sensors[s].sensor.types[i].type == type)
                return &sensors[s].sensor.types[i];
    return NULL;
}

/* The history of Sysmon: blocking came with 14.0 and 14.1, detection with 15, ParentUser
 * with 13.30.
 */
static void an_older_sensor_supplies_less(void **state)
{
    (void)state;
    const struct channel_supplied *older = supplied_by("sysmon-13", CHANNEL_TYPE_PROCESS_CREATION);
    const struct channel_supplied *newer = supplied_by("sysmon-14", CHANNEL_TYPE_PROCESS_CREATION);
    assert_non_null(older);
    assert_non_null(newer);
    assert_true(older->input_count < newer->input_count);
    assert_int_equal(older->input_count, CHANNEL_FIELD_PROCESS_CREATION_ParentUser);
    assert_null(supplied_by("sysmon-13", CHANNEL_TYPE_FILE_BLOCK_EXECUTABLE));
    assert_non_null(supplied_by("sysmon-14", CHANNEL_TYPE_FILE_BLOCK_EXECUTABLE));
    assert_null(supplied_by("sysmon-14", CHANNEL_TYPE_FILE_BLOCK_SHREDDING));
    assert_null(supplied_by("sysmon-14", CHANNEL_TYPE_FILE_EXECUTABLE_DETECTED));
    assert_non_null(supplied_by("sysmon-15", CHANNEL_TYPE_FILE_BLOCK_SHREDDING));
    assert_non_null(supplied_by("sysmon-15", CHANNEL_TYPE_FILE_EXECUTABLE_DETECTED));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_ascend),
        cmocka_unit_test(identifiers_stay_what_they_were),
        cmocka_unit_test(services_stand_behind_categories),
        cmocka_unit_test(names_of_types_differ),
        cmocka_unit_test(names_of_fields_differ_within_a_type),
        cmocka_unit_test(every_type_begins_with_the_header),
        cmocka_unit_test(counts_stay_below_the_cap),
        cmocka_unit_test(kinds_are_what_a_definition_may_declare),
        cmocka_unit_test(versions_never_decrease_along_a_type),
        cmocka_unit_test(indices_are_places_in_the_definition),
        cmocka_unit_test(finds_each_type_by_its_identifier),
        cmocka_unit_test(finds_each_type_by_its_name),
        cmocka_unit_test(finds_no_type_of_another_name),
        cmocka_unit_test(finds_each_field_by_its_name),
        cmocka_unit_test(finds_no_field_of_another_name),
        cmocka_unit_test(sensors_ascend),
        cmocka_unit_test(the_standard_sensor_is_the_newest_and_supplies_everything),
        cmocka_unit_test(sensors_supply_what_is_not_newer_than_they),
        cmocka_unit_test(an_older_sensor_supplies_less),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
