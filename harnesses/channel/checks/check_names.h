/* The oracle of the names that tools print. */
#ifndef HARNESS_CHANNEL_CHECK_NAMES_H
#define HARNESS_CHANNEL_CHECK_NAMES_H

#include <stdint.h>

/* What must hold of any number: it has a name where the format or the parser knows it, and
 * "unknown" elsewhere. */
void check_names(uint8_t number);

#endif
