/* A search for what exceeds its published budget: hill climbing over the bytes that models are made
 * of (channel/model_bytes.h), for each kind of criterion towards the steps that its bound allows;
 * then the largest content that the format has room for. Deterministic: each run does the same.
 *
 *     worst_case_search [--tries N] [--large] [--longest]
 *
 * --tries: for each kind. --large: the largest content as it is, not a sixteenth of it. --longest:
 * the largest program on the longest input, too, which takes some seconds.
 *
 * Prints for each kind how near the search came. A broken promise ends it (check_worst_case.h). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../parser/limits.h" /* by this path: -Iparser would hide the system's <limits.h> */
#include "channel/checks/check_worst_case.h"
#include "hostile.h"

enum { ROOM = 16 * 1024, DEAR_KINDS = 7, FAILED = 1, WRONG_USE = 2, NOTHING = 3 };

static const struct {
    uint8_t kind;
    unsigned floor; /* percent of the bound that the search must reach: it sees something */
} kinds[DEAR_KINDS] = {
    {CHANNEL_CRITERION_EXACT, 95},     {CHANNEL_CRITERION_PREFIX, 95},
    {CHANNEL_CRITERION_SUFFIX, 95},    {CHANNEL_CRITERION_CONTAINS, 90},
    {CHANNEL_CRITERION_GLOB, 80},      {CHANNEL_CRITERION_EXPRESSION, 85},
    {CHANNEL_CRITERION_REFERENCE, 80},
};

/* --- the climb ---------------------------------------------------------------------------------
 */

static unsigned permille(struct nearest nearest)
{
    return nearest.bound == 0 ? 0 : (unsigned)(nearest.steps * 1000 / nearest.bound);
}

/* How near the model of these bytes comes, for one kind, in thousandths of its bound. */
static unsigned climb_to(const uint8_t *bytes, size_t size, uint8_t kind)
{
    struct nearest nearest[NEAREST_KINDS] = {{0, 0}};
    struct model model;

    model_make(bytes, size, &model_caps_dear, &model);
    check_worst_case(&model, nearest);
    model_free(&model);
    return permille(nearest[kind]);
}

/* Bytes that are as good as any so far; ones that are no worse replace them, so that the search is
 * not held by a plain. */
struct best {
    uint8_t bytes[ROOM];
    size_t size;
    unsigned level;
};

static void keep_better(struct best *best, const uint8_t *bytes, size_t size, uint8_t kind)
{
    const unsigned level = climb_to(bytes, size, kind);

    if (level < best->level)
        return;
    memcpy(best->bytes, bytes, size);
    best->size = size;
    best->level = level;
}

static unsigned search(const struct hostile_pool *pool, uint8_t kind, uint64_t tries)
{
    static struct best best;
    static uint8_t room[ROOM];
    struct hostile_input input = {pool, UINT64_C(0x9e3779b97f4a7c15) * kind, room, 0, ROOM};

    best.level = 0;
    best.size = 0;
    for (size_t i = 0; i < pool->count; i++)
        keep_better(&best, pool->list[i].bytes, pool->list[i].size, kind);
    for (uint64_t i = 0; i < tries; i++) {
        memcpy(room, best.bytes, best.size);
        input.size = best.size;
        for (uint32_t changes = 1 + hostile_below(&input, 3); changes > 0; changes--) {
            if (hostile_below(&input, 2) == 0)
                hostile_damage_lines(&input);
            else
                hostile_damage_bytes(&input);
        }
        keep_better(&best, room, input.size, kind);
    }
    return best.level;
}

static bool search_all(uint64_t tries)
{
    struct hostile_pool pool = {0};
    bool reached = true;

    hostile_add_folder(&pool, SOURCE_DIR "/seeds/worst_case", "");
    if (pool.count == 0) {
        fprintf(stderr, "worst_case_search: no seeds\n");
        exit(NOTHING);
    }
    for (size_t i = 0; i < DEAR_KINDS; i++) {
        const char *name = channel_kind_rules(kinds[i].kind)->name;
        const unsigned level = search(&pool, kinds[i].kind, tries);
        printf("%-13s%4u.%u %% of its bound\n", name, level / 10, level % 10);
        if (level < kinds[i].floor * 10) {
            fprintf(stderr, "worst_case_search: %s: less than %u %%\n", name, kinds[i].floor);
            reached = false;
        }
    }
    hostile_pool_free(&pool);
    return reached;
}

/* --- the largest content ------------------------------------------------------------------------
 */

/* An instance that is dear in one way, as lines; `bytes` is about what a copy of it takes in the
 * file. */
