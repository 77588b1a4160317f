/* What a fuzz target is at while it evaluates content, for people: the context of hits. */
#ifndef HARNESS_CHANNEL_DESCRIBE_H
#define HARNESS_CHANNEL_DESCRIBE_H

#include "channel/decode.h"
#include "channel/evaluate.h"

/* From now on, hits happen in this evaluation: "instance 12, criterion 3 reads input 21 of 20". */
void describe_evaluation(const struct channel_evaluation *evaluation);

/* From now on, hits happen in this walk: which records it has come to. */
void describe_walk(const struct channel_walk *walk);

/* Neither any more. */
void describe_nothing(void);

#endif
