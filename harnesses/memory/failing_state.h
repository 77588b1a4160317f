/* What memory and files share: whether the operation at hand is to fail. */
#ifndef HARNESS_MEMORY_FAILING_STATE_H
#define HARNESS_MEMORY_FAILING_STATE_H

#include "failing.h"

/* Whether anybody is watching; what is not watched is passed on. */
bool failing_watches(void);

/* Counts an operation; true when it is to fail. */
bool failing_now(void);

/* What has been seen so far. */
struct failing_report *failing_seen(void);

/* Begins with an empty folder; in *report, what is left in it. */
void failing_files_begin(void);
void failing_files_end(struct failing_report *report);

#endif
