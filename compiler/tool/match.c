/* `channel match`: a stream of events through the Content Interpreter, matches out as JSON lines.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "content_file.h"
#include "integration.h"
#include "interrupt.h"
#include "lines.h"
#include "options.h"
#include "sensors.h"
#include "verbs.h"

const char match_help[] =
    "usage: channel match FILE --events EVENTS.jsonl|- [--budget STEPS] [--unvalidated]\n"
    "\n"
    "Matches events (one JSON object a line; - reads stdin) against a channel file. Each match is "
    "a\n"
    "line of JSON on stdout: event (the line's number, from 0), rule, title, author, level. "
    "Matches\n"
    "come in the order of the events; those of one event by template type, then by rule.\n"
    "\n"
    "  --events FILE    the events\n"
    "  --budget STEPS   how many steps one event may take under one type; default: the worst case\n"
    "                   that validate publishes\n"
    "  --unvalidated    go on with a file that is not valid for the newest sensor; instances that\n"
    "                   cannot be evaluated are reported and left out\n"
    "\n"
    "A line that is no event is reported with its number and place, the others go on. EventID and\n"
    "Channel decide which template types an event belongs to; keys that no type has are ignored.\n"
    "A summary is printed on stderr.\n"
    "\n"
    "exit codes: 0 all events were matched (also when no rule did), 1 a line, an instance or the\n"
    "file was refused, or an I/O error, 2 wrong use, 130 Ctrl-C\n";

enum { UNVALIDATED_BUDGET = 1000 * 1000 * 1000 };

struct request {
    const char *path, *events;
    bool has_budget, unvalidated;
    uint64_t budget;
};

struct matching {
    const struct request *request;
    struct output output;
    struct content_file content;
    struct integration *integration;
    struct channel_workspace workspace;
    uint64_t budget;
    uint16_t *reported; /* by instance: one more than the error that was reported last */
    struct line_reader lines;
    uint64_t line; /* number of the line at hand, from 0 */
    uint64_t events, refused, without_type, matches, content_errors;
};

_Static_assert(CHANNEL_ERROR_END < UINT16_MAX, "an error fits into matching.reported");

static void print_match(struct matching *matching, const struct channel_match *match)
{
    const struct channel_file *file = &matching->content.file;
    struct output *output = &matching->output;
    struct channel_instance instance;
    struct channel_rule rule = {0};

    if (channel_instance_at(file, match->instance, &instance) == CHANNEL_OK)
        (void)channel_rule_at(file, instance.rule, &rule); /* unvalidated: it may have none */
    output_format(output, "{\"event\": %" PRIu64 ", \"rule\": ", matching->line);
    output_json(output, rule.id);
    output_format(output, ", \"title\": ");
    output_json(output, rule.title);
    output_format(output, ", \"author\": ");
    output_json(output, rule.author);
    output_format(output, ", \"level\": \"%s\"}\n", channel_level_name(rule.level));
    matching->matches++;
}

/* Each error of an instance is told once, and counted from then on. */
static void note_content_error(struct matching *matching, uint16_t type,
                               const struct channel_match *match)
{
    const struct channel_file *file = &matching->content.file;
    struct channel_instance instance;
    struct channel_violation violation = {
        .error = match->error,
        .offset = match->offset,
        .type = type,
        .rule = CHANNEL_NO_INDEX,
        .instance = match->instance,
        .criterion = match->criterion,
        .field = match->field,
    };
    struct output output;

    matching->content_errors++;
    if (matching->reported[match->instance] == match->error + 1)
        return;
    matching->reported[match->instance] = (uint16_t)(match->error + 1);
    if (channel_instance_at(file, match->instance, &instance) == CHANNEL_OK)
        violation.rule = instance.rule;
    output_begin(&output, STDERR_FILENO);
    output_violation(&output, matching->request->path, file, "", &violation);
    output_flush(&output);
}

static void evaluate(struct matching *matching, const struct channel_event *event)
{
    struct channel_evaluation evaluation;
    struct channel_match match;

    const enum channel_error error = channel_evaluate(
        &matching->content.file, event, matching->workspace, matching->budget, &evaluation);
    if (error != CHANNEL_OK) { /* the integration code makes no such event */
        report("channel: %s [%s]", channel_error_sentence(error), channel_error_name(error));
        matching->content_errors++;
        return;
    }
    while (channel_evaluate_next(&evaluation, &match)) {
        if (match.error == CHANNEL_OK)
            print_match(matching, &match);
        else
            note_content_error(matching, event->type, &match);
    }
}

static void refuse_line(struct matching *matching, const char *reason, size_t position)
{
    matching->refused++;
    report("%s:%" PRIu64 ": event %" PRIu64 ", byte %zu: %s", matching->request->events,
           matching->line + 1, matching->line, position, reason);
}

static bool is_blank(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (strchr(" \t\r", line[i]) == NULL || line[i] == '\0')
            return false;
    }
    return true;
}

static void take_line(struct matching *matching, char *line, size_t size)
{
    struct event_error error;

    if (is_blank(line, size))
        return;
    if (!integration_take(matching->integration, line, size, &error)) {
        refuse_line(matching, error.reason, error.position);
        return;
    }
    const uint32_t types = integration_count(matching->integration);
    matching->events++;
    matching->without_type += types == 0;
    for (uint32_t i = 0; i < types; i++) {
        const struct channel_event event = integration_event(matching->integration, i);
        evaluate(matching, &event);
    }
}

