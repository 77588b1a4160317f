/* The command line of `minimize`. */
#include <stdio.h>
#include <string.h>

#include "minimize.h"
#include "options.h"
#include "replay.h"
#include "verbs.h"

static const char usage[] =
    "usage: %s minimize [OPTIONS] FILE\n"
    "\n"
    "Makes the input smaller while it runs into the same bug first: in terms of its format, then "
    "by\n"
    "bytes, then by values. In the survive build in one process, in others with one for each "
    "input\n"
    "that fails.\n"
    "\n"
    "  --output FILE       where the result goes (FILE.min)\n"
    "  --key KEY           the bug, by its crash key (what FILE runs into first)\n"
    "  --harvest DIR       keep inputs that run into other bugs, each under its key\n"
    "  --executions N      at most (1000000)\n"
    "  --seconds SECONDS   at most (60)\n"
    "  --timeout SECONDS   processor time of one execution (10)\n"
    "  --json              the closing line as JSON\n"
    "\n"
    "exit codes: 0 the result is written, 1 the input runs clean or into something else, or a "
    "file\n"
    "            cannot be read or written, 2 wrong use, 130 interrupted: the best so far is "
    "written\n";

/* Takes an option and its value. */
static bool take(const char *name, const char *value, struct minimize_options *options)
{
    if (value == NULL)
        return false;
    if (strcmp(name, "--output") == 0)
        options->output = value;
    else if (strcmp(name, "--harvest") == 0)
        options->harvest = value;
    else if (strcmp(name, "--key") == 0)
        return option_key(value, &options->key);
    else if (strcmp(name, "--executions") == 0)
        return option_number(value, 1, UINT64_MAX, &options->executions);
    else if (strcmp(name, "--seconds") == 0)
        return option_seconds(value, &options->seconds);
    else if (strcmp(name, "--timeout") == 0)
        return option_seconds(value, &options->timeout);
    else
        return false;
    return true;
}

int minimize_verb(const char *program, int count, char **arguments)
{
    struct minimize_options options = {
        .target = target_name(program), .executions = 1000000, .seconds = 60, .timeout = 10};
    const char *path = NULL;

    for (int i = 0; i < count; i++) {
        if (strcmp(arguments[i], "--help") == 0) {
            printf(usage, program);
            return fflush(stdout) == 0 ? EXIT_CLEAN : EXIT_FINDING;
        }
        if (strcmp(arguments[i], "--json") == 0) {
            options.json = true;
        } else if (arguments[i][0] != '-' && path == NULL) {
            path = arguments[i];
        } else if (take(arguments[i], i + 1 < count ? arguments[i + 1] : NULL, &options)) {
            i++;
        } else {
            fprintf(stderr, "minimize: %s: cannot take it; see --help\n", arguments[i]);
            return EXIT_WRONG_USE;
        }
    }
    if (path == NULL) {
        fprintf(stderr, "minimize: needs a file; see --help\n");
        return EXIT_WRONG_USE;
    }
    return minimize(path, &options);
}
