/* The main of a fuzz target without an engine: any compiler, with or without sanitizers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "replay.h"
#include "verbs.h"

static const char usage[] =
    "usage: %s [replay] [options] PATH...      run inputs, and say which of them fail\n"
    "       %s explain [options] FILE...       say what an input runs into\n"
    "       %s minimize [options] FILE         make an input smaller that shows the same bug\n"
    "\n"
    "VERB --help says the rest. Exit codes: 0 clean, 1 an input failed or could not be read,\n"
    "2 wrong use, 3 nothing was replayed, 130 interrupted.\n";

static const struct {
    const char *name;
    int (*run)(const char *program, int count, char **arguments);
} verbs[] = {
    {"replay", replay_verb},
    {"explain", explain_verb},
    {"minimize", minimize_verb},
};

const char *target_name(const char *program)
{
    const char *slash = strrchr(program, '/');
    return slash == NULL ? program : slash + 1;
}

int main(int argc, char **argv)
{
    unsetenv("REDZONE_SPOOL"); /* engines keep what they hit; what is tried here is no news */
    if (argc < 2) {
        fprintf(stderr, usage, argv[0], argv[0], argv[0]);
        return EXIT_WRONG_USE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        printf(usage, argv[0], argv[0], argv[0]);
        return fflush(stdout) == 0 ? EXIT_CLEAN : EXIT_FINDING;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run(argv[0], argc - 2, argv + 2);
    return replay_verb(argv[0], argc - 1, argv + 1);
}
