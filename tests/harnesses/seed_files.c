/* Reads seeds, and asks the parser. */
#include "seed_files.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "channel/inputs/trailer.h"
#include "channel/validate.h"
#include "support/exact.h"

enum { SEED_MAX = 1024 * 1024, PATH_SIZE = 4096 };

uint8_t *read_seed(const char *folder, const char *name, size_t *size)
{
    static uint8_t buffer[SEED_MAX];
    char path[PATH_SIZE];

    snprintf(path, sizeof path, "%s/%s/%s", SEEDS, folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("cannot open %s", path);
    *size = fread(buffer, 1, sizeof buffer, file);
    assert_true(*size < sizeof buffer);
    fclose(file);
    return exact_copy(buffer, *size);
}

void each_seed(const char *folder, void (*visit)(const char *folder, const char *name))
{
    char path[PATH_SIZE];
    const struct dirent *entry;
    struct stat status;
    unsigned count = 0;

    snprintf(path, sizeof path, "%s/%s", SEEDS, folder);
    DIR *stream = opendir(path);
    if (stream == NULL)
        fail_msg("no folder %s", path);
    while ((entry = readdir(stream)) != NULL) {
        snprintf(path, sizeof path, "%s/%s/%s", SEEDS, folder, entry->d_name);
        if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
            continue;
        visit(folder, entry->d_name);
        count++;
    }
    closedir(stream);
    assert_true(count > 0);
}

enum channel_error first_violation(const uint8_t *bytes, size_t size,
                                   const struct channel_sensor *sensor)
{
    struct channel_validation validation;
    struct channel_violation violation;
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    if (error != CHANNEL_OK)
        return error;
    channel_validate(&file, sensor, &validation);
    return channel_validate_next(&validation, &violation) ? violation.error : CHANNEL_OK;
}

void evaluate_seed(const struct channel_file *file, const struct channel_event *event,
                   unsigned *matches, enum channel_error *error)
{
    static uint32_t words[1024 * 1024];
    const struct channel_workspace workspace = {words, channel_workspace_size(file)};
    struct channel_evaluation evaluation;
    struct channel_match match;

    *matches = 0;
    assert_true(workspace.count <= COUNT_OF(words));
    *error = channel_evaluate(file, event, workspace, 1000000, &evaluation);
    while (*error == CHANNEL_OK && channel_evaluate_next(&evaluation, &match)) {
        *matches += match.error == CHANNEL_OK;
        *error = match.error;
    }
}

void evaluate_events(const char *folder, const char *name, unsigned most, unsigned *matches,
                     enum channel_error *error)
{
    struct trailer_reader trailer;
    struct trailer_type type;
    struct exact_event event;
    struct channel_file file;
    uint32_t offset;
    size_t size;
    unsigned number = 0;

    uint8_t *bytes = read_seed(folder, name, &size);
    const size_t file_size = trailer_split(bytes, size, &trailer);
    assert_int_equal(channel_open(bytes, file_size, &file, &offset), CHANNEL_OK);
    while (trailer_next_type(&trailer, &type)) {
    }
    *matches = 0;
    *error = CHANNEL_OK;
    for (; number < most && *error == CHANNEL_OK && trailer_next_event(&trailer, &event);
         number++) {
        unsigned matched;
        evaluate_seed(&file, &event.event, &matched, error);
        *matches += matched;
        exact_event_free(&event);
    }
    assert_true(number > 0);
    exact_free(bytes, size);
}
