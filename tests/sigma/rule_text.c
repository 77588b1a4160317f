/* Texts of rules. */
#include "rule_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

#define NETWORK_HEAD                                                                               \
    "title: Own rule\n"                                                                            \
    "id: own-1\n"                                                                                  \
    "logsource:\n"                                                                                 \
    "  product: windows\n"                                                                         \
    "  category: network_connection\n"                                                             \
    "detection:\n"

static struct compiled compile_parts(const char *first, const char *second, const char *third,
                                     const char *fourth)
{
    const size_t size = strlen(first) + strlen(second) + strlen(third) + strlen(fourth);
    char *text = malloc(size + 1);

    assert_non_null(text);
    snprintf(text, size + 1, "%s%s%s%s", first, second, third, fourth);
    const struct compiled compiled = compile_text(text);
    free(text);
    return compiled;
}

struct compiled compile_detection(const char *detection)
{
    return compile_parts(RULE_HEAD, detection, "", "");
}

struct compiled compile_network(const char *detection)
{
    return compile_parts(NETWORK_HEAD, detection, "", "");
}

struct compiled compile_item(const char *key_and_value)
{
    return compile_parts(RULE_HEAD "  selection:\n    ", key_and_value,
                         "\n  condition: selection\n", "");
}

struct compiled compile_network_item(const char *key_and_value)
{
    return compile_parts(NETWORK_HEAD "  selection:\n    ", key_and_value,
                         "\n  condition: selection\n", "");
}