static const struct {
    const char *what, *lines;
    uint32_t tests; /* how often the condition tests criterion 0; 0: each criterion once */
    uint32_t bytes;
    const char *event;
} shapes[] = {
    {"instances", "Tt\nI\nCc0\nVab\n", 0, 106, "E0=0\nF0.aaa\n"},
    {"criteria", "Tt\nI\nC>0\nVab\nDc>\n", 0, LIMIT_CRITERIA * 34, "E0=0\nF0.bb\n"},
    {"nodes", "Tt\nI\nC>0\nVab\n", LIMIT_NODES, LIMIT_NODES * 8 + 128, "E0=0\nF0.bb\n"},
    {"values", "Tt\nI\nC<0\nVab\nDvD\n", 0, LIMIT_VALUES * 10 + 128, "E0=0\nF0.aa\n"},
    {"instructions", "Tt\nI\nC/0\nV(?:.{1000}){8}.{191}\n", 0, LIMIT_INSTRUCTIONS * 8 + 192,
     "E0=0\nF0.aaaa\n"},
};

/* Lines under construction. */
struct lines {
    char bytes[LIMIT_NODES + 1024];
    size_t size;
};

static void append(struct lines *lines, const char *line)
{
    const size_t size = strlen(line);

    if (size > sizeof lines->bytes - lines->size)
        abort();
    memcpy(lines->bytes + lines->size, line, size);
    lines->size += size;
}

/* The lines that make `more` copies of the last instance: a power of two each. */
static void append_copies(struct lines *lines, uint32_t more)
{
    for (int bit = 20; bit >= 0; bit--) {
        const char line[] = {'D', 'i', (char)('0' + bit), '\n', '\0'};
        if ((more >> bit & 1u) != 0)
            append(lines, line);
    }
}

static void write_shape(size_t shape, uint32_t copies, struct lines *lines)
{
    lines->size = 0;
    append(lines, shapes[shape].lines);
    append(lines, "N|");
    for (uint32_t i = 0; i < shapes[shape].tests; i++)
        append(lines, "0");
    append(lines, "\n");
    append_copies(lines, copies - 1);
    append(lines, shapes[shape].event);
}

/* Fills a file with copies of a shape, up to a share of the cap on files, at least one; checks it.
 */
static bool check_shape(size_t shape, uint32_t share)
{
    static const struct model_caps caps = {.types = 1,
                                           .instances = LIMIT_INSTANCES,
                                           .criteria = UINT32_MAX,
                                           .values = UINT32_MAX,
                                           .instructions = UINT32_MAX,
                                           .text = LIMIT_TEXT,
                                           .input = LIMIT_INPUT,
                                           .inputs = LIMIT_INPUT,
                                           .events = 1,
                                           .work = UINT64_MAX};
    static struct lines lines;
    struct nearest nearest[NEAREST_KINDS] = {{0, 0}};
    struct model model;
    uint32_t copies = (LIMIT_FILE / share - 1024) / shapes[shape].bytes;

    copies = copies == 0 ? 1 : copies;
    copies = copies > LIMIT_INSTANCES ? LIMIT_INSTANCES : copies;
    write_shape(shape, copies, &lines);
    model_make((const uint8_t *)lines.bytes, lines.size, &caps, &model);
    const size_t size = check_worst_case(&model, nearest);
    const uint32_t made = model.content->instance_count;
    printf("%-13s%9zu bytes, %" PRIu32 " instances\n", shapes[shape].what, size, made);
    model_free(&model);
    /* Another copy would not fit; `bytes` is a little more or less than it takes. */
    const bool full =
        copies == LIMIT_INSTANCES || size + 2 * (size_t)shapes[shape].bytes > LIMIT_FILE / share;
    if (size == 0 || made != copies || !full)
        fprintf(stderr, "worst_case_search: %s: not the largest\n", shapes[shape].what);
    return size > 0 && made == copies && full;
}

/* One program of the most instructions on the longest input. */
static bool check_longest(void)
{
    struct model_caps caps = model_caps_dear;
    struct nearest nearest[NEAREST_KINDS] = {{0, 0}};
    static const char lines[] =
        "Tt\nI\nC/0\nV(?:.{1000}){8}.{190}b\nE0=0\nF0.a"
        "\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0\n";
    struct model model;

    caps.work = UINT64_MAX;
    model_make((const uint8_t *)lines, sizeof lines - 1, &caps, &model);
    const size_t size = check_worst_case(&model, nearest);
    const struct nearest found = nearest[CHANNEL_CRITERION_EXPRESSION];
    printf("longest      %" PRIu64 " of %" PRIu64 " steps\n", found.steps, found.bound);
    const bool longest = model.events[0].event.inputs[0].size == LIMIT_INPUT;
    model_free(&model);
    return size > 0 && longest && found.steps > found.bound / 10 * 9;
}

int main(int argc, char **argv)
{
    uint64_t tries = 100;
    bool large = false, longest = false;

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--large") == 0) {
            large = true;
        } else if (strcmp(argv[i], "--longest") == 0) {
            longest = true;
        } else if (strcmp(argv[i], "--tries") == 0 && i + 1 < argc) {
            tries = strtoull(argv[++i], NULL, 10);
        } else {
            fprintf(stderr, "usage: %s [--tries N] [--large] [--longest]\n", argv[0]);
            return WRONG_USE;
        }
    }
    bool done = search_all(tries);
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        done &= check_shape(i, large ? 1 : 16);
    if (longest)
        done &= check_longest();
    return done ? 0 : FAILED;
}
