/* The line of a model. Relies on the summary of the file that comes of it. */
#include "model_digest.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "builder.h"
#include "channel/checks/summary.h"
#include "support/exact.h"

static void summarize(const struct model *model, const uint8_t *bytes, size_t size, char *line,
                      size_t capacity)
{
    uint8_t *copy = exact_copy(bytes, size);
    struct channel_file file;
    struct summary summary;

    if (summary_open(copy, size, &file, &summary)) {
        for (uint32_t i = 0; i < model->event_count; i++)
            summary_add_event(&file, &model->events[i].event, &summary);
    }
    summary_write(&summary, line, capacity);
    exact_free(copy, size);
}

void model_digest(const uint8_t *bytes, size_t size, const struct model_caps *caps, char *line,
                  size_t capacity)
{
    struct builder_error error;
    struct model model;
    uint8_t *file;
    size_t file_size;

    model_make(bytes, size, caps, &model);
    if (builder_encode(model.content, &file, &file_size, &error)) {
        summarize(&model, file, file_size, line, capacity);
        free(file);
    } else {
        snprintf(line, capacity, "not-built\t%s@%" PRIu32, channel_error_name(error.error),
                 error.instance);
    }
    model_free(&model);
}
