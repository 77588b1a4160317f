/* What begins with a backslash. */
#ifndef REDZONE_EXPRESSION_ESCAPE_H
#define REDZONE_EXPRESSION_ESCAPE_H

#include "named_sets.h"
#include "source.h"

enum escape_kind { ESCAPE_POINT, ESCAPE_SET, ESCAPE_ASSERTION };

struct escape {
    enum escape_kind kind;
    uint32_t value;              /* the code point, or enum channel_assertion */
    const struct named_set *set; /* of a set */
    bool negated;                /* of a set */
};

/* Takes the escape at the position, where there is a backslash. In a class \b is the backspace, and
 * other assertions are refused. False on a refusal. */
bool escape_take(struct source *source, bool in_class, struct escape *out);

#endif
