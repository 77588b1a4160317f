/* Texts of a model: made and changed. What comes out is valid UTF-8 without NUL, of at most the
 * format's cap, whatever went in. */
#ifndef HARNESS_CHANNEL_MUTATE_TEXT_H
#define HARNESS_CHANNEL_MUTATE_TEXT_H

#include "mutation.h"

/* Replaces `removed` bytes at `at` (both lie in the text) by a piece. */
struct content_text text_splice(struct mutation *mutation, struct content_text text, uint32_t at,
                                uint32_t removed, struct content_text piece);

/* A short text, never empty. */
struct content_text text_new(struct mutation *mutation);

/* The source of a regular expression, most of the time one that compiles. */
struct content_text text_new_expression(struct mutation *mutation);

/* The text with a piece put in, taken out, doubled, or put in another's place. */
struct content_text text_change(struct mutation *mutation, struct content_text text);

/* The same with pieces that mean something in regular expressions. */
struct content_text text_change_expression(struct mutation *mutation, struct content_text text);

/* `size` bytes of one letter. */
struct content_text text_repeat(struct mutation *mutation, uint32_t size);

/* The text as a glob in its one form (docs/format.md). */
struct content_text text_as_glob(struct mutation *mutation, struct content_text text);

#endif
