/* Expressions and their programs, in tables: what comes of a source, what is refused and where. */
#include <stdlib.h>
#include <string.h>

#include "program.h"
#include "test.h"

enum { I = CHANNEL_EXPRESSION_CASELESS, M = CHANNEL_EXPRESSION_MULTILINE };
enum { S = CHANNEL_EXPRESSION_DOTALL };

struct program_row {
    const char *source;
    uint8_t flags;
    const char *listing;
};

static const struct program_row program_rows[] = {
    /* literals */
    {"", 0, "match"},
    {"ab", 0, "point a; point b; match"},
    {"aZ1", I, "point! a; point! z; point 1; match"},
    {"\xc3\xa9\xe2\x80\x93", I, "point U+E9; point U+2013; match"},
    {"\\.\\*\\\\\\-\\_\\ ", 0, "point .; point *; point \\; point -; point _; point U+20; match"},
    {"\\\xc3\xa9\\\n", 0, "point U+E9; point U+A; match"},
    {"\\a\\e\\f\\n\\r\\t", 0,
     "point U+7; point U+1B; point U+C; point U+A; point U+D; point U+9; match"},
    {"\\x41\\x4g\\x{1F525}\\x{41}", 0,
     "point A; point U+4; point g; point U+1F525; point A; match"},
    {"\\0\\08\\0101", 0, "point U+0; point U+0; point 8; point U+8; point 1; match"},
    {"a{,2}{x}{1x}{1,2", 0,
     "point a; point {; point ,; point 2; point }; point {; point x; point }; point {; point 1; "
     "point x; point }; point {; point 1; point ,; point 2; match"},
    {"\\x414\\x{d7ff}\\x{e000}\\x{10ffff}", 0,
     "point A; point 4; point U+D7FF; point U+E000; point U+10FFFF; match"},
    {"]}-", 0, "point ]; point }; point -; match"},
    /* the dot, sets, classes */
    {".", 0, "any!; match"},
    {".", S, "any; match"},
    {"\\N", S, "any!; match"},
    {"\\d\\D", I, "class 1; range 0 9; class! 1; range 0 9; match"},
    {"\\s", 0, "class 2; range U+9 U+D; range U+20 U+20; match"},
    {"\\S", 0, "class! 2; range U+9 U+D; range U+20 U+20; match"},
    {"\\w", 0, "class 4; range 0 9; range A Z; range _ _; range a z; match"},
    {"\\v", 0, "class 3; range U+A U+D; range U+85 U+85; range U+2028 U+2029; match"},
    {"[a]", 0, "point a; match"},
    {"[a]", I, "point! a; match"},
    {"[aA]", 0, "point! a; match"},
    {"[ab]", 0, "class 1; range a b; match"},
    {"[ba]", 0, "class 1; range a b; match"},
    {"[b-b]", 0, "point b; match"},
    {"[ac]", 0, "class 2; range a a; range c c; match"},
    {"[cab-dx]", 0, "class 2; range a d; range x x; match"},
    {"[b-d]", I, "class 2; range B D; range b d; match"},
    {"[X-b]", I, "class 3; range A B; range X b; range x z; match"},
    {"[^a]", 0, "class! 1; range a a; match"},
    {"[^A]", I, "class! 2; range A A; range a a; match"},
    {"[^\\D]", 0, "class 1; range 0 9; match"},
    {"[\\D]", 0, "class! 1; range 0 9; match"},
    {"[\\D5]", 0, "class! 2; range 0 4; range 6 9; match"},
    {"[\\s\\S]", 0, "any; match"},
    {"[^\\n]", 0, "any!; match"},
    {"[^\\s\\S]", 0, "class 0; match"},
    {"[\\x80-\\x{10ffff}]", 0, "class! 1; range U+0 U+7F; match"},
    {"[]a]", 0, "class 2; range ] ]; range a a; match"},
    {"[^]]", 0, "class! 1; range ] ]; match"},
    {"[-a][a-][a\\-c]", 0,
     "class 2; range - -; range a a; class 2; range - -; range a a; class 3; range - -; range a a; "
     "range c c; match"},
    {"[a-c-e]", 0, "class 3; range - -; range a c; range e e; match"},
    {"[\\d-]", 0, "class 2; range - -; range 0 9; match"},
    {"[\\b[]", 0, "class 2; range U+8 U+8; range [ [; match"},
    {"[[:alpha:]_]", 0, "class 3; range A Z; range _ _; range a z; match"},
    {"[[:^alpha:]]", 0, "class! 2; range A Z; range a z; match"},
    {"[[:upper:]]", I, "class 2; range A Z; range a z; match"},
    {"[[:^upper:]]", I, "class! 2; range A Z; range a z; match"},
    {"[[:\\\\]:]]", 0, "class 2; range : :; range [ \\; point :; point ]; point ]; match"},
    {"[[:a]]", 0, "class 3; range : :; range [ [; range a a; point ]; match"},
    {"[\xe2\x80\x93-\xe2\x80\x95]", 0, "class 1; range U+2013 U+2015; match"},
    /* assertions */
    {"^a$", 0, "assert 0; point a; assert 2; match"},
    {"^a$", M, "assert 3; point a; assert 4; match"},
    {"\\Aa\\z\\Z", M, "assert 0; point a; assert 1; assert 2; match"},
    {"\\ba\\B", 0, "assert 5; point a; assert 6; match"},
    /* quantifiers, greedy or lazy */
    {"a*", 0, "split 1 3; point a; split 1 3; match"},
    {"a*?b", 0, "split 1 3; point a; split 1 3; point b; match"},
    {"a+", 0, "point a; split 0 2; match"},
    {"a+?", 0, "point a; split 0 2; match"},
    {"a?", 0, "split 1 2; point a; match"},
    {"a{3}", 0, "point a; point a; point a; match"},
    {"a{2,}", 0, "point a; point a; split 1 3; match"},
    {"a{0,}", 0, "split 1 3; point a; split 1 3; match"},
    {"a{1,3}?", 0, "point a; split 2 5; point a; split 4 5; point a; match"},
    {"a{0}b{1}c{0,0}", 0, "point b; match"},
    {"[ac]{2}", 0, "class 2; range a a; range c c; class 2; range a a; range c c; match"},
    {"(a*)*", 0, "split 1 5; split 2 4; point a; split 2 4; split 1 5; match"},
    {"()*(?:)+(){7}", 0, "match"},
    {"(?:|){3}", 0, "split 1 2; jump 2; split 3 4; jump 4; split 5 6; jump 6; match"},
    /* groups and alternatives */
    {"a|b", 0, "split 1 3; point a; jump 4; point b; match"},
    {"a|b|c", 0, "split 1 3; point a; jump 7; split 4 6; point b; jump 7; point c; match"},
    {"a|", 0, "split 1 3; point a; jump 3; match"},
    {"|a", 0, "split 1 2; jump 3; point a; match"},
    {"((a))(?:b)(?<n>c)(?P<n>d)(?'n_1'e)", 0, "point a; point b; point c; point d; point e; match"},
    {"(?<n2345678901234567890123456789012>a)", 0, "point a; match"},
    {"(ab)+", 0, "point a; point b; split 0 3; match"},
    {"(?:a|b)?", 0, "split 1 5; split 2 4; point a; jump 5; point b; match"},
    /* flags: to the end of their group, other alternatives included */
    {"(?i)a", 0, "point! a; match"},
    {"(?-i)a", I, "point a; match"},
    {"a(?i)b", 0, "point a; point! b; match"},
    {"(a(?i)b|c)d", 0, "split 1 4; point a; point! b; jump 5; point! c; point d; match"},
    {"(?i:a)b", 0, "point! a; point b; match"},
    {"(?i-s:.a)b", S, "any!; point! a; point b; match"},
    {"(?ms)^.$", 0, "assert 3; any; assert 4; match"},
    {"(?)(?-)(?im-)(?-m)^a", 0, "assert 0; point! a; match"},
};

