/* One document compiled: what streams and single rules share. */
#ifndef REDZONE_SIGMA_COMPILER_H
#define REDZONE_SIGMA_COMPILER_H

#include "document.h"

/* Compiles the rule that `root` is, as sigma_stream_next says. */
bool sigma_compile_document(struct sigma_compiler *compiler, struct sigma_work *work,
                            const struct sigma_node *root, const char *file_name);

#endif
