/* A content model made of the bytes (channel/model_bytes.h), through builder, parser and back.
 * Oracles: decoding gives the model again; the order of instances and types, and the alignment of
 * the file, change nothing; a naive evaluator that walks the model finds the same matches; what the
 * builder refuses, every reader refuses. */
#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "channel/checks/check_encoding.h"
#include "channel/checks/check_evaluation.h"
#include "channel/checks/check_model.h"
#include "channel/checks/check_walk.h"
#include "channel/models/model_bytes.h"
#include "channel/models/model_digest.h"
#include "channel/models/model_equal.h"
#include "support/contract.h"
#include "support/exact.h"
#include "support/target.h"

static void check_decoding(const struct content *content, const struct channel_file *file)
{
    struct digest digest = {0};
    enum channel_error error;
    uint32_t offset;

    contract_require(check_walk(file, &digest), "what the builder makes is canonical", "walk");
    struct content *decoded = content_decode(file, &error, &offset);
    contract_require(decoded != NULL, "what the builder makes is decoded",
                     channel_error_name(error));
    const char *difference = model_difference(content, decoded);
    contract_require(difference == NULL, "decode(encode(y)) == y", difference);
    check_same_bytes(decoded, file, "decoded");
    content_free(decoded);
}

/* What the interpreter says of the events, as one number. */
static uint64_t evaluate(const struct model *model, const struct channel_file *file)
{
    struct digest digest = {0};
    uint64_t steps;

    const bool valid = check_published(model->content, file, &steps);
    for (uint32_t i = 0; i < model->event_count; i++) {
        const bool sure = valid && is_sendable(model->content, &model->events[i].event);
        check_evaluation(file, &model->events[i], steps, sure, &digest);
    }
    return digest.sum;
}

static void open_file(const uint8_t *bytes, size_t size, struct channel_file *file)
{
    uint32_t offset;

    const enum channel_error error = channel_open(bytes, size, file, &offset);
    contract_require(error == CHANNEL_OK, "what the builder makes is opened",
                     channel_error_name(error));
}

static void check_accepted(const struct model *model, const uint8_t *bytes, size_t size)
{
    uint8_t *copy = exact_copy(bytes, size);
    uint8_t *block = exact_allocate(size + 1);
    struct channel_file file, moved;

    open_file(copy, size, &file);
    check_decoding(model->content, &file);
    check_order(model->content, &file);
    for (uint32_t i = 0; i < model->event_count; i++)
        check_matches(model->content, &file, &model->events[i]);
    memcpy(block + 1, bytes, size);
    open_file(block + 1, size, &moved);
    contract_require(evaluate(model, &file) == evaluate(model, &moved),
                     "the same bytes at another alignment give the same matches", "digest");
    free(block);
    exact_free(copy, size);
}

void fuzz_one_input(const uint8_t *data, size_t size)
{
    struct builder_error error;
    struct model model;
    size_t file_size;
    uint8_t *bytes;

    model_make(data, size, &model_caps_small, &model);
    if (builder_encode(model.content, &bytes, &file_size, &error)) {
        check_accepted(&model, bytes, file_size);
        free(bytes);
    } else {
        check_refused_model(&model, &error);
    }
    model_free(&model);
}

void target_digest(const uint8_t *data, size_t size, char *line, size_t capacity)
{
    model_digest(data, size, &model_caps_small, line, capacity);
}
