/* Seeds of the targets that make models of bytes (model_bytes.h): for roundtrip one for each kind,
 * shape and defect; for worst_case what is dear in each kind, and the longest inputs that a run has
 * time for. tests/harnesses/models_test.c says what must come of them. */
#include <stdio.h>
#include <string.h>

#include "seed_writer.h"

/* Texts that double (model_text.c): four, six, ten times. */
#define TIMES_16 "\xa0\xa0\xa0\xa0"
#define TIMES_64 TIMES_16 "\xa0\xa0"
#define TIMES_1024 TIMES_64 TIMES_16

/* Pieces of the alphabet, and examples of the first values. */
#define FEED "\x94"
#define E_ACUTE "\x95"
#define EURO "\x99"
#define FIRE "\x9f"
#define FIRST "\xb0"
#define SECOND "\xb1"

struct model_row {
    const char *name, *holds, *lines;
};

static const struct model_row roundtrip_rows[] = {
    {"nothing", "no line at all: an empty model", ""},
    {"default-instance", "an instance of which nothing is said", "I\nE0=!\n"},
    {"any", "a wildcard", "Tt\nI\nC_0\nE0=.\n"},
    {"exact", "whole values, and events that hit and miss",
     "Ttt\nI03id,title,author,licence,link\nC=0\nVAbc\nVabd\nE0=!\nE0=\"\nE0=0\nF0.abC\n"},
    {"exact-empty", "the empty value", "Tt\nI\nC=0\nV\nE0=0\nE0=.\n"},
    {"exact-cased", "whole values, cased", "Tt\nI\nC=0c\nVAbc\nE0=!\nE0=0\nF0.abc\nE0=0\nF0.Abc\n"},
    {"prefix", "beginnings of a value", "Tt\nI\nC<0\nVab\nE0=0\nF0.ABba\nE0=0\nF0.a\n"},
    {"suffix", "ends of a value", "Tt\nI\nC>0\nVab\nE0=0\nF0.baAB\nE0=0\nF0.b\n"},
    {"contains-any", "any of several parts",
     "Tt\nI\nCc0\nVab\nVba\nV" EURO "\nE0=0\nF0.aab\nE0=0\nF0.c" EURO "\nE0=0\nF0.cc\n"},
    {"contains-all", "all of several parts", "Tt\nI\nCc0a\nVab\nVba\nE0=0\nF0.aba\nE0=0\nF0.cab\n"},
    {"glob", "stars and question marks",
     "Tt\nI\nC*0\nVa*b?c\nE0=!\nE0=0\nF0.aabb" FIRE "c\nE0=0\nF0.abc\nE0=0\nF0.ab\xa8"
     "c\n"},
    {"glob-escaped", "escaped wildcards",
     "Tt\nI\nC*0c\nVa\\**\\?b\\\\?\nE0=!\nE0=0\nF0.a*x?b\\y\n"},
    {"expression", "a regular expression, flags of its own",
     "Tt\nI\nC/0ims\nV^a.b$\nE0=0\nF0.xx" FEED "A" FEED "B\nE0=!\nE0=0\nF0.a\n"},
    {"expression-edges", "every assertion where it just holds, and a place beside",
     "Tt\nI\nC/0\nV^a\\b.\\Bb$\nI\nC/0m\nV^b\nI\nC/0m\nVa$\nI\nC/0\nVa$\nI\nC/0\nVa\\z\n"
     "I\nC/0\nVa\\Z\nI\nC/0\nV\\Aa\nI\nC/0\nVa\\b\nI\nC/0\nVa\\Bb\nI\nC/0\nV\\b-\nI\nC/0m\nV^$\n"
     "E0=0\nF0.a" FEED "bb\nE0=0\nF0.ba" FEED "\nE0=0\nF0.ab-" FEED "b\nE0=0\nF0." FEED "\n"},
    {"expression-all", "several expressions that must all match",
     "Tt\nI\nC/0a\nV(ab|a)*c\nV\\bab\nV[^x]{2,5}$\nE0=!\nE0=0\nF0.ababc\nE0=0\nF0.ab c" EURO "\n"},
    {"expression-refused", "what is no expression is taken as a literal",
     "Tt\nI\nC/0\nV(a\nE0=0\nF0.b(a\nE0=0\nF0.a\n"},
    {"range", "numbers, hit, missed, and none",
     "Tn\nI\nC#0\nV-5,10\nV4688\nVm\nVM\nE0=!\nE0=0\nF0.-5\nE0=0\nF0.10a\n"},
    {"range-edges", "the ends of int64, and one beyond",
     "Tn\nI\nC#0\nVm,M\nE0=0\nF0.9223372036854775807\nE0=0\nF0.9223372036854775808\nE0=0\n"
     "F0.-9223372036854775808\nE0=0\nF0.-9223372036854775809\n"},
    {"cidr4", "IPv4 networks",
     "Ta\nI\nC40\nV8/0a000000\nV32/c0a80001\nE0=!\nE0=0\nF0.10.255.0.1\n"
     "E0=0\nF0.010.0.0.1\nE0=0\nF0.::ffff:10.0.0.1\n"},
    {"cidr6", "IPv6 networks",
     "Ta\nI\nC60\nV64/20010db8\nV0/\nV128/00000000000000000000000000000001\nE0=!\nE0=0\nF0.::1\n"
     "E0=0\nF0.fe80::1%eth0\nE0=0\nF0.10.0.0.1\n"},
    {"cidr-edges", "addresses on both sides of networks whose prefixes end inside a byte",
     "Taa\nI\nC40\nV9/0a8\nI\nC40\nV31/0a800002\nI\nC61\nV127/2\nI\nC61\nV33/200100008\n"
     "E0=!\xf0\nE0=\"#\nE0=\xf0\xf2\nE0=\xf1\xf3\n"},
    {"absent", "an input that the event lacks", "Ttt\nI\nCx0\nE0=.\nE0=0\n"},
    {"exists", "an input that the event has, empty", "Ttt\nI\nCe1\nE0=.\nE0=0\n"},
    {"reference", "a field compared with another, in each way",
     "Ttt\nI\nC&0\nV10\nI\nC&0\nV11\nI\nC&0c\nV12\nI\nC&0\nV13\nE0=0\nF0.abAb\nF1.aB\nE0=0\n"
     "F0.ab\nF1.AB\nE0=0.\n"},
    {"reference-missing", "a comparison with an input that the event is too short for",
     "Ttt\nI\nC&0\nV10\nV00\nE0-0\n"},
    {"keyword", "a criterion on all fields, and an event with fewer",
     "Ttnat\nI\nCc*\nVab\nI\nC=*a\nVab\nV\nE0=.\nE0-.\nF2.xaby\nE0+0\nF3.AB\n"},
    {"keyword-expression", "an expression and a glob on all fields",
     "Tttt\nI\nC/*\nVa+$\nI\nC**\nV?b*\nE0=0\nF2.baa\nE0=0\nF1.ab\n"},
    {"input-missing", "an event with an input fewer than the content reads",
     "Ttt\nI\nCe1\nI\nC_1\nE0-0\n"},
    {"input-kind", "text where the content reads a number and an address",
     "Tna\nI\nC#0\nI\nC40\nE0=0\nF0t1\nE0=0\nF1n1\n"},
    {"short-circuit", "an error behind what decides, and before it",
     "Ttt\nI\nCe0\nCe1\nN|..\nI\nCe1\nCe0\nN|..\nI\nCx0\nCe1\nN&..\nE0-0\n"},
    {"condition", "and, or, not, nested; criteria used again",
     "Ttttt\nI\nCe0\nCe1\nCe2\nCe3\nN&|(.&(.!.))!0.\nE0=0..0\nE0=..00\nE0=000.\nE0=.0.0\n"},
    {"condition-like", "an operator below its like, single and empty ones, double negation",
     "Ttt\nI\nCe0\nCx1\nN||(|(.)&())&(|(.))!!!0!!1\nE0=0.\nE0=.0\n"},
    {"condition-rest", "criteria that the condition does not use",
     "Ttt\nI\nCe0\nCx1\nC=0\nVa\nN&.\nE0=!.\nE0=0.\nE0=.0\n"},
    {"types", "several types in no order, one without instances",
     "Tt\nTn\nTta\nI21b\nCe1\nI01a\nCx0\nI25a\nC41\nE0=.\nE2=0\nE1=0\n"},
    {"fields-128", "as many fields as a type may have, the last one read",
     "Tt\xa0\xa0\xa0\xa0\xa0\xa0\xa0\nI\nCe\xaf\nCc*\nVab\nE0=0\nF\xaf.ab\n"},
    {"identifiers", "identifiers that begin alike, of an empty text, beyond ASCII",
     "Tt\nI00a\nI00ab\nI00\nI00" E_ACUTE "\nI00a\nE0=0\n"},
    {"repeated", "values, criteria and instances once more",
     "Tt\nI\nCc0\nVab\nDv3\nDc2\nDi4\nE0=0\nE0=!\n"},
    {"periodic", "long periodic values and inputs",
     "Tt\nI\nCc0\nVaba" TIMES_64 "b\nE0=0\nF0.aba" TIMES_64 "\xa0\nE0=!\nE0=0\nF0.a" FIRST "\n"},
    {"folding", "letters beside those that fold, and code points that do not",
     "Tt\nI\nC=0\nV@Z[k\x9b\x95\x96\nI\nC=0\nV`z{\nI\nC/"
     "0i\nVz\nE0=0\nF0.@z[K\x9b\x95\x96\nE0=0\nF0.`Z{\n"
     "E0=0\nF0.@z[k\x9b\x96\x95\n"},
    {"not-utf-8", "inputs that no text should be",
     "Tt\nI\nC*0\nV?a\nI\nC/0\nV[^a]a$\nE0=0\nF0.\xa8"
     "a\nE0=0\nF0.\xad\xa9"
     "a\nE0=0\n"
     "F0.\xac\xad\xae"
     "a\nE0=0\nF0.\xaa"
     "a\n"},
};

