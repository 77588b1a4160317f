/* Keeps inputs that hit something, while the engine goes on. */
#ifndef SUPPORT_SPOOL_H
#define SUPPORT_SPOOL_H

#include <stddef.h>
#include <stdint.h>

#include "hit.h"

/* Writes the input to the folder that $REDZONE_SPOOL names when a hit of the log is at a site of
 * which this process knows no input, or no smaller one: as `hit-SITE-SIZE-CONTENT` (16, 8 and 16
 * hex digits), which appears whole or not at all. Without that variable nothing is kept. Where a
 * file cannot be written, says so once and goes on: the next input of the site is tried again. */
void spool_offer(const uint8_t *bytes, size_t size, const struct hit_log *log);

#endif
