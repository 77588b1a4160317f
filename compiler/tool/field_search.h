/* The search for the text of one field. */
#ifndef REDZONE_TOOL_FIELD_SEARCH_H
#define REDZONE_TOOL_FIELD_SEARCH_H

#include "search.h"

/* Gives the field of the criterion that was wanted last a text (or none) with which it and all
 * others that read the field come to what is wanted. False: none was found; what was tried may have
 * left its traces, and the search goes back behind the criterion. */
bool field_search(struct search *search, struct wanted *wanted);

#endif
