/* `channel compile`: Sigma rules into one channel file that every supported sensor can run. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builder.h"
#include "content_file.h"
#include "file_name.h"
#include "interrupt.h"
#include "options.h"
#include "rule_files.h"
#include "screening.h"
#include "sensors.h"
#include "sigma/sigma.h"
#include "verbs.h"
#include "write_file.h"

const char compile_help[] =
    "usage: channel compile RULES... -o FILE [options]\n"
    "\n"
    "Compiles Sigma rules (files, or folders with *.yml and *.yaml below them) into a channel\n"
    "file. A file holds one rule, or several as YAML documents.\n"
    "What cannot be compiled is reported on stderr as FILE:LINE: refused: REASON, the others go "
    "on;\n"
    "what is legal and surely wrong as FILE:LINE: warning: TEXT.\n"
    "The result is checked against the sensors before it is written, and appears whole or not at\n"
    "all; an input that cannot be read means that nothing is written.\n"
    "\n"
    "  -o, --output FILE       the channel file. A name C-<channel>-<revision>.rz gives both "
    "numbers\n"
    "  --strict                write nothing when any rule was refused\n"
    "  --placeholders FILE     a YAML map from the names of placeholders (%name% in values with "
    "the\n"
    "                          modifier expand) to their values; without it such rules are "
    "refused\n"
    "  --allow-unknown-fields  a field that the template type lacks is always absent\n"
    "  --licence TEXT          for rules that name no licence\n"
    "  --source URL            where the rules come from; when it ends with /, the rule's path "
    "below\n"
    "                          the folder given as RULES follows\n"
    "  --channel N             number of the channel (default 0)\n"
    "  --revision N            revision of the content (default 0)\n"
    "  --oldest-sensor NAME    the oldest sensor that the content is for (default: the newest "
    "known)\n"
    "\n"
    "exit codes: 0 at least one rule was compiled, 1 none was, or any was refused under --strict, "
    "or\n"
    "an I/O error, 2 wrong use, 130 Ctrl-C\n";

struct request {
    const char *output;
    const char *placeholders; /* file; NULL without */
    bool strict;
    bool has_channel, has_revision;
    uint64_t channel, revision;
    const struct channel_named_sensor *oldest;
    struct sigma_options sigma;
};

struct compilation {
    const struct request *request;
    struct rule_files files;
    struct content *content;
    struct sigma_placeholders *placeholders;
    struct sigma_compiler *compiler;
    struct screening screening;
    uint64_t refused, by_reason[SIGMA_REASON_END];
    uint64_t warnings;
};

static void refuse_rule(struct compilation *compilation, const char *path,
                        const struct sigma_diagnostic *diagnostic)
{
    compilation->refused++;
    compilation->by_reason[diagnostic->kind]++;
    report("%s:%u: refused: %s", path, (unsigned)diagnostic->line, diagnostic->reason);
}

static void print_warnings(struct compilation *compilation, const char *path,
                           const struct sigma_result *result)
{
    for (uint32_t i = 0; i < result->warning_count; i++)
        report("%s:%u: warning: %s", path, (unsigned)result->warnings[i].line,
               result->warnings[i].text);
    if (result->warnings_left_out > 0)
        report("%s: %u more warning%s of the same rule left out", path,
               (unsigned)result->warnings_left_out, plural(result->warnings_left_out, "s"));
    compilation->warnings += (uint64_t)result->warning_count + result->warnings_left_out;
}

/* False when there is no going on. */
static bool take_result(struct compilation *compilation, const char *path,
                        const struct sigma_result *result)
{
    if (result->diagnostic.kind != SIGMA_ACCEPTED) {
        refuse_rule(compilation, path, &result->diagnostic);
        return result->diagnostic.kind != SIGMA_REASON_MEMORY;
    }
    print_warnings(compilation, path, result);
    if (screening_add(&compilation->screening, path, result->line))
        return true;
    report("channel: out of memory");
    return false;
}

/* False when there is no going on. */
static bool compile_file(struct compilation *compilation, const struct rule_file *file)
{
    struct sigma_stream stream;
    struct sigma_result result;
    struct file_bytes text;
    bool complete = true;

    if (!read_file(file->path, SIGMA_MAX_FILE, &text))
        return false;
    sigma_stream_begin(&stream, compilation->compiler, (const char *)text.bytes, text.size,
                       file->name);
    while (complete && !interrupted() && sigma_stream_next(&stream, &result))
        complete = take_result(compilation, file->path, &result);
    free(text.bytes);
    return complete;
}

