/* Texts of rules, put together from what a case is about. */
#ifndef SIGMA_TEST_RULE_TEXT_H
#define SIGMA_TEST_RULE_TEXT_H

#include "compiled.h"

/* The head that all cases share has six lines: the text behind it begins in line 7. */
#define RULE_HEAD                                                                                  \
    "title: Own rule\n"                                                                            \
    "id: own-1\n"                                                                                  \
    "logsource:\n"                                                                                 \
    "  product: windows\n"                                                                         \
    "  category: process_creation\n"                                                               \
    "detection:\n"

enum { HEAD_LINES = 6 };

/* A rule with this text behind `detection:`; each line needs its own indentation. */
struct compiled compile_detection(const char *detection);

/* The same of a network connection, whose type has addresses and numbers. */
struct compiled compile_network(const char *detection);

/* A rule with one selection, whose one line is `key_and_value` (line 8), and the condition
 * `selection`. */
struct compiled compile_item(const char *key_and_value);
struct compiled compile_network_item(const char *key_and_value);

enum { ITEM_LINE = HEAD_LINES + 2 };

#endif
