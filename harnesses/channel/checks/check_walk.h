/* The oracles of the tables layer. */
#ifndef HARNESS_CHANNEL_CHECK_WALK_H
#define HARNESS_CHANNEL_CHECK_WALK_H

#include <stdbool.h>

#include "channel/decode.h"
#include "digest.h"

/* Walks an opened file and adds all that it holds to the digest. What must hold: the walk ends,
 * every place is in the file, every slice that is handed out in its section, every index below what
 * it indexes, and the decoders by index agree with the walk. Returns whether the walk met no error.
 */
bool check_walk(const struct channel_file *file, struct digest *digest);

#endif
