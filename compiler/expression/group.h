/* What an opening parenthesis begins. */
#ifndef REDZONE_EXPRESSION_GROUP_H
#define REDZONE_EXPRESSION_GROUP_H

#include "source.h"

/* Takes the opening of a group, at whose parenthesis the position is, or the whole of a flag
 * setting. *flags is changed as it says: for the group, or, when there is no group (*is_group
 * false), for what follows. False on a refusal. */
bool group_take(struct source *source, uint8_t *flags, bool *is_group);

#endif
