/* One criterion against one event. */
#ifndef CHANNEL_CRITERION_TEST_H
#define CHANNEL_CRITERION_TEST_H

#include "channel/evaluate.h"
#include "meter.h"

/* What a test may use, and where it notes what it was about when it refuses. */
struct test_context {
    const struct channel_file *file;
    const struct channel_type *type;
    const struct channel_event *event;
    uint32_t *filters;    /* see filters_size */
    uint32_t *states;     /* room for regular expressions, */
    uint32_t state_words; /* of so many words */
    struct meter *meter;
    uint32_t field;  /* that is being read; CHANNEL_NO_INDEX */
    uint32_t offset; /* in the file, of the record that is being read */
};

/* Words that the gram filters of `inputs` inputs take, the flags that tell which are made included.
 */
uint32_t filters_size(uint32_t inputs);

/* Forgets the filters of the last event. */
void filters_reset(uint32_t *filters);

/* Tests criterion `index` of the file; *result tells whether it holds. Checks all that it reads of
 * file and event: neither validator nor walk need have seen the content. */
enum channel_error criterion_test(struct test_context *context, uint32_t index, bool *result);

#endif
