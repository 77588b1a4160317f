/* Damaged event lines: what the tool takes is JSON for a second reader, too, and its events are
 * such that the Content Interpreter takes them: known kinds, valid sizes, text without NUL. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "hostile.h"
#include "integration.h"

enum { LARGEST = 256 * 1024, INPUT_MAX = 65535 };

static struct integration *integration;

static void damage(struct hostile_input *input)
{
    const uint32_t changes = 1 + hostile_below(input, 3);

    for (uint32_t i = 0; i < changes; i++)
        hostile_damage_bytes(input);
}

/* jansson refuses more than JSON does: numbers beyond 64 bits. */
static void check_second_reader(const char *line, size_t size)
{
    json_error_t error;
    json_t *json = json_loadb(line, size, 0, &error);

    if (json == NULL && json_error_code(&error) != json_error_numeric_overflow)
        hostile_broken("what is taken is JSON", error.text);
    if (json != NULL && !json_is_object(json))
        hostile_broken("what is taken is an object", "jansson");
    json_decref(json);
}

static void check_event(struct channel_event event)
{
    for (uint32_t i = 0; i < event.input_count; i++) {
        const struct channel_input *input = &event.inputs[i];
        if (input->size > INPUT_MAX)
            hostile_broken("an input has a size that it may have", "size");
        if (input->size > 0 && memchr(input->bytes, 0, input->size) != NULL)
            hostile_broken("an input holds no NUL", "text");
    }
}

static bool accepts(uint8_t *bytes, size_t size)
{
    struct event_error error = {NULL, 0};
    char *copy = malloc(size + 1);

    if (copy == NULL)
        hostile_broken("there is memory", "malloc");
    memcpy(copy, bytes, size);
    const bool taken = integration_take(integration, (char *)bytes, size, &error);
    if (!taken && (error.reason == NULL || error.position > size))
        hostile_broken("a refusal has a reason and a place", "event");
    if (!taken && integration_count(integration) != 0)
        hostile_broken("a refused line gives no event", "event");
    if (taken)
        check_second_reader(copy, size);
    for (uint32_t i = 0; i < integration_count(integration); i++)
        check_event(integration_event(integration, i));
    free(copy);
    return taken;
}

int main(int argc, char **argv)
{
    static const struct hostile_kind kind = {"hostile_lines", LARGEST, damage, accepts};
    struct hostile_pool pool = {0};

    integration = integration_new();
    if (integration == NULL)
        hostile_broken("there is memory", "integration");
    hostile_add_lines(&pool, SOURCE_DIR "/tests/conformance/events.jsonl");
    hostile_add_lines(&pool, hostile_shared("events/otrf_sysmon/events.jsonl"));
    const int code = hostile_main(argc, argv, &kind, &pool);
    hostile_pool_free(&pool);
    integration_free(integration);
    return code;
}
