/* Relies on second_opinion for what PCRE2 does otherwise on purpose. */
#include "check_opinion.h"

#include "support/contract.h"

struct opinion *check_acceptance(const struct match_question *question, bool accepted,
                                 const char *reason)
{
    const struct match_line *source = &question->value;
    const uint8_t flags = question->expression_flags;
    struct opinion *opinion = opinion_new(source->bytes, source->size, flags);

    if (accepted && opinion == NULL)
        contract_require(opinion_is_over_limit(source->bytes, source->size, flags),
                         "an expression that is accepted is one to PCRE2", "refused by PCRE2");
    if (!accepted && opinion != NULL)
        contract_require(opinion_may_accept(reason),
                         "an expression that PCRE2 accepts is refused by a rule of our own",
                         "refused");
    return opinion;
}

void check_verdict(const struct match_question *question, const struct opinion *opinion,
                   const struct match_line *subject, bool found)
{
    const struct channel_slice input = {subject->bytes, (uint32_t)subject->size};

    if (opinion == NULL || opinion_folds_otherwise(question->value.bytes, question->value.size,
                                                   question->expression_flags, input))
        return;
    const enum verdict verdict = opinion_of(opinion, input);
    contract_require(verdict == VERDICT_NONE || found == (verdict == VERDICT_HIT),
                     "an expression matches what it matches for PCRE2", "verdict");
}
