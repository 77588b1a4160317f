/* What the tool does with a channel file, but for running it. Relies on its parts alone. */
#include <stdlib.h>
#include <unistd.h>

#include "builder.h"
#include "content_file.h"
#include "inspect_json.h"
#include "parts.h"
#include "plan.h"
#include "trial.h"

static void decode(const struct channel_file *file, struct outcome *outcome)
{
    struct builder_error reason;
    enum channel_error error;
    uint32_t offset;
    uint8_t *bytes;
    size_t size;

    struct content *content = content_decode(file, &error, &offset);
    digest_add(&outcome->said, error);
    if (content == NULL) {
        outcome->short_of_memory = error == CHANNEL_OK;
        return;
    }
    if (builder_encode(content, &bytes, &size, &reason)) {
        digest_add(&outcome->said, size);
        free(bytes);
    } else {
        outcome->short_of_memory = reason.out_of_memory;
        digest_add(&outcome->said, reason.error);
    }
    content_free(content);
}

/* Takes the instances of one type apart, each in the room of the one before. False at the first
 * failure, which has been printed. */
static bool plan_type(struct plan *plan, const struct channel_file *file, uint32_t index,
                      struct outcome *outcome)
{
    struct channel_type type;

    if (channel_type_at(file, index, &type) != CHANNEL_OK)
        return true;
    for (uint32_t i = 0; i < type.instance_count; i++) {
        if (!plan_load(plan, file, &type, type.first_instance + i))
            return false;
        digest_add(&outcome->said, plan->instance.criterion_count);
        digest_add(&outcome->said, plan->instance.node_count);
    }
    return true;
}

static void plan_all(const struct channel_file *file, struct outcome *outcome)
{
    const uint32_t types = channel_section_count(file, CHANNEL_SECTION_TYPES);
    struct plan plan = {0};
    uint32_t done = 0;

    while (done < types && plan_type(&plan, file, done, outcome))
        done++;
    digest_add(&outcome->said, done);
    plan_free(&plan);
}

static void begin_trial(const struct channel_file *file, struct outcome *outcome)
{
    struct trial trial = {0};

    digest_add(&outcome->said, trial_begin(&trial, file));
    trial_free(&trial);
}

void part_channel_file(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    const struct file_bytes content = {bytes, size};
    struct channel_file file;
    struct output output;
    uint32_t offset;

    output_begin(&output, STDOUT_FILENO);
    digest_add(&outcome->said, inspect_json(&output, "own.rz", &content));
    output_flush(&output);
    if (channel_open(bytes, size, &file, &offset) != CHANNEL_OK ||
        !content_file_sound("own.rz", &file))
        return;
    decode(&file, outcome);
    plan_all(&file, outcome);
    begin_trial(&file, outcome);
}