static void each_source_has_its_program(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(program_rows); i++) {
        const struct program_row *row = &program_rows[i];
        struct program program = program_new(row->source, strlen(row->source), row->flags);
        if (!program.accepted)
            fail_msg("/%s/: %s", row->source, program.error.reason);
        if (strcmp(program_listing(&program), row->listing) != 0)
            fail_msg("/%s/: %s", row->source, program_listing(&program));
        assert_int_equal(program.value.flags, row->flags);
        program_free(&program);
    }
}

struct refusal_row {
    const char *source;
    uint32_t position;
    const char *reason;
};

static const struct refusal_row refusal_rows[] = {
    /* what a state set cannot do, or nobody needs */
    {"a(?=b)", 1, "look-ahead is not supported"},
    {"a(?!b)", 1, "look-ahead is not supported"},
    {"(?<=a)b", 0, "look-behind is not supported"},
    {"(?<!a)b", 0, "look-behind is not supported"},
    {"(a)\\1", 3, "back-references and calls are not supported"},
    {"(?<n>a)\\k<n>", 7, "back-references and calls are not supported"},
    {"(a)\\g1", 3, "back-references and calls are not supported"},
    {"[\\1]", 1, "back-references and calls are not supported"},
    {"(?P<n>a)(?P=n)", 8, "back-references are not supported"},
    {"a*+", 2, "possessive quantifiers are not supported"},
    {"a{1}+", 4, "possessive quantifiers are not supported"},
    {"(?>a)", 0, "atomic groups are not supported"},
    {"a(?R)", 1, "recursion is not supported"},
    {"a(?1)", 1, "recursion is not supported"},
    {"a(?-1)", 1, "recursion is not supported"},
    {"a(?+1)", 1, "recursion is not supported"},
    {"a(?&n)", 1, "recursion is not supported"},
    {"a(?P>n)", 1, "recursion is not supported"},
    {"(?(1)a)", 0, "conditionals are not supported"},
    {"(?|a)", 0, "branch reset is not supported"},
    {"(?C)", 0, "callouts are not supported"},
    {"(?#a)", 0, "comments are not supported"},
    {"(*COMMIT)", 0, "verbs are not supported"},
    {"(?x)a", 2, "(? is followed by no flag of i, m, s"},
    {"(?i-m-s)", 5, "(? is followed by no flag of i, m, s"},
    {"(?^)", 2, "(? is followed by no flag of i, m, s"},
    {"\\pL", 0, "Unicode properties are not supported"},
    {"[\\P{L}]", 1, "Unicode properties are not supported"},
    {"\\Qa\\E", 0, "\\Q and \\E are not supported"},
    {"a\\Kb", 1, "\\K is not supported"},
    {"\\Ga", 0, "\\G is not supported"},
    {"\\C", 0, "\\C is not supported"},
    {"\\X", 0, "\\X is not supported"},
    {"\\R", 0, "\\R is not supported"},
    {"\\cA", 0, "\\c is not supported"},
    {"\\o{7}", 0, "\\o is not supported"},
    {"\\N{U+41}", 0, "\\N{ is not supported: write \\x{"},
    {"[[.a.]]", 1, "collating elements are not supported"},
    {"[[=a=]]", 1, "collating elements are not supported"},
    /* what is wrong */
    {"a\\", 1, "a backslash at the end"},
    {"[\\", 1, "a backslash at the end"},
    {"\\y", 0, "\\y is no escape"},
    {"[\\B]", 1, "\\B cannot stand in a class"},
    {"[\\N]", 1, "\\N cannot stand in a class"},
    {"\\x", 0, "\\x has no hexadecimal digits"},
    {"\\x{}", 0, "\\x has no hexadecimal digits"},
    {"\\x{4", 0, "\\x{ is not closed behind its hexadecimal digits"},
    {"\\x{110000}", 0, "there is no such code point"},
    {"\\x{100000041}", 0, "there is no such code point"},
    {"\\x{d800}", 0, "there is no such code point"},
    {"\\x{dfff}", 0, "there is no such code point"},
    {"a[", 1, "the class has no closing bracket"},
    {"a[]", 1, "the class has no closing bracket"},
    {"a[^]b", 1, "the class has no closing bracket"},
    {"a[b-", 1, "the class has no closing bracket"},
    {"[b-a]", 2, "the range ends before it begins"},
    {"[a-\\d]", 2, "a range cannot end with a set"},
    {"[a-[:alpha:]]", 2, "a range cannot end with a set"},
    {"[\\d-a]", 3, "a range cannot begin with a set"},
    {"[[:alpha:]-z]", 10, "a range cannot begin with a set"},
    {"[[:d:]]", 1, "there is no POSIX class of this name"},
    {"[[:\\]:]]", 1, "there is no POSIX class of this name"},
    {"[[::]]", 1, "there is no POSIX class of this name"},
    {"[[:^:]]", 1, "there is no POSIX class of this name"},
    {"[:alpha:]", 0, "a POSIX class stands in a class: [[:alpha:]]"},
    {"(a", 0, "the group is not closed"},
    {"a(b(c)", 1, "the group is not closed"},
    {"(?i", 0, "the parenthesis is not closed"},
    {"(?", 0, "the parenthesis is not closed"},
    {"a)", 1, "no group is open that could be closed"},
    {"(?<1>a)", 3, "a group's name begins with a digit"},
    {"(?<>a)", 3, "a group's name is not a word that is closed"},
    {"(?P<a", 5, "a group's name is not a word that is closed"},
    {"(?'a>b)", 4, "a group's name is not a word that is closed"},
    {"(?<a23456789012345678901234567890123>a)", 3, "a group's name is longer than 32"},
    {"*", 0, "there is nothing here that could be repeated"},
    {"a|?", 2, "there is nothing here that could be repeated"},
    {"(+)", 1, "there is nothing here that could be repeated"},
    {"{2}", 0, "there is nothing here that could be repeated"},
    {"a**", 2, "there is nothing here that could be repeated"},
    {"a{2}{3}", 4, "there is nothing here that could be repeated"},
    {"^*", 1, "there is nothing here that could be repeated"},
    {"\\b+", 2, "there is nothing here that could be repeated"},
    {"(?i)?", 4, "there is nothing here that could be repeated"},
    {"a{3,2}", 1, "the most repetitions are fewer than the least"},
    {"a\xff", 1, "the expression is no UTF-8"},
    {"a\xed\xa0\x80", 1, "the expression is no UTF-8"},
    /* caps */
    {"a{1001}", 1, "more than 1000 repetitions"},
    {"a{1,1001}", 1, "more than 1000 repetitions"},
    {"a{1001,}", 1, "more than 1000 repetitions"},
    {"a{4294967297}", 1, "more than 1000 repetitions"},
    {"a{99999999999999999999}", 1, "more than 1000 repetitions"},
    {"((a{1000}){1000}){1000}", 10, "the expression needs 1000000001 instructions, more than 8192"},
    {"(((a{1000}){1000}){1000}){1000}", 11,
     "the expression needs at least 4294967295 instructions, more than 8192"},
    {"b(a{1000}c){9}", 11, "the expression needs 9011 instructions, more than 8192"},
};

