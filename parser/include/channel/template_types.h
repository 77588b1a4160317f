/* Template types: which input fields an event of each type has, in which order, of which kind.
 *
 * One table. From it follow the definitions that content is made from, the indices of the fields,
 * what each known sensor supplies (parser/sensors.c), and the static assertion that ties the inputs
 * of integration code to the count declared here. July 19, 2024: the definition said 21, the
 * integration code supplied 20, and nothing compared them. Here that does not compile. */
#ifndef CHANNEL_TEMPLATE_TYPES_H
#define CHANNEL_TEMPLATE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "channel/kinds.h"
#include "channel/service_fields.h"
#include "channel/sysmon_fields.h"

enum { CHANNEL_MAX_FIELDS = 128 }; /* of a template type; reason: parser/limits.h */

/* TYPE(NAME, identifier, Sigma's name, declared count of input fields, CATEGORY or SERVICE, first
 * sensor version that supplies it), in ascending order of the identifiers, which are fixed for
 * ever. The fields of NAME are CHANNEL_FIELDS_NAME. The declared count is written by hand: a field
 * that is added or lost by accident does not compile. */
#define CHANNEL_TEMPLATE_TYPES(TYPE)                                                               \
    TYPE(PROCESS_CREATION, 1, "process_creation", 38, CATEGORY, 1300)                              \
    TYPE(FILE_CHANGE, 2, "file_change", 41, CATEGORY, 1300)                                        \
    TYPE(NETWORK_CONNECTION, 3, "network_connection", 50, CATEGORY, 1300)                          \
    TYPE(SYSMON_STATUS, 4, "sysmon_status", 13, CATEGORY, 1300)                                    \
    TYPE(PROCESS_TERMINATION, 5, "process_termination", 38, CATEGORY, 1300)                        \
    TYPE(DRIVER_LOAD, 6, "driver_load", 24, CATEGORY, 1300)                                        \
    TYPE(IMAGE_LOAD, 7, "image_load", 39, CATEGORY, 1300)                                          \
    TYPE(CREATE_REMOTE_THREAD, 8, "create_remote_thread", 31, CATEGORY, 1300)                      \
    TYPE(RAW_ACCESS_THREAD, 9, "raw_access_thread", 39, CATEGORY, 1300)                            \
    TYPE(PROCESS_ACCESS, 10, "process_access", 30, CATEGORY, 1300)                                 \
    TYPE(FILE_EVENT, 11, "file_event", 41, CATEGORY, 1300)                                         \
    TYPE(REGISTRY_ADD, 12, "registry_add", 41, CATEGORY, 1300)                                     \
    TYPE(REGISTRY_DELETE, 13, "registry_delete", 41, CATEGORY, 1300)                               \
    TYPE(REGISTRY_SET, 14, "registry_set", 41, CATEGORY, 1300)                                     \
    TYPE(REGISTRY_RENAME, 15, "registry_rename", 41, CATEGORY, 1300)                               \
    TYPE(REGISTRY_EVENT, 16, "registry_event", 41, CATEGORY, 1300)                                 \
    TYPE(CREATE_STREAM_HASH, 17, "create_stream_hash", 42, CATEGORY, 1300)                         \
    TYPE(PIPE_CREATED, 18, "pipe_created", 39, CATEGORY, 1300)                                     \
    TYPE(WMI_EVENT, 19, "wmi_event", 19, CATEGORY, 1300)                                           \
    TYPE(DNS_QUERY, 20, "dns_query", 43, CATEGORY, 1300)                                           \
    TYPE(FILE_DELETE, 21, "file_delete", 41, CATEGORY, 1300)                                       \
    TYPE(CLIPBOARD_CAPTURE, 22, "clipboard_capture", 41, CATEGORY, 1300)                           \
    TYPE(PROCESS_TAMPERING, 23, "process_tampering", 39, CATEGORY, 1300)                           \
    TYPE(FILE_BLOCK_EXECUTABLE, 24, "file_block_executable", 40, CATEGORY, 1400)                   \
    TYPE(FILE_BLOCK_SHREDDING, 25, "file_block_shredding", 40, CATEGORY, 1410)                     \
    TYPE(FILE_EXECUTABLE_DETECTED, 26, "file_executable_detected", 40, CATEGORY, 1500)             \
    TYPE(SYSMON_ERROR, 27, "sysmon_error", 10, CATEGORY, 1300)                                     \
    TYPE(SECURITY, 64, "security", 125, SERVICE, 1300)                                             \
    TYPE(SYSTEM, 65, "system", 75, SERVICE, 1300)                                                  \
    TYPE(APPLICATION, 66, "application", 59, SERVICE, 1300)                                        \
    TYPE(SYSMON, 67, "sysmon", 108, SERVICE, 1300)                                                 \
    TYPE(WINDEFEND, 68, "windefend", 87, SERVICE, 1300)                                            \
    TYPE(TASKSCHEDULER, 69, "taskscheduler", 33, SERVICE, 1300)                                    \
    TYPE(WMI, 70, "wmi", 46, SERVICE, 1300)                                                        \
    TYPE(POWERSHELL, 71, "powershell", 52, SERVICE, 1300)

