/* Smaller inputs: what is cut out of an accepted channel file leaves an accepted one, tables
 * without cuts are the file again, texts lose lines and then tokens, and a reduction gets to the
 * smallest. */
#include "seed_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/reduction/reduce.h"
#include "channel/reduction/tables.h"
#include "support/exact.h"
#include "support/reduce_text.h"
#include "support/reduction.h"
#include "support/subject.h"

/* Sections whose records can be cut one by one; NODES stands for whole subtrees. */
static const enum channel_section cuttable[] = {
    CHANNEL_SECTION_INSTANCES,  CHANNEL_SECTION_CRITERIA,    CHANNEL_SECTION_NODES,
    CHANNEL_SECTION_PATTERNS,   CHANNEL_SECTION_RANGES,      CHANNEL_SECTION_NETWORKS,
    CHANNEL_SECTION_REFERENCES, CHANNEL_SECTION_EXPRESSIONS,
};

/* What parser and validator say. */
static enum channel_error refusal(const uint8_t *bytes, size_t size)
{
    uint8_t *copy = exact_copy(bytes, size);
    const enum channel_error error = first_violation(copy, size, NULL);

    exact_free(copy, size);
    return error;
}

static void cut(struct tables *tables, enum channel_section section, uint32_t index)
{
    if (section == CHANNEL_SECTION_NODES)
        tables_cut_subtree(tables, index);
    else
        tables_cut(tables, section, index);
}

/* Cuts records [begin, end) out of a file; the result is to be freed. */
static uint8_t *without(const uint8_t *bytes, size_t size, enum channel_section section,
                        uint32_t begin, uint32_t end, size_t *out_size)
{
    struct tables tables;

    assert_true(tables_read(bytes, size, &tables));
    for (uint32_t i = begin; i < end; i++)
        cut(&tables, section, i);
    assert_true(tables_close(&tables));
    *out_size = tables_size(&tables);
    uint8_t *out = malloc(*out_size);
    assert_non_null(out);
    assert_int_equal(tables_write(&tables, out), *out_size);
    tables_free(&tables);
    return out;
}

static void check_run(const char *name, const uint8_t *bytes, size_t size,
                      enum channel_section section, uint32_t begin, uint32_t end)
{
    size_t left;
    uint8_t *out = without(bytes, size, section, begin, end, &left);

    const enum channel_error error = refusal(out, left);
    /* Of tests of one criterion the first went: its criteria would have to be sorted anew. */
    const bool unsorted = section == CHANNEL_SECTION_NODES && error == CHANNEL_ERROR_NODE_USE_ORDER;
    if ((error != CHANNEL_OK && !unsorted) || left >= size)
        fail_msg("%s without records %u to %u of section %u: %zu of %zu bytes, %s", name,
                 (unsigned)begin, (unsigned)end, (unsigned)section, left, size,
                 channel_error_name(error));
    free(out);
}

static uint32_t count_of(const uint8_t *bytes, size_t size, enum channel_section section)
{
    struct tables tables;

    assert_true(tables_read(bytes, size, &tables));
    const uint32_t count = tables.tables[section].count;
    tables_free(&tables);
    return count;
}

/* All runs of half the records, a quarter, and so on to one. */
static void check_section(const char *name, const uint8_t *bytes, size_t size,
                          enum channel_section section)
{
    const uint32_t count = count_of(bytes, size, section);

    for (uint32_t length = count; length > 0; length /= 2)
        for (uint32_t begin = 0; begin < count; begin += length)
            check_run(name, bytes, size, section, begin,
                      length < count - begin ? begin + length : count);
}

static unsigned accepted;

static void check_cuts(const char *folder, const char *name)
{
    size_t size;
    uint8_t *bytes = read_seed(folder, name, &size);

    if (refusal(bytes, size) == CHANNEL_OK) {
        accepted++;
        for (size_t i = 0; i < sizeof cuttable / sizeof cuttable[0]; i++)
            check_section(name, bytes, size, cuttable[i]);
    }
    exact_free(bytes, size);
}

static void an_accepted_file_stays_accepted_when_records_are_cut(void **state)
{
    (void)state;
    each_seed("channel_file", check_cuts);
    each_seed("channel_file/limits", check_cuts);
    assert_true(accepted > 50);
}

static void check_rewritten(const char *folder, const char *name)
{
    size_t size, left;
    uint8_t *bytes = read_seed(folder, name, &size);

    if (refusal(bytes, size) == CHANNEL_OK) {
        uint8_t *out = without(bytes, size, CHANNEL_SECTION_TYPES, 0, 0, &left);
        assert_int_equal(left, size);
        assert_memory_equal(out, bytes, size);
        free(out);
    }
    exact_free(bytes, size);
}

