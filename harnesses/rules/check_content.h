/* The oracles of content that was compiled: what comes of it once it is encoded. */
#ifndef HARNESS_RULES_CHECK_CONTENT_H
#define HARNESS_RULES_CHECK_CONTENT_H

#include <stddef.h>

#include "channel/checks/digest.h"
#include "content.h"

/* An encoded model. No bytes: it is larger than a channel file may be, which only many rules
 * together can become. */
struct encoded {
    uint8_t *bytes; /* owned, in an allocation of their size */
    size_t size;
};

/* Encodes a model that the front end has made. What must hold: the builder refuses none. */
struct encoded encode_content(const struct content *content);

/* Looks at the encoded bytes as a sensor does, and adds what they say to the digest. What must
 * hold: the file opens, is canonical, and comes out of a decoder and the builder as the same bytes;
 * the standard sensor can run it, and an older one refuses it for nothing but an input or a type
 * that it does not supply; a fixed set of events ends without a content error. */
void check_encoded(const struct encoded *encoded, struct digest *digest);

void encoded_free(struct encoded *encoded);

#endif
