/* Command-line options of a verb: what getopt_long finds, with our words and escapes. */
#ifndef REDZONE_TOOL_OPTIONS_H
#define REDZONE_TOOL_OPTIONS_H

#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>

enum {
    OPTIONS_END = -1,
    OPTIONS_WRONG = '?', /* one line has been printed */
    OPTION_HELP = 'h',   /* the `val` of every verb's --help */
};

struct options {
    const char *verb;
    int argc;
    char **argv;
    const char *letters; /* short options, as getopt takes them */
    const struct option *table;
};

/* The next option's `val`, its argument in optarg; OPTIONS_END when only operands are left, from
 * argv[optind] on; OPTIONS_WRONG for what is no option of this verb. */
int options_next(struct options *options);

/* One line on stderr that ends with the way to the help. Returns EXIT_USAGE. */
int usage_error(const char *verb, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The only operand of a verb that takes one channel file. Returns 0, or EXIT_USAGE after one line.
 */
int options_one_file(const struct options *options, const char **path);

/* A decimal number of at most `maximum`. False, and one line on stderr, for anything else. */
bool option_number(const char *verb, const char *name, const char *text, uint64_t maximum,
                   uint64_t *out);

/* Prints the help of a verb on stdout; returns the exit code. */
int print_help(const char *help);

#endif