static void each_refusal_has_its_place_and_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(refusal_rows); i++) {
        const struct refusal_row *row = &refusal_rows[i];
        struct program program = program_new(row->source, strlen(row->source), 0);
        if (program.accepted)
            fail_msg("/%s/: %s", row->source, program_listing(&program));
        if (strcmp(program.error.reason, row->reason) != 0 ||
            program.error.position != row->position)
            fail_msg("/%s/: %u: %s", row->source, program.error.position, program.error.reason);
        program_free(&program);
    }
}

static void a_nul_byte_is_refused(void **state)
{
    (void)state;
    struct program program = program_new("a\0b", 3, 0);
    assert_string_equal(program.error.reason, "the expression holds a NUL byte");
    assert_int_equal(program.error.position, 1);
    program_free(&program);
}

/* --- at each cap and one above ---------------------------------------------------------------- */

/* Compiles `count` times `word` between `before` and `behind`. */
static struct program repeated(const char *before, const char *word, size_t count,
                               const char *behind)
{
    const size_t size = strlen(word);
    char *source = calloc(1, strlen(before) + size * count + strlen(behind) + 1);

    assert_non_null(source);
    char *end = source + strlen(before);
    memcpy(source, before, strlen(before));
    for (size_t i = 0; i < count; i++, end += size)
        memcpy(end, word, size);
    memcpy(end, behind, strlen(behind));
    struct program program = program_new(source, strlen(source), 0);
    free(source);
    return program;
}