/* The identifiers: CHANNEL_TYPE_PROCESS_CREATION, ... */
enum channel_template_type {
#define X(NAME, identifier, name, count, family, since) CHANNEL_TYPE_##NAME = (identifier),
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

#define CHANNEL_FIELD_INDEX(TYPE, name, kind, since) CHANNEL_FIELD_##TYPE##_##name,

/* Declares the indices of a type's fields (CHANNEL_FIELD_PROCESS_CREATION_CommandLine, ...) and
 * their number (CHANNEL_FIELD_COUNT_PROCESS_CREATION) from the list CHANNEL_FIELDS_<NAME>, and ties
 * that number to the declared one. Stands at file scope, without a semicolon. */
#define CHANNEL_DECLARE_FIELDS(NAME, declared)                                                     \
    enum { CHANNEL_FIELDS_##NAME(CHANNEL_FIELD_INDEX, NAME) CHANNEL_FIELD_COUNT_##NAME };          \
    _Static_assert(CHANNEL_FIELD_COUNT_##NAME == (declared),                                       \
                   "template type " #NAME " declares another number of fields than it lists");     \
    _Static_assert((int)CHANNEL_FIELD_COUNT_##NAME <= (int)CHANNEL_MAX_FIELDS,                     \
                   "template type " #NAME " has more fields than a type may have");

#define X(NAME, identifier, name, count, family, since) CHANNEL_DECLARE_FIELDS(NAME, count)
CHANNEL_TEMPLATE_TYPES(X)
#undef X

/* For the integration code of a sensor: states, at file scope or in a function, that `inputs`, the
 * array that it fills for events of template type NAME, has exactly as many elements as the type
 * declares fields. `inputs` must be an array, not a pointer; it is not evaluated. */
#define CHANNEL_INTEGRATION(NAME, inputs)                                                          \
    _Static_assert(                                                                                \
        sizeof(inputs) == CHANNEL_FIELD_COUNT_##NAME * sizeof((inputs)[0]),                        \
        "the integration code supplies another number of inputs than template type " #NAME         \
        " declares")

#define CHANNEL_SUPPLY_INDEX(TYPE, name) CHANNEL_SUPPLY_##TYPE##_##name,
#define CHANNEL_SUPPLY_PLACE(TYPE, name)                                                           \
    _Static_assert((int)CHANNEL_SUPPLY_##TYPE##_##name == (int)CHANNEL_FIELD_##TYPE##_##name,      \
                   "the integration code supplies input " #name " at another place than template " \
                   "type " #TYPE " declares");

/* For the integration code of a sensor: declares CHANNEL_SUPPLY_COUNT_<NAME>, the size of its array
 * of inputs, from its own list of what it supplies (a macro LIST(INPUT, NAME) of rows INPUT(NAME,
 * field)), and states that each input stands where the type declares its field. Stands at file
 * scope, without a semicolon; CHANNEL_INTEGRATION then compares the counts. */
#define CHANNEL_SUPPLY(NAME, LIST)                                                                 \
    enum { LIST(CHANNEL_SUPPLY_INDEX, NAME) CHANNEL_SUPPLY_COUNT_##NAME };                         \
    LIST(CHANNEL_SUPPLY_PLACE, NAME)

struct channel_field_definition {
    const char *name; /* as events and rules spell it */
    uint8_t kind;     /* enum channel_kind, never CHANNEL_KIND_ABSENT */
    uint16_t since;   /* first sensor version that supplies it; never decreases within a type */
};

struct channel_type_definition {
    uint16_t type; /* identifier */
    uint16_t field_count;
    const char *name; /* of Sigma's category or service */
    bool is_service;
    uint16_t since; /* first sensor version that supplies it */
    const struct channel_field_definition *fields;
};

/* All template types, in ascending order of their identifiers; *count is their number. */
const struct channel_type_definition *channel_type_definitions(uint32_t *count);

/* The template type of an identifier; NULL when there is none. */
const struct channel_type_definition *channel_find_type(uint16_t type);

/* The template type of a Sigma category or service, whose name has `size` bytes and need not end
 * with a NUL; NULL when there is none. Names are unique over both; which one it is, is_service
 * tells. The case of letters counts. */
const struct channel_type_definition *channel_find_type_by_name(const char *name, size_t size);

/* Looks up a field of a template type by its name of `size` bytes. The case of letters counts.
 * Returns whether there is such a field; *index is its index, 0 when there is none. */
bool channel_find_field(const struct channel_type_definition *type, const char *name, size_t size,
                        uint16_t *index);

#endif
