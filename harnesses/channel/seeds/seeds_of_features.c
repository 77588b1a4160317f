/* One seed for each feature of the format: every kind of criterion, flag, level and form of a
 * condition. All are canonical; their values are those of the fixed events, so that they match. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/template_types.h"
#include "seed_model.h"
#include "seed_writer.h"

struct text_row {
    const char *name;
    const char *holds;
    uint8_t kind;
    uint8_t flags;
    const char *texts[3];
};

static const struct text_row text_rows[] = {
    {"any", "a wildcard, which reads nothing", CHANNEL_CRITERION_ANY, 0, {NULL}},
    {"exact", "a whole value, caseless", CHANNEL_CRITERION_EXACT, 0, {"cmd.exe /c whoami"}},
    {"exact-empty", "the empty value", CHANNEL_CRITERION_EXACT, 0, {""}},
    {"exact-cased",
     "a whole value, cased",
     CHANNEL_CRITERION_EXACT,
     CHANNEL_FLAG_CASED,
     {"C:\\Windows\\System32\\cmd.exe"}},
    {"exact-unicode",
     "code points of two to four bytes",
     CHANNEL_CRITERION_EXACT,
     CHANNEL_FLAG_CASED,
     {"\xc3\x84rger \xe2\x82\xac \xf0\x9f\x94\xa5"}},
    {"prefix", "the beginning of a value", CHANNEL_CRITERION_PREFIX, 0, {"cmd.exe"}},
    {"suffix", "the end of a value", CHANNEL_CRITERION_SUFFIX, 0, {"\\cmd.exe"}},
    {"contains", "a part of a value", CHANNEL_CRITERION_CONTAINS, 0, {"whoami"}},
    {"contains-any",
     "any of several parts",
     CHANNEL_CRITERION_CONTAINS,
     0,
     {"hidden", "system32", "whoami"}},
    {"contains-all",
     "all of several parts",
     CHANNEL_CRITERION_CONTAINS,
     CHANNEL_FLAG_ALL,
     {"-enc", "-nop", "hidden"}},
    {"glob", "stars and question marks", CHANNEL_CRITERION_GLOB, 0, {"cmd*/? wh*i"}},
    {"glob-escaped", "escaped wildcards", CHANNEL_CRITERION_GLOB, 0, {"a\\*b*c\\?d?\\\\"}},
    {"glob-open", "a glob that ends with a star", CHANNEL_CRITERION_GLOB, 0, {"cm?*"}},
    {"glob-explodes",
     "many stars that almost match",
     CHANNEL_CRITERION_GLOB,
     0,
     {"*a*a*a*a*a*a*a*a*a*a*a*a*a*c"}},
    {"expression", "a regular expression of literals", CHANNEL_CRITERION_EXPRESSION, 0, {"cmd"}},
    {"expression-everything",
     "every instruction, loops and alternatives",
     CHANNEL_CRITERION_EXPRESSION,
     CHANNEL_FLAG_ALL,
     {"(?im)^[a-z\xc3\x84].*?w[^0-9]+\\b(?:mi|a{2,3}|$)$", "(?s)\\A.+\\z", "\\B[[:alpha:]]\\Z"}},
    {"expression-explodes",
     "nested loops, for which others backtrack without end",
     CHANNEL_CRITERION_EXPRESSION,
     0,
     {"(a*)*b", "(?:x+x+)+y"}},
    {"absent", "an input that the event lacks", CHANNEL_CRITERION_ABSENT, 0, {NULL}},
    {"exists", "an input that the event has", CHANNEL_CRITERION_EXISTS, 0, {NULL}},
};

static void write_model(struct seed_writer *writer, const char *name, const char *holds,
                        struct content *content)
{
    size_t size;
    uint8_t *bytes = seed_encode(content, &size);

    seed_write(writer, "channel_file", name, holds, bytes, size);
    free(bytes);
    content_free(content);
}

static void write_text_row(struct seed_writer *writer, const struct text_row *row, bool keyword)
{
    char name[64];
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    const uint16_t field = seed_field(content, SEED_TYPE, CHANNEL_KIND_TEXT);

    snprintf(name, sizeof name, "%s%s", keyword ? "keyword-" : "", row->name);
    struct content_criterion *criterion =
        seed_criterion(content, instance, keyword ? CHANNEL_FIELD_ALL : field, row->kind, NULL);
    criterion->flags = row->flags;
    for (unsigned i = 0; i < 3 && row->texts[i] != NULL; i++)
        seed_value(content, criterion, row->texts[i]);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    write_model(writer, name, row->holds, content);
}

static void write_range(struct seed_writer *writer, const char *name, const char *holds,
                        int64_t minimum, int64_t maximum)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    const uint16_t field = seed_field(content, SEED_TYPE, CHANNEL_KIND_NUMBER);
    struct content_criterion *criterion =
        seed_criterion(content, instance, field, CHANNEL_CRITERION_RANGE, "");

    criterion->values[0].minimum = minimum;
    criterion->values[0].maximum = maximum;
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    write_model(writer, name, holds, content);
}

static void write_network(struct seed_writer *writer, const char *name, const char *holds,
                          uint8_t kind, const uint8_t address[16], uint8_t prefix)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE_WITH_ADDRESSES, "one");
    const uint16_t field = seed_field(content, SEED_TYPE_WITH_ADDRESSES, CHANNEL_KIND_ADDRESS);
    struct content_criterion *criterion = seed_criterion(content, instance, field, kind, "");

    memcpy(criterion->values[0].address, address, 16);
    criterion->values[0].prefix = prefix;
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    write_model(writer, name, holds, content);
}

