/* The input of the target `matcher`: lines of text that ask whether a value holds for subjects.
 *
 *     operator and flags        prefix cased
 *     value                     \Device\
 *     subjects, one a line      \device\null
 *
 * The operator is a kind of criterion by its name (channel/kinds.h); where it is none, the line's
 * first byte chooses one. Flags: `cased`; for an expression letters of `ims`; for a reference a
 * mode. The value of a range is two words (one that is no integer is no bound), of a network
 * `address/prefix` (bits behind the prefix are cleared), of a reference what the other input holds.
 * Lines end with a line feed; a pilcrow in value and subjects stands for one. */
#ifndef HARNESS_CHANNEL_MATCH_QUESTION_H
#define HARNESS_CHANNEL_MATCH_QUESTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expression/expression.h"

enum { MATCH_LONGEST_VALUE = 240, MATCH_LONGEST_SUBJECT = 1024 };

/* A line as the target uses it: an exact copy, cut at its longest. */
struct match_line {
    uint8_t *bytes;
    size_t size;
};

struct match_question {
    uint8_t kind, flags;
    uint8_t expression_flags, mode;
    struct match_line value;
    const uint8_t *rest; /* subjects that were not read yet */
    size_t rest_size;
};

/* Reads the first two lines of any bytes, which must outlive the question. match_question_free it.
 */
void match_question_read(const uint8_t *data, size_t size, struct match_question *out);
void match_question_free(struct match_question *question);

/* The next subject; false when there is none. match_line_free it. */
bool match_next_subject(struct match_question *question, struct match_line *out);
void match_line_free(struct match_line *line);

enum { MATCH_TYPE = 1, MATCH_INPUTS = 2 };

/* The kind of the first of MATCH_INPUTS inputs, which the subject is; the second is text. */
uint8_t match_subject_kind(const struct match_question *question);

/* A model of one template instance, of type MATCH_TYPE, whose only criterion reads the subject.
 *
 * NULL when there can be none: the value is no address, or an expression that is refused, whose
 * `reason` says why (it is empty for all others). Ends the program when memory is short. The caller
 * frees it by content_free before the question. */
struct content *match_model(const struct match_question *question,
                            char reason[EXPRESSION_REASON_SIZE]);

#endif
