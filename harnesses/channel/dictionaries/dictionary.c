/* Prints tokens; whether stdout took them, the caller asks at its end. */
#include "dictionary.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_TOKEN = 128 };

void print_token(const char *group, const char *name, const uint8_t *bytes, size_t size)
{
    printf("%s_%s=\"", group, name);
    for (size_t i = 0; i < size && i < LONGEST_TOKEN; i++) {
        const bool plain =
            bytes[i] >= ' ' && bytes[i] < 0x7f && bytes[i] != '"' && bytes[i] != '\\';
        if (plain)
            putchar(bytes[i]);
        else
            printf("\\x%02X", (unsigned)bytes[i]);
    }
    printf("\"\n");
}

void print_list(const char *group, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "%zu", i);
        print_token(group, name, (const uint8_t *)words[i], strlen(words[i]));
    }
}

void print_number(const char *group, const char *name, uint32_t value, size_t width)
{
    uint8_t bytes[4];
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)(value >> (8 * i));
    print_token(group, name, bytes, width);
}
