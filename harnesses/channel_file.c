/* Any bytes as a channel file: open, decode everything, validate against every sensor, evaluate a
 * fixed set of events. Oracles: those of the layers (channel/check_*.h); the same bytes elsewhere
 * in memory give the same results; what is accepted is encoded to the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/check_validation.h"
#include "channel/check_walk.h"
#include "channel/repair.h"
#include "channel/summary.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

static bool is_empty(const struct channel_file *file)
{
    uint32_t seen = file->bytes.size;
    for (unsigned i = 0; i < CHANNEL_SECTION_END; i++)
        seen |= file->sections[i].size;
    return seen == 0 && file->bytes.base == NULL;
}

static void check_refusal(const uint8_t *data, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(data, size, &file, &offset);
    contract_require(error < CHANNEL_ERROR_END, "an error is a known one", "open");
    if (error == CHANNEL_OK)
        return;
    contract_require(offset <= size, "a refusal names a place in the file",
                     channel_error_name(error));
    contract_require(is_empty(&file), "a refusal leaves nothing behind", channel_error_name(error));
}

/* What the parser says of an accepted file, as one number. */
static uint64_t examine(const uint8_t *bytes, size_t size, bool *clean)
{
    struct digest digest = {0};
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    contract_require(error == CHANNEL_OK, "what was accepted once is accepted again",
                     channel_error_name(error));
    *clean = check_walk(&file, &digest);
    check_own_sensor(&file, 0, *clean, &digest);
    return digest.sum;
}

static void check_elsewhere(const uint8_t *bytes, size_t size, uint64_t expected)
{
    uint8_t *block = exact_allocate(size + 1);
    bool clean;

    memcpy(block + 1, bytes, size);
    contract_require(examine(block + 1, size, &clean) == expected,
                     "the same bytes at another alignment give the same results", "examine");
    free(block);
}

static void check_encoding(const struct channel_file *file)
{
    enum channel_error error;
    uint32_t offset;
    struct builder_error reason;
    uint8_t *bytes;
    size_t size;

    struct content *content = content_decode(file, &error, &offset);
    contract_require(content != NULL, "a canonical file has a content model",
                     channel_error_name(error));
    contract_require(builder_encode(content, &bytes, &size, &reason),
                     "a model of a canonical file can be encoded", "refused");
    contract_require(size == file->bytes.size && memcmp(bytes, file->bytes.base, size) == 0,
                     "encode(decode(x)) == x", "bytes");
    free(bytes);
    content_free(content);
}

static void check_accepted(const struct channel_file *file)
{
    struct digest digest = {0};
    bool clean;

    const uint64_t sum = examine(file->bytes.base, file->bytes.size, &clean);
    check_elsewhere(file->bytes.base, file->bytes.size, sum);
    check_without_sensor(file, clean, &digest);
    check_known_sensors(file, clean, &digest);
    check_own_sensor(file, 1, clean, &digest);
    if (clean)
        check_encoding(file);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    struct channel_file file;
    uint32_t offset;

    check_refusal(data, size);
    if (repair_open(copy, size, &file, &offset) == CHANNEL_OK)
        check_accepted(&file);
    exact_free(copy, size);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    uint8_t *copy = exact_copy(data, size);
    struct channel_file file;
    struct summary summary;

    if (summary_open(copy, size, &file, &summary))
        summary_add_fixed_events(&file, &summary);
    summary_write(&summary, line, capacity);
    exact_free(copy, size);
}