/* Reads on after a file that cannot be read, so that all of them are reported. */
static bool compile_files(struct compilation *compilation)
{
    bool complete = true;

    for (size_t i = 0; i < compilation->files.count && !interrupted(); i++) {
        if (!compile_file(compilation, &compilation->files.files[i]))
            complete = false;
    }
    return complete && !interrupted();
}

/* "(60 regular expression, 8 placeholder)" */
static void print_reasons(struct output *output, const struct compilation *compilation)
{
    const char *before = " (";

    for (int reason = SIGMA_ACCEPTED + 1; reason < SIGMA_REASON_END; reason++) {
        if (compilation->by_reason[reason] == 0)
            continue;
        output_format(output, "%s%ju %s", before, (uintmax_t)compilation->by_reason[reason],
                      sigma_reason_text((enum sigma_reason)reason));
        before = ", ";
    }
    if (compilation->screening.refused > 0) {
        output_format(output, "%s%ju not for every sensor", before,
                      (uintmax_t)compilation->screening.refused);
        before = ", ";
    }
    if (*before == ',')
        output_format(output, ")");
}

static uint64_t refused_in_all(const struct compilation *compilation)
{
    return compilation->refused + compilation->screening.refused;
}

/* `size` 0: nothing was written. */
static void print_summary(const struct compilation *compilation, size_t size)
{
    struct output output;

    output_begin(&output, STDERR_FILENO);
    output_format(
        &output, "%u rule%s compiled, %ju refused", (unsigned)compilation->content->instance_count,
        plural(compilation->content->instance_count, "s"), (uintmax_t)refused_in_all(compilation));
    print_reasons(&output, compilation);
    if (compilation->warnings > 0)
        output_format(&output, ", %ju warning%s", (uintmax_t)compilation->warnings,
                      plural(compilation->warnings, "s"));
    if (size > 0) {
        output_format(&output, " → ");
        output_escaped(&output, slice_of(compilation->request->output));
        output_format(&output, " (%zu bytes)\n", size);
    } else {
        output_format(&output, "; nothing was written\n");
    }
    output_flush(&output);
}

/* Encodes, screens and writes. Returns the exit code. */
static int finish(struct compilation *compilation)
{
    uint8_t *bytes = NULL;
    size_t size = 0;

    if (!screening_run(&compilation->screening, compilation->content,
                       compilation->request->oldest->sensor.version, &bytes, &size))
        return EXIT_REFUSED;
    const bool wanted = bytes != NULL && !interrupted() &&
                        !(compilation->request->strict && refused_in_all(compilation) > 0);
    const bool written = wanted && write_file(compilation->request->output, bytes, size);
    free(bytes);
    print_summary(compilation, written ? size : 0);
    return written ? EXIT_CLEAN : EXIT_REFUSED;
}

/* Reads the file of placeholders, if there is one. False, with a line on stderr, when it cannot be
 * used. */
static bool read_placeholders(struct compilation *compilation)
{
    const char *path = compilation->request->placeholders;
    struct sigma_diagnostic diagnostic;
    struct file_bytes text;

    if (path == NULL)
        return true;
    if (!read_file(path, SIGMA_MAX_FILE, &text))
        return false;
    compilation->placeholders =
        sigma_placeholders_new((const char *)text.bytes, text.size, &diagnostic);
    free(text.bytes);
    if (compilation->placeholders == NULL)
        report("%s:%u: %s", path, diagnostic.line > 0 ? (unsigned)diagnostic.line : 1,
               diagnostic.reason);
    return compilation->placeholders != NULL;
}

static bool prepare(struct compilation *compilation)
{
    const struct request *request = compilation->request;
    struct sigma_options sigma = request->sigma;

    if (!read_placeholders(compilation))
        return false;
    sigma.placeholders = compilation->placeholders;
    compilation->content = content_new();
    if (compilation->content != NULL) {
        compilation->content->channel = (uint32_t)request->channel;
        compilation->content->revision = (uint32_t)request->revision;
        compilation->content->oldest_sensor = request->oldest->sensor.version;
        compilation->compiler = sigma_compiler_new(compilation->content, &sigma);
    }
    if (compilation->compiler == NULL)
        report("channel: out of memory");
    return compilation->compiler != NULL;
}

static bool is_file(const struct stat *file, const char *path)
{
    struct stat other;

    return stat(path, &other) == 0 && other.st_dev == file->st_dev && other.st_ino == file->st_ino;
}

/* The output must not be one of the inputs: a slip of the hand would destroy it. */
static bool spares_inputs(const struct compilation *compilation)
{
    const struct request *request = compilation->request;
    struct stat output;

    if (stat(request->output, &output) != 0)
        return true;
    if (request->placeholders != NULL && is_file(&output, request->placeholders)) {
        report("channel compile: the output %s is the file of placeholders", request->output);
        return false;
    }
    for (size_t i = 0; i < compilation->files.count; i++) {
        if (is_file(&output, compilation->files.files[i].path)) {
            report("channel compile: the output %s is one of the rules", request->output);
            return false;
        }
    }
    return true;
}

