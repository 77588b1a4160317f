/* The only encoder of channel files: content model in, canonical bytes out. */
#ifndef REDZONE_BUILDER_H
#define REDZONE_BUILDER_H

#include "content.h"

/* Why a model could not be encoded. */
struct builder_error {
    bool out_of_memory;
    enum channel_error error; /* the rule of the format that the result would break */
    uint32_t instance;        /* index in the model of the instance concerned; CHANNEL_NO_INDEX */
};

/* Encodes a model. Instances are put into the order of the format, types without instances left
 * out, caseless patterns folded; so the order of instances and types in the model does not matter.
 *
 * Returns true and *bytes (free() them), *size; what was encoded has been walked: it is canonical.
 * Returns false and says why in *error; nothing is to be freed then. */
bool builder_encode(const struct content *content, uint8_t **bytes, size_t *size,
                    struct builder_error *error);

/* Encodes without asking whether the result is a valid file: what the model says is written down,
 * counts and references as they are, with a correct directory and checksum. For seeds, tests and
 * mutators that need files wrong in one place. False when memory is short or the file would exceed
 * the cap. */
bool builder_encode_unchecked(const struct content *content, uint8_t **bytes, size_t *size);

#endif
