/* JSON, written member by member. */
#ifndef SUPPORT_JSON_PRINT_H
#define SUPPORT_JSON_PRINT_H

#include <stdio.h>

/* Writes a text as a JSON string. Bytes that are no UTF-8, and controls, become \u00XX: file names
 * and functions are bytes, JSON is text. */
void json_print(FILE *out, const char *text);

/* Writes `"name": "text"` behind a comma. */
void json_print_member(FILE *out, const char *name, const char *text);

#endif
