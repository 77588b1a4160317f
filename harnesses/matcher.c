/* One operator, one value, some subjects (channel/match_question.h has the lines): a channel file
 * is built, opened, validated and run on each subject. Oracles: the naive operators; PCRE2 for
 * regular expressions; the builder refuses what the format forbids and nothing else. */
#include <stdlib.h>

#include "builder.h"
#include "channel/matches/check_opinion.h"
#include "channel/matches/match_digest.h"
#include "channel/matches/match_trial.h"
#include "channel/naive/naive_operators.h"
#include "support/contract.h"
#include "support/target.h"

enum { MOST_EFFORT = 1000000 }; /* of the naive operators, on all subjects of an input */

static bool try_subject(const struct match_trial *trial, const struct match_question *question,
                        const struct content_value *value, const struct match_line *subject)
{
    struct exact_event event;

    match_event(question, subject, &event);
    const bool found = match_trial_run(trial, &event.event);
    const bool expected =
        naive_value_holds(question->kind, question->flags, value, &event.event, &event.inputs[0]);
    contract_require(found == expected, "an operator does what the format says", trial->name);
    exact_event_free(&event);
    return found;
}

static void try_absent(const struct match_trial *trial, const struct match_question *question)
{
    struct exact_event event;

    match_event(question, NULL, &event);
    contract_require(!match_trial_run(trial, &event.event), "no value holds for an absent input",
                     trial->name);
    exact_event_free(&event);
}

static void try_subjects(const struct match_trial *trial, struct match_question *question,
                         const struct content_value *value, const struct opinion *opinion)
{
    struct match_line subject;

    for (uint64_t effort = 0; effort < MOST_EFFORT && match_next_subject(question, &subject);) {
        effort += naive_effort(question->kind, value, (uint32_t)subject.size);
        if (effort <= MOST_EFFORT)
            check_verdict(question, opinion, &subject,
                          try_subject(trial, question, value, &subject));
        match_line_free(&subject);
    }
}

/* Whether the value may be encoded, and if so what comes of it. */
static void try_model(const struct content *content, struct match_question *question,
                      const struct opinion *opinion)
{
    const struct content_value *value = &content->instances[0].criteria[0].values[0];
    struct builder_error refusal;
    struct match_trial trial;
    uint8_t *bytes;
    size_t size;

    const bool encoded = builder_encode(content, &bytes, &size, &refusal);
    contract_require(encoded == naive_value_is_canonical(question->kind, value),
                     "the builder refuses what the format forbids, and nothing else",
                     encoded ? "encoded" : channel_error_name(refusal.error));
    if (!encoded)
        return;
    match_trial_begin(question, bytes, size, &trial);
    try_absent(&trial, question);
    try_subjects(&trial, question, value, opinion);
    match_trial_free(&trial);
    free(bytes);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    char reason[EXPRESSION_REASON_SIZE];
    struct match_question question;
    struct opinion *opinion = NULL;

    match_question_read(data, size, &question);
    struct content *content = match_model(&question, reason);
    if (question.kind == CHANNEL_CRITERION_EXPRESSION)
        opinion = check_acceptance(&question, content != NULL, reason);
    if (content != NULL)
        try_model(content, &question, opinion);
    content_free(content);
    opinion_free(opinion);
    match_question_free(&question);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    match_digest(data, size, line, capacity);
}