static const struct model_row worst_case_rows[] = {
    {"contains-periodic", "places that nearly fit everywhere in a long input",
     "Tt\nI\nCc0\nVabaaba\nE0=0\nF0.a" TIMES_1024 "\xa0\xa0\xa0\xa0"
     "abaa\n"},
    {"contains-longest", "the longest input, in which two bytes are searched",
     "Tt\nI\nCc0\nVaa\nE0=0\nF0.ba" TIMES_1024 TIMES_64 "\n"},
    {"contains-values", "many values that an input nearly has",
     "Tt\nI\nCc0a\nVaab\nDv9\nE0=0\nF0.a" TIMES_64 "ba\n"},
    {"glob-stars", "stars that begin anew at every place",
     "Tt\nI\nC*0\nV*a*a*aaaab*c\nE0=0\nF0.a" TIMES_1024 "\xa0\nE0=0\nF0.aaaab" TIMES_64 "\n"},
    {"glob-segment", "a long piece between stars that nearly fits everywhere",
     "Tt\nI\nC*0\nV*aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab*c\nE0=0\nF0.a" TIMES_1024 "\n"},
    {"glob-code-points", "question marks over code points of several bytes",
     "Tt\nI\nC*0c\nV*" E_ACUTE "?" E_ACUTE "?b\nE0=0\nF0." E_ACUTE TIMES_1024 "\n"},
    {"glob-longest", "the longest input of a short glob",
     "Tt\nI\nC*0\nVa*b\nE0=0\nF0.a" TIMES_1024 TIMES_64 "\n"},
    {"keyword-fields", "a search in each of 128 inputs",
     "Tt\xa0\xa0\xa0\xa0\xa0\xa0\xa0\nI\nCc*\nVaab\nE0=0\nF*.a" TIMES_64 "\n"},
    {"expression-optional", "as many states as places: a?{n}a{n}",
     "Tt\nI\nC/0\nV(?:a?){64}a{64}$\nE0=0\nF0.a" TIMES_64 "b\n"},
    {"expression-loops", "loops in loops",
     "Tt\nI\nC/0\nV(?:(?:a*)*a)*(?:a|aa)+c\nE0=0\nF0.a" TIMES_1024 "b\n"},
    {"expression-largest", "a program of nearly as many instructions as there may be",
     "Tt\nI\nC/0\nV(?:.{1000}){8}.{190}\nE0=0\nF0.a" TIMES_64 "\n"},
    {"expression-class", "classes of many ranges, behind the last of which is what is looked for",
     "Tt\nI\nC/0\nV[bdfhjlnprtvx]*[^acegikmoqsuwy]{40}$\nE0=0\nF0.z" TIMES_64 "\n"},
    {"expression-caseless", "alternatives that differ in their last letter, without case",
     "Tt\nI\nC/0i\nV(?:aab|aac|aad|aae|aaf|aag)+$\nE0=0\nF0.aAb" TIMES_64 "A\n"},
    {"expression-assertions", "every assertion at every place",
     "Tt\nI\nC/0m\nV(?:\\b|\\B|^|$|\\A|\\Z|\\z|a)*c\nE0=0\nF0.a" FEED "aa " TIMES_64 "\n"},
    {"expression-many", "many expressions on one input",
     "Tt\nI\nC/0a\nV[ab]*a\nDv7\nE0=0\nF0.ab" TIMES_16 "\n"},
    {"reference-contains", "an input searched for another that nearly is in it everywhere",
     "Ttt\nI\nC&0\nV13\nE0=0\nF0.a" TIMES_1024 "\nF1.a" TIMES_16 "\xa0"
     "baaa\n"},
    {"exact-longest", "the longest value", "Tt\nI\nC=0c\nVa" TIMES_1024 TIMES_16 "\nE0=!\n"},
    {"suffix-longest", "the longest value at the end",
     "Tt\nI\nC>0\nVa" TIMES_1024 TIMES_16 "\nE0=!\nF0.b" FIRST "\n"},
    {"prefixes", "many beginnings that differ from the input before their last byte",
     "Tt\nI\nC<0\nVa" TIMES_64 "bc\nDv6\nE0=0\nF0.a" TIMES_64 "ac\nE0=!\n"},
    {"ranges", "many ranges", "Tn\nI\nC#0a\nV1,5\nDv8\nE0=!\n"},
    {"networks", "many networks of both families",
     "Ta\nI\nC40a\nV8/0a000000\nDv7\nI\nC60a\nV16/fe80\nDv7\nE0=!\nE0=\"\n"},
    {"instances", "many instances", "Tt\nI\nCc0\nVabab\nDi8\nE0=0\nF0.aba\xa0\n"},
    {"criteria", "many criteria, of which none decides",
     "Tt\nI\nCc0\nVabab\nDc8\nN|\nE0=0\nF0.aba\xa0\n"},
    {"condition-deep", "a criterion tested again and again in a deep condition",
     "Tt\nI\nC>0\nVaab\nN|&!0|!0&!0|!0&!0|!0&!0|!0&!0|!0&!0|!0&!0|!0&!0\nE0=0\nF0.ab\n"},
};

