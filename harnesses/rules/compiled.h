/* A text of rules, compiled: what was said of each rule, what came of it, and where it stands. */
#ifndef HARNESS_RULES_COMPILED_H
#define HARNESS_RULES_COMPILED_H

#include "check_result.h"

/* One rule of a text, refused or not. */
struct compiled_rule {
    size_t begin, size;     /* its document, and empty ones before it */
    enum sigma_reason kind; /* SIGMA_ACCEPTED: it was compiled */
    uint32_t column;
    bool in_collection; /* it stands behind an `action`, or has one */
};

struct compiled {
    struct content *content; /* owned; its instances are the rules that were compiled, in order */
    struct compiled_rule *rules; /* owned; all of them */
    uint32_t count, refused, duplicates;
    struct digest said; /* everything, rule by rule */
};

/* Compiles a text, with fixed placeholders. What must hold beside check_result: each rule that is
 * compiled adds one instance to the content and a refused one none; the end stays the end. */
void compiled_make(const struct rule_text *text, bool allow_unknown_fields, struct compiled *out);

/* Compiles alone what was compiled among others: those rules of `from`, the last one first. None
 * may be refused then. `text` is the one that `from` was made from. */
void compiled_alone(const struct rule_text *text, const struct compiled *from,
                    struct compiled *out);

/* Compiles the first rules of `from` that were refused, each by itself. What must hold: one whose
 * identifier was used before compiles then, and a rule of that identifier had been compiled; the
 * others are refused in the same way. Rules in collections are passed over. */
void check_refused_alone(const struct rule_text *text, const struct compiled *from);

void compiled_free(struct compiled *compiled);

#endif
