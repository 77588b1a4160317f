/* The Sigma front end: rules in YAML in, for each a template instance of the content model out.
 *
 * Semantics: docs/sigma.md. It prints nothing and never exits; every rule is hostile input. */
#ifndef REDZONE_SIGMA_H
#define REDZONE_SIGMA_H

#include "content.h"

enum {
    SIGMA_REASON_SIZE = 256,
    SIGMA_MAX_FILE = 8 * 1024 * 1024, /* bytes of a file; the largest real rule has 295,078 */
    SIGMA_MAX_DOCUMENTS = 65536,      /* of a file, empty ones included; as many as instances */
    SIGMA_MAX_WARNINGS = 64,          /* of a rule; what is beyond is only counted */
};

/* What placeholders stand for. */
struct sigma_placeholders;

struct sigma_options {
    bool allow_unknown_fields;   /* a field that the type lacks is always absent, not an error */
    struct content_text licence; /* of rules that name none */
    struct content_text source;  /* where the rules come from; see sigma_stream_next */
    const struct sigma_placeholders *placeholders; /* NULL: `expand` is refused */
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

/* Something in a rule that is legal and surely wrong. */
struct sigma_warning {
    uint32_t line;                /* from 1 */
    char text[SIGMA_REASON_SIZE]; /* printable, NUL-terminated, no line break at the end */
};

/* What became of one rule. */
struct sigma_result {
    uint32_t line;                      /* where the rule begins, from 1; 0 when it was no YAML */
    struct sigma_diagnostic diagnostic; /* of kind SIGMA_ACCEPTED: it was compiled */
    uint32_t warning_count, warnings_left_out; /* both 0 for a rule that was refused */
    struct sigma_warning warnings[SIGMA_MAX_WARNINGS];
};

/* Reads placeholders: one YAML document, a map from names to a value or a list of values. NULL
 * after a refusal, which *diagnostic describes. sigma_placeholders_free takes NULL. */
struct sigma_placeholders *sigma_placeholders_new(const char *text, size_t size,
                                                  struct sigma_diagnostic *diagnostic);
void sigma_placeholders_free(struct sigma_placeholders *placeholders);

/* A compiler: the model that it adds to, and the identifiers of the rules that it has added. */
struct sigma_compiler;

/* A compiler that adds to `content`, which must outlive it; *options is copied, what it points to
 * must live as long. Rules that the model holds already count for duplicates.
 * NULL when memory is short. sigma_compiler_free takes NULL, and leaves the content alone. */
struct sigma_compiler *sigma_compiler_new(struct content *content,
                                          const struct sigma_options *options);
void sigma_compiler_free(struct sigma_compiler *compiler);

/* The rules of a file that are still to be compiled. Members are for sigma_stream_next alone. */
struct sigma_stream {
    struct sigma_compiler *compiler;
    const char *text, *file_name;
    size_t size, position;
    uint32_t line;      /* of `position`, from 1 */
    uint32_t documents; /* that were read */
    uint32_t
        action_line;   /* of the first collection, whose other documents mean nothing without it */
    bool found, ended; /* a document that is not empty; the end */
};

/* Begins to compile the file `text` (any bytes): YAML documents, each of them one rule. Compiler,
 * text and file_name must outlive the stream; it needs no end. `file_name` is for people: it is
 * named when a later rule has the same identifier, and it ends the rule's link where options.source
 * ends with '/': the link is that source followed by file_name, else the source as it is. */
void sigma_stream_begin(struct sigma_stream *stream, struct sigma_compiler *compiler,
                        const char *text, size_t size, const char *file_name);

/* Compiles the next rule of the file; empty documents are passed over. False: there was none left,
 * *result says nothing. A file without any rule gives one result, a refusal. Lines count from the
 * beginning of the file.
 *
 * A rule that is accepted has appended exactly one template instance to the content, and declared
 * its type; whatever it says, builder_encode accepts it. A rule that is refused leaves the content
 * as it was, but for memory of its arena; *result tells the first reason. */
bool sigma_stream_next(struct sigma_stream *stream, struct sigma_result *result);

/* The same for a text that must hold exactly one rule, and without warnings. True when it was
 * accepted; *diagnostic is set either way. */
bool sigma_compile(struct sigma_compiler *compiler, const char *text, size_t size,
                   const char *file_name, struct sigma_diagnostic *diagnostic);

#endif