static void write_rows(struct seed_writer *writer, const char *target, const struct model_row *rows,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        seed_write(writer, target, rows[i].name, rows[i].holds, (const uint8_t *)rows[i].lines,
                   strlen(rows[i].lines));
}

/* Each defect of model_defect.c in a model that has everything; numbers that change something. */
static void write_defects(struct seed_writer *writer)
{
    static const char model[] = "Ttna\nI\nC=0\nVab\nI\nC#1\nV1,5\nI\nC42\nV8/0a\nI\nC&0\nV00\nI\n"
                                "C/0\nV[ab]+.c\nCc0a\nVab\nVba\nN&..\nE0=!\n";
    static const struct {
        uint8_t instance, defect;
        const char *name, *number;
    } defects[] = {
        {'0', 0, "id-twice", "1"},
        {'0', 1, "id-empty", ""},
        {'0', 2, "level", "\x7f"},
        {'0', 3, "type", "9"},
        {'0', 4, "field", "~"},
        {'0', 5, "kind", " "},
        {'0', 6, "flags", "\x7f"},
        {'0', 7, "text", "\xff"},
        {'1', 8, "bounds", "z"},
        {'2', 9, "prefix", "!"},
        {'2', 10, "address", "#"},
        {'3', 11, "mode", "9"},
        {'3', 12, "other-field", "9"},
        {'4', 13, "operator", "\x80"},
        {'4', 14, "operand", "\x80"},
        {'4', 15, "node-count", ""},
        {'4', 16, "criterion-count", ""},
        {'4', 17, "value-count", "!"},
        {'4', 18, "instruction", "\xf0"},
        {'4', 19, "first-operand", "\xf0"},
        {'4', 20, "second-operand", "0"},
        {'4', 21, "instruction-flags", "0"},
        {'4', 22, "end", "0"},
        {'4', 23, "source-flags", "z"},
        {'0', 24, "field-count", "\xff"},
        {'0', 25, "field-kind", "\xc0"},
    };
    char name[64], lines[256];

    for (size_t i = 0; i < sizeof defects / sizeof defects[0]; i++) {
        snprintf(name, sizeof name, "broken-%s", defects[i].name);
        const int size = snprintf(lines, sizeof lines, "%sR%c%c%s\n", model, defects[i].instance,
                                  '0' + defects[i].defect, defects[i].number);
        seed_write(writer, "roundtrip", name, "a model that is wrong in one place",
                   (const uint8_t *)lines, (size_t)size);
    }
}

void seeds_of_models(struct seed_writer *writer)
{
    write_rows(writer, "roundtrip", roundtrip_rows,
               sizeof roundtrip_rows / sizeof roundtrip_rows[0]);
    write_defects(writer);
    write_rows(writer, "worst_case", worst_case_rows,
               sizeof worst_case_rows / sizeof worst_case_rows[0]);
}
