/* Commas, colons and brackets. */
#include "json_emit.h"

#include <inttypes.h>
#include <stdlib.h>

void emit_begin(struct emitter *emitter, struct output *output)
{
    *emitter = (struct emitter){.output = output};
}

/* Objects in arrays begin a line each, so that long documents can be read and compared. */
static void begin_element(struct emitter *emitter, const char *key, bool opens)
{
    const bool first = !emitter->begun[emitter->depth];

    if (!first)
        output_bytes(emitter->output, ",", 1);
    if (opens && key == NULL && emitter->depth > 0)
        output_bytes(emitter->output, "\n", 1);
    else if (!first)
        output_bytes(emitter->output, " ", 1);
    emitter->begun[emitter->depth] = true;
    if (key != NULL)
        output_format(emitter->output, "\"%s\": ", key);
}

static void open_level(struct emitter *emitter, const char *key, char opener, char closer)
{
    begin_element(emitter, key, true);
    if (emitter->depth == EMIT_DEPTH) /* deeper than anything that the format can nest */
        abort();
    output_bytes(emitter->output, &opener, 1);
    emitter->closers[emitter->depth++] = closer;
    emitter->begun[emitter->depth] = false;
}

void emit_object(struct emitter *emitter, const char *key)
{
    open_level(emitter, key, '{', '}');
}

void emit_array(struct emitter *emitter, const char *key)
{
    open_level(emitter, key, '[', ']');
}

void emit_number(struct emitter *emitter, const char *key, uint64_t number)
{
    begin_element(emitter, key, false);
    output_format(emitter->output, "%" PRIu64, number);
}

void emit_signed(struct emitter *emitter, const char *key, int64_t number)
{
    begin_element(emitter, key, false);
    output_format(emitter->output, "%" PRId64, number);
}

void emit_bool(struct emitter *emitter, const char *key, bool truth)
{
    begin_element(emitter, key, false);
    output_format(emitter->output, "%s", truth ? "true" : "false");
}

void emit_text(struct emitter *emitter, const char *key, struct channel_slice text)
{
    begin_element(emitter, key, false);
    output_json(emitter->output, text);
}

void emit_word(struct emitter *emitter, const char *key, const char *word)
{
    emit_text(emitter, key, slice_of(word));
}

void emit_open_text(struct emitter *emitter, const char *key)
{
    begin_element(emitter, key, false);
    output_bytes(emitter->output, "\"", 1);
}

void emit_close_text(struct emitter *emitter)
{
    output_bytes(emitter->output, "\"", 1);
}

void emit_close(struct emitter *emitter)
{
    emitter->depth--;
    output_bytes(emitter->output, &emitter->closers[emitter->depth], 1);
}

void emit_close_to(struct emitter *emitter, uint32_t depth)
{
    while (emitter->depth > depth)
        emit_close(emitter);
}

void emit_end(struct emitter *emitter)
{
    emit_close_to(emitter, 0);
    output_bytes(emitter->output, "\n", 1);
}