static int compile_all(struct compilation *compilation, char **operands, int count)
{
    bool complete = true;

    for (int i = 0; i < count; i++)
        complete = rule_files_add(&compilation->files, operands[i]) && complete;
    if (complete && compilation->files.count == 0) {
        report("channel compile: there is no rule (*.yml, *.yaml) in what was given");
        return EXIT_REFUSED;
    }
    if (!spares_inputs(compilation))
        return EXIT_USAGE;
    if (!prepare(compilation))
        return EXIT_REFUSED;
    if (compile_files(compilation) && complete)
        return finish(compilation);
    if (!interrupted())
        report("channel compile: not everything could be read; nothing was written");
    return EXIT_REFUSED;
}

static int run(const struct request *request, char **operands, int count)
{
    struct compilation compilation = {.request = request};

    const int code = compile_all(&compilation, operands, count);
    screening_free(&compilation.screening);
    sigma_compiler_free(compilation.compiler);
    sigma_placeholders_free(compilation.placeholders);
    content_free(compilation.content);
    rule_files_free(&compilation.files);
    return code;
}

static struct content_text text_of(const char *text)
{
    return (struct content_text){text, (uint32_t)strlen(text)};
}

static bool take_oldest(struct request *request, const char *name)
{
    request->oldest = sensors_find(name);
    if (request->oldest == NULL)
        usage_error("compile", "there is no sensor %s", name);
    return request->oldest != NULL;
}

/* Whether the option was taken; a line has been printed when not. */
static bool take_option(struct request *request, int option)
{
    switch (option) {
    case 'o':
        request->output = optarg;
        return true;
    case 's':
        request->strict = true;
        return true;
    case 'p':
        request->placeholders = optarg;
        return true;
    case 'u':
        request->sigma.allow_unknown_fields = true;
        return true;
    case 'l':
        request->sigma.licence = text_of(optarg);
        return true;
    case 'f':
        request->sigma.source = text_of(optarg);
        return true;
    case 'c':
        request->has_channel = true;
        return option_number("compile", "channel", optarg, UINT32_MAX, &request->channel);
    case 'r':
        request->has_revision = true;
        return option_number("compile", "revision", optarg, UINT32_MAX, &request->revision);
    case 'a':
        return take_oldest(request, optarg);
    default:
        return false;
    }
}

/* A name that says both numbers gives them, and must not contradict the options: `validate` would
 * refuse the file. */
static int take_name(struct request *request)
{
    struct file_name name;

    if (!file_name_parse(request->output, &name))
        return 0;
    if ((request->has_channel && request->channel != name.channel) ||
        (request->has_revision && request->revision != name.revision))
        return usage_error("compile", "the name %s says channel %u, revision %u", request->output,
                           (unsigned)name.channel, (unsigned)name.revision);
    request->channel = name.channel;
    request->revision = name.revision;
    return 0;
}

/* 0 to go on, else the exit code; -1 asks for the help. */
static int take_options(struct options *options, struct request *request)
{
    uint32_t count;
    int found;

    const struct channel_named_sensor *known = channel_known_sensors(&count);
    request->oldest = &known[count - 1];
    while ((found = options_next(options)) != OPTIONS_END) {
        if (found == OPTION_HELP)
            return -1;
        if (found == OPTIONS_WRONG || !take_option(request, found))
            return EXIT_USAGE;
    }
    if (optind == options->argc)
        return usage_error("compile", "the rules are missing");
    if (request->output == NULL || *request->output == '\0')
        return usage_error("compile", "-o FILE is missing");
    return take_name(request);
}

int verb_compile(int argc, char **argv)
{
    static const struct option table[] = {{"output", required_argument, NULL, 'o'},
                                          {"strict", no_argument, NULL, 's'},
                                          {"placeholders", required_argument, NULL, 'p'},
                                          {"allow-unknown-fields", no_argument, NULL, 'u'},
                                          {"licence", required_argument, NULL, 'l'},
                                          {"source", required_argument, NULL, 'f'},
                                          {"channel", required_argument, NULL, 'c'},
                                          {"revision", required_argument, NULL, 'r'},
                                          {"oldest-sensor", required_argument, NULL, 'a'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"compile", argc, argv, ":ho:", table};
    struct request request = {0};

    const int code = take_options(&options, &request);
    if (code != 0)
        return code < 0 ? print_help(compile_help) : code;
    return run(&request, argv + optind, argc - optind);
}
