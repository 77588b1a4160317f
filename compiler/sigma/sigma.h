/* The Sigma front end: one rule in YAML in, one template instance of the content model out.
 *
 * Semantics: docs/sigma.md. It prints nothing and never exits; every rule is hostile input. */
#ifndef REDZONE_SIGMA_H
#define REDZONE_SIGMA_H

#include "content.h"

enum {
    SIGMA_REASON_SIZE = 256,
    SIGMA_MAX_FILE = 8 * 1024 * 1024, /* bytes of a rule; the largest real one has 295,078 */
};

struct sigma_options {
    bool allow_unknown_fields;   /* a field that the type lacks is always absent, not an error */
    struct content_text licence; /* of rules that name none */
    struct content_text source;  /* where the rules come from; see sigma_compile */
};

/* Why a rule was refused: X(NAME, what a summary counts it as). */
#define SIGMA_REASONS(X)                                                                           \
    X(MEMORY, "out of memory")                                                                     \
    X(YAML, "not usable YAML")                                                                     \
    X(RULE, "not a rule that is supported")                                                        \
    X(DUPLICATE, "identifier used before")                                                         \
    X(LOGSOURCE, "log source without a template type")                                             \
    X(FIELD, "field that the template type lacks")                                                 \
    X(EXPRESSION, "regular expression")                                                            \
    X(PLACEHOLDER, "placeholder")                                                                  \
    X(MODIFIER, "modifier")                                                                        \
    X(VALUE, "value")                                                                              \
    X(CONDITION, "condition")                                                                      \
    X(LIMIT, "over a limit")

enum sigma_reason {
    SIGMA_ACCEPTED,
#define X(name, text) SIGMA_REASON_##name,
    SIGMA_REASONS(X)
#undef X
        SIGMA_REASON_END
};

struct sigma_diagnostic {
    enum sigma_reason kind; /* SIGMA_ACCEPTED when nothing was refused */
    uint32_t line;          /* from 1; 0 when no line is to blame */
    uint32_t column;        /* from 1, in the text of the condition; 0 outside of conditions */
    char reason[SIGMA_REASON_SIZE]; /* printable, NUL-terminated, no line break at the end */
};

/* What the summary of a run calls a reason; static text. */
const char *sigma_reason_text(enum sigma_reason kind);

/* A compiler: the model that it adds to, and the identifiers of the rules that it has added. */
struct sigma_compiler;

/* A compiler that adds to `content`, which must outlive it; *options is copied, the bytes that it
 * names must live as long. Rules that the model holds already count for duplicates.
 * NULL when memory is short. sigma_compiler_free takes NULL, and leaves the content alone. */
struct sigma_compiler *sigma_compiler_new(struct content *content,
                                          const struct sigma_options *options);
void sigma_compiler_free(struct sigma_compiler *compiler);

/* Compiles the rule in `text` (any bytes). `file_name` is for people: it is named when a later rule
 * has the same identifier, and it ends the rule's link where options.source ends with '/': the link
 * is that source followed by file_name, else the source as it is.
 *
 * True: exactly one template instance was appended to the content, and its type declared; whatever
 * the rule says, builder_encode accepts it. False: the content is as it was, but for memory of its
 * arena; *diagnostic tells the first reason. Either way *diagnostic is set. */
bool sigma_compile(struct sigma_compiler *compiler, const char *text, size_t size,
                   const char *file_name, struct sigma_diagnostic *diagnostic);

#endif
