/* Makes inputs of the fuzz target `interpreter` from a channel file and event lines, so that builds
 * without libraries can be shown real events: each input is the file and a trailer of some events.
 * Relies on the tool's integration code. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel/inputs/trailer.h"
#include "tool/integration.h"
#include "tool/lines.h"

enum {
    EVENTS_PER_INPUT = 16, /* the target looks at no more */
    FILE_MAX = 32 * 1024 * 1024,
    PATH_ROOM = 4096,
};

struct making {
    const uint8_t *bytes; /* of the channel file */
    size_t size;
    const char *folder;
    struct trailer_writer writer;
    unsigned events; /* in the input that is being written */
    unsigned inputs;
};

static _Noreturn void give_up(const char *path, const char *reason)
{
    fprintf(stderr, "make_inputs: %s: %s\n", path, reason);
    exit(1);
}

static void end_input(struct making *making)
{
    char path[PATH_ROOM];

    if (making->events == 0)
        return;
    trailer_write_end(&making->writer);
    snprintf(path, sizeof path, "%s/%05u", making->folder, making->inputs);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        give_up(path, strerror(errno));
    const size_t written = fwrite(making->writer.bytes, 1, making->writer.size, file);
    if (fclose(file) != 0 || written != making->writer.size)
        give_up(path, "cannot be written");
    free(making->writer.bytes);
    making->events = 0;
    making->inputs++;
}

static void add_event(struct making *making, const struct channel_event *event)
{
    if (making->events == 0)
        trailer_write_file(&making->writer, making->bytes, making->size);
    trailer_write_event(&making->writer, event);
    making->events++;
    if (making->events == EVENTS_PER_INPUT)
        end_input(making);
}

static void take_lines(struct making *making, int fd, struct integration *integration)
{
    struct line_reader lines;
    struct event_error error;
    char *line;
    size_t size;

    lines_begin(&lines, fd);
    while (lines_next(&lines, &line, &size) == LINE_READ) {
        if (!integration_take(integration, line, size, &error))
            continue; /* conformance has lines that are no events */
        for (uint32_t i = 0; i < integration_count(integration); i++) {
            const struct channel_event event = integration_event(integration, i);
            add_event(making, &event);
        }
    }
    lines_free(&lines);
    end_input(making);
}

int main(int argc, char **argv)
{
    struct integration *integration = integration_new();
    uint8_t *bytes = malloc(FILE_MAX);

    if (argc != 4)
        give_up("usage", "make_inputs FILE EVENTS FOLDER");
    if (integration == NULL || bytes == NULL)
        give_up(argv[1], "no memory");
    FILE *file = fopen(argv[1], "rb");
    if (file == NULL)
        give_up(argv[1], strerror(errno));
    const size_t size = fread(bytes, 1, FILE_MAX, file);
    fclose(file);
    const int events = open(argv[2], O_RDONLY | O_CLOEXEC);
    if (events < 0)
        give_up(argv[2], strerror(errno));
    struct making making = {.bytes = bytes, .size = size, .folder = argv[3]};
    take_lines(&making, events, integration);
    close(events);
    integration_free(integration);
    free(bytes);
    if (making.inputs == 0)
        give_up(argv[2], "holds no event");
    return 0;
}
