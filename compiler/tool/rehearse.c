/* `channel rehearse`: before content is released, its very bytes meet events that are made for it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "content_file.h"
#include "interrupt.h"
#include "options.h"
#include "rehearsal.h"
#include "sensors.h"
#include "verbs.h"

const char rehearse_help[] =
    "usage: channel rehearse FILE [--sensor NAME|FILE]... [--budget STEPS]\n"
    "\n"
    "Runs the very bytes of a channel file in the Content Interpreter, on events that are made so\n"
    "that every criterion that is no wildcard is read: with an input that it matches, one that it\n"
    "does not, none, an empty one, and one of 65,535 bytes. One line on stdout for each content\n"
    "error, each instance that no event made match (it can never match), and each criterion that\n"
    "no event made the condition test. A summary for each sensor is printed on stderr.\n"
    "\n"
    "  --sensor NAME|FILE  a known sensor (sysmon-13, sysmon-14, sysmon-15) or a description; may\n"
    "                      be repeated. Default: every known one from the header's oldest on\n"
    "  --budget STEPS      how many steps one event may take under one type; default: the worst\n"
    "                      case that validate publishes\n"
    "\n"
    "exit codes: 0 no content error (also when an instance can never match), 1 a content error, "
    "the\n"
    "file is not valid for a sensor, or an I/O error, 2 wrong use, 130 Ctrl-C\n";

enum { INVALID_BUDGET = 1000 * 1000 * 1000 };

struct request {
    const char *path;
    struct sensors sensors;
    bool has_budget;
    uint64_t budget;
};

/* What is known of each sensor, by its place in the request. */
struct rehearsal_state {
    struct output output;
    uint64_t *published; /* steps that the validator published; 0 when it found violations */
    uint64_t *budgets;
    uint64_t *violations;
    struct rehearsal_tally *tallies;
};

static bool state_begin(struct rehearsal_state *state, uint32_t sensors)
{
    output_begin(&state->output, STDOUT_FILENO);
    state->published = calloc(sensors, sizeof *state->published);
    state->budgets = calloc(sensors, sizeof *state->budgets);
    state->violations = calloc(sensors, sizeof *state->violations);
    state->tallies = calloc(sensors, sizeof *state->tallies);
    if (state->published != NULL && state->budgets != NULL && state->violations != NULL &&
        state->tallies != NULL)
        return true;
    report("channel: out of memory");
    return false;
}

static void state_free(struct rehearsal_state *state)
{
    if (state == NULL)
        return;
    free(state->published);
    free(state->budgets);
    free(state->violations);
    free(state->tallies);
    free(state);
}

/* What the validator says, without repeating its violations: `channel validate` lists them. */
static void ask_validator(struct rehearsal_state *state, const struct request *request,
                          const struct channel_file *file, uint32_t index)
{
    const struct chosen_sensor *chosen = &request->sensors.chosen[index];
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, chosen->sensor, &validation);
    while (!interrupted() && channel_validate_next(&validation, &violation))
        state->violations[index]++;
    if (interrupted())
        return;
    if (state->violations[index] == 0)
        state->published[index] = validation.worst_case_steps;
    else
        report("%s: sensor %s: not valid, %" PRIu64 " violation%s (channel validate lists them)",
               request->path, chosen->name, state->violations[index],
               plural(state->violations[index], "s"));
    state->budgets[index] =
        state->violations[index] == 0 ? state->published[index] : (uint64_t)INVALID_BUDGET;
    if (request->has_budget)
        state->budgets[index] = request->budget;
}

static void print_summary(const struct rehearsal_state *state, const struct request *request,
                          uint32_t index)
{
    const struct rehearsal_tally *tally = &state->tallies[index];
    const char *name = request->sensors.chosen[index].name;

    report("sensor %s: %" PRIu64 " of %" PRIu64 " instances matched, %" PRIu64 " of %" PRIu64
           " criteria read (hit %" PRIu64 ", miss %" PRIu64 ", absent %" PRIu64 ", empty %" PRIu64
           ", longest %" PRIu64 "), %" PRIu64 " evaluation%s, %" PRIu64 " content error%s",
           name, tally->matched, tally->instances, tally->read, tally->criteria,
           tally->cases[CASE_HIT], tally->cases[CASE_MISS], tally->cases[CASE_ABSENT],
           tally->cases[CASE_EMPTY], tally->cases[CASE_LONGEST], tally->evaluations,
           plural(tally->evaluations, "s"), tally->content_errors,
           plural(tally->content_errors, "s"));
    if (state->violations[index] == 0)
        report("sensor %s: at most %" PRIu64 " steps an event, of %" PRIu64 " published", name,
               tally->steps, state->published[index]);
}

static bool is_clean(const struct rehearsal_state *state, uint32_t sensors)
{
    for (uint32_t i = 0; i < sensors; i++) {
        if (state->violations[i] > 0 || state->tallies[i].content_errors > 0)
            return false;
    }
    return true;
}

static int rehearse_file(struct rehearsal_state *state, const struct request *request,
                         const struct channel_file *file)
{
    const uint32_t sensors = request->sensors.count;

    if (!state_begin(state, sensors))
        return EXIT_REFUSED;
    for (uint32_t i = 0; i < sensors; i++)
        ask_validator(state, request, file, i);
    const struct rehearsal rehearsal = {request->path,  file,           &request->sensors,
                                        state->budgets, state->tallies, &state->output};
    const bool done = rehearse(&rehearsal);
    const int code =
        output_end(&state->output, done && is_clean(state, sensors) ? EXIT_CLEAN : EXIT_REFUSED);
    for (uint32_t i = 0; i < sensors && !interrupted(); i++)
        print_summary(state, request, i);
    return code;
}

static int run(struct request *request)
{
    struct content_file content;
    int code = EXIT_REFUSED;

    if (!content_file_open(request->path, &content))
        return EXIT_REFUSED;
    struct rehearsal_state *state = calloc(1, sizeof *state);
    if (state == NULL)
        report("channel: out of memory");
    else if (content_file_sound(request->path, &content.file) &&
             sensors_complete(&request->sensors, content.file.oldest_sensor))
        code = rehearse_file(state, request, &content.file);
    state_free(state);
    content_file_free(&content);
    return code;
}

/* 0 to go on, else the exit code; -1 asks for the help. */
static int take_options(struct options *options, struct request *request)
{
    int found;

    while ((found = options_next(options)) != OPTIONS_END) {
        switch (found) {
        case 's':
            if (!sensors_add(&request->sensors, optarg))
                return EXIT_REFUSED;
            break;
        case 'b':
            request->has_budget = true;
            if (!option_number("rehearse", "budget", optarg, UINT64_MAX, &request->budget))
                return EXIT_USAGE;
            break;
        case OPTION_HELP:
            return -1;
        default:
            return EXIT_USAGE;
        }
    }
    return options_one_file(options, &request->path);
}

int verb_rehearse(int argc, char **argv)
{
    static const struct option table[] = {{"sensor", required_argument, NULL, 's'},
                                          {"budget", required_argument, NULL, 'b'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"rehearse", argc, argv, ":h", table};
    struct request request = {0};

    int code = take_options(&options, &request);
    if (code < 0)
        code = print_help(rehearse_help);
    else if (code == 0)
        code = run(&request);
    sensors_free(&request.sensors);
    return code;
}
