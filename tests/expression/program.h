/* A compiled expression as tests use it: its listing, and what it matches. */
#ifndef EXPRESSION_TEST_PROGRAM_H
#define EXPRESSION_TEST_PROGRAM_H

#include "bytes.h"
#include "expression/expression.h"

struct program {
    bool accepted;
    struct expression_error error; /* of one that was refused */
    struct arena *arena;
    struct content_value value;
    struct exact bytes; /* as a channel file holds them */
    uint32_t *states;
};

/* Compiles a source; what is accepted must pass the parser's checks. program_free() it. */
struct program program_new(const void *source, size_t size, uint8_t flags);
void program_free(struct program *program);

/* Whether it matches somewhere in an input, within the published worst case. */
bool program_matches(const struct program *program, struct channel_slice input);

/* The program in words: "split 1 3; point a; match". A flag that is set is an exclamation mark,
 * code points that are not printable ASCII are U+…. Valid until the next call. */
const char *program_listing(const struct program *program);

#endif
