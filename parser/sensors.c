/* The known sensors: what each supplies follows, when this is compiled, from the versions in the
 * table of template types. A sensor more is one line in KNOWN_SENSORS and its lines below. */
#include "channel/sensor.h"

#include "channel/template_types.h"

/* Name for --sensor, name of its table, version; ascending. */
#define KNOWN_SENSORS(SENSOR)                                                                      \
    SENSOR("sysmon-13", sysmon_13, 1300)                                                           \
    SENSOR("sysmon-14", sysmon_14, 1400)                                                           \
    SENSOR("sysmon-15", sysmon_15, 1500)

/* Versions never decrease along a type's fields, so that all sensors share one list of kinds: an
 * older one supplies the beginning of it. */
#define KIND(TYPE, name, kind, since) CHANNEL_KIND_##kind,
#define X(NAME, identifier, name, count, family, since)                                            \
    static const uint8_t kinds_of_##NAME[] = {CHANNEL_FIELDS_##NAME(KIND, NAME)};
CHANNEL_TEMPLATE_TYPES(X)
#undef X
#undef KIND

/* What a sensor of `version` supplies of a type: its fields that are not newer, counted. */
#define IS_SUPPLIED(version, name, kind, since) +((since) <= (version))
#define ROW(NAME, version)                                                                         \
    {CHANNEL_TYPE_##NAME, 0 CHANNEL_FIELDS_##NAME(IS_SUPPLIED, version), kinds_of_##NAME},

/* Rows of types that are newer than the sensor are left out. */
#define ROW_13_SINCE_1300(NAME) ROW(NAME, 1300)
#define ROW_13_SINCE_1400(NAME)
#define ROW_13_SINCE_1410(NAME)
#define ROW_13_SINCE_1500(NAME)
#define ROW_14_SINCE_1300(NAME) ROW(NAME, 1400)
#define ROW_14_SINCE_1400(NAME) ROW(NAME, 1400)
#define ROW_14_SINCE_1410(NAME)
#define ROW_14_SINCE_1500(NAME)
#define ROW_15_SINCE_1300(NAME) ROW(NAME, 1500)
#define ROW_15_SINCE_1400(NAME) ROW(NAME, 1500)
#define ROW_15_SINCE_1410(NAME) ROW(NAME, 1500)
#define ROW_15_SINCE_1500(NAME) ROW(NAME, 1500)

static const struct channel_supplied sysmon_13[] = {
#define X(NAME, identifier, name, count, family, since) ROW_13_SINCE_##since(NAME)
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

static const struct channel_supplied sysmon_14[] = {
#define X(NAME, identifier, name, count, family, since) ROW_14_SINCE_##since(NAME)
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

static const struct channel_supplied sysmon_15[] = {
#define X(NAME, identifier, name, count, family, since) ROW_15_SINCE_##since(NAME)
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

/* The rows that were left out by name are those that the versions say. */
#define IS_OLD_ENOUGH_13(NAME, identifier, name, count, family, since) +((since) <= 1300)
#define IS_OLD_ENOUGH_14(NAME, identifier, name, count, family, since) +((since) <= 1400)
#define IS_OLD_ENOUGH_15(NAME, identifier, name, count, family, since) +((since) <= 1500)
#define HAS_ITS_ROWS(table, IS_OLD_ENOUGH)                                                         \
    _Static_assert(sizeof(table) / sizeof((table)[0]) == 0 CHANNEL_TEMPLATE_TYPES(IS_OLD_ENOUGH),  \
                   #table " has other types than its version says")
HAS_ITS_ROWS(sysmon_13, IS_OLD_ENOUGH_13);
HAS_ITS_ROWS(sysmon_14, IS_OLD_ENOUGH_14);
HAS_ITS_ROWS(sysmon_15, IS_OLD_ENOUGH_15);

static const struct channel_named_sensor sensors[] = {
#define SENSOR(name, table, version) {name, {version, table, sizeof(table) / sizeof((table)[0])}},
    KNOWN_SENSORS(SENSOR)
#undef SENSOR
};

enum { SENSORS = sizeof sensors / sizeof sensors[0] };

const struct channel_named_sensor *channel_known_sensors(uint32_t *count)
{
    *count = SENSORS;
    return sensors;
}

const struct channel_sensor *channel_standard_sensor(void)
{
    return &sensors[SENSORS - 1].sensor;
}
