/* A flat JSON object into pairs of key and value. Relies on json_text for every piece. */
#include "event_line.h"

#include <string.h>

#include "json_text.h"

enum { SLOTS = 2 * EVENT_LINE_PAIRS };

_Static_assert((SLOTS & (SLOTS - 1)) == 0, "a hash becomes a slot by its low bits");

uint32_t event_hash(const char *bytes, size_t size)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 16777619u;
    return hash ^ hash >> 15;
}

/* The pair of this key that was read before, NULL when there is none: *slot is where it belongs. */
static const struct event_pair *find(const struct event_line *line, const struct event_pair *wanted,
                                     uint16_t *slot)
{
    for (uint32_t i = wanted->hash;; i++) {
        *slot = (uint16_t)(i & (SLOTS - 1));
        if (line->slots[*slot] == 0)
            return NULL;
        const struct event_pair *pair = &line->pairs[line->slots[*slot] - 1];
        if (pair->hash == wanted->hash && pair->key_size == wanted->key_size &&
            memcmp(pair->key, wanted->key, wanted->key_size) == 0)
            return pair;
    }
}

/* Forgets the line before; by the slots alone, for the keys' bytes are gone. */
static void clear(struct event_line *line)
{
    for (uint32_t i = 0; i < line->count; i++)
        line->slots[line->pairs[i].slot] = 0;
    line->count = 0;
}

static bool parse_value(struct json_text *text, struct event_pair *pair)
{
    const int next = json_peek(text);
    struct json_piece piece = {text->bytes + text->position, 0};
    bool done;

    if (next == '"') {
        pair->kind = EVENT_VALUE_TEXT;
        done = json_string(text, &piece);
    } else if (next == '[' || next == '{') {
        pair->kind = EVENT_VALUE_NESTED;
        done = json_skip_nested(text);
    } else if (next == '-' || (next >= '0' && next <= '9')) {
        pair->kind = EVENT_VALUE_NUMBER;
        done = json_number(text, &piece);
    } else if (next == 't' || next == 'f') {
        pair->kind = EVENT_VALUE_BOOLEAN;
        done = json_word(text, next == 't' ? "true" : "false", &piece);
    } else {
        pair->kind = EVENT_VALUE_NULL;
        done = json_word(text, "null", &piece);
    }
    pair->value = piece.bytes;
    pair->value_size = (uint32_t)piece.size;
    return done;
}

static bool parse_pair(struct event_line *line, struct json_text *text)
{
    struct json_piece key;

    if (json_peek(text) != '"')
        return json_refuse(text, "a key is missing");
    if (line->count == EVENT_LINE_PAIRS)
        return json_refuse(text, "the event has more than 4096 keys");
    const size_t begin = text->position;
    if (!json_string(text, &key))
        return false;
    struct event_pair *pair = &line->pairs[line->count];
    *pair = (struct event_pair){.key = key.bytes, .key_size = (uint32_t)key.size};
    pair->hash = event_hash(key.bytes, key.size);
    if (find(line, pair, &pair->slot) != NULL) {
        text->position = begin;
        return json_refuse(text, "the event has this key twice");
    }
    line->count++;
    line->slots[pair->slot] = (uint16_t)line->count;
    if (!json_accept(text, ':'))
        return json_refuse(text, "a colon is missing");
    return parse_value(text, pair);
}

static bool parse_object(struct event_line *line, struct json_text *text)
{
    if (!json_accept(text, '{'))
        return json_refuse(text, "the line is no JSON object");
    if (!json_accept(text, '}')) {
        do {
            if (!parse_pair(line, text))
                return false;
        } while (json_accept(text, ','));
        if (!json_accept(text, '}'))
            return json_refuse(text, "a comma or a closing bracket is missing");
    }
    return json_peek(text) < 0 || json_refuse(text, "something follows the JSON object");
}

bool event_line_parse(struct event_line *line, char *bytes, size_t size, struct event_error *error)
{
    struct json_text text = {bytes, size, 0, NULL};

    clear(line);
    const bool done = parse_object(line, &text);
    *error = (struct event_error){text.reason, text.position};
    return done;
}
