/* Stands in for a subject that knows nothing of its format. A member of its own in the library: the
 * linker takes it only when no subject library defines target_subject. */
#include "subject.h"

const struct subject target_subject = {.name = "bytes"};
