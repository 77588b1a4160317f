/* The oracles that PCRE2 is of the target `matcher`. Where the dialects differ by docs/sigma.md,
 * they ask for nothing. */
#ifndef HARNESS_CHANNEL_CHECK_OPINION_H
#define HARNESS_CHANNEL_CHECK_OPINION_H

#include <stdbool.h>

#include "match_question.h"
#include "second_opinion.h"

/* What PCRE2 makes of a question for an expression; NULL where it refuses it. What must hold, given
 * whether expression_compile accepted it, and why not: both refuse it, or whichever does has a rule
 * or a limit of its own. opinion_free it. */
struct opinion *check_acceptance(const struct match_question *question, bool accepted,
                                 const char *reason);

/* What must hold: the expression matches in the subject if it does so for PCRE2, which may have no
 * opinion (NULL), or give up. */
void check_verdict(const struct match_question *question, const struct opinion *opinion,
                   const struct match_line *subject, bool found);

#endif
