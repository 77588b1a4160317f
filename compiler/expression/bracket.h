/* Classes in brackets. */
#ifndef REDZONE_EXPRESSION_BRACKET_H
#define REDZONE_EXPRESSION_BRACKET_H

#include "point_set.h"
#include "source.h"

/* Takes the class at the position, where there is a bracket, into an empty set. False on a
 * refusal. */
bool bracket_take(struct source *source, bool caseless, struct point_set *set);

#endif
