/* Which template types events belong to: expectations typed by hand, not taken from the table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "channel/template_types.h"
#include "event_types.h"

#define SYSMON "Microsoft-Windows-Sysmon/Operational"

struct row {
    const char *channel;
    int64_t event_id;
    const char *types[EVENT_MOST_TYPES + 1]; /* ends with NULL */
};

static const struct row rows[] = {
    {SYSMON, 1, {"process_creation", "sysmon"}},
    {SYSMON, 2, {"file_change", "sysmon"}},
    {SYSMON, 3, {"network_connection", "sysmon"}},
    {SYSMON, 4, {"sysmon_status", "sysmon"}},
    {SYSMON, 5, {"process_termination", "sysmon"}},
    {SYSMON, 6, {"driver_load", "sysmon"}},
    {SYSMON, 7, {"image_load", "sysmon"}},
    {SYSMON, 8, {"create_remote_thread", "sysmon"}},
    {SYSMON, 9, {"raw_access_thread", "sysmon"}},
    {SYSMON, 10, {"process_access", "sysmon"}},
    {SYSMON, 11, {"file_event", "sysmon"}},
    {SYSMON, 12, {"registry_add", "registry_delete", "registry_event", "sysmon"}},
    {SYSMON, 13, {"registry_set", "registry_event", "sysmon"}},
    {SYSMON, 14, {"registry_rename", "registry_event", "sysmon"}},
    {SYSMON, 15, {"create_stream_hash", "sysmon"}},
    {SYSMON, 16, {"sysmon_status", "sysmon"}},
    {SYSMON, 17, {"pipe_created", "sysmon"}},
    {SYSMON, 18, {"pipe_created", "sysmon"}},
    {SYSMON, 19, {"wmi_event", "sysmon"}},
    {SYSMON, 20, {"wmi_event", "sysmon"}},
    {SYSMON, 21, {"wmi_event", "sysmon"}},
    {SYSMON, 22, {"dns_query", "sysmon"}},
    {SYSMON, 23, {"file_delete", "sysmon"}},
    {SYSMON, 24, {"clipboard_capture", "sysmon"}},
    {SYSMON, 25, {"process_tampering", "sysmon"}},
    {SYSMON, 26, {"file_delete", "sysmon"}},
    {SYSMON, 27, {"file_block_executable", "sysmon"}},
    {SYSMON, 28, {"file_block_shredding", "sysmon"}},
    {SYSMON, 29, {"file_executable_detected", "sysmon"}},
    {SYSMON, 255, {"sysmon_error", "sysmon"}},
    {SYSMON, 0, {"sysmon"}},
    {SYSMON, 30, {"sysmon"}},
    {SYSMON, -1, {"sysmon"}},
    {SYSMON, 65537, {"sysmon"}},
    {SYSMON, 0x100000001, {"sysmon"}},
    {"Security", 1, {"security"}},
    {"Security", 4688, {"security"}},
    {"System", 7045, {"system"}},
    {"Application", 1000, {"application"}},
    {"Microsoft-Windows-Windows Defender/Operational", 1116, {"windefend"}},
    {"Microsoft-Windows-TaskScheduler/Operational", 106, {"taskscheduler"}},
    {"Microsoft-Windows-WMI-Activity/Operational", 5858, {"wmi"}},
    {"Microsoft-Windows-PowerShell/Operational", 4104, {"powershell"}},
    {"", 1, {NULL}},
    {"security", 4688, {NULL}},
    {"Securit", 4688, {NULL}},
    {"Security ", 4688, {NULL}},
    {"Windows PowerShell", 400, {NULL}},
    {"Microsoft-Windows-Sysmon/Operationa", 1, {NULL}},
    {"Microsoft-Windows-Sysmon/Operational2", 1, {NULL}},
};

/* The channel in an allocation of its exact size, without a NUL. */
static uint32_t types_of(const struct row *row, uint16_t *types, uint32_t capacity)
{
    const size_t size = strlen(row->channel);
    char *channel = malloc(size == 0 ? 1 : size);
    assert_non_null(channel);
    memcpy(channel, row->channel, size);
    const uint32_t count = event_types_of(channel, size, row->event_id, types, capacity);
    free(channel);
    return count;
}

static void each_event_belongs_to_its_types(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint16_t types[EVENT_MOST_TYPES] = {0};
        const uint32_t count = types_of(&rows[i], types, EVENT_MOST_TYPES);
        uint32_t expected = 0;
        while (rows[i].types[expected] != NULL)
            expected++;
        if (count != expected)
            fail_msg("%s %lld: %u types", rows[i].channel, (long long)rows[i].event_id, count);
        for (uint32_t t = 0; t < count; t++)
            assert_string_equal(channel_find_type(types[t])->name, rows[i].types[t]);
    }
}

static void types_ascend(void **state)
{
    (void)state;
    for (int64_t id = 0; id <= 256; id++) {
        const struct row row = {SYSMON, id, {NULL}};
        uint16_t types[EVENT_MOST_TYPES] = {0};
        const uint32_t count = types_of(&row, types, EVENT_MOST_TYPES);
        assert_in_range(count, 1, EVENT_MOST_TYPES);
        for (uint32_t t = 1; t < count; t++)
            assert_true(types[t - 1] < types[t]);
    }
}

static void counts_the_types_that_do_not_fit(void **state)
{
    (void)state;
    const struct row row = {SYSMON, 12, {NULL}};
    for (uint32_t capacity = 0; capacity <= EVENT_MOST_TYPES; capacity++) {
        uint16_t types[EVENT_MOST_TYPES + 1];
        memset(types, 0xa5, sizeof types);
        assert_int_equal(types_of(&row, types, capacity), 4);
        for (uint32_t t = 0; t <= EVENT_MOST_TYPES; t++)
            assert_true((types[t] == 0xa5a5) == (t >= capacity));
    }
    assert_int_equal(types_of(&row, NULL, 0), 4);
}

static void every_type_has_events(void **state)
{
    (void)state;
    uint32_t count;
    const struct channel_type_definition *definitions = channel_type_definitions(&count);
    for (uint32_t d = 0; d < count; d++) {
        bool named = false;
        for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
            for (uint32_t t = 0; rows[i].types[t] != NULL; t++)
                named = named || strcmp(rows[i].types[t], definitions[d].name) == 0;
        if (!named)
            fail_msg("no event of %s is expected here", definitions[d].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_event_belongs_to_its_types),
        cmocka_unit_test(types_ascend),
        cmocka_unit_test(counts_the_types_that_do_not_fit),
        cmocka_unit_test(every_type_has_events),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
