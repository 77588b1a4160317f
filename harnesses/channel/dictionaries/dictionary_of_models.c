/* The words of the lines that models are made of (model_bytes.h). */
#include <stdio.h>

#include "dictionary.h"

#define PRINT_LIST(group, words) print_list((group), (words), sizeof(words) / sizeof(words)[0])

void dictionary_of_models(void)
{
    static const char *const lines[] = {
        "\nT",         "\nTtna", "\nI",    "\nI0",      "\nV",    "\nN&",  "\nN|",
        "\nN&.(|.!.)", "\nDv1",  "\nDv4",  "\nDv9",     "\nDc1",  "\nDc6", "\nDi1",
        "\nDi6",       "\nE0=",  "\nE0=!", "\nE0=\"",   "\nE0+!", "\nE0-", "\nE1=",
        "\nF0.",       "\nF1.",  "\nF*.",  "\nF0.\xb0",
    };
    static const char *const criteria[] = {
        "\nC_0", "\nC=0", "\nC<0", "\nC>0",  "\nCc0",  "\nC*0",    "\nC/0",
        "\nC#1", "\nC42", "\nC62", "\nCx0",  "\nCe0",  "\nC&0",    "\nC=*",
        "\nCc*", "\nC**", "\nC/*", "\nCc0a", "\nCc0c", "\nC/0ims",
    };
    static const char *const values[] = {
        "\nV8/0a000000", "\nV64/20010db8", "\nV128/",     "\nVm,M", "\nV-1,1",
        "\nV10",         "\nV13",          "\nV(?:a*)*b", "\nVa*b", "\nV.{1000}",
    };
    static const char *const texts[] = {
        "\xa0",
        "\xa0\xa0\xa0\xa0",
        "\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0",
        "aba\xa0\xa0",
        "\xb0",
        "\xb1",
        "\xa8",
        "\xac",
    };

    PRINT_LIST("line", lines);
    PRINT_LIST("criterion", criteria);
    PRINT_LIST("value", values);
    PRINT_LIST("piece", texts);
    for (char defect = 0; defect < 26; defect++) {
        const char word[] = {'\n', 'R', '0', (char)('0' + defect), '1', '\0'};
        const char *const one = word;
        char group[16];
        snprintf(group, sizeof group, "defect_%d", defect);
        print_list(group, &one, 1);
    }
}
