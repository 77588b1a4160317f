/* A JSON document, written as it comes: commas and brackets are kept here, so that it is well
 * formed wherever its content ends. */
#ifndef REDZONE_TOOL_JSON_EMIT_H
#define REDZONE_TOOL_JSON_EMIT_H

#include "output.h"

enum { EMIT_DEPTH = 512 };

struct emitter {
    struct output *output;
    uint32_t depth;
    char closers[EMIT_DEPTH];
    bool begun[EMIT_DEPTH + 1]; /* by depth: an element stands already */
};

void emit_begin(struct emitter *emitter, struct output *output);

/* Each adds an element: with a key inside an object, with NULL inside an array and at the top. */
void emit_object(struct emitter *emitter, const char *key);
void emit_array(struct emitter *emitter, const char *key);
void emit_number(struct emitter *emitter, const char *key, uint64_t number);
void emit_signed(struct emitter *emitter, const char *key, int64_t number);
void emit_bool(struct emitter *emitter, const char *key, bool truth);
void emit_text(struct emitter *emitter, const char *key, struct channel_slice text);
void emit_word(struct emitter *emitter, const char *key, const char *word); /* a text of ours */

/* A text that is written in pieces by others: begins with the quote, then output what needs no
 * escape, then end. */
void emit_open_text(struct emitter *emitter, const char *key);
void emit_close_text(struct emitter *emitter);

/* Closes objects and arrays until `depth` of them are open. */
void emit_close_to(struct emitter *emitter, uint32_t depth);

/* Closes the innermost one. */
void emit_close(struct emitter *emitter);

/* Closes all, and ends the line. */
void emit_end(struct emitter *emitter);

#endif
