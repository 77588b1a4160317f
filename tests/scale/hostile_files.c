/* Damaged channel files, most of them with a checksum that fits: what open, walk and validator
 * accept is canonical, so its model is encoded to the very same bytes. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/evaluate.h"
#include "channel/validate.h"
#include "hostile.h"

enum { LARGEST = 64 * 1024, CHECKSUM_SIZE = 8 };

static void repair(struct hostile_input *input)
{
    if (input->size < CHANNEL_CHECKSUM_BEGIN)
        return;
    const uint64_t sum = channel_checksum(input->bytes + CHANNEL_CHECKSUM_BEGIN,
                                          input->size - CHANNEL_CHECKSUM_BEGIN);
    for (unsigned i = 0; i < CHECKSUM_SIZE; i++)
        input->bytes[CHANNEL_CHECKSUM_OFFSET + i] = (uint8_t)(sum >> (8 * i));
}

static void damage(struct hostile_input *input)
{
    if (hostile_below(input, 4) == 0)
        hostile_damage_bytes(input);
    do { /* once in half of the cases: what has one fault only gets furthest */
        hostile_change_bytes(input);
    } while (hostile_below(input, 2) == 0);
    if (hostile_below(input, 8) != 0)
        repair(input);
}

static void check_encoding(const struct channel_file *file)
{
    enum channel_error error;
    uint32_t offset;
    struct builder_error reason;
    uint8_t *bytes;
    size_t size;

    struct content *content = content_decode(file, &error, &offset);
    if (content == NULL)
        hostile_broken("a canonical file has a model", channel_error_name(error));
    if (!builder_encode(content, &bytes, &size, &reason))
        hostile_broken("its model can be encoded", channel_error_name(reason.error));
    if (size != file->bytes.size || memcmp(bytes, file->bytes.base, size) != 0)
        hostile_broken("encode(decode(x)) == x", "bytes");
    free(bytes);
    content_free(content);
}

/* An event without inputs: of all types the one of the first instance's. */
static void evaluate(const struct channel_file *file)
{
    const uint32_t words = channel_workspace_size(file);
    struct channel_workspace workspace = {malloc(words * sizeof(uint32_t) + 1), words};
    struct channel_evaluation evaluation;
    struct channel_match match;
    struct channel_type type;

    if (workspace.words == NULL)
        hostile_broken("there is memory", "malloc");
    if (channel_type_at(file, 0, &type) == CHANNEL_OK) {
        const struct channel_event event = {type.type, 0, NULL};
        if (channel_evaluate(file, &event, workspace, 100000, &evaluation) != CHANNEL_OK)
            hostile_broken("an event without inputs is one", "refused");
        while (channel_evaluate_next(&evaluation, &match)) {
            if (match.error >= CHANNEL_ERROR_END)
                hostile_broken("an error is a known one", "evaluate");
        }
    }
    free(workspace.words);
}

/* Whether the walk proves the file canonical; the validator, which has no sensor to ask, must not
 * find less. */
static bool is_canonical(const struct channel_file *file)
{
    struct channel_validation validation;
    struct channel_violation violation;
    struct channel_walk walk;
    bool clean = true;
    enum channel_walk_step step;

    channel_walk_begin(file, &walk);
    while ((step = channel_walk_next(&walk)) != CHANNEL_WALK_END)
        clean = clean && step != CHANNEL_WALK_ERROR;
    channel_validate(file, NULL, &validation);
    bool valid = true;
    while (channel_validate_next(&validation, &violation))
        valid = false;
    if (valid && !clean)
        hostile_broken("what the walk refuses is not valid", "validator");
    return clean;
}

static bool accepts(uint8_t *bytes, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    if (error != CHANNEL_OK && (error >= CHANNEL_ERROR_END || offset > size))
        hostile_broken("a refusal names a rule and a place", channel_error_name(error));
    if (error != CHANNEL_OK)
        return false;
    evaluate(&file);
    if (!is_canonical(&file))
        return false;
    check_encoding(&file);
    return true;
}

int main(int argc, char **argv)
{
    static const struct hostile_kind kind = {"hostile_files", LARGEST, damage, accepts};
    struct hostile_pool pool = {0};

    hostile_add_folder(&pool, SOURCE_DIR "/seeds/channel_file", "");
    hostile_add_folder(&pool, SOURCE_DIR "/seeds/regressions/channel_file", "");
    const int code = hostile_main(argc, argv, &kind, &pool);
    hostile_pool_free(&pool);
    return code;
}
