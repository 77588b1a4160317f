/* Values of criteria: new ones for a kind, changes, and the form that a kind asks for. */
#ifndef HARNESS_CHANNEL_MUTATE_VALUE_H
#define HARNESS_CHANNEL_MUTATE_VALUE_H

#include "mutation.h"

/* An integer at or beside a boundary, or a small one. */
int64_t value_integer(struct mutation *mutation);

/* Appends a value of the form that the criterion's kind takes; nothing when it takes none. */
void value_add(struct mutation *mutation, struct content_criterion *criterion);

/* Changes a value of the criterion. Of a regular expression most of the time the source, which is
 * compiled again, else an instruction of its program. */
void value_change(struct mutation *mutation, const struct content_criterion *criterion,
                  struct content_value *value);

/* Makes a value one that a reader accepts in this criterion, whose type has so many fields. */
void value_mend(struct mutation *mutation, const struct content_criterion *criterion,
                uint16_t field_count, struct content_value *value);

#endif
