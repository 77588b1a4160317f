/* One template instance in the real Content Interpreter, and two questions to it that need no
 * second implementation: does this criterion hold of this event, and is this criterion reached?
 *
 * Both are asked on private copies of the file. In the first the instance's condition is replaced
 * by a test of the one criterion; in the second the criterion is of no kind, so that the
 * interpreter refuses it exactly when it gets there. The events that count run on the very bytes.
 */
#ifndef REDZONE_TOOL_TRIAL_H
#define REDZONE_TOOL_TRIAL_H

#include "channel/evaluate.h"

struct trial_copy {
    uint8_t *bytes;
    struct channel_file file;
};

struct trial {
    const struct channel_file *file;
    struct trial_copy single, poisoned;
    struct channel_workspace workspace;
    uint64_t budget;
    uint64_t steps; /* the most that one evaluation has taken on the very bytes */
    uint64_t work;  /* what all questions have cost: steps, and a flat rate for each */
    struct channel_type type;
    uint32_t index; /* of the instance */
    struct channel_instance instance;
};

/* How an event comes out. */
enum trial_result { TRIAL_FALSE, TRIAL_TRUE, TRIAL_ERROR };

/* Copies the file. False, and one line on stderr, when memory is short. trial_free takes a
 * structure that is zero. */
bool trial_begin(struct trial *trial, const struct channel_file *file);
void trial_free(struct trial *trial);

/* From now on the trial is about instance `index` of `type`; the one before is mended. */
void trial_take(struct trial *trial, const struct channel_type *type, uint32_t index,
                const struct channel_instance *instance);

/* Does criterion `criterion` of the instance hold of this event? */
enum trial_result trial_holds(struct trial *trial, const struct channel_event *event,
                              uint32_t criterion);

/* Is that criterion tested at all when the instance meets this event? */
bool trial_reaches(struct trial *trial, const struct channel_event *event, uint32_t criterion);

/* Runs the instance on the very bytes; *match is what the interpreter said when it was not false.
 */
enum trial_result trial_run(struct trial *trial, const struct channel_event *event,
                            struct channel_match *match);

#endif
