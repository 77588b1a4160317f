/* JSON keys become fields: each key is looked up once in a table of all field names, which gives
 * its place in every template type. Relies on the X-macro table of the types for arrays and counts.
 */
#include "integration.h"

#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "event_types.h"

enum {
    NAME_SLOTS = 4096, /* at least twice the names of all types together */
    NO_NAME = 0xffff,
    NO_FIELD = 0xff,
    LONGEST_INPUT = 65535,
};

/* What this integration code supplies: of each type an array, here with its size. */
#define X(NAME, identifier, name, count, family, since)                                            \
    struct inputs_of_##NAME {                                                                      \
        struct channel_input inputs[CHANNEL_FIELD_COUNT_##NAME];                                   \
    };                                                                                             \
    CHANNEL_INTEGRATION(NAME, ((struct inputs_of_##NAME *)NULL)->inputs);
CHANNEL_TEMPLATE_TYPES(X)
#undef X

static const size_t input_array_sizes[] = {
#define X(NAME, identifier, name, count, family, since) sizeof(struct inputs_of_##NAME),
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

enum { TYPES = sizeof input_array_sizes / sizeof input_array_sizes[0] };

/* A field name, and its index in each type that has it. */
struct name {
    const char *bytes;
    uint32_t size, hash;
    uint8_t fields[TYPES];
};

struct integration {
    const struct channel_type_definition *types; /* TYPES of them */
    struct channel_input *inputs[TYPES];
    struct name *names;
    uint32_t name_count;
    uint16_t slots[NAME_SLOTS]; /* names by hash, one more than their index; 0 is free */

    /* The event at hand. */
    struct event_line line;
    uint16_t name_of[EVENT_LINE_PAIRS];     /* of each pair; NO_NAME */
    uint32_t event_types[EVENT_MOST_TYPES]; /* places in `types` */
    uint32_t event_type_count;
};

/* The slot where a name is, or would be. */
static uint16_t *find_slot(struct integration *integration, const char *bytes, uint32_t size,
                           uint32_t hash)
{
    for (uint32_t i = hash;; i++) {
        uint16_t *slot = &integration->slots[i % NAME_SLOTS];
        if (*slot == 0)
            return slot;
        const struct name *name = &integration->names[*slot - 1];
        if (name->hash == hash && name->size == size && memcmp(name->bytes, bytes, size) == 0)
            return slot;
    }
}

static uint16_t find_name(struct integration *integration, const char *bytes, uint32_t size,
                          uint32_t hash)
{
    const uint16_t *slot = find_slot(integration, bytes, size, hash);

    return *slot == 0 ? NO_NAME : (uint16_t)(*slot - 1);
}

static void add_field(struct integration *integration, uint32_t type, uint32_t field)
{
    const char *bytes = integration->types[type].fields[field].name;
    const uint32_t size = (uint32_t)strlen(bytes);
    const uint32_t hash = event_hash(bytes, size);

    uint16_t *slot = find_slot(integration, bytes, size, hash);
    if (*slot == 0) {
        struct name *name = &integration->names[integration->name_count++];
        *name = (struct name){bytes, size, hash, {0}};
        memset(name->fields, NO_FIELD, sizeof name->fields);
        *slot = (uint16_t)integration->name_count;
    }
    integration->names[*slot - 1].fields[type] = (uint8_t)field;
}

static bool make_tables(struct integration *integration)
{
    uint32_t count, fields = 0;

    integration->types = channel_type_definitions(&count);
    for (uint32_t i = 0; i < TYPES; i++)
        fields += integration->types[i].field_count;
    integration->names = calloc(fields, sizeof *integration->names);
    if (count != TYPES || integration->names == NULL)
        return false;
    for (uint32_t i = 0; i < TYPES; i++) {
        integration->inputs[i] = malloc(input_array_sizes[i]);
        if (integration->inputs[i] == NULL)
            return false;
        for (uint32_t field = 0; field < integration->types[i].field_count; field++)
            add_field(integration, i, field);
    }
    return integration->name_count <= NAME_SLOTS / 2;
}

struct integration *integration_new(void)
{
    struct integration *integration = calloc(1, sizeof *integration);

    if (integration != NULL && !make_tables(integration)) {
        integration_free(integration);
        return NULL;
    }
    return integration;
}

void integration_free(struct integration *integration)
{
    if (integration == NULL)
        return;
    for (uint32_t i = 0; i < TYPES; i++)
        free(integration->inputs[i]);
    free(integration->names);
    free(integration);
}

/* The value of a key, as text or number. NULL when the event has none. */
static const struct event_pair *find_pair(const struct event_line *line, const char *key)
{
    for (uint32_t i = 0; i < line->count; i++) {
        const struct event_pair *pair = &line->pairs[i];
        if (pair->key_size == strlen(key) && memcmp(pair->key, key, pair->key_size) == 0)
            return pair->kind <= EVENT_VALUE_NUMBER ? pair : NULL;
    }
    return NULL;
}

/* A decimal number of at most 9 digits; -1, which is no event's, for everything else. */
static int64_t event_id_of(const struct event_pair *pair)
{
    int64_t id = 0;

    if (pair == NULL || pair->value_size == 0 || pair->value_size > 9)
        return -1;
    for (uint32_t i = 0; i < pair->value_size; i++) {
        if (pair->value[i] < '0' || pair->value[i] > '9')
            return -1;
        id = id * 10 + (pair->value[i] - '0');
    }
    return id;
}

static void find_types(struct integration *integration)
{
    const struct event_pair *channel = find_pair(&integration->line, "Channel");
    const struct event_pair *id = find_pair(&integration->line, "EventID");
    uint16_t types[EVENT_MOST_TYPES];

    if (channel == NULL || channel->kind != EVENT_VALUE_TEXT)
        return;
    integration->event_type_count = event_types_of(channel->value, channel->value_size,
                                                   event_id_of(id), types, EVENT_MOST_TYPES);
    for (uint32_t i = 0; i < integration->event_type_count; i++)
        integration->event_types[i] = (uint32_t)(channel_find_type(types[i]) - integration->types);
}

/* Keys that begin with an underscore are the collector's, and ignored. */
static void name_pairs(struct integration *integration)
{
    const struct event_line *line = &integration->line;

    for (uint32_t i = 0; i < line->count; i++) {
        const struct event_pair *pair = &line->pairs[i];
        const bool ignored = pair->key_size > 0 && pair->key[0] == '_';
        integration->name_of[i] =
            ignored ? NO_NAME : find_name(integration, pair->key, pair->key_size, pair->hash);
    }
}

/* Whether a value can be an input. NULL when it can. */
static const char *wrong_with(const struct event_pair *pair)
{
    if (pair->kind == EVENT_VALUE_NESTED)
        return "a field of the event is an array or an object";
    if (pair->value_size > LONGEST_INPUT)
        return "a field of the event is longer than 65,535 bytes";
    return NULL;
}

/* Looks at the values of those fields that one of the event's types has. */
static bool check_values(const struct integration *integration, const char *line,
                         struct event_error *error)
{
    for (uint32_t i = 0; i < integration->line.count; i++) {
        const struct event_pair *pair = &integration->line.pairs[i];
        const char *reason = wrong_with(pair);
        if (reason == NULL || integration->name_of[i] == NO_NAME)
            continue;
        const struct name *name = &integration->names[integration->name_of[i]];
        for (uint32_t type = 0; type < integration->event_type_count; type++) {
            if (name->fields[integration->event_types[type]] == NO_FIELD)
                continue;
            *error = (struct event_error){reason, (size_t)(pair->value - line)};
            return false;
        }
    }
    return true;
}

bool integration_take(struct integration *integration, char *line, size_t size,
                      struct event_error *error)
{
    integration->event_type_count = 0;
    if (!event_line_parse(&integration->line, line, size, error))
        return false;
    find_types(integration);
    if (integration->event_type_count == 0)
        return true;
    name_pairs(integration);
    if (check_values(integration, line, error))
        return true;
    integration->event_type_count = 0;
    return false;
}

uint32_t integration_count(const struct integration *integration)
{
    return integration->event_type_count;
}

struct channel_event integration_event(struct integration *integration, uint32_t index)
{
    const uint32_t type = integration->event_types[index];
    const struct channel_type_definition *definition = &integration->types[type];
    struct channel_input *inputs = integration->inputs[type];

    memset(inputs, 0, input_array_sizes[type]); /* all absent */
    for (uint32_t i = 0; i < integration->line.count; i++) {
        const struct event_pair *pair = &integration->line.pairs[i];
        if (integration->name_of[i] == NO_NAME || pair->kind == EVENT_VALUE_NULL)
            continue;
        const uint8_t field = integration->names[integration->name_of[i]].fields[type];
        if (field != NO_FIELD)
            inputs[field] = (struct channel_input){(const uint8_t *)pair->value, pair->value_size,
                                                   definition->fields[field].kind};
    }
    return (struct channel_event){definition->type, definition->field_count, inputs};
}
