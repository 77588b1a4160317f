/* Any bytes as a channel file: open, decode everything, validate against every sensor, evaluate a
 * fixed set of events. Oracles: those of the layers (channel/check_*.h); the same bytes elsewhere
 * in memory give the same results; what is accepted is encoded to the same bytes. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/checks/check_names.h"
#include "channel/checks/check_validation.h"
#include "channel/checks/check_walk.h"
#include "channel/checks/shares.h"
#include "channel/checks/summary.h"
#include "channel/inputs/repair.h"
#include "channel/naive/naive_checksum.h"
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

static void check_refusal(enum channel_error error, const struct channel_file *file, size_t size,
                          uint32_t offset)
{
    contract_require(error < CHANNEL_ERROR_END, "an error is a known one", "open");
    if (error == CHANNEL_OK)
        return;
    contract_require(offset <= size, "a refusal names a place in the file",
                     channel_error_name(error));
    contract_require(is_empty(file), "a refusal leaves nothing behind", channel_error_name(error));
}

static void check_checksum(const uint8_t *data, size_t size, enum channel_error stated)
{
    struct channel_file file;
    uint32_t offset;

    contract_require(channel_checksum(data, size) == naive_checksum(data, size),
                     "the checksum is that of docs/format.md", "checksum");
    const enum channel_error unchecked = channel_open_unchecked(data, size, &file, &offset);
    contract_require(unchecked == (stated == CHANNEL_ERROR_CHECKSUM ? CHANNEL_OK : stated),
                     "opening unchecked leaves out the checksum alone", channel_error_name(stated));
}

static bool is_canonical(const struct channel_file *file)
{
    struct channel_walk walk;
    enum channel_walk_step step;

    channel_walk_begin(file, &walk);
    do {
        step = channel_walk_next(&walk);
    } while (step != CHANNEL_WALK_END && step != CHANNEL_WALK_ERROR);
    return step == CHANNEL_WALK_END;
}

/* What the parser says of an opened file, as one number. */
static uint64_t examine(const struct channel_file *file)
{
    enum { RECORDS, VERDICT, PARTS }; /* of these a run under an engine does one */
    struct digest digest = {0};

    if (share_takes(SHARE_EXAMINED, RECORDS, PARTS))
        check_walk(file, &digest);
    if (share_takes(SHARE_EXAMINED, VERDICT, PARTS))
        check_own_sensor(file, 0, is_canonical(file), &digest);
    return digest.sum;
}

static void check_elsewhere(const struct channel_file *file)
{
    const uint64_t expected = examine(file);
    const uint32_t size = file->bytes.size;
    uint8_t *block = exact_room((size_t)size + 1);
    struct channel_file other;
    uint32_t offset;

    memcpy(block + 1, file->bytes.base, size);
    const enum channel_error error = channel_open(block + 1, size, &other, &offset);
    contract_require(error == CHANNEL_OK, "what was accepted once is accepted again",
                     channel_error_name(error));
    contract_require(examine(&other) == expected,
                     "the same bytes at another alignment give the same results", "examine");
    exact_free(block, (size_t)size + 1);
}

static void check_encoding(const struct channel_file *file)
{
    struct digest digest = {0};
    enum channel_error error;
    uint32_t offset;
    struct builder_error reason;
    uint8_t *bytes;
    size_t size;

    if (!check_walk(file, &digest))
        return;
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

/* Of these a run under an engine does one (support/share.h). */
enum { CHECKSUM, ELSEWHERE, ENCODING, NO_SENSOR, KNOWN_SENSORS, OWN_SENSOR, FEWER_INPUTS, CHECKS };

static bool takes(unsigned check)
{
    return share_takes(SHARE_CHECKS, check, CHECKS);
}

static void check_sensors(const struct channel_file *file)
{
    struct digest digest = {0};
    const bool clean = is_canonical(file);

    if (takes(NO_SENSOR))
        check_without_sensor(file, clean, &digest);
    if (takes(KNOWN_SENSORS))
        check_known_sensors(file, clean, &digest);
    if (takes(OWN_SENSOR))
        check_own_sensor(file, 0, clean, &digest);
    if (takes(FEWER_INPUTS))
        check_own_sensor(file, 1, clean, &digest);
}

static void check_accepted(const struct channel_file *file)
{
    if (takes(ELSEWHERE))
        check_elsewhere(file);
    if (takes(ENCODING))
        check_encoding(file);
    if (takes(NO_SENSOR) || takes(KNOWN_SENSORS) || takes(OWN_SENSOR) || takes(FEWER_INPUTS))
        check_sensors(file);
}

static void check_repaired(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    struct channel_file file;
    uint32_t offset;

    if (repair_open(copy, size, &file, &offset) == CHANNEL_OK)
        check_accepted(&file);
    exact_free(copy, size);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(data, size, &file, &offset);
    check_refusal(error, &file, size, offset);
    if (takes(CHECKSUM)) {
        check_names(size > 0 ? data[size - 1] : 0);
        check_checksum(data, size, error);
    }
    if (error == CHANNEL_OK)
        check_accepted(&file);
    else if (error == CHANNEL_ERROR_CHECKSUM)
        check_repaired(data, size);
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
