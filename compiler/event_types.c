/* Which template types an event belongs to, looked up in the tables of the header. */
#include "event_types.h"

#include <stdbool.h>
#include <string.h>

#include "channel/template_types.h"

struct category {
    uint16_t type;
    uint16_t event_id;
};

struct service {
    uint16_t type;
    const char *channel;
};

static const struct category categories[] = {
#define CATEGORY(NAME, id) {CHANNEL_TYPE_##NAME, id},
    EVENT_CATEGORIES(CATEGORY)
#undef CATEGORY
};

static const struct service services[] = {
#define SERVICE(NAME, channel) {CHANNEL_TYPE_##NAME, channel},
    EVENT_SERVICES(SERVICE)
#undef SERVICE
};

static bool is_channel(const char *known, const char *channel, size_t size)
{
    return strlen(known) == size && memcmp(known, channel, size) == 0;
}

struct list {
    uint16_t *types;
    uint32_t capacity;
    uint32_t count;
};

static void append(struct list *list, uint16_t type)
{
    if (list->count < list->capacity)
        list->types[list->count] = type;
    list->count++;
}

uint32_t event_types_of(const char *channel, size_t size, int64_t event_id, uint16_t *types,
                        uint32_t capacity)
{
    struct list list = {types, capacity, 0};

    if (is_channel(EVENT_CHANNEL_SYSMON, channel, size)) {
        for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++) {
            if (categories[i].event_id == event_id)
                append(&list, categories[i].type);
        }
    }
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++) {
        if (is_channel(services[i].channel, channel, size))
            append(&list, services[i].type);
    }
    return list.count;
}
