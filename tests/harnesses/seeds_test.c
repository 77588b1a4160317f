/* A target that refuses every input finds nothing and looks healthy. Here stands what seeds must
 * reach: so many are accepted, and each of these events ends as it should. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>

#include "channel/check_walk.h"
#include "channel/trailer.h"
#include "support/exact.h"

enum { CANONICAL_FLOOR = 45, SEED_MAX = 1024 * 1024 };

/* Reads a seed into an allocation of its exact size. */
static uint8_t *read_seed(const char *folder, const char *name, size_t *size)
{
    static uint8_t buffer[SEED_MAX];
    char path[4096];

    snprintf(path, sizeof path, "%s/%s/%s", SEEDS, folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("cannot open %s", path);
    *size = fread(buffer, 1, sizeof buffer, file);
    assert_true(*size < sizeof buffer);
    fclose(file);
    return exact_copy(buffer, *size);
}

static bool is_canonical(const uint8_t *bytes, size_t size)
{
    struct digest digest = {0};
    struct channel_file file;
    uint32_t offset;

    return channel_open(bytes, size, &file, &offset) == CHANNEL_OK && check_walk(&file, &digest);
}

static void enough_files_are_canonical(void **state)
{
    unsigned canonical = 0;
    unsigned refused = 0;
    DIR *folder = opendir(SEEDS "/channel_file");
    struct dirent *entry;

    (void)state;
    if (folder == NULL)
        fail_msg("no seeds");
    while ((entry = readdir(folder)) != NULL) {
        size_t size;
        if (entry->d_name[0] == '.')
            continue;
        uint8_t *bytes = read_seed("channel_file", entry->d_name, &size);
        if (is_canonical(bytes, size))
            canonical++;
        else
            refused++;
        exact_free(bytes, size);
    }
    closedir(folder);
    assert_true(canonical >= CANONICAL_FLOOR);
    assert_true(refused >= 30);
}

static const struct {
    const char *seed;
    unsigned matches;
    enum channel_error error; /* of the call, or of the first instance in error */
} rows[] = {
    {"hit", 1, CHANNEL_OK},
    {"miss", 0, CHANNEL_OK},
    {"absent", 0, CHANNEL_OK},
    {"empty", 1, CHANNEL_OK},
    {"july-19", 0, CHANNEL_ERROR_INPUT_MISSING},
    {"july-19-wildcard", 1, CHANNEL_OK},
    {"no-inputs", 0, CHANNEL_ERROR_INPUT_MISSING},
    {"keyword", 1, CHANNEL_OK},
    {"keyword-no-inputs", 0, CHANNEL_OK},
    {"inputs-128", 1, CHANNEL_OK},
    {"inputs-129", 0, CHANNEL_ERROR_EVENT_INPUTS},
    {"kind-unknown", 0, CHANNEL_ERROR_EVENT_KIND},
    {"absent-with-bytes", 0, CHANNEL_ERROR_EVENT_ABSENT_SIZE},
    {"kind-other", 0, CHANNEL_ERROR_INPUT_KIND},
    {"number", 1, CHANNEL_OK},
    {"number-torn", 0, CHANNEL_OK},
    {"address", 1, CHANNEL_OK},
    {"address-torn", 0, CHANNEL_OK},
    {"field-beyond", 0, CHANNEL_ERROR_CRITERION_FIELD},
    {"test-beyond", 0, CHANNEL_ERROR_NODE_CRITERION},
    {"expression", 1, CHANNEL_OK},
    {"expression-explodes", 0, CHANNEL_OK},
    {"expression-nothing", 0, CHANNEL_ERROR_EXPRESSION_EMPTY},
    {"reference", 1, CHANNEL_OK},
    {"glob-explodes", 0, CHANNEL_OK},
    {"other-type", 0, CHANNEL_OK},
};

static void evaluate(const struct channel_file *file, const struct channel_event *event,
                     unsigned *matches, enum channel_error *error)
{
    static uint32_t words[1024 * 1024];
    const struct channel_workspace workspace = {words, channel_workspace_size(file)};
    struct channel_evaluation evaluation;
    struct channel_match match;

    *matches = 0;
    assert_true(workspace.count <= sizeof words / sizeof words[0]);
    *error = channel_evaluate(file, event, workspace, 1000000, &evaluation);
    while (*error == CHANNEL_OK && channel_evaluate_next(&evaluation, &match)) {
        *matches += match.error == CHANNEL_OK;
        *error = match.error;
    }
}

static void events_end_as_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t size;
        uint8_t *bytes = read_seed("interpreter", rows[i].seed, &size);
        struct trailer_reader trailer;
        struct exact_event event;
        struct channel_file file;
        uint32_t offset;
        unsigned matches;
        enum channel_error error;

        const size_t file_size = trailer_split(bytes, size, &trailer);
        assert_int_equal(channel_open(bytes, file_size, &file, &offset), CHANNEL_OK);
        assert_true(trailer_next_event(&trailer, &event));
        evaluate(&file, &event.event, &matches, &error);
        if (matches != rows[i].matches || error != rows[i].error)
            fail_msg("%s: %u matches, %s", rows[i].seed, matches, channel_error_name(error));
        exact_event_free(&event);
        exact_free(bytes, size);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enough_files_are_canonical),
        cmocka_unit_test(events_end_as_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