/* What was found is handed on before the program waits for more. False on an I/O error. */
static bool take_lines(struct matching *matching)
{
    char *line;
    size_t size;

    for (; !interrupted(); matching->line++) {
        if (!lines_ready(&matching->lines) && !output_flush(&matching->output))
            return true; /* output_end tells */
        switch (lines_next(&matching->lines, &line, &size)) {
        case LINE_READ:
            take_line(matching, line, size);
            break;
        case LINE_TOO_LONG:
            refuse_line(matching, "the line is longer than 16 MiB", 0);
            break;
        case LINE_END:
            return true;
        case LINE_FAILED:
            if (!interrupted())
                report("channel: cannot read %s: %s", path_name(matching->request->events),
                       strerror(errno));
            return false;
        }
    }
    return true;
}

static double seconds_since(const struct timespec *begin)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begin->tv_sec) + (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

static void print_summary(const struct matching *matching, double seconds)
{
    report("%" PRIu64 " event%s, %" PRIu64 " of no type, %" PRIu64 " line%s refused, %" PRIu64
           " match%s, %" PRIu64 " content error%s; %.2f s, %.0f events/s",
           matching->events, plural(matching->events, "s"), matching->without_type,
           matching->refused, plural(matching->refused, "s"), matching->matches,
           plural(matching->matches, "es"), matching->content_errors,
           plural(matching->content_errors, "s"), seconds,
           seconds > 0 ? (double)matching->events / seconds : 0.0);
}

static int match_events(struct matching *matching)
{
    const bool from_stdin = strcmp(matching->request->events, "-") == 0;
    struct timespec begin;

    const int fd = from_stdin ? STDIN_FILENO : interrupt_open(matching->request->events);
    if (fd < 0) {
        report("channel: cannot read %s: %s", path_name(matching->request->events),
               strerror(errno));
        return EXIT_REFUSED;
    }
    clock_gettime(CLOCK_MONOTONIC, &begin);
    lines_begin(&matching->lines, fd);
    const bool complete = take_lines(matching);
    lines_free(&matching->lines);
    if (!from_stdin)
        close(fd);
    const bool clean = complete && matching->refused == 0 && matching->content_errors == 0;
    const int code = output_end(&matching->output, clean ? EXIT_CLEAN : EXIT_REFUSED);
    print_summary(matching, seconds_since(&begin));
    return code;
}

/* The standard sensor is what the integration code is. Its worst case is the default budget. */
static bool validate(struct matching *matching)
{
    const struct channel_file *file = &matching->content.file;
    struct channel_validation validation;
    struct channel_violation violation;
    uint64_t count = 0;

    channel_validate(file, channel_standard_sensor(), &validation);
    while (channel_validate_next(&validation, &violation)) {
        struct output output;
        output_begin(&output, STDERR_FILENO);
        output_violation(&output, matching->request->path, file, "of this tool", &violation);
        output_flush(&output);
        count++;
    }
    matching->budget = count == 0 ? validation.worst_case_steps : UNVALIDATED_BUDGET;
    if (matching->request->has_budget)
        matching->budget = matching->request->budget;
    if (count == 0 || matching->request->unvalidated)
        return true;
    report("%s: refused, %" PRIu64 " violation%s (--unvalidated goes on)", matching->request->path,
           count, plural(count, "s"));
    return false;
}

static bool prepare(struct matching *matching)
{
    const struct channel_file *file = &matching->content.file;
    const uint32_t instances = channel_section_count(file, CHANNEL_SECTION_INSTANCES);

    matching->workspace.count = channel_workspace_size(file);
    matching->workspace.words = calloc(matching->workspace.count + 1u, sizeof(uint32_t));
    matching->reported = calloc(instances + 1u, sizeof *matching->reported);
    matching->integration = integration_new();
    if (matching->workspace.words != NULL && matching->reported != NULL &&
        matching->integration != NULL)
        return true;
    report("channel: out of memory");
    return false;
}

static int run(const struct request *request)
{
    struct matching *matching = calloc(1, sizeof *matching);
    int code = EXIT_REFUSED;

    if (matching == NULL) {
        report("channel: out of memory");
        return EXIT_REFUSED;
    }
    matching->request = request;
    output_begin(&matching->output, STDOUT_FILENO);
    if (content_file_open(request->path, &matching->content)) {
        if (validate(matching) && prepare(matching))
            code = match_events(matching);
        content_file_free(&matching->content);
    }
    integration_free(matching->integration);
    free(matching->workspace.words);
    free(matching->reported);
    free(matching);
    return code;
}

/* 0 to go on, else the exit code; -1 asks for the help. */
static int take_options(struct options *options, struct request *request)
{
    int found;

    while ((found = options_next(options)) != OPTIONS_END) {
        switch (found) {
        case 'e':
            request->events = optarg;
            break;
        case 'b':
            request->has_budget = true;
            if (!option_number("match", "budget", optarg, UINT64_MAX, &request->budget))
                return EXIT_USAGE;
            break;
        case 'u':
            request->unvalidated = true;
            break;
        case OPTION_HELP:
            return -1;
        default:
            return EXIT_USAGE;
        }
    }
    if (options_one_file(options, &request->path) != 0)
        return EXIT_USAGE;
    return request->events != NULL ? 0 : usage_error("match", "--events is missing");
}

int verb_match(int argc, char **argv)
{
    static const struct option table[] = {{"events", required_argument, NULL, 'e'},
                                          {"budget", required_argument, NULL, 'b'},
                                          {"unvalidated", no_argument, NULL, 'u'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"match", argc, argv, ":h", table};
    struct request request = {0};

    const int code = take_options(&options, &request);
    if (code != 0)
        return code < 0 ? print_help(match_help) : code;
    return run(&request);
}
