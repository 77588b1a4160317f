/* Encodes models that should give a file's bytes, and compares. Relies on builder.h alone. */
#include "check_encoding.h"

#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "support/contract.h"
#include "support/exact.h"

void check_same_bytes(const struct content *content, const struct channel_file *file,
                      const char *what)
{
    struct builder_error error;
    uint8_t *bytes;
    size_t size;

    const bool encoded = builder_encode(content, &bytes, &size, &error);
    contract_require(encoded, "an equal model is encoded, too", channel_error_name(error.error));
    contract_require(size == file->bytes.size && memcmp(bytes, file->bytes.base, size) == 0,
                     "equal models give the same bytes", what);
    free(bytes);
}

/* The model with its lists the other way round; both share everything else. */
void check_order(const struct content *content, const struct channel_file *file)
{
    struct content turned = *content;

    turned.instances = exact_allocate((content->instance_count + 1) * sizeof *turned.instances);
    turned.types = exact_allocate((content->type_count + 1) * sizeof *turned.types);
    for (uint32_t i = 0; i < content->instance_count; i++)
        turned.instances[i] = content->instances[content->instance_count - 1 - i];
    for (uint32_t i = 0; i < content->type_count; i++)
        turned.types[i] = content->types[content->type_count - 1 - i];
    check_same_bytes(&turned, file, "order");
    free(turned.instances);
    free(turned.types);
}
