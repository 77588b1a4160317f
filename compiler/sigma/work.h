/* What the steps of one compilation share: memory that is freed at once, budgets that keep a
 * hostile rule small, and the one way to refuse. */
#ifndef REDZONE_SIGMA_WORK_H
#define REDZONE_SIGMA_WORK_H

#include "sigma.h"

/* Budgets of one rule, each at least 16 times what the largest real rule needs. */
enum {
    SIGMA_MAX_VALUES = 262144, /* real: 4,432, and 30 from expansions */
    SIGMA_MAX_ELEMENTS =
        32 * 1024 * 1024,             /* of all values and of what modifiers make; real: 0.3 M */
    SIGMA_MAX_BRANCHES = 1024 * 1024, /* children of all operators; real: 104 */
    SIGMA_MAX_COMPARISONS = 256 * 1024 * 1024, /* of bytes of patterns and names; real: 0.1 M */
    SIGMA_MAX_INSTRUCTIONS = 1024 * 1024,      /* of all regular expressions */
};

struct sigma_work {
    struct arena *arena; /* freed when the rule is done */
    struct sigma_diagnostic *diagnostic;
    struct sigma_result *warnings;                 /* where they are noted; NULL: nowhere */
    const struct sigma_placeholders *placeholders; /* NULL: none were given */
    uint32_t values_left, elements_left, branches_left, comparisons_left, instructions_left;
};

/* Everything that one rule may use, in an arena that sigma_work_end frees. False, with the
 * diagnostic set, when memory is short; there is nothing to end then. */
bool sigma_work_begin(struct sigma_work *work, struct sigma_diagnostic *diagnostic);
void sigma_work_end(struct sigma_work *work);

/* Text out of a rule for a message: quoted, unprintable bytes escaped, cut if it is long. */
struct sigma_excerpt {
    char text[80];
};
struct sigma_excerpt sigma_excerpt(struct content_text text);

/* Sets the diagnostic. Always false, so that a refusal is one line: return sigma_refuse(…). */
__attribute__((format(printf, 4, 5))) bool sigma_refuse(struct sigma_work *work,
                                                        enum sigma_reason kind, uint32_t line,
                                                        const char *format, ...);
bool sigma_out_of_memory(struct sigma_work *work);

/* Notes a warning, or counts it when there are too many. */
__attribute__((format(printf, 3, 4))) void sigma_warn(struct sigma_work *work, uint32_t line,
                                                      const char *format, ...);

/* `count` zeroed objects of `size` bytes; NULL, with the diagnostic set, when memory is short. */
void *sigma_take(struct sigma_work *work, size_t count, size_t size);

/* Takes `amount` from a budget. False, with a refusal that names `what`, when it is used up. */
bool sigma_spend(struct sigma_work *work, uint32_t *budget, uint64_t amount, uint32_t line,
                 const char *what);

/* Whether text equals a literal. */
bool sigma_is(struct content_text text, const char *literal);
bool sigma_equal(struct content_text left, struct content_text right);

#endif
