/* `channel diff`: what a release changes, rule by rule. Both files hold their rules in ascending
 * order of their identifiers, so one pass over both finds what is only in one. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "content_file.h"
#include "instance_compare.h"
#include "interrupt.h"
#include "json_emit.h"
#include "options.h"
#include "verbs.h"

const char diff_help[] =
    "usage: channel diff OLD NEW [--json]\n"
    "\n"
    "Compares two channel files by the identifiers of their rules. One line on stdout for each\n"
    "instance that was added (+), removed (-) or changed (~), in this order and by identifier:\n"
    "\n"
    "  + ID TITLE\n"
    "  - ID TITLE\n"
    "  ~ ID TITLE: what changed (title, author, level, licence, link, type, criteria, condition)\n"
    "\n"
    "A condition says how criteria are combined; criteria are the fields, kinds and values that "
    "it\n"
    "tests. The title is the new file's. A summary is printed on stderr.\n"
    "\n"
    "  --json  one JSON document on stdout instead, with old and new values\n"
    "\n"
    "exit codes: 0 compared, also when there are differences, 1 a file is damaged or cannot be "
    "read,\n"
    "2 wrong use, 130 Ctrl-C\n";

enum side { OLD, NEW };

/* What became of a rule. */
enum fate { ADDED, REMOVED, CHANGED, EQUAL, FATES };

struct comparison {
    const char *paths[2];
    struct content_file content[2];
    struct output output;
    struct emitter emitter;
    bool as_json;
    uint32_t counts[FATES];
};

/* One step of the pass: a rule of one side, or the same of both. */
struct pair {
    enum fate fate;
    uint32_t changes; /* of CHANGED: set of 1 << enum instance_change */
    struct compared_instance sides[2];
};

static int compare_text(struct channel_slice a, struct channel_slice b)
{
    const uint32_t size = a.size < b.size ? a.size : b.size;
    const int order = size > 0 ? memcmp(a.base, b.base, size) : 0;

    return order != 0 ? order : (a.size > b.size) - (a.size < b.size);
}

static bool take(const struct comparison *comparison, enum side side, uint32_t index,
                 struct pair *pair)
{
    return compared_instance_at(&comparison->content[side].file, index, &pair->sides[side]);
}

/* The next rule in the order of both files; moves behind it. False at the end. */
static bool next_pair(const struct comparison *comparison, uint32_t places[2], struct pair *pair)
{
    *pair = (struct pair){.fate = EQUAL};
    const bool has_old = take(comparison, OLD, places[OLD], pair);
    const bool has_new = take(comparison, NEW, places[NEW], pair);

    if (!has_old && !has_new)
        return false;
    int order = has_old ? -1 : 1;
    if (has_old && has_new)
        order = compare_text(pair->sides[OLD].rule.id, pair->sides[NEW].rule.id);
    places[OLD] += order <= 0;
    places[NEW] += order >= 0;
    if (order != 0) {
        pair->fate = order < 0 ? REMOVED : ADDED;
        return true;
    }
    pair->changes = instance_compare(&pair->sides[OLD], &pair->sides[NEW]);
    pair->fate = pair->changes == 0 ? EQUAL : CHANGED;
    return true;
}

static void print_line(struct comparison *comparison, const struct pair *pair)
{
    static const char signs[FATES] = {'+', '-', '~', '='};
    struct output *output = &comparison->output;
    const struct channel_rule *rule = &pair->sides[pair->fate == REMOVED ? OLD : NEW].rule;
    const char *between = ": ";

    output_format(output, "%c ", signs[pair->fate]);
    output_escaped(output, rule->id);
    output_bytes(output, " ", 1);
    output_escaped(output, rule->title);
    for (uint32_t i = 0; i < INSTANCE_CHANGES; i++) {
        if ((pair->changes & 1u << i) == 0)
            continue;
        output_format(output, "%s%s", between, instance_change_name(i));
        between = ", ";
    }
    output_bytes(output, "\n", 1);
}

static void emit_change(struct emitter *emitter, enum instance_change change,
                        const struct pair *pair)
{
    emit_object(emitter, NULL);
    emit_word(emitter, "what", instance_change_name(change));
    if (change != INSTANCE_CRITERIA && change != INSTANCE_CONDITION) {
        emit_text(emitter, "old", instance_change_text(&pair->sides[OLD], change));
        emit_text(emitter, "new", instance_change_text(&pair->sides[NEW], change));
    }
    emit_close(emitter);
}

