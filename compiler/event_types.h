/* Which template types an event belongs to. A template type is a Sigma category or service, not an
 * event id, so one event can belong to several; it is evaluated under each. */
#ifndef EVENT_TYPES_H
#define EVENT_TYPES_H

#include <stddef.h>
#include <stdint.h>

/* The channel that the types of all categories belong to, and the service of its name. */
#define EVENT_CHANNEL_SYSMON "Microsoft-Windows-Sysmon/Operational"

/* CATEGORY(NAME, event id) of Sysmon's channel: one row per event id of a category, in ascending
 * order of the types' identifiers. */
#define EVENT_CATEGORIES(CATEGORY)                                                                 \
    CATEGORY(PROCESS_CREATION, 1)                                                                  \
    CATEGORY(FILE_CHANGE, 2)                                                                       \
    CATEGORY(NETWORK_CONNECTION, 3)                                                                \
    CATEGORY(SYSMON_STATUS, 4)                                                                     \
    CATEGORY(SYSMON_STATUS, 16)                                                                    \
    CATEGORY(PROCESS_TERMINATION, 5)                                                               \
    CATEGORY(DRIVER_LOAD, 6)                                                                       \
    CATEGORY(IMAGE_LOAD, 7)                                                                        \
    CATEGORY(CREATE_REMOTE_THREAD, 8)                                                              \
    CATEGORY(RAW_ACCESS_THREAD, 9)                                                                 \
    CATEGORY(PROCESS_ACCESS, 10)                                                                   \
    CATEGORY(FILE_EVENT, 11)                                                                       \
    CATEGORY(REGISTRY_ADD, 12)                                                                     \
    CATEGORY(REGISTRY_DELETE, 12)                                                                  \
    CATEGORY(REGISTRY_SET, 13)                                                                     \
    CATEGORY(REGISTRY_RENAME, 14)                                                                  \
    CATEGORY(REGISTRY_EVENT, 12)                                                                   \
    CATEGORY(REGISTRY_EVENT, 13)                                                                   \
    CATEGORY(REGISTRY_EVENT, 14)                                                                   \
    CATEGORY(CREATE_STREAM_HASH, 15)                                                               \
    CATEGORY(PIPE_CREATED, 17)                                                                     \
    CATEGORY(PIPE_CREATED, 18)                                                                     \
    CATEGORY(WMI_EVENT, 19)                                                                        \
    CATEGORY(WMI_EVENT, 20)                                                                        \
    CATEGORY(WMI_EVENT, 21)                                                                        \
    CATEGORY(DNS_QUERY, 22)                                                                        \
    CATEGORY(FILE_DELETE, 23)                                                                      \
    CATEGORY(FILE_DELETE, 26)                                                                      \
    CATEGORY(CLIPBOARD_CAPTURE, 24)                                                                \
    CATEGORY(PROCESS_TAMPERING, 25)                                                                \
    CATEGORY(FILE_BLOCK_EXECUTABLE, 27)                                                            \
    CATEGORY(FILE_BLOCK_SHREDDING, 28)                                                             \
    CATEGORY(FILE_EXECUTABLE_DETECTED, 29)                                                         \
    CATEGORY(SYSMON_ERROR, 255)

/* SERVICE(NAME, channel): all events of the channel. */
#define EVENT_SERVICES(SERVICE)                                                                    \
    SERVICE(SECURITY, "Security")                                                                  \
    SERVICE(SYSTEM, "System")                                                                      \
    SERVICE(APPLICATION, "Application")                                                            \
    SERVICE(SYSMON, EVENT_CHANNEL_SYSMON)                                                          \
    SERVICE(WINDEFEND, "Microsoft-Windows-Windows Defender/Operational")                           \
    SERVICE(TASKSCHEDULER, "Microsoft-Windows-TaskScheduler/Operational")                          \
    SERVICE(WMI, "Microsoft-Windows-WMI-Activity/Operational")                                     \
    SERVICE(POWERSHELL, "Microsoft-Windows-PowerShell/Operational")

enum { EVENT_MOST_TYPES = 4 }; /* that one event belongs to: one of the registry, id 12 */

/* The template types of an event, from its `Channel` of `size` bytes, in which the case of letters
 * counts, and its `EventID`.
 *
 * Writes the first `capacity` identifiers, in ascending order, to `types`, and returns how many
 * there are: 0 for an event of no type, never more than EVENT_MOST_TYPES. */
uint32_t event_types_of(const char *channel, size_t size, int64_t event_id, uint16_t *types,
                        uint32_t capacity);

#endif
