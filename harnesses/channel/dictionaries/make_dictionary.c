/* Prints a fuzz target's dictionary, made from the tables that the code under test is built from:
 * make_dictionary TARGET. Both engines read it; a test fails when the one checked in is stale. */
#include <stdio.h>
#include <string.h>

#include "dictionary.h"

enum { CLEAN = 0, FAILED = 1, WRONG_USE = 2, MOST_PARTS = 3 };

static const struct {
    const char *target;
    void (*parts[MOST_PARTS])(void); /* the first null ends them */
} dictionaries[] = {
    {"channel_file", {dictionary_of_files}},
    {"interpreter", {dictionary_of_files, dictionary_of_trailers}},
    {"validator_contract", {dictionary_of_files, dictionary_of_trailers}},
    {"mutator", {dictionary_of_files, dictionary_of_trailers}},
    {"matcher", {dictionary_of_matches, dictionary_of_expressions}},
    {"roundtrip", {dictionary_of_models, dictionary_of_expressions}},
    {"worst_case", {dictionary_of_models, dictionary_of_expressions}},
    {"sigma", {dictionary_of_rules}},
    {"allocation", {dictionary_of_rules, dictionary_of_tool_texts, dictionary_of_files}},
};

static int print_dictionary(const char *target)
{
    for (size_t i = 0; i < sizeof dictionaries / sizeof dictionaries[0]; i++) {
        if (strcmp(dictionaries[i].target, target) != 0)
            continue;
        printf("# Made by make_dictionary %s; do not edit.\n", target);
        for (size_t j = 0; j < MOST_PARTS && dictionaries[i].parts[j] != NULL; j++)
            dictionaries[i].parts[j]();
        return fflush(stdout) == 0 && !ferror(stdout) ? CLEAN : FAILED;
    }
    fprintf(stderr, "make_dictionary: %s: no such target\n", target);
    return WRONG_USE;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: make_dictionary TARGET\n");
        return WRONG_USE;
    }
    return print_dictionary(argv[1]);
}
