/* The definitions of the template types, made from the table of the header, and look-ups in them.
 * Relies on the table alone. */
#include "channel/template_types.h"

#include "limits.h"

_Static_assert((int)CHANNEL_MAX_FIELDS == (int)LIMIT_FIELDS, "one cap for definitions and content");

#define FIELD(TYPE, name, kind, since) {#name, CHANNEL_KIND_##kind, since},
#define X(NAME, identifier, name, count, family, since)                                            \
    static const struct channel_field_definition fields_of_##NAME[] = {                            \
        CHANNEL_FIELDS_##NAME(FIELD, NAME)};
CHANNEL_TEMPLATE_TYPES(X)
#undef X
#undef FIELD

enum { CATEGORY = 0, SERVICE = 1 };

static const struct channel_type_definition definitions[] = {
#define X(NAME, identifier, name, count, family, since)                                            \
    {identifier, count, name, (family) == SERVICE, since, fields_of_##NAME},
    CHANNEL_TEMPLATE_TYPES(X)
#undef X
};

enum { DEFINITIONS = sizeof definitions / sizeof definitions[0] };

const struct channel_type_definition *channel_type_definitions(uint32_t *count)
{
    *count = DEFINITIONS;
    return definitions;
}

const struct channel_type_definition *channel_find_type(uint16_t type)
{
    for (uint32_t i = 0; i < DEFINITIONS; i++) {
        if (definitions[i].type == type)
            return &definitions[i];
    }
    return NULL;
}

/* A NUL inside `name` equals no byte of `known`; the end of `known` is met before it is passed. */
static bool is_name(const char *known, const char *name, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (known[i] == '\0' || known[i] != name[i])
            return false;
    }
    return known[size] == '\0';
}

const struct channel_type_definition *channel_find_type_by_name(const char *name, size_t size)
{
    for (uint32_t i = 0; i < DEFINITIONS; i++) {
        if (is_name(definitions[i].name, name, size))
            return &definitions[i];
    }
    return NULL;
}

bool channel_find_field(const struct channel_type_definition *type, const char *name, size_t size,
                        uint16_t *index)
{
    *index = 0;
    for (uint16_t i = 0; i < type->field_count; i++) {
        if (is_name(type->fields[i].name, name, size)) {
            *index = i;
            return true;
        }
    }
    return false;
}