static void expect_count(struct program program, uint32_t count)
{
    if (!program.accepted)
        fail_msg("%u: %s", program.error.position, program.error.reason);
    assert_int_equal(program.value.instruction_count, count);
    program_free(&program);
}

static void expect_refusal(struct program program, uint32_t position, const char *reason)
{
    assert_false(program.accepted);
    assert_string_equal(program.error.reason, reason);
    assert_int_equal(program.error.position, position);
    program_free(&program);
}

static void a_program_has_8192_instructions_at_most(void **state)
{
    static const char reason[] = "the expression needs 8193 instructions, more than 8192";

    (void)state;
    expect_count(repeated("", "a", 8191, ""), 8192);
    expect_refusal(repeated("", "a", 8192, ""), 0, reason);
    expect_count(repeated("(?:a{10}){819}", "a", 1, ""), 8192);
    expect_refusal(repeated("(?:a{10}){819}", "a", 2, ""), 0, reason);
    expect_count(repeated("(?:a{0,4}b?){819}", "", 0, "c"), 8192);
}

static void a_quantifier_repeats_1000_times_at_most(void **state)
{
    (void)state;
    expect_count(repeated("a{1000}", "", 0, ""), 1001);
    expect_count(repeated("a{1000,}", "", 0, ""), 1002);
    expect_count(repeated("a{0,1000}", "", 0, ""), 2001);
}

