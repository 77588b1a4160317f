/* The dictionary of the target `matcher`: the operators' words, from the table of kinds, and what
 * values and subjects are made of. */
#include <stdio.h>
#include <string.h>

#include "channel/kinds.h"
#include "dictionary.h"

static void print_words(const char *group, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu", i);
        print_token(group, name, (const uint8_t *)words[i], strlen(words[i]));
    }
}

#define PRINT_WORDS(group, words) print_words((group), (words), sizeof(words) / sizeof(words)[0])

static void print_operators(void)
{
#define X(name, number, text, form, flags, input, reads, keyword)                                  \
    if (CHANNEL_FORM_##form != CHANNEL_FORM_NONE)                                                  \
        print_token("operator", #name, (const uint8_t *)(text "\n"), sizeof(text));
    CHANNEL_CRITERION_KINDS(X)
#undef X
    for (uint8_t mode = 0; mode < CHANNEL_REFERENCE_MODES; mode++) {
        const char *name = channel_reference_mode_name(mode);
        print_token("mode", name, (const uint8_t *)name, strlen(name));
    }
}

void dictionary_of_matches(void)
{
    static const char *const flags[] = {" cased\n", " i\n", " m\n", " s\n", " ims\n", "\xc2\xb6"};
    static const char *const globs[] = {"?*", "\\*", "\\?", "\\\\"};
    static const char *const numbers[] = {
        "9223372036854775807",  "9223372036854775808",  "-9223372036854775808",
        "-9223372036854775809", "18446744073709551616", "00000000000000000001",
    };
    static const char *const addresses[] = {
        "255.255.255.255", "0.0.0.0", "/0", "/32",     "/31", "/33", "/128", "/127", "::", "::1",
        "ffff:",           ":0:",     "%",  "1.2.3.4",
    };
    static const char *const points[] = {
        "\x7f",
        "\xc2\x80",
        "\xdf\xbf",
        "\xe0\xa0\x80",
        "\xef\xbf\xbf",
        "\xf0\x90\x80\x80",
        "\xf4\x8f\xbf\xbf",
        "\xf4\x90\x80\x80",
        "\xed\xa0\x80",
        "\xc3\xa9",
        "\xff",
        "\xe2\x84\xaa",
        "\xc5\xbf",
    };

    print_operators();
    PRINT_WORDS("flag", flags);
    PRINT_WORDS("glob", globs);
    PRINT_WORDS("number", numbers);
    PRINT_WORDS("address", addresses);
    PRINT_WORDS("point", points);
}

void dictionary_of_expressions(void)
{
    static const char *const syntax[] = {
        ".*",     ".+?",    "??",  "{0}",   "{2}",    "{0,2}", "{1,}", "{2,3}?", "{,2}",
        "{1000}", "{1001}", "(?:", "(?<n>", "(?P<n>", "(?'n'", "(?i)", "(?i:",   "(?ms-i)",
        "(?-i:",  "(?=",    "(?>", "++",    "\\1",    "|",     "^",    "$",      "()",
    };
    static const char *const escapes[] = {
        "\\d", "\\D", "\\w", "\\W", "\\s",    "\\S",       "\\h",      "\\H",         "\\v",
        "\\V", "\\N", "\\b", "\\B", "\\A",    "\\z",       "\\Z",      "\\n",         "\\r",
        "\\t", "\\f", "\\a", "\\e", "\\0101", "\\x41",     "\\x{e9}",  "\\x{10ffff}", "\\x{110000}",
        "\\.", "\\[", "\\]", "\\-", "\\^",    "\\x{d800}", "\\x{17f}", "\\x{212a}",
    };
    static const char *const classes[] = {"[^",  "[]",        "[^]",  "-]",   "a-z",
                                          "A-Z", "[a-f\\d_]", "[\\W", "[\\b", "[^\\n]"};
    static const char *const posix[] = {
        "alpha", "alnum", "ascii", "blank", "cntrl", "digit", "graph",
        "lower", "print", "punct", "space", "upper", "word",  "xdigit",
    };

    PRINT_WORDS("syntax", syntax);
    PRINT_WORDS("escape", escapes);
    PRINT_WORDS("class", classes);
    for (size_t i = 0; i < sizeof posix / sizeof posix[0]; i++) {
        char token[32];
        const int size = snprintf(token, sizeof token, "[:%s:]", posix[i]);
        print_token("posix", posix[i], (const uint8_t *)token, (size_t)size);
    }
    print_token("posix", "negated", (const uint8_t *)"[:^", 3);
}