static void emit_pair(struct comparison *comparison, const struct pair *pair)
{
    struct emitter *emitter = &comparison->emitter;
    const struct compared_instance *side = &pair->sides[pair->fate == REMOVED ? OLD : NEW];

    emit_object(emitter, NULL);
    emit_text(emitter, "id", side->rule.id);
    emit_text(emitter, "title", side->rule.title);
    emit_word(emitter, "level", channel_level_name(side->rule.level));
    emit_word(emitter, "type", type_name(side->type.type));
    if (pair->fate == CHANGED) {
        emit_array(emitter, "changes");
        for (uint32_t i = 0; i < INSTANCE_CHANGES; i++) {
            if ((pair->changes & 1u << i) != 0)
                emit_change(emitter, (enum instance_change)i, pair);
        }
        emit_close(emitter);
    }
    emit_close(emitter);
}

/* All rules of one fate; EQUAL ones are only counted. */
static void pass(struct comparison *comparison, enum fate fate)
{
    uint32_t places[2] = {0, 0};
    struct pair pair;

    while (!interrupted() && next_pair(comparison, places, &pair)) {
        if (pair.fate != fate)
            continue;
        comparison->counts[fate]++;
        if (fate == EQUAL)
            continue;
        if (comparison->as_json)
            emit_pair(comparison, &pair);
        else
            print_line(comparison, &pair);
    }
}

static void emit_file(struct comparison *comparison, enum side side, const char *key)
{
    const struct channel_file *file = &comparison->content[side].file;
    struct emitter *emitter = &comparison->emitter;

    emit_object(emitter, key);
    emit_word(emitter, "file", comparison->paths[side]);
    emit_number(emitter, "channel", file->channel);
    emit_number(emitter, "revision", file->revision);
    emit_number(emitter, "oldest_sensor", file->oldest_sensor);
    emit_number(emitter, "instances", channel_section_count(file, CHANNEL_SECTION_INSTANCES));
    emit_close(emitter);
}

static void compare_as_json(struct comparison *comparison)
{
    static const char *const keys[] = {"added", "removed", "changed"};
    struct emitter *emitter = &comparison->emitter;

    emit_begin(emitter, &comparison->output);
    emit_object(emitter, NULL);
    emit_file(comparison, OLD, "old");
    emit_file(comparison, NEW, "new");
    for (uint32_t i = 0; i < EQUAL; i++) {
        emit_array(emitter, keys[i]);
        pass(comparison, (enum fate)i);
        emit_close(emitter);
    }
    pass(comparison, EQUAL);
    emit_number(emitter, "equal", comparison->counts[EQUAL]);
    emit_end(emitter);
}

static int compare(struct comparison *comparison)
{
    output_begin(&comparison->output, STDOUT_FILENO);
    if (comparison->as_json) {
        compare_as_json(comparison);
    } else {
        for (uint32_t i = 0; i < FATES; i++)
            pass(comparison, (enum fate)i);
    }
    const int code = output_end(&comparison->output, EXIT_CLEAN);
    report("%u added, %u removed, %u changed, %u equal", comparison->counts[ADDED],
           comparison->counts[REMOVED], comparison->counts[CHANGED], comparison->counts[EQUAL]);
    return code;
}

static bool open_sound(struct comparison *comparison, enum side side)
{
    const char *path = comparison->paths[side];

    return content_file_open(path, &comparison->content[side]) &&
           content_file_sound(path, &comparison->content[side].file);
}

static int run(const char *old, const char *new, bool as_json)
{
    struct comparison *comparison = calloc(1, sizeof *comparison);

    if (comparison == NULL) {
        report("channel: out of memory");
        return EXIT_REFUSED;
    }
    comparison->paths[OLD] = old;
    comparison->paths[NEW] = new;
    comparison->as_json = as_json;
    const bool good = open_sound(comparison, OLD) && open_sound(comparison, NEW);
    const int code = good ? compare(comparison) : EXIT_REFUSED;
    content_file_free(&comparison->content[OLD]);
    content_file_free(&comparison->content[NEW]);
    free(comparison);
    return code;
}

int verb_diff(int argc, char **argv)
{
    static const struct option table[] = {{"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, OPTION_HELP},
                                          {NULL, 0, NULL, 0}};
    struct options options = {"diff", argc, argv, ":h", table};
    bool as_json = false;
    int found;

    while ((found = options_next(&options)) != OPTIONS_END) {
        if (found == OPTION_HELP)
            return print_help(diff_help);
        if (found != 'j')
            return EXIT_USAGE;
        as_json = true;
    }
    if (argc - optind != 2)
        return usage_error("diff", "it takes two channel files, the old one and the new one");
    return run(argv[optind], argv[optind + 1], as_json);
}
