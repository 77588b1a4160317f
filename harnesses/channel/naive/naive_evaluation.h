/* A second Content Interpreter, which walks the content model instead of the file: docs/format.md,
 * §2 (Criterion, Node) and §3, as plainly as can be. Recursive, without filters, budget or
 * workspace, and without any of the parser's code. Takes about as many steps as model_cost_of_event
 * says. */
#ifndef HARNESS_CHANNEL_NAIVE_EVALUATION_H
#define HARNESS_CHANNEL_NAIVE_EVALUATION_H

#include "channel/evaluate.h"
#include "content.h"

enum naive_result {
    NAIVE_MISS,
    NAIVE_MATCH,
    NAIVE_ERROR, /* it reads an input that the event does not have, or one of another kind */
};

/* Whether an instance of a model that the builder accepts matches an event of its type; the event
 * must not be wrong in itself. */
enum naive_result naive_evaluate(const struct content *content,
                                 const struct content_instance *instance,
                                 const struct channel_event *event);

#endif
