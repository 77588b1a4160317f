/* The dictionary of rules, made from the tables that the Sigma front end is built from. Relies on
 * headers alone, so that it is made in builds without the front end, too. */
#include <stdio.h>
#include <string.h>

#include "channel/dictionaries/dictionary.h"
#include "channel/template_types.h"
#include "fixed_placeholders.h"
#include "sigma/modifier.h"

static void print_text(const char *group, const char *name, const char *text)
{
    print_token(group, name, (const uint8_t *)text, strlen(text));
}

static void print_texts(const char *group, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu", i);
        print_text(group, name, texts[i]);
    }
}

#define PRINT_TEXTS(group, array) print_texts(group, array, sizeof(array) / sizeof(array)[0])

static void print_modifiers(void)
{
#define X(name, spelling, family) print_text("modifier", #name, "|" spelling);
    SIGMA_MODIFIERS(X)
#undef X
}

static bool stands_before(const struct channel_type_definition *types, uint32_t type,
                          const char *field)
{
    for (uint32_t i = 0; i < type; i++) {
        for (uint32_t j = 0; j < types[i].field_count; j++) {
            if (strcmp(types[i].fields[j].name, field) == 0)
                return true;
        }
    }
    return false;
}

/* Log sources, and each name of a field once. */
static void print_types(void)
{
    uint32_t count;
    const struct channel_type_definition *types = channel_type_definitions(&count);

    for (uint32_t i = 0; i < count; i++) {
        char text[128];
        snprintf(text, sizeof text, "%s: %s", types[i].is_service ? "service" : "category",
                 types[i].name);
        print_text("logsource", types[i].name, text);
        for (uint32_t j = 0; j < types[i].field_count; j++) {
            const char *field = types[i].fields[j].name;
            if (!stands_before(types, i, field))
                print_text("field", field, field);
        }
    }
}

static void print_levels(void)
{
    for (uint8_t level = CHANNEL_LEVEL_INFORMATIONAL; level <= CHANNEL_LEVEL_CRITICAL; level++)
        print_text("level", channel_level_name(level), channel_level_name(level));
}

static void print_placeholders(void)
{
    const char *line = fixed_placeholders;

    while (*line != '\0') {
        char text[64];
        const int size = (int)strcspn(line, ":");
        snprintf(text, sizeof text, "%%%.*s%%", size, line);
        print_token("placeholder", "name", (const uint8_t *)text, strlen(text));
        line = strchr(line, '\n') + 1;
    }
}

void dictionary_of_rules(void)
{
    static const char *const keys[] = {
        "title: ",          "id: ",           "author: ", "license: ",    "logsource:",
        "product: windows", "level: ",        "status: ", "detection:",   "condition: ",
        "taxonomy: ",       "action: global", "filter:",  "correlation:", "timeframe: ",
    };
    static const char *const conditions[] = {
        "1 of ", "all of ", "any of ", "them", " and ", " or ", "not ", "(", ")", " | count()",
    };
    static const char *const yaml[] = {
        "---\n", "...\n", "%YAML 1.2\n", "&a ",  "*a",          "!!str ", "<<: ",
        "? ",    "- ",    "|\n",         ">-\n", "\"\\u00e4\"", "\r\n",   " # ",
        "{",     "}",     "[",           "]",    "null",        "~",      "true",
        "no",    "0x",    "0b",          "1:30", "1_000",       "''",     "\xef\xbb\xbf",
    };
    static const char *const values[] = {
        "*",
        "?",
        "\\*",
        "\\\\",
        "\\%",
        "%",
        "10.0.0.0/8",
        "2001:db8::/32",
        "-a",
        "/a",
        "(?i)",
        "(?:",
        "[^",
        "{1,3}",
        "{1000}",
        "\\d",
        "\\b",
        "[[:alpha:]]",
        "$",
        "|",
        "9223372036854775807",
        "-9223372036854775808",
    };

    print_modifiers();
    print_types();
    print_levels();
    print_placeholders();
    PRINT_TEXTS("key", keys);
    PRINT_TEXTS("condition", conditions);
    PRINT_TEXTS("yaml", yaml);
    PRINT_TEXTS("value", values);
}

void dictionary_of_tool_texts(void)
{
    static const char *const json[] = {
        "{\"version\": 1500, \"types\": {}}",
        "\"version\"",
        "\"types\"",
        "\"text\"",
        "\"number\"",
        "\"address\"",
        "\"EventID\": 1",
        "\"Channel\": \"Microsoft-Windows-Sysmon/Operational\"",
        "null",
        "\\u00e4",
        "\\ud83d\\udd25",
        "1e9",
    };

    PRINT_TEXTS("json", json);
}
