/* The `channel` tool: finds the verb and hands over. */
#include <string.h>
#include <unistd.h>

#include "interrupt.h"
#include "options.h"
#include "output.h"
#include "verbs.h"

static const char usage[] =
    "usage: channel VERB ...\n"
    "\n"
    "  channel compile RULES... -o FILE             Sigma rules into a channel file\n"
    "  channel inspect FILE [--json]                what a channel file holds\n"
    "  channel validate FILE [--sensor NAME|FILE]   may it run on these sensors?\n"
    "  channel match FILE --events EVENTS.jsonl|-   which rules match these events?\n"
    "  channel diff OLD NEW                         which rules came, went or changed?\n"
    "  channel rehearse FILE [--sensor NAME|FILE]   the very bytes on events made to try them\n"
    "\n"
    "  channel VERB --help                          more about one of them\n"
    "  channel --version\n"
    "\n"
    "Results are written to stdout, everything else to stderr.\n"
    "Exit codes: 0 clean, 1 a refusal or an I/O error, 2 wrong use, 130 Ctrl-C.\n";

struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
};

static const struct verb verbs[] = {
    {"compile", verb_compile}, {"inspect", verb_inspect}, {"validate", verb_validate},
    {"match", verb_match},     {"diff", verb_diff},       {"rehearse", verb_rehearse},
};

static int version(void)
{
    struct output output;

    output_begin(&output, STDOUT_FILENO);
    output_format(&output, "channel %s (channel file format %d)\n", REDZONE_VERSION,
                  CHANNEL_FORMAT_VERSION);
    return output_end(&output, EXIT_CLEAN);
}

int main(int argc, char **argv)
{
    interrupt_watch();
    if (argc < 2) {
        report("channel: a verb is missing (try: channel --help)");
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_help(usage);
    if (strcmp(argv[1], "--version") == 0)
        return version();
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(argv[1], verbs[i].name) != 0)
            continue;
        const int code = verbs[i].run(argc - 1, argv + 1);
        if (!interrupted())
            return code;
        report("channel: interrupted");
        return EXIT_INTERRUPTED;
    }
    report("channel: there is no verb %s (try: channel --help)", argv[1]);
    return EXIT_USAGE;
}