static void groups_are_nested_64_deep_at_most(void **state)
{
    char closing[66];

    (void)state;
    memset(closing, ')', sizeof closing);
    closing[65] = '\0';
    expect_refusal(repeated("", "(", 65, closing), 64, "groups are nested more than 64 deep");
    closing[64] = '\0';
    expect_count(repeated("", "(", 64, closing), 1);
    expect_count(repeated("", "(a)", 1000, ""), 1001);
}

static void a_source_has_16384_bytes_at_most(void **state)
{
    (void)state;
    expect_count(repeated("", "()", 8192, ""), 1);
    expect_refusal(repeated("", "()", 8192, "a"), 16384,
                   "the expression is longer than 16384 bytes");
}

/* Repetitions of nothing, and of something that only grows on the way: no time is lost. */
static void what_needs_no_instructions_is_never_too_large(void **state)
{
    (void)state;
    expect_count(repeated("", "(", 60,
                          "){1000}){1000}){1000}){1000}){1000}"
                          "){1000}){1000}){1000}){1000}){1000}"
                          "))))))))))))))))))))))))))))))))))))))))))))))))))"),
                 1);
    expect_count(repeated("(?:((a{1000}){1000}){1000}){0}", "b", 1, ""), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_source_has_its_program),
        cmocka_unit_test(each_refusal_has_its_place_and_reason),
        cmocka_unit_test(a_nul_byte_is_refused),
        cmocka_unit_test(a_program_has_8192_instructions_at_most),
        cmocka_unit_test(a_quantifier_repeats_1000_times_at_most),
        cmocka_unit_test(groups_are_nested_64_deep_at_most),
        cmocka_unit_test(a_source_has_16384_bytes_at_most),
        cmocka_unit_test(what_needs_no_instructions_is_never_too_large),
    };
    return RUN_TESTS(tests);
}
