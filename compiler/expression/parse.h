/* The source of an expression to its syntax tree. */
#ifndef REDZONE_EXPRESSION_PARSE_H
#define REDZONE_EXPRESSION_PARSE_H

#include "tree.h"

/* The tree of a source that source_check has accepted, from its arena. NULL on a refusal. Time and
 * memory are bounded by the size of the source, whatever its quantifiers ask for. */
struct node *expression_parse(struct source *source, uint8_t flags);

#endif
