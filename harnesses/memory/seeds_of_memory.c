/* Seeds of the target `allocation`: for each part what it is given, and moments at which it fails.
 */
#include <stdlib.h>
#include <string.h>

#include "channel/seeds/seed_model.h"
#include "channel/seeds/seed_writer.h"
#include "channel/template_types.h"
#include "rules/rule_seeds.h"

enum { FOR_GOOD = 0x8000, TAIL = 3, MOST = 4096 };

/* The digits of memory/parts.h, as allocation.c counts them. */
enum part { RULES = '0', EVENT_LINE, SENSOR, CHANNEL_FILE };

static void write_moment(struct seed_writer *writer, enum part part, const char *name,
                         const char *holds, const uint8_t *bytes, size_t size, uint16_t moment)
{
    uint8_t input[MOST + TAIL];
    const bool for_good = moment >= FOR_GOOD;
    const unsigned number = moment % FOR_GOOD;
    char full_name[80], explained[200];

    seed_need(size <= MOST ? input : NULL);
    memcpy(input, bytes, size);
    input[size] = (uint8_t)(moment % 0x100u);
    input[size + 1] = (uint8_t)(moment / 0x100u);
    input[size + 2] = (uint8_t)part;
    snprintf(full_name, sizeof full_name, "%s-%u%s", name, number, for_good ? "-for-good" : "");
    snprintf(explained, sizeof explained, "%s; operation %u%s fails", holds, number,
             for_good ? " and each behind it" : "");
    seed_write(writer, "allocation", full_name, explained, input, size + TAIL);
}

static void write_moments(struct seed_writer *writer, enum part part, const char *name,
                          const char *holds, const void *bytes, size_t size)
{
    static const uint16_t moments[] = {0, 1, 5, 21, 55, FOR_GOOD + 8};

    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++)
        write_moment(writer, part, name, holds, bytes, size, moments[i]);
}

static void write_rules(struct seed_writer *writer)
{
    static const char *const names[] = {
        "modifier-windash",   "modifier-base64offset", "modifier-cidr", "modifier-re-flags",
        "modifier-fieldref",  "modifier-expand",       "value-maps",    "condition-parentheses",
        "condition-one-of",   "stream-separators",     "yaml-aliases",  "warning-repeated",
        "refused-expression", "stream-duplicate",      "yaml-styles",   "refused-pattern",
        "refused-key-twice",  "refused-after-warning",
    };
    const struct rule_seed *seed;

    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i++) {
        for (size_t j = 0; j < sizeof names / sizeof names[0]; j++) {
            if (strcmp(names[j], seed->name) == 0)
                write_moments(writer, RULES, seed->name, seed->holds, seed->text,
                              strlen(seed->text));
        }
    }
    /* Found by AFL++. */
    write_moment(writer, RULES, "tag-alone",
                 "a tag that is cut off, of which libyaml says no error", (const uint8_t *)"[!", 2,
                 8539);
}

static void write_text(struct seed_writer *writer, enum part part, const char *name,
                       const char *holds, const char *text)
{
    write_moments(writer, part, name, holds, text, strlen(text));
}

static void write_tool_texts(struct seed_writer *writer)
{
    write_text(writer, EVENT_LINE, "event", "an event line",
               "{\"EventID\": 1, \"Channel\": \"Microsoft-Windows-Sysmon/Operational\","
               " \"CommandLine\": \"whoami \\u00e4\", \"ProcessId\": 5, \"User\": null}");
    write_text(writer, EVENT_LINE, "event-torn", "an event line that ends early",
               "{\"EventID\": 1, \"Channel\": \"Secu");
    write_text(writer, SENSOR, "sensor", "a sensor's description",
               "{\"version\": 1500, \"types\": {\"process_creation\": 20, \"dns_query\": "
               "[\"number\", \"text\", \"address\"]}}");
    write_text(writer, SENSOR, "sensor-torn", "a description that ends early",
               "{\"version\": 1500, \"types\": {\"process_creation\": [\"te");
    write_text(writer, SENSOR, "sensor-other-type", "a type that does not exist",
               "{\"version\": 1, \"types\": {\"nothing\": 1}}");
    write_text(writer, SENSOR, "sensor-escapes", "escapes and numbers",
               "{\"v\\u00e4\": [1e9, -0.5, {\"a\": \"\\ud83d\\udd25\"}], \"types\": 1}");
}

/* Two instances of two types, with values of several forms. */
static void write_channel_files(struct seed_writer *writer)
{
    struct content *content = seed_content();
    struct content_instance *instance = seed_instance(content, SEED_TYPE, "one");
    size_t size;

    seed_criterion(content, instance, 0, CHANNEL_CRITERION_CONTAINS, "whoami");
    seed_criterion(content, instance, 1, CHANNEL_CRITERION_EXPRESSION, "a+b");
    seed_node(content, instance, CHANNEL_OPERATOR_OR, 2);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 1);
    instance = seed_instance(content, SEED_TYPE_WITH_ADDRESSES, "two");
    seed_criterion(content, instance, 0, CHANNEL_CRITERION_EXISTS, NULL);
    seed_node(content, instance, CHANNEL_OPERATOR_TEST, 0);
    uint8_t *bytes = seed_encode(content, &size);
    write_moments(writer, CHANNEL_FILE, "file", "a channel file", bytes, size);
    write_moments(writer, CHANNEL_FILE, "file-torn", "a channel file that ends early", bytes,
                  size - 40);
    bytes[size - 60] ^= 0x80;
    write_moments(writer, CHANNEL_FILE, "file-damaged", "a channel file with a wrong byte", bytes,
                  size);
    free(bytes);
    content_free(content);
}

void seeds_of_memory(struct seed_writer *writer)
{
    write_rules(writer);
    write_tool_texts(writer);
    write_channel_files(writer);
}
