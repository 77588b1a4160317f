/* A start, made by `fuzz new`: any bytes as a channel file, opened. Go on from `check_accepted`,
 * and say here what the target takes from the bytes, what it calls and what must hold. Oracles so
 * far: a refusal names a place in the file; the sections of an accepted file lie inside it, in
 * order. */
#include "channel/file.h"
#include "channel/inputs/repair.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

/* The acceptance function of harnesses/floors.tsv: what is refused at the door never gets here. */
static void check_accepted(const struct channel_file *file)
{
    const uint8_t *end = file->bytes.base + file->bytes.size;
    const uint8_t *at = file->bytes.base + CHANNEL_HEADER_SIZE + CHANNEL_DIRECTORY_SIZE;

    for (unsigned kind = 1; kind < CHANNEL_SECTION_END; kind++) {
        const struct channel_slice section = file->sections[kind];
        contract_require(section.base >= at && section.base <= end &&
                             section.size <= (size_t)(end - section.base),
                         "sections lie inside the file, in order", "open");
        at = section.base + section.size;
    }
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    uint8_t *copy = exact_copy(data, size);
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = repair_open(copy, size, &file, &offset);
    if (error == CHANNEL_OK)
        check_accepted(&file);
    else
        contract_require(offset <= size, "a refusal names a place in the file",
                         channel_error_name(error));
    exact_free(copy, size);
}
