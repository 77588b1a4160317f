/* Relies on match_trial, and on nothing naive but the reading of the lines. */
#include "match_digest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/inputs/events.h"
#include "match_trial.h"

static char sign_of(const struct match_trial *trial, const struct match_question *question,
                    const struct match_line *subject)
{
    struct exact_event event;

    match_event(question, subject, &event);
    const bool found = match_trial_run(trial, &event.event);
    exact_event_free(&event);
    return found ? '+' : '-';
}

static void write_signs(struct match_question *question, const uint8_t *bytes, size_t size,
                        char *line, size_t capacity)
{
    struct match_line subject;
    struct match_trial trial;

    match_trial_begin(question, bytes, size, &trial);
    for (size_t i = strlen(line); i + 1 < capacity && match_next_subject(question, &subject); i++) {
        line[i] = sign_of(&trial, question, &subject);
        line[i + 1] = '\0';
        match_line_free(&subject);
    }
    match_trial_free(&trial);
}

void match_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    struct match_question question;
    struct builder_error refusal;
    char reason[EXPRESSION_REASON_SIZE];
    uint8_t *bytes;
    size_t file_size;

    match_question_read(data, size, &question);
    struct content *content = match_model(&question, reason);
    const char *name = channel_kind_rules(question.kind)->name;
    if (content == NULL) {
        snprintf(line, capacity, "%s refused: %s", name, reason[0] == '\0' ? "no address" : reason);
    } else if (!builder_encode(content, &bytes, &file_size, &refusal)) {
        snprintf(line, capacity, "%s refused: %s", name, channel_error_name(refusal.error));
    } else {
        snprintf(line, capacity, "%s ", name);
        write_signs(&question, bytes, file_size, line, capacity);
        free(bytes);
    }
    content_free(content);
    match_question_free(&question);
}
