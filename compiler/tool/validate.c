/* `channel validate`: may this content run on these sensors? Every violation, not the first. */
#include <stdlib.h>
#include <unistd.h>

#include "content_file.h"
#include "file_name.h"
#include "interrupt.h"
#include "options.h"
#include "sensors.h"
#include "verbs.h"

const char validate_help[] =
    "usage: channel validate FILE [--sensor NAME|FILE.json]... [--newer-than REVISION]\n"
    "\n"
    "Checks a channel file against sensors and prints every violation, one a line:\n"
    "  FILE: offset N: sensor S: rule ID \"TITLE\": type T, instance I, criterion C, field F:\n"
    "  sentence [NAME]     (in one line; what a violation does not concern is left out)\n"
    "A file without violations gets one line: the sensors, and how many steps one event can take.\n"
    "\n"
    "  --sensor NAME|FILE     a known sensor (sysmon-13, sysmon-14, sysmon-15) or a description;\n"
    "                         may be repeated. Default: every known sensor from the header's\n"
    "                         oldest on, so the one that supplies least decides\n"
    "  --newer-than REVISION  refuse content whose revision is not above this one\n"
    "\n"
    "A file whose name is C-<channel>-<revision>.rz must say the same in its header.\n"
    "A description is a JSON file:\n"
    "  {\"version\": 1500, \"types\": {\"process_creation\": 20, \"dns_query\": [\"number\", "
    "\"text\"]}}\n"
    "A number N means the first N fields of the type's definition, a list gives the kinds (text,\n"
    "number, address) one by one.\n"
    "\n"
    "exit codes: 0 valid, 1 violations or an I/O error, 2 wrong use, 130 Ctrl-C\n";

enum { CHANNEL_OFFSET = 24, REVISION_OFFSET = 28 }; /* docs/format.md */

struct request {
    const char *path;
    struct sensors sensors;
    bool has_newer_than;
    uint32_t newer_than;
};

struct verdict {
    struct output output;
    uint64_t violations;
    uint64_t steps; /* the worst case that the validator published */
};

static void print_plain(struct verdict *verdict, const char *path, unsigned offset,
                        const char *sentence, const char *name)
{
    output_escaped(&verdict->output, slice_of(path));
    output_format(&verdict->output, ": offset %u: %s [%s]\n", offset, sentence, name);
    verdict->violations++;
}

static void check_name(struct verdict *verdict, const char *path, const struct channel_file *file)
{
    struct file_name name;

    if (!file_name_parse(path, &name))
        return;
    if (name.channel != file->channel)
        print_plain(verdict, path, CHANNEL_OFFSET,
                    "the header has another channel number than the file's name", "NAME_CHANNEL");
    if (name.revision != file->revision)
        print_plain(verdict, path, REVISION_OFFSET,
                    "the header has another revision than the file's name", "NAME_REVISION");
}

static void check_revision(struct verdict *verdict, const struct request *request,
                           const struct channel_file *file)
{
    if (request->has_newer_than && file->revision <= request->newer_than)
        print_plain(verdict, request->path, REVISION_OFFSET,
                    "the content is not newer than --newer-than asks", "STALE_REVISION");
}

/* What is wrong for every sensor is printed with the first one only. */
static void check_sensor(struct verdict *verdict, const struct request *request, uint32_t index,
                         const struct channel_file *file)
{
    const struct chosen_sensor *chosen = &request->sensors.chosen[index];
    struct channel_validation validation;
    struct channel_violation violation;

    channel_validate(file, chosen->sensor, &validation);
    while (!interrupted() && channel_validate_next(&validation, &violation)) {
        if (violation.sensor == 0 && index > 0)
            continue;
        output_violation(&verdict->output, request->path, file, chosen->name, &violation);
        verdict->violations++;
    }
    if (validation.worst_case_steps > verdict->steps)
        verdict->steps = validation.worst_case_steps;
}

static void print_valid(struct verdict *verdict, const struct request *request)
{
    output_escaped(&verdict->output, slice_of(request->path));
    output_format(&verdict->output, ": valid for ");
    for (uint32_t i = 0; i < request->sensors.count; i++) {
        output_format(&verdict->output, "%s", i == 0 ? "" : ", ");
        output_escaped(&verdict->output, slice_of(request->sensors.chosen[i].name));
    }
    output_format(&verdict->output, "; at most %ju steps an event\n", (uintmax_t)verdict->steps);
}

static int check(struct verdict *verdict, const struct request *request,
                 const struct channel_file *file)
{
    check_name(verdict, request->path, file);
    check_revision(verdict, request, file);
    for (uint32_t i = 0; i < request->sensors.count; i++)
        check_sensor(verdict, request, i, file);
    if (interrupted()) /* what was found, but no verdict on what was not looked at to the end */
        return output_end(&verdict->output, EXIT_REFUSED);
    if (verdict->violations == 0) {
        print_valid(verdict, request);
        return output_end(&verdict->output, EXIT_CLEAN);
    }
    output_flush(&verdict->output);
    report("%s: refused, %ju violation%s", request->path, (uintmax_t)verdict->violations,
           plural(verdict->violations, "s"));
    return output_end(&verdict->output, EXIT_REFUSED);
}

static int run(struct request *request)
{
    struct content_file content;
    int code = EXIT_REFUSED;

    if (!content_file_open(request->path, &content))
        return EXIT_REFUSED;
    struct verdict *verdict = calloc(1, sizeof *verdict);
    if (verdict == NULL) {
        report("channel: out of memory");
    } else if (sensors_complete(&request->sensors, content.file.oldest_sensor)) {
        output_begin(&verdict->output, STDOUT_FILENO);
        code = check(verdict, request, &content.file);
    }
    free(verdict);
    content_file_free(&content);
    return code;
}

/* 0 to go on, else the exit code; -1 asks for the help. */
static int take_options(struct options *options, struct request *request)
{
    uint64_t revision;
    int found;

    while ((found = options_next(options)) != OPTIONS_END) {
        switch (found) {
        case 's':
            if (!sensors_add(&request->sensors, optarg))
                return EXIT_REFUSED;
            break;
        case 'n':
            if (!option_number("validate", "newer-than", optarg, UINT32_MAX, &revision))
                return EXIT_USAGE;
            request->has_newer_than = true;
            request->newer_than = (uint32_t)revision;
            break;
        case OPTION_HELP:
            return -1;
        default:
            return EXIT_USAGE;
        }
    }
    return options_one_file(options, &request->path);
}

int verb_validate(int argc, char **argv)
{
    static const struct option table[] = {{"sensor", required_argument, NULL, 's'},
                                          {"newer-than", required_argument, NULL, 'n'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"validate", argc, argv, ":h", table};
    struct request request = {0};

    int code = take_options(&options, &request);
    if (code < 0)
        code = print_help(validate_help);
    else if (code == 0)
        code = run(&request);
    sensors_free(&request.sensors);
    return code;
}
