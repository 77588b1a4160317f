/* How the target `matcher` reads its lines, and a floor for its seeds: each operator must be hit,
 * missed and refused by them. Relies on the parser for what its digest says. */
#include "seed_files.h"

#include <string.h>

#include "channel/matches/match_digest.h"
#include "support/exact.h"

enum { LINE = 128 };

static void digest_text(const char *text, size_t size, char *line)
{
    uint8_t *copy = exact_copy((const uint8_t *)text, size);

    line[0] = '\0';
    match_digest(copy, size, line, LINE);
    exact_free(copy, size);
}

static const struct {
    const char *text, *digest;
} rows[] = {
    {"", "exact "},
    {"\n", "exact "},
    {"exact\n", "exact "},
    {"exact\na", "exact "},
    {"exact\na\na", "exact +"},
    {"exact\na\na\nb\n", "exact +-"},
    {"exact\n\n\na\n", "exact +-"},
    {"exact cased\na\nA\na\n", "exact -+"},
    {"  exact   cased  \na\nA\na\n", "exact -+"},
    {"exactly\na\n", "prefix "},
    {"prefix\na\xc2\xb6\na\xc2\xb6"
     "b\nab\n",
     "prefix +-"},
    {"suffix\na\xc2\na\xc2\n", "suffix refused: STRING_ENCODING"},
    {"glob\na**?\nab\n", "glob refused: GLOB_RUN"},
    {"expression\na.b\na\xc2\xb6"
     "b\nA-b\n",
     "expression --"},
    {"expression s\na.b\na\xc2\xb6"
     "b\nA-b\n",
     "expression +-"},
    {"expression i s\na.b\na\xc2\xb6"
     "b\nA-b\n",
     "expression ++"},
    {"expression m\n^b\na\xc2\xb6"
     "b\n",
     "expression +"},
    {"expression\n(\na\n", "expression refused: the group is not closed"},
    {"range\n2 3\n1\n2\n3\n4\n", "range -++-"},
    {"range\n2\n1\n2\n", "range -+"},
    {"range\n* 2\n2\n3\n", "range +-"},
    {"range\n3 2\n3\n", "range refused: RANGE_EMPTY"},
    {"cidr4\n10.1.2.3/8\n10.0.0.0\n11.0.0.0\n", "cidr4 +-"},
    {"cidr4\n10.1.2.3\n10.1.2.3\n10.1.2.2\n", "cidr4 +-"},
    {"cidr4\n10.0.0.0/\n10.0.0.0\n", "cidr4 refused: no address"},
    {"cidr4\n10.0.0.0/33\n10.0.0.0\n", "cidr4 refused: NETWORK_PREFIX"},
    {"cidr6\n::/256\n::\n", "cidr6 refused: no address"},
    {"reference\nab\nab\nabc\n", "reference +-"},
    {"reference prefix\nab\nab\nabc\nxab\n", "reference ++-"},
    {"reference suffix cased\nab\nAb\nxab\n", "reference -+"},
    {"reference contains\n\n\n", "reference +"},
};

static void lines_are_read_as_their_header_says(void **state)
{
    char line[LINE];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        digest_text(rows[i].text, strlen(rows[i].text), line);
        if (strcmp(line, rows[i].digest) != 0)
            fail_msg("row %zu: \"%s\", not \"%s\"", i, line, rows[i].digest);
    }
}

/* A subject of 1,024 bytes is taken whole, a longer one up to there; a value up to 240. */
static void long_lines_are_cut(void **state)
{
    static const char header[] = "suffix\nb\n", longest_value[] = "exact\n";
    char text[2048], line[LINE];

    (void)state;
    memset(text, 'a', sizeof text);
    memcpy(text, header, sizeof header - 1);
    text[sizeof header - 1 + 1023] = 'b';
    digest_text(text, sizeof header - 1 + 1024, line);
    assert_string_equal(line, "suffix +");
    digest_text(text, sizeof header - 1 + 1025, line);
    assert_string_equal(line, "suffix +");
    text[sizeof header - 1 + 1023] = 'a';
    text[sizeof header - 1 + 1024] = 'b';
    digest_text(text, sizeof header - 1 + 1025, line);
    assert_string_equal(line, "suffix -");
    memset(text, 'a', sizeof text);
    memcpy(text, longest_value, sizeof longest_value - 1);
    text[sizeof longest_value - 1 + 250] = '\n';
    digest_text(text, sizeof longest_value - 1 + 251 + 240, line);
    assert_string_equal(line, "exact +");
}

/* --- floor ------------------------------------------------------------------------------------ */

struct floor {
    const char *operator_name;
    unsigned hits, misses, refused; /* at least */
};

static const struct floor floors[] = {
    {"exact", 5, 18, 0},  {"prefix", 4, 9, 1},        {"suffix", 4, 7, 0},  {"contains", 18, 20, 1},
    {"glob", 22, 22, 5},  {"expression", 80, 75, 11}, {"range", 20, 28, 1}, {"cidr4", 9, 20, 2},
    {"cidr6", 23, 28, 1}, {"reference", 14, 14, 0},
};
static struct floor counts[COUNT_OF(floors)];

static void count_seed(const char *folder, const char *name)
{
    char line[LINE];
    size_t size;
    uint8_t *bytes = read_seed(folder, name, &size);

    digest_text((const char *)bytes, size, line);
    exact_free(bytes, size);
    const size_t word = strcspn(line, " ");
    const bool refused = strncmp(line + word, " refused", 8) == 0;
    for (size_t i = 0; i < COUNT_OF(floors); i++) {
        const char *expected = floors[i].operator_name;
        if (strlen(expected) != word || strncmp(line, expected, word) != 0)
            continue;
        counts[i].refused += refused;
        for (const char *sign = line + word; !refused && *sign != '\0'; sign++) {
            counts[i].hits += *sign == '+';
            counts[i].misses += *sign == '-';
        }
    }
}

static void each_operator_is_hit_missed_and_refused(void **state)
{
    (void)state;
    memset(counts, 0, sizeof counts);
    each_seed("matcher", count_seed);
    each_seed("matcher/limits", count_seed);
    each_seed("matcher/refused", count_seed);
    for (size_t i = 0; i < COUNT_OF(floors); i++)
        if (counts[i].hits < floors[i].hits || counts[i].misses < floors[i].misses ||
            counts[i].refused < floors[i].refused)
            fail_msg("%s: %u hits, %u misses, %u refused", floors[i].operator_name, counts[i].hits,
                     counts[i].misses, counts[i].refused);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_read_as_their_header_says),
        cmocka_unit_test(long_lines_are_cut),
        cmocka_unit_test(each_operator_is_hit_missed_and_refused),
    };
    return RUN_TESTS(tests);
}
