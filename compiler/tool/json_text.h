/* The pieces of JSON text: strings, numbers, words, white space. */
#ifndef REDZONE_TOOL_JSON_TEXT_H
#define REDZONE_TOOL_JSON_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* A place in a text that is being read. Functions that return false have set `reason`, and
 * `position` is where. */
struct json_text {
    char *bytes;
    size_t size;
    size_t position; /* invariant: position <= size */
    const char *reason;
};

/* A piece of the text. */
struct json_piece {
    const char *bytes;
    size_t size;
};

bool json_refuse(struct json_text *text, const char *reason);

/* Moves past white space and returns the byte there, unread; -1 at the end. */
int json_peek(struct json_text *text);

/* Reads the byte `expected` after white space, if it is next. */
bool json_accept(struct json_text *text, char expected);

/* A string, whose opening quote is next: decoded in place. Refuses invalid UTF-8, lone surrogates,
 * NUL in any form, control characters. */
bool json_string(struct json_text *text, struct json_piece *out);

/* A number, checked and as it stands. */
bool json_number(struct json_text *text, struct json_piece *out);

/* The word `word` (true, false, null). */
bool json_word(struct json_text *text, const char *word, struct json_piece *out);

/* An array or object, whose bracket is next, at most 64 levels deep: checked and skipped. */
bool json_skip_nested(struct json_text *text);

#endif
