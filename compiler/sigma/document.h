/* A YAML document as a tree that knows its lines. Everything that could grow without bound, or
 * could be read in two ways, is refused here. */
#ifndef REDZONE_SIGMA_DOCUMENT_H
#define REDZONE_SIGMA_DOCUMENT_H

#include "work.h"

enum {
    SIGMA_MAX_DEPTH = 96,     /* real: 5 */
    SIGMA_MAX_NODES = 262144, /* with each alias counted as what it stands for; real: 4,500 */
    SIGMA_MAX_ANCHORS = 64,   /* real: none */
};

enum sigma_node_kind { SIGMA_SCALAR, SIGMA_SEQUENCE, SIGMA_MAPPING };

struct sigma_node {
    enum sigma_node_kind kind;
    bool plain; /* a scalar without quotes: what it is, sigma_scalar_read tells */
    uint32_t line;
    struct content_text text;        /* of a scalar: valid UTF-8, no NUL */
    const struct sigma_node **keys;  /* of a mapping: scalars, no two alike */
    const struct sigma_node **items; /* of a sequence, or the values of a mapping */
    uint32_t count, capacity;
    uint32_t weight; /* nodes that it stands for, itself included */
};

/* The one document in `text`, whose first line has the number `first_line`; NULL after a refusal.
 * It lives in the arena of `work`. A text without a document is an empty one. */
const struct sigma_node *sigma_document_read(struct sigma_work *work, const char *text, size_t size,
                                             uint32_t first_line);

/* Whether nothing stands in a document, not even null. */
bool sigma_document_is_empty(const struct sigma_node *root);

/* The value of a key, NULL when the mapping has none; *key, if asked for, is the key's own node. */
const struct sigma_node *sigma_document_find(const struct sigma_node *mapping, const char *name,
                                             const struct sigma_node **key);

enum sigma_scalar_type { SIGMA_NULL, SIGMA_BOOLEAN, SIGMA_INTEGER, SIGMA_TEXT };

/* What a scalar is by the rules of YAML 1.1, as PyYAML's SafeLoader applies them; but that real
 * numbers and dates are text. */
struct sigma_scalar {
    enum sigma_scalar_type type;
    bool boolean;
    int64_t integer;          /* the nearest there is, if the number is larger */
    int overflow;             /* 1 above int64, -1 below, 0 exact */
    struct content_text text; /* as written; of integers decimal, of booleans true or false */
};

/* False, with a refusal, for a number that cannot be written as decimal text here. */
bool sigma_scalar_read(struct sigma_work *work, const struct sigma_node *scalar,
                       struct sigma_scalar *value);

#endif
