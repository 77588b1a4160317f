/* getopt_long prints what it was given as it is; the names in our messages are escaped. */
#include "options.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "output.h"
#include "verbs.h"

int usage_error(const char *verb, const char *format, ...)
{
    char text[1024];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    report("channel %s: %s (try: channel %s --help)", verb, text, verb);
    return EXIT_USAGE;
}

static const char *name_of(const struct options *options, int value)
{
    for (const struct option *option = options->table; option->name != NULL; option++) {
        if (option->val == value)
            return option->name;
    }
    return NULL;
}

/* The argument that getopt_long stumbled over: a long one stands whole before the next to read. */
static void explain(const struct options *options, int found)
{
    const char *word = optind > 0 && optind <= options->argc ? options->argv[optind - 1] : "";
    const char *name = name_of(options, optopt);

    if (found == ':' && name != NULL)
        usage_error(options->verb, "--%s needs an argument", name);
    else if (strncmp(word, "--", 2) == 0 && name != NULL)
        usage_error(options->verb, "--%s takes no argument", name);
    else if (strncmp(word, "--", 2) == 0)
        usage_error(options->verb, "there is no option %s", word);
    else
        usage_error(options->verb, "there is no option -%c", optopt);
}

int options_next(struct options *options)
{
    opterr = 0;
    const int found =
        getopt_long(options->argc, options->argv, options->letters, options->table, NULL);
    if (found != '?' && found != ':')
        return found;
    explain(options, found);
    return OPTIONS_WRONG;
}

int options_one_file(const struct options *options, const char **path)
{
    *path = NULL;
    if (options->argc - optind != 1)
        return usage_error(options->verb, "it takes one channel file");
    *path = options->argv[optind];
    return 0;
}

bool option_number(const char *verb, const char *name, const char *text, uint64_t maximum,
                   uint64_t *out)
{
    uint64_t value = 0;

    *out = 0;
    bool good = *text != '\0';
    for (const char *digit = text; good && *digit != '\0'; digit++) {
        const uint64_t number = (uint64_t)*digit - '0';
        good = number <= 9 && value <= (maximum - number) / 10;
        value = value * 10 + number;
    }
    if (good)
        *out = value;
    else
        usage_error(verb, "--%s takes a decimal number of at most %ju, not %s", name,
                    (uintmax_t)maximum, text);
    return good;
}

int print_help(const char *help)
{
    struct output output;

    output_begin(&output, STDOUT_FILENO);
    output_bytes(&output, help, strlen(help));
    return output_end(&output, EXIT_CLEAN);
}
