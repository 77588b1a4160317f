/* How many events a second the Content Interpreter matches, JSON decoding apart.
 *
 *   bench_match FILE.rz EVENTS.jsonl [SECONDS]
 *
 * All events are decoded first. Then whole passes over them are timed, in the order of the file,
 * and passes over each template type's events alone. CPU time of one thread. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "content_file.h"
#include "integration.h"
#include "read_file.h"

enum { LARGEST_EVENTS = 1024 * 1024 * 1024, MOST_TYPES = 256, LEAST_PASSES = 3 };

/* An event under one type; its inputs stand in an allocation of their exact size. */
struct decoded {
    struct channel_event event;
    struct channel_input *inputs;
};

struct bench {
    struct content_file content;
    struct file_bytes text; /* the events' values point into it */
    struct decoded *events;
    size_t count, capacity;
    uint64_t lines; /* events of at least one type */
    struct channel_workspace workspace;
    uint64_t matches, errors, steps;
};

/* The result of some passes. */
struct figure {
    double best; /* seconds of the fastest pass */
    unsigned passes;
};

static void die(const char *reason)
{
    fprintf(stderr, "bench_match: %s\n", reason);
    exit(1);
}

static void keep(struct bench *bench, struct channel_event event)
{
    const size_t size = event.input_count * sizeof(struct channel_input);

    if (bench->count == bench->capacity) {
        bench->capacity = bench->capacity == 0 ? 1024 : bench->capacity * 2;
        struct decoded *grown = realloc(bench->events, bench->capacity * sizeof *bench->events);
        if (grown == NULL)
            die("out of memory");
        bench->events = grown;
    }
    struct channel_input *inputs = malloc(size);
    if (inputs == NULL)
        die("out of memory");
    memcpy(inputs, event.inputs, size);
    event.inputs = inputs;
    bench->events[bench->count++] = (struct decoded){event, inputs};
}

static void decode(struct bench *bench)
{
    struct integration *integration = integration_new();
    char *rest = (char *)bench->text.bytes;
    char *const end = rest + bench->text.size;
    struct event_error error;

    if (integration == NULL)
        die("out of memory");
    while (rest < end) {
        char *newline = memchr(rest, '\n', (size_t)(end - rest));
        char *const line_end = newline == NULL ? end : newline;
        if (line_end > rest &&
            !integration_take(integration, rest, (size_t)(line_end - rest), &error))
            die("a line is no event; channel match tells which");
        const uint32_t types = line_end > rest ? integration_count(integration) : 0;
        for (uint32_t i = 0; i < types; i++)
            keep(bench, integration_event(integration, i));
        bench->lines += types > 0;
        rest = line_end + 1;
    }
    integration_free(integration);
}

static void evaluate(struct bench *bench, const struct channel_event *event)
{
    struct channel_evaluation evaluation;
    struct channel_match match;

    if (channel_evaluate(&bench->content.file, event, bench->workspace, UINT64_MAX, &evaluation) !=
        CHANNEL_OK)
        die("an event was refused");
    while (channel_evaluate_next(&evaluation, &match)) {
        bench->matches += match.error == CHANNEL_OK;
        bench->errors += match.error != CHANNEL_OK;
    }
    bench->steps += evaluation.budget - evaluation.left;
}

/* One pass; `type` 0 stands for all. */
static void pass(struct bench *bench, uint16_t type)
{
    bench->matches = 0;
    bench->errors = 0;
    bench->steps = 0;
    /* The events' inputs are freed by unload(). NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
    for (size_t i = 0; i < bench->count; i++) {
        if (type == 0 || bench->events[i].event.type == type)
            evaluate(bench, &bench->events[i].event);
    }
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct figure measure(struct bench *bench, uint16_t type, double seconds)
{
    struct figure figure = {0, 0};
    const double begin = now();

    while (figure.passes < LEAST_PASSES || now() - begin < seconds) {
        const double before = now();
        pass(bench, type);
        const double took = now() - before;
        if (figure.passes == 0 || took < figure.best)
            figure.best = took;
        figure.passes++;
    }
    return figure;
}

/* The types that events have, with the number of their events. */
static uint32_t count_types(const struct bench *bench, uint16_t types[MOST_TYPES],
                            uint64_t counts[MOST_TYPES])
{
    uint32_t found = 0;

    for (size_t i = 0; i < bench->count; i++) {
        uint32_t place = 0;
        while (place < found && types[place] != bench->events[i].event.type)
            place++;
        if (place == MOST_TYPES)
            die("the events have too many types");
        if (place == found) {
            types[found] = bench->events[i].event.type;
            counts[found++] = 0;
        }
        counts[place]++;
    }
    return found;
}

static void print_types(struct bench *bench, double seconds)
{
    uint16_t types[MOST_TYPES];
    uint64_t counts[MOST_TYPES];

    const uint32_t found = count_types(bench, types, counts);
    printf("%-26s %9s %12s %12s\n", "type", "events", "ns/event", "steps/event");
    for (uint32_t i = 0; i < found; i++) {
        const struct figure figure = measure(bench, types[i], seconds / found);
        const double count = (double)counts[i];
        printf("%-26s %9" PRIu64 " %12.0f %12.0f\n", type_name(types[i]), counts[i],
               figure.best / count * 1e9, (double)bench->steps / count);
    }
}

static void load(struct bench *bench, const char *content, const char *events)
{
    if (!content_file_open(content, &bench->content) ||
        !read_file(events, LARGEST_EVENTS, &bench->text))
        exit(1);
    bench->workspace.count = channel_workspace_size(&bench->content.file);
    bench->workspace.words = calloc(bench->workspace.count + 1u, sizeof(uint32_t));
    if (bench->workspace.words == NULL)
        die("out of memory");
    decode(bench);
    if (bench->count == 0)
        die("there is no event of any type");
}

static void unload(struct bench *bench)
{
    for (size_t i = 0; i < bench->count; i++)
        free(bench->events[i].inputs);
    free(bench->events);
    free(bench->workspace.words);
    free(bench->text.bytes);
    content_file_free(&bench->content);
}

int main(int argc, char **argv)
{
    struct bench bench = {0};

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: bench_match FILE.rz EVENTS.jsonl [SECONDS]\n");
        return 2;
    }
    const double seconds = argc == 4 ? strtod(argv[3], NULL) : 4;
    load(&bench, argv[1], argv[2]);
    const struct figure all = measure(&bench, 0, seconds / 2);
    const double events = (double)bench.lines;
    printf("%" PRIu64 " rules, %" PRIu64 " events, evaluated under %zu types\n",
           (uint64_t)channel_section_count(&bench.content.file, CHANNEL_SECTION_INSTANCES),
           bench.lines, bench.count);
    printf("%.0f events/s per core, %.0f ns/event, %.0f steps/event, %" PRIu64 " matches, %" PRIu64
           " content errors (best of %u passes)\n",
           events / all.best, all.best / events * 1e9, (double)bench.steps / events, bench.matches,
           bench.errors, all.passes);
    print_types(&bench, seconds / 2);
    unload(&bench);
    return 0;
}
