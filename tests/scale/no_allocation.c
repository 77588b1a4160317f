/* The parser allocates nothing: here every allocation function ends the program, and so would
 * libc's own use of them, hence no stdio. Opens, walks, validates and evaluates the files that it
 * is given, the first argument tells how many of them must be accepted at least. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel/evaluate.h"
#include "channel/template_types.h"
#include "channel/validate.h"

enum { ROOM = 1024 * 1024, WORDS = 1024 * 1024, INPUTS = 128, STEPS = 1000000 };

static uint8_t bytes[ROOM];
static uint32_t words[WORDS];

static _Noreturn void fail(const char *text)
{
    (void)!write(STDERR_FILENO, text, strlen(text));
    (void)!write(STDERR_FILENO, "\n", 1);
    _exit(1);
}

/* What the linker takes in place of libc's. */
void *malloc(size_t size)
{
    (void)size;
    fail("malloc was called");
}

void *calloc(size_t nmemb, size_t size)
{
    (void)nmemb;
    (void)size;
    fail("calloc was called");
}

void *realloc(void *ptr, size_t size)
{
    (void)ptr;
    (void)size;
    fail("realloc was called");
}

void free(void *ptr)
{
    (void)ptr;
    fail("free was called");
}

static size_t read_input(const char *path)
{
    const int file = open(path, O_RDONLY);
    size_t size = 0;
    ssize_t got = 1;

    if (file < 0)
        fail("an input cannot be opened");
    while (size < ROOM && got > 0) {
        got = read(file, bytes + size, ROOM - size);
        size += got > 0 ? (size_t)got : 0;
    }
    close(file);
    if (got < 0 || size == ROOM)
        fail("an input cannot be read, or is too large");
    return size;
}

/* Whether there is no violation for any known sensor; all violations are asked for. */
static bool is_valid(const struct channel_file *file)
{
    uint32_t count;
    const struct channel_named_sensor *sensors = channel_known_sensors(&count);
    struct channel_validation validation;
    struct channel_violation violation;
    bool valid = true;

    for (uint32_t i = 0; i < count; i++) {
        channel_validate(file, &sensors[i].sensor, &validation);
        while (channel_validate_next(&validation, &violation))
            valid = false;
    }
    return valid;
}

static bool is_canonical(const struct channel_file *file)
{
    struct channel_walk walk;
    enum channel_walk_step step;
    bool canonical = true;

    channel_walk_begin(file, &walk);
    while ((step = channel_walk_next(&walk)) != CHANNEL_WALK_END)
        canonical = canonical && step != CHANNEL_WALK_ERROR;
    return canonical;
}

/* An event of each type of the file, all its inputs the same text; *matches counts. */
static void evaluate(const struct channel_file *file, uint32_t *matches)
{
    static const uint8_t text[] = "abc def 10.0.0.1";
    const struct channel_workspace workspace = {words, channel_workspace_size(file)};
    struct channel_input inputs[INPUTS];
    struct channel_evaluation evaluation;
    struct channel_match match;
    struct channel_type type;

    if (workspace.count > WORDS)
        fail("a workspace is larger than any may be");
    for (uint32_t i = 0; i < INPUTS; i++)
        inputs[i] = (struct channel_input){text, sizeof text - 1, CHANNEL_KIND_TEXT};
    for (uint32_t i = 0; channel_type_at(file, i, &type) == CHANNEL_OK; i++) {
        const struct channel_event event = {type.type, type.field_count, inputs};
        if (channel_evaluate(file, &event, workspace, STEPS, &evaluation) != CHANNEL_OK)
            fail("an event was refused");
        while (channel_evaluate_next(&evaluation, &match))
            *matches += match.error == CHANNEL_OK;
    }
}

int main(int argc, char **argv)
{
    long canonical = 0;
    uint32_t matches = 0;
    uint32_t valid = 0;

    for (int i = 2; i < argc; i++) {
        struct channel_file file;
        uint32_t offset;
        if (channel_open(bytes, read_input(argv[i]), &file, &offset) != CHANNEL_OK)
            continue;
        canonical += is_canonical(&file);
        valid += is_valid(&file);
        evaluate(&file, &matches);
    }
    if (argc < 3 || canonical < strtol(argv[1], NULL, 10) || matches == 0 || valid == 0)
        fail("too few files were accepted, or no instance matched: this tests nothing");
    return 0;
}
