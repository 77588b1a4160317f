/* The Content Interpreter: which instances match this event?
 *
 * It runs on content that no validator saw without reading outside the file, the inputs or the
 * workspace, and inside its budget; what is wrong with an instance is reported when it is met. */
#ifndef CHANNEL_EVALUATE_H
#define CHANNEL_EVALUATE_H

#include "channel/decode.h"

struct channel_input {
    const uint8_t *bytes; /* UTF-8; not read when size is 0 */
    uint32_t size;
    uint8_t kind; /* enum channel_kind; CHANNEL_KIND_ABSENT with size 0: the event lacks it */
};

struct channel_event {
    uint16_t type;
    uint16_t input_count;
    const struct channel_input *inputs; /* exactly input_count of them */
};

struct channel_workspace {
    uint32_t *words;
    uint32_t count;
};

/* An instance that matched, or one that could not be evaluated. */
struct channel_match {
    enum channel_error error; /* CHANNEL_OK: it matched; else a content error, and why */
    uint32_t offset;          /* in the file; of the record that was refused, else the instance's */
    uint32_t instance;        /* index into the instances */
    uint32_t criterion;       /* in the instance, of a content error; CHANNEL_NO_INDEX */
    uint32_t field;           /* that was read then; CHANNEL_NO_INDEX */
};

/* An evaluation under way. The caller provides the room; file, event and workspace must outlive it.
 */
struct channel_evaluation {
    const struct channel_file *file;
    const struct channel_event *event;
    struct channel_workspace workspace;
    uint64_t budget; /* as given */
    uint64_t left;   /* steps that may still be taken; budget - left were taken */
    struct channel_type type;
    uint32_t next; /* instance of the type to evaluate next */
    uint32_t offset, criterion, field;
};

/* The number of words that a workspace for this content must have. Capped: however hostile the
 * content, it stays below CHANNEL_MAX_WORKSPACE_WORDS. */
uint32_t channel_workspace_size(const struct channel_file *file);

/* Begins to match one event against all instances of its type.
 *
 * Refuses a workspace that is too small, and an event that is wrong in itself (more than 128
 * inputs, an unknown kind, an input beyond 65,535 bytes). An event of a type that the content does
 * not have is fine and matches nothing. The workspace need not be cleared. */
enum channel_error channel_evaluate(const struct channel_file *file,
                                    const struct channel_event *event,
                                    struct channel_workspace workspace, uint64_t budget,
                                    struct channel_evaluation *evaluation);

/* The next instance that matches or is in error, until none is left: returns false then.
 *
 * An instance in error is reported and skipped, the next one goes on. CHANNEL_ERROR_BUDGET is
 * reported once and ends the evaluation. */
bool channel_evaluate_next(struct channel_evaluation *evaluation, struct channel_match *match);

#endif
