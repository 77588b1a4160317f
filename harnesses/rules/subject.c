/* What the support library knows of rules: they are text. */
#include "support/subject.h"
#include "support/reduce_text.h"

const struct subject target_subject = {.name = "rules", .reduce = reduce_text};
