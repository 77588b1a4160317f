/* JSON sensor descriptions. Relies on jansson for the text; every value is checked here. */
#include "sensor_file.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "channel/template_types.h"
#include "output.h"
#include "read_file.h"

enum { LARGEST = 1024 * 1024, MOST_INPUTS = 128 };

static bool refuse(const char *path, const char *subject, const char *reason)
{
    report("%s: %s: %s", path, subject, reason);
    return false;
}

/* jansson cannot be told that memory is short: version 2.14 goes on with a byte of the text lost,
 * or ends the program by an assertion. So it never learns: everything it makes lies in an arena,
 * and a failure jumps out of it. */
static struct {
    struct arena *arena;
    jmp_buf out;
} reading;

static void *allocate(size_t size)
{
    void *block = arena_take(reading.arena, size);

    if (block == NULL)
        longjmp(reading.out, 1);
    return block;
}

static void leave_to_arena(void *block)
{
    (void)block;
}

/* NULL after a line on stderr. The document lies in reading.arena. */
static json_t *parse(const char *path, const char *text, size_t size)
{
    json_error_t error;

    if (setjmp(reading.out) != 0) {
        refuse(path, "description", "out of memory");
        return NULL;
    }
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL)
        report("%s:%d: this is no JSON: %s", path, error.line, error.text);
    return root;
}

static bool kind_of(const char *name, uint8_t *out)
{
    for (uint8_t kind = CHANNEL_KIND_TEXT; kind <= CHANNEL_KIND_ADDRESS; kind++) {
        if (strcmp(name, channel_kind_name(kind)) == 0) {
            *out = kind;
            return true;
        }
    }
    return false;
}

/* The first inputs of the definition. */
static bool take_count(const char *path, const struct channel_type_definition *definition,
                       const json_t *value, uint8_t *kinds, uint16_t *count)
{
    const json_int_t wanted = json_integer_value(value);

    if (wanted < 0 || wanted > definition->field_count)
        return refuse(path, definition->name, "the definition has not as many fields");
    for (json_int_t i = 0; i < wanted; i++)
        kinds[i] = definition->fields[i].kind;
    *count = (uint16_t)wanted;
    return true;
}

static bool take_kinds(const char *path, const struct channel_type_definition *definition,
                       const json_t *value, uint8_t *kinds, uint16_t *count)
{
    const size_t size = json_array_size(value);

    if (size > MOST_INPUTS)
        return refuse(path, definition->name, "a type has at most 128 inputs");
    for (size_t i = 0; i < size; i++) {
        const char *name = json_string_value(json_array_get(value, i));
        if (name == NULL || !kind_of(name, &kinds[i]))
            return refuse(path, definition->name, "a kind is text, number or address");
    }
    *count = (uint16_t)size;
    return true;
}

/* One entry of "types"; its kinds go to `kinds`, which has room for MOST_INPUTS. */
static bool take_type(const char *path, const char *name, const json_t *value, uint8_t *kinds,
                      struct channel_supplied *out)
{
    const struct channel_type_definition *definition =
        channel_find_type_by_name(name, strlen(name));

    if (definition == NULL)
        return refuse(path, name, "there is no template type of this name");
    out->type = definition->type;
    out->kinds = kinds;
    if (json_is_integer(value))
        return take_count(path, definition, value, kinds, &out->input_count);
    if (json_is_array(value))
        return take_kinds(path, definition, value, kinds, &out->input_count);
    return refuse(path, name, "it must be a number of fields or a list of kinds");
}

static bool take_types(const char *path, json_t *types, struct sensor_file *out)
{
    const size_t count = json_object_size(types);
    const char *name;
    json_t *value;

    out->supplied = calloc(count + 1, sizeof *out->supplied);
    out->kinds = calloc(count + 1, MOST_INPUTS);
    if (out->supplied == NULL || out->kinds == NULL)
        return refuse(path, "types", "out of memory");
    json_object_foreach(types, name, value)
    {
        const uint32_t index = out->sensor.type_count++;
        uint8_t *kinds = out->kinds + (size_t)index * MOST_INPUTS;
        if (!take_type(path, name, value, kinds, &out->supplied[index]))
            return false;
    }
    out->sensor.types = out->supplied;
    return true;
}

static bool take_root(const char *path, const json_t *root, struct sensor_file *out)
{
    const json_t *version = json_object_get(root, "version");
    json_t *types = json_object_get(root, "types");

    if (!json_is_integer(version) || json_integer_value(version) < 1 ||
        json_integer_value(version) > UINT32_MAX)
        return refuse(path, "version", "it must be a number from 1 to 4294967295");
    if (!json_is_object(types))
        return refuse(path, "types", "it must be an object: template type to inputs");
    if (json_object_size(root) != 2)
        return refuse(path, "description", "it holds more than version and types");
    out->sensor.version = (uint32_t)json_integer_value(version);
    return take_types(path, types, out);
}

bool sensor_file_parse(const char *path, const char *text, size_t size, struct sensor_file *out)
{
    *out = (struct sensor_file){0};
    reading.arena = arena_new();
    if (reading.arena == NULL)
        return refuse(path, "description", "out of memory");
    json_set_alloc_funcs(allocate, leave_to_arena);
    const json_t *root = parse(path, text, size);
    const bool done = root != NULL && take_root(path, root, out);
    json_set_alloc_funcs(malloc, free); /* as they were */
    arena_free(reading.arena);
    if (!done)
        sensor_file_free(out);
    return done;
}

bool sensor_file_read(const char *path, struct sensor_file *out)
{
    struct file_bytes file;

    *out = (struct sensor_file){0};
    if (!read_file(path, LARGEST, &file))
        return false;
    const bool done = sensor_file_parse(path, (const char *)file.bytes, file.size, out);
    free(file.bytes);
    return done;
}

void sensor_file_free(struct sensor_file *sensor)
{
    free(sensor->supplied);
    free(sensor->kinds);
    *sensor = (struct sensor_file){0};
}