static void write_references(struct seed_writer *writer)
{
    for (uint8_t mode = 0; mode < CHANNEL_REFERENCE_MODES; mode++) {
        char name[64];
        struct content *content = seed_content();
        struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
        struct content_criterion *criterion =
            seed_criterion(content, instance, 0, CHANNEL_CRITERION_REFERENCE, "");

        criterion->values[0].field = 1;
        criterion->values[0].mode = mode;
        criterion->flags = mode % 2 == 0 ? 0 : CHANNEL_FLAG_CASED;
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
        snprintf(name, sizeof name, "reference-%s", channel_reference_mode_name(mode));
        write_model(writer, name, "one field compared with another", content);
    }
}

/* (a and b) or not c, over three fields. */
static void write_condition(struct seed_writer *writer)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    const uint16_t field = seed_field(content, SEED_TYPE, CHANNEL_KIND_TEXT);

    seed_criterion(content, instance, field, CHANNEL_CRITERION_PREFIX, "cmd");
    seed_criterion(content, instance, field, CHANNEL_CRITERION_SUFFIX, "whoami");
    seed_criterion(content, instance, field, CHANNEL_CRITERION_EXISTS, NULL);
    seed_node(content, instance, CHANNEL_OPERATOR_OR, 5);
    seed_node(content, instance, CHANNEL_OPERATOR_AND, 2);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    seed_node(content, instance, CHANNEL_OPERATOR_NOT, 1);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 2);
    write_model(writer, "condition", "and, or and not", content);
}

/* As deep as allowed: alternating operators, a test beside each but the innermost. */
static void write_deepest_condition(struct seed_writer *writer)
{
    enum { DEPTH = CHANNEL_MAX_CONDITION_DEPTH };
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    const uint16_t field = seed_field(content, SEED_TYPE, CHANNEL_KIND_TEXT);

    seed_criterion(content, instance, field, CHANNEL_CRITERION_EXISTS, NULL);
    for (uint32_t level = 0; level + 1 < DEPTH; level++) {
        const uint8_t op = level % 2 == 0 ? CHANNEL_OPERATOR_AND : CHANNEL_OPERATOR_OR;
        seed_node(content, instance, op, 2 * (DEPTH - 1 - level));
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    }
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    write_model(writer, "condition-deepest", "a condition of the largest depth", content);
}

static void write_every_level(struct seed_writer *writer)
{
    static const char *const ids[] = {"0", "1", "2", "3", "4", "5"};
    struct content *content = seed_content();

    for (uint8_t level = CHANNEL_LEVEL_NONE; level <= CHANNEL_LEVEL_CRITICAL; level++) {
        const uint16_t type = level % 2 == 0 ? SEED_TYPE : SEED_TYPE_WITH_ADDRESSES;
        struct content_instance *instance = seed_instance(content, type, ids[level]);
        instance->level = level;
        if (level == CHANNEL_LEVEL_NONE)
            instance->author = instance->licence = instance->link = seed_text("");
        seed_criterion(content, instance, level, CHANNEL_CRITERION_EXISTS, NULL);
        seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    }
    write_model(writer, "instances", "several instances of two types, of every level", content);
}

/* July 19: the last of the declared fields, with something other than a wildcard. */
static void write_last_field(struct seed_writer *writer)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    const struct content_type *type =
        seed_need((struct content_type *)(uintptr_t)content_find_type(content, SEED_TYPE));

    seed_criterion(content, instance, (uint16_t)(type->field_count - 1), CHANNEL_CRITERION_EXISTS,
                   NULL);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    write_model(writer, "last-field", "the last field, which a poorer sensor lacks", content);
}

static void write_numbers(struct seed_writer *writer)
{
    static const uint8_t any[16] = {0};
    static const uint8_t ten[16] = {10};
    static const uint8_t link_local[16] = {0xfe, 0x80};
    static const uint8_t loopback[16] = {[15] = 1};

    write_range(writer, "range", "numbers from 1 to 65535", 1, 65535);
    write_range(writer, "range-all", "all numbers", INT64_MIN, INT64_MAX);
    write_range(writer, "range-one", "the largest number alone", INT64_MAX, INT64_MAX);
    write_network(writer, "cidr4", "10.0.0.0/8", CHANNEL_CRITERION_CIDR4, ten, 8);
    write_network(writer, "cidr4-all", "0.0.0.0/0", CHANNEL_CRITERION_CIDR4, any, 0);
    write_network(writer, "cidr6", "fe80::/10", CHANNEL_CRITERION_CIDR6, link_local, 10);
    write_network(writer, "cidr6-host", "::1/128", CHANNEL_CRITERION_CIDR6, loopback, 128);
}

void seeds_of_features(struct seed_writer *writer)
{
    write_model(writer, "empty", "no rule at all", seed_content());
    for (size_t i = 0; i < sizeof text_rows / sizeof text_rows[0]; i++) {
        write_text_row(writer, &text_rows[i], false);
        if (channel_kind_rules(text_rows[i].kind)->keyword)
            write_text_row(writer, &text_rows[i], true);
    }
    write_numbers(writer);
    write_references(writer);
    write_condition(writer);
    write_deepest_condition(writer);
    write_every_level(writer);
    write_last_field(writer);
}
