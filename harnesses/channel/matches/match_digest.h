/* What the parser says to the lines of match_question.h, in a line that people read. */
#ifndef HARNESS_CHANNEL_MATCH_DIGEST_H
#define HARNESS_CHANNEL_MATCH_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* Writes the operator's name, then `refused` and by which rule, or a sign for each subject: + where
 * the value holds, - where not. The line is ended with NUL, and cut where there is no room. */
void match_digest(const uint8_t *data, size_t size, char *line, size_t capacity);

#endif
