/* The oracle of the one form: models that say the same give the same bytes. */
#ifndef HARNESS_CHANNEL_CHECK_ENCODING_H
#define HARNESS_CHANNEL_CHECK_ENCODING_H

#include "content.h"

/* Encodes a model, which must give exactly the bytes of an opened file. `what` names the way by
 * which the model was made, for the finding. */
void check_same_bytes(const struct content *content, const struct channel_file *file,
                      const char *what);

/* The same with the model's instances and types the other way round. */
void check_order(const struct content *content, const struct channel_file *file);

#endif
