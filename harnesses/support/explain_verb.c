/* The command line of `explain`. */
#include <stdio.h>
#include <string.h>

#include "explain.h"
#include "options.h"
#include "replay.h"
#include "verbs.h"

static const char usage[] =
    "usage: %s explain [--json] [--hex] [--timeout SECONDS] FILES...\n"
    "\n"
    "Runs each file in a process of its own and says what it runs into: the crash key and class,\n"
    "the access and where it lies, what the target was at, own frames.\n"
    "\n"
    "  --json              a line of JSON for each file\n"
    "  --hex               the bytes of each file, with the names of its fields; a line with `>`\n"
    "                      has what was accessed\n"
    "  --timeout SECONDS   processor time that a file may take (10)\n"
    "\n"
    "exit codes: 0 all ran clean, 1 something was hit or could not be read, 2 wrong use\n";

int explain_verb(const char *program, int count, char **arguments)
{
    struct explain_options options = {.target = target_name(program), .timeout = 10};
    int i = 0;

    for (; i < count && arguments[i][0] == '-' && strcmp(arguments[i], "-") != 0; i++) {
        if (strcmp(arguments[i], "--help") == 0) {
            printf(usage, program);
            return fflush(stdout) == 0 ? EXIT_CLEAN : EXIT_FINDING;
        }
        if (strcmp(arguments[i], "--") == 0) {
            i++;
            break;
        }
        if (strcmp(arguments[i], "--json") == 0) {
            options.json = true;
        } else if (strcmp(arguments[i], "--hex") == 0) {
            options.hex = true;
        } else if (strcmp(arguments[i], "--timeout") == 0 && i + 1 < count &&
                   option_seconds(arguments[i + 1], &options.timeout)) {
            i++;
        } else {
            fprintf(stderr, "explain: %s: no such option, or a bad value; see --help\n",
                    arguments[i]);
            return EXIT_WRONG_USE;
        }
    }
    if (i == count) {
        fprintf(stderr, "explain: needs a file; see --help\n");
        return EXIT_WRONG_USE;
    }
    return explain((const char *const *)(arguments + i), (size_t)(count - i), &options);
}