static void tables_without_cuts_are_the_file_again(void **state)
{
    (void)state;
    each_seed("channel_file", check_rewritten);
    each_seed("channel_file/limits", check_rewritten);
}

/* Whatever an input is, its candidates fit into its room and end some day. */
static void check_candidates(const char *folder, const char *name)
{
    size_t size, made;
    uint8_t *bytes = read_seed(folder, name, &size);
    uint8_t *room = malloc(size + 1);

    assert_non_null(room);
    for (uint64_t number = 0; number < 200; number++) {
        uint8_t *out = exact_copy(bytes, size);
        made = target_subject.reduce(bytes, size, number, out);
        assert_true(made <= size || made == SUBJECT_NO_CANDIDATE);
        exact_free(out, size);
        if (made == SUBJECT_NO_CANDIDATE)
            break;
    }
    assert_int_equal(target_subject.reduce(bytes, size, UINT64_MAX / 2, room),
                     SUBJECT_NO_CANDIDATE);
    free(room);
    exact_free(bytes, size);
}

static void candidates_fit_whatever_the_input_is(void **state)
{
    (void)state;
    each_seed("channel_file", check_candidates);
    each_seed("channel_file/limits", check_candidates);
    each_seed("interpreter", check_candidates);
    each_seed("validator_contract", check_candidates);
}

static void text_candidate(const char *text, uint64_t number, const char *expected)
{
    uint8_t out[64];
    const size_t size = reduce_text((const uint8_t *)text, strlen(text), number, out);

    assert_int_equal(size, strlen(expected));
    assert_memory_equal(out, expected, size);
}

static void texts_lose_lines_first_and_then_tokens(void **state)
{
    static const char text[] = "a: 1\nbc: 2\n";
    uint8_t out[sizeof text];

    (void)state;
    text_candidate(text, 0, "bc: 2\n");
    text_candidate(text, 1, "a: 1\n");
    text_candidate(text, 2, "bc: 2\n"); /* five of ten tokens */
    text_candidate(text, 4, " 1\nbc: 2\n");
    text_candidate(text, 9, ": 1\nbc: 2\n");
    assert_int_equal(reduce_text((const uint8_t *)text, strlen(text), 1000, out),
                     SUBJECT_NO_CANDIDATE);
    assert_int_equal(reduce_text((const uint8_t *)text, 0, 0, out), SUBJECT_NO_CANDIDATE);
}

/* What a reduction is for: it holds the letters B, U, G in this order. */
static bool has_bug(const uint8_t *bytes, size_t size)
{
    static const char letters[] = "BUG";
    size_t found = 0;

    for (size_t i = 0; i < size && found < 3; i++)
        found += bytes[i] == (uint8_t)letters[found];
    return found == 3;
}

/* Reduces `bytes` in place to the end; returns the size, and counts what was tried. */
static size_t reduce(uint8_t *bytes, size_t size, unsigned *tried)
{
    struct reduction reduction;
    uint8_t *candidate = malloc(size + 1);

    assert_non_null(candidate);
    reduction_begin(&reduction);
    for (*tried = 0;; ++*tried) {
        const size_t made = reduction_next(&reduction, bytes, size, candidate);
        if (made == SIZE_MAX)
            break;
        const bool shows = has_bug(candidate, made);
        assert_true(made < size || (made == size && memcmp(candidate, bytes, size) != 0));
        if (shows)
            memcpy(bytes, candidate, size = made);
        reduction_judged(&reduction, shows);
        assert_true(*tried < 10000);
    }
    free(candidate);
    return size;
}

static void a_reduction_ends_at_the_smallest_input(void **state)
{
    static const char plain[] = "xxBxxxxUxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxGxxxxxxxxxxxxxxx";
    uint8_t bytes[sizeof plain];
    unsigned tried, once;

    (void)state;
    memcpy(bytes, plain, sizeof plain);
    assert_int_equal(reduce(bytes, sizeof plain, &once), 3);
    assert_memory_equal(bytes, "BUG", 3);
    memcpy(bytes, plain, sizeof plain);
    reduce(bytes, sizeof plain, &tried);
    assert_int_equal(tried, once);
    assert_int_equal(reduce(bytes, 0, &tried), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_accepted_file_stays_accepted_when_records_are_cut),
        cmocka_unit_test(tables_without_cuts_are_the_file_again),
        cmocka_unit_test(candidates_fit_whatever_the_input_is),
        cmocka_unit_test(texts_lose_lines_first_and_then_tokens),
        cmocka_unit_test(a_reduction_ends_at_the_smallest_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
