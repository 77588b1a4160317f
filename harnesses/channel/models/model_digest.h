/* What builder and parser make of a model, as one line that is equal on every machine: for
 * `replay --digest`. */
#ifndef HARNESS_CHANNEL_MODEL_DIGEST_H
#define HARNESS_CHANNEL_MODEL_DIGEST_H

#include "model_bytes.h"

/* Makes the model of the bytes, encodes it, evaluates its events, and writes the line. */
void model_digest(const uint8_t *bytes, size_t size, const struct model_caps *caps, char *line,
                  size_t capacity);

#endif
