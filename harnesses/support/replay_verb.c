/* The command line of `replay`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "replay.h"
#include "verbs.h"

static const char usage[] =
    "usage: %s replay [options] PATH...\n"
    "\n"
    "Replays inputs through this fuzz target. A PATH is a file, or a folder of them; in a folder\n"
    "*.json, *.md, dot files and links are passed over.\n"
    "\n"
    "  --timeout SECONDS          what one run of an input may take; more is a failure (10)\n"
    "  --times N                  runs of each input in one process (4)\n"
    "  --place heap|arena|both    where the copy of an input lies: an allocation of its exact\n"
    "                             size, a poisoned arena, or both in turn (both)\n"
    "  --digest                   prints what the target saw of each input, in order of their\n"
    "                             names, and no times; implies --times 1 and --timeout 120\n"
    "  --help                     this text\n"
    "\n"
    "exit codes: 0 clean, 1 an input failed or could not be read, 2 wrong use,\n"
    "            3 nothing was replayed, 130 interrupted\n";

static bool parse_timeout(const char *text, struct replay_options *options)
{
    char *end;
    options->timeout = strtod(text, &end);
    return end != text && *end == '\0' && options->timeout >= 0.001 && options->timeout <= 86400;
}

static bool parse_times(const char *text, struct replay_options *options)
{
    char *end;
    const long times = strtol(text, &end, 10);
    if (end == text || *end != '\0' || times < 1 || times > 1000000)
        return false;
    options->times = (unsigned)times;
    return true;
}

static bool parse_place(const char *text, struct replay_options *options)
{
    static const char *const names[] = {
        [REPLAY_HEAP] = "heap", [REPLAY_ARENA] = "arena", [REPLAY_BOTH] = "both"};
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(text, names[i]) == 0) {
            options->place = (enum replay_place)i;
            return true;
        }
    }
    return false;
}

static const struct {
    const char *name;
    bool (*parse)(const char *text, struct replay_options *options);
} option_table[] = {
    {"--timeout", parse_timeout},
    {"--times", parse_times},
    {"--place", parse_place},
};

/* Takes one option and its value. On wrong use says so and returns false. */
static bool take_option(const char *name, const char *value, struct replay_options *options)
{
    for (size_t i = 0; i < sizeof option_table / sizeof option_table[0]; i++) {
        if (strcmp(name, option_table[i].name) != 0)
            continue;
        if (value != NULL && option_table[i].parse(value, options))
            return true;
        fprintf(stderr, "replay: %s: %s\n", name, value == NULL ? "needs a value" : "bad value");
        return false;
    }
    fprintf(stderr, "replay: %s: no such option; see --help\n", name);
    return false;
}

/* Sorts arguments into options and inputs. Returns EXIT_CLEAN, or says what is wrong. */
static int take_arguments(int count, char **arguments, struct replay_options *options,
                          struct walk *walk)
{
    bool only_paths = false;
    bool named = false;
    for (int i = 0; i < count; i++) {
        if (!only_paths && strcmp(arguments[i], "--") == 0) {
            only_paths = true;
        } else if (!only_paths && strcmp(arguments[i], "--digest") == 0) {
            options->digest =
                true; /* slow machines count, too; state that leaks is replay's task */
            options->timeout = 120;
            options->times = 1;
        } else if (!only_paths && arguments[i][0] == '-') {
            const char *value = i + 1 < count ? arguments[i + 1] : NULL;
            if (!take_option(arguments[i], value, options))
                return EXIT_WRONG_USE;
            i++;
        } else if (walk_add(walk, arguments[i])) {
            named = true;
        } else {
            fprintf(stderr, "replay: no memory for the list of inputs\n");
            return EXIT_FINDING;
        }
    }
    if (!named) {
        fprintf(stderr, "replay: needs a file or a folder; see --help\n");
        return EXIT_WRONG_USE;
    }
    return EXIT_CLEAN;
}

int replay_verb(const char *program, int count, char **arguments)
{
    if (count > 0 && (strcmp(arguments[0], "--help") == 0 || strcmp(arguments[0], "-h") == 0)) {
        printf(usage, program);
        return fflush(stdout) == 0 ? EXIT_CLEAN : EXIT_FINDING;
    }
    struct replay_options options = {
        .target = target_name(program), .timeout = 10, .times = 4, .place = REPLAY_BOTH};
    struct walk walk = {0};

    int code = take_arguments(count, arguments, &options, &walk);
    if (code == EXIT_CLEAN)
        code = replay(&walk, &options);
    walk_free(&walk);
    return code;
}
