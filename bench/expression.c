/* Regular expressions side by side: the Content Interpreter's state sets, PCRE2's interpreter and
 * PCRE2's compiled code (JIT).
 *
 *   bench_expression RULES.jsonl EVENTS.jsonl [SECONDS]
 *
 * First the expressions of real rules on the texts of real events, then expressions that make
 * backtracking explode, on inputs that grow. CPU time of one thread. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "expression.h" /* the parser's */
#include "expression/expression.h"

enum { LEAST_PASSES = 2, MOST_GROWTH = 8, LINE_ROOM = 1024 * 1024, LARGEST_INPUT = 65535 };

/* An expression, compiled three times. */
struct subject {
    struct arena *arena;
    struct channel_slice program;
    uint32_t *states;
    pcre2_code *code;          /* without JIT */
    pcre2_code *compiled_code; /* with it */
};

struct bench {
    json_t *expressions; /* keys: a digit of flags, then the source */
    json_t *values;
    struct channel_slice *inputs;
    size_t input_count;
    pcre2_match_data *data;
    uint64_t hits, given_up;
};

/* One of the three: whether it matches; -1 when it gives up. */
typedef int matcher(struct bench *bench, const struct subject *subject, struct channel_slice input);

static void die(const char *reason)
{
    fprintf(stderr, "bench_expression: %s\n", reason);
    exit(1);
}

static void *taken(void *memory)
{
    if (memory == NULL)
        die("out of memory");
    return memory;
}

/* --- the three -------------------------------------------------------------------------------- */

static int match_states(struct bench *bench, const struct subject *subject,
                        struct channel_slice input)
{
    struct meter meter = {UINT64_MAX};
    bool matches;

    (void)bench;
    if (expression_run(subject->program, input, subject->states, &meter, &matches) != CHANNEL_OK)
        die("a program was refused");
    return matches;
}

static int verdict(int result)
{
    if (result == PCRE2_ERROR_NOMATCH)
        return 0;
    return result >= 0 ? 1 : -1;
}

static int match_pcre2(struct bench *bench, const struct subject *subject,
                       struct channel_slice input)
{
    return verdict(pcre2_match(subject->code, input.base, input.size, 0, PCRE2_NO_UTF_CHECK,
                               bench->data, NULL));
}

static int match_jit(struct bench *bench, const struct subject *subject, struct channel_slice input)
{
    return verdict(
        pcre2_jit_match(subject->compiled_code, input.base, input.size, 0, 0, bench->data, NULL));
}

static matcher *const matchers[] = {match_states, match_pcre2, match_jit};

enum { MATCHERS = sizeof matchers / sizeof matchers[0] };

/* --- expressions ------------------------------------------------------------------------------ */

static pcre2_code *compile_pcre2(const char *source, uint8_t flags)
{
    pcre2_compile_context *context = taken(pcre2_compile_context_create(NULL));
    const uint32_t options = PCRE2_UTF |
                             ((flags & CHANNEL_EXPRESSION_CASELESS) != 0 ? PCRE2_CASELESS : 0) |
                             ((flags & CHANNEL_EXPRESSION_MULTILINE) != 0 ? PCRE2_MULTILINE : 0) |
                             ((flags & CHANNEL_EXPRESSION_DOTALL) != 0 ? PCRE2_DOTALL : 0);
    int error;
    PCRE2_SIZE place;

    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)source, strlen(source), options, &error, &place, context);
    pcre2_compile_context_free(context);
    if (code == NULL)
        die("PCRE2 refuses an expression");
    return code;
}

/* The instructions as a channel file holds them. */
static uint8_t *encode(const struct content_value *value)
{
    uint8_t *bytes = taken(malloc((size_t)value->instruction_count * CHANNEL_RECORD_INSTRUCTIONS));

    for (uint32_t i = 0; i < value->instruction_count; i++) {
        const struct channel_instruction *instruction = &value->program[i];
        uint8_t *record = bytes + (size_t)i * CHANNEL_RECORD_INSTRUCTIONS;
        record[0] = instruction->op;
        record[4] = instruction->flags;
        for (unsigned byte = 0; byte < 3; byte++) {
            record[1 + byte] = (uint8_t)(instruction->a >> (8 * byte) & 0xff);
            record[5 + byte] = (uint8_t)(instruction->b >> (8 * byte) & 0xff);
        }
    }
    return bytes;
}

static struct subject subject_new(const char *source, uint8_t flags)
{
    struct subject subject = {.arena = taken(arena_new())};
    const struct content_text text = {source, (uint32_t)strlen(source)};
    struct content_value value;
    struct expression_error error;

    if (!expression_compile(subject.arena, text, flags, &value, &error))
        die(error.reason);
    const uint32_t count = value.instruction_count;
    subject.program =
        (struct channel_slice){encode(&value), count * (uint32_t)CHANNEL_RECORD_INSTRUCTIONS};
    subject.states = taken(malloc(expression_words(count) * sizeof(uint32_t)));
    subject.code = compile_pcre2(source, flags);
    subject.compiled_code = compile_pcre2(source, flags);
    if (pcre2_jit_compile(subject.compiled_code, PCRE2_JIT_COMPLETE) != 0)
        die("PCRE2 has no JIT here");
    return subject;
}

static void subject_free(struct subject *subject)
{
    pcre2_code_free(subject->compiled_code);
    pcre2_code_free(subject->code);
    free(subject->states);
    free((void *)(uintptr_t)subject->program.base);
    arena_free(subject->arena);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- real rules on real events ---------------------------------------------------------------- */

static uint8_t flags_of(const char *modifiers)
{
    const unsigned flags = (strstr(modifiers, "|i") != NULL ? CHANNEL_EXPRESSION_CASELESS : 0u) |
                           (strstr(modifiers, "|m") != NULL ? CHANNEL_EXPRESSION_MULTILINE : 0u) |
                           (strstr(modifiers, "|s") != NULL ? CHANNEL_EXPRESSION_DOTALL : 0u);
    return (uint8_t)flags;
}

static void note_expression(json_t *set, const char *key, const json_t *source)
{
    const char *modifier = strstr(key, "|re");
    char text[1024];

    if (modifier == NULL || !json_is_string(source))
        return;
    snprintf(text, sizeof text, "%u%s", flags_of(modifier + 3), json_string_value(source));
    json_object_set_new(set, text, json_true());
}

static void note_value(json_t *set, const char *key, const json_t *value)
{
    (void)key;
    if (json_is_string(value))
        json_object_set_new(set, json_string_value(value), json_true());
}

typedef void noter(json_t *set, const char *key, const json_t *value);

/* Notes everything that is no collection, with the key that it stands under. */
static void walk(json_t *set, const char *key, json_t *node, noter *note)
{
    const char *below;
    json_t *member;
    size_t index;

    if (json_is_object(node))
        json_object_foreach(node, below, member) walk(set, below, member, note);
    else if (json_is_array(node))
        json_array_foreach(node, index, member) walk(set, key, member, note);
    else
        note(set, key, node);
}

static json_t *read_lines(const char *path, noter *note)
{
    FILE *file = fopen(path, "rb");
    char *line = taken(malloc(LINE_ROOM));
    json_t *set = taken(json_object());

    if (file == NULL)
        die("a file cannot be read");
    while (fgets(line, LINE_ROOM, file) != NULL) {
        json_t *node = json_loads(line, 0, NULL);
        if (node == NULL)
            die("a line is no JSON");
        walk(set, "", node, note);
        json_decref(node);
    }
    fclose(file);
    free(line);
    if (json_object_size(set) == 0)
        die("a file holds nothing that could be measured");
    return set;
}

static void load(struct bench *bench, const char *rules, const char *events)
{
    const char *text;
    json_t *ignored;

    bench->expressions = read_lines(rules, note_expression);
    bench->values = read_lines(events, note_value);
    bench->inputs = taken(calloc(json_object_size(bench->values), sizeof *bench->inputs));
    json_object_foreach(bench->values, text, ignored)
    {
        bench->inputs[bench->input_count++] =
            (struct channel_slice){(const uint8_t *)text, (uint32_t)strlen(text)};
    }
}

/* Seconds of the best pass over all inputs. */
static double measure(struct bench *bench, const struct subject *subject, matcher *match,
                      double seconds)
{
    const double begin = now();
    double best = 0;

    for (unsigned passes = 0; passes < LEAST_PASSES || now() - begin < seconds; passes++) {
        const double before = now();
        bench->hits = bench->given_up = 0;
        for (size_t i = 0; i < bench->input_count; i++) {
            const int result = match(bench, subject, bench->inputs[i]);
            bench->hits += result > 0;
            bench->given_up += result < 0;
        }
        const double took = now() - before;
        if (passes == 0 || took < best)
            best = took;
    }
    return best;
}

static int ascending(const void *left, const void *right)
{
    const double *const a = left, *const b = right;
    return (*a > *b) - (*a < *b);
}

static void print_real(struct bench *bench, double seconds)
{
    const size_t count = json_object_size(bench->expressions);
    double *costs[MATCHERS];
    double sums[MATCHERS] = {0};
    uint64_t hits[MATCHERS] = {0};
    size_t index = 0;
    const char *key;
    json_t *ignored;

    for (size_t i = 0; i < MATCHERS; i++)
        costs[i] = taken(calloc(count, sizeof(double)));
    json_object_foreach(bench->expressions, key, ignored)
    {
        struct subject subject = subject_new(key + 1, (uint8_t)(key[0] - '0'));
        for (size_t i = 0; i < MATCHERS; i++) {
            const double share = seconds / (double)(count * MATCHERS);
            costs[i][index] = measure(bench, &subject, matchers[i], share);
            costs[i][index] *= 1e9 / (double)bench->input_count;
            sums[i] += costs[i][index];
            hits[i] += bench->hits;
        }
        index++;
        subject_free(&subject);
    }
    printf("%zu expressions of rules, each on %zu texts of events; ns a match\n", count,
           bench->input_count);
    printf("%-20s %10s %10s %10s %10s\n", "", "mean", "median", "worst", "hits");
    for (size_t i = 0; i < MATCHERS; i++) {
        static const char *const names[] = {"state sets (ours)", "PCRE2", "PCRE2 JIT"};
        qsort(costs[i], count, sizeof(double), ascending);
        printf("%-20s %10.0f %10.0f %10.0f %10llu\n", names[i], sums[i] / (double)count,
               costs[i][count / 2], costs[i][count - 1], (unsigned long long)hits[i]);
        free(costs[i]);
    }
}

/* --- expressions that explode ----------------------------------------------------------------- */

struct pathology {
    const char *source; /* "#" stands for n */
    char symbol;        /* of the input, n times */
    const char *end;    /* behind them */
    uint32_t sizes[MOST_GROWTH];
};

/* They end with sets: PCRE2 looks for a literal at the end first, and would not even begin. */
static const struct pathology pathologies[] = {
    {"(a+)+$", 'a', "!", {16, 20, 24, 100, 1000, 10000, 60000}},
    {"(a|a)*[bc]", 'a', "", {16, 20, 24, 100, 1000, 10000, 60000}},
    {"(x+x+)+[yz]", 'x', "", {16, 20, 24, 100, 1000, 10000, 60000}},
    {"(a*)*[bc]", 'a', "", {16, 20, 24, 100, 1000, 10000, 60000}},
    {"^(([a-z])+.)+[A-Z]([a-z])+$", 'a', "", {16, 20, 24, 100, 1000, 10000, 60000}},
    {".*.*=.*[;:]", '=', "", {100, 200, 400, 1000, 10000, 60000}},
    {"(?:a?){#}a{#}", 'a', "", {16, 20, 24, 100, 500, 1000}},
};

/* The expression of a size; n stands in it as often as "#" does. */
static void write_source(char *out, size_t room, const char *source, uint32_t size)
{
    size_t used = 0;

    for (; *source != '\0'; source++) {
        const int length = *source == '#' ? snprintf(out + used, room - used, "%u", size)
                                          : snprintf(out + used, room - used, "%c", *source);
        used += (size_t)length;
        if (used >= room)
            die("an expression is too long");
    }
}

/* ns of one match on one input, the best of a few; *result is the matcher's. */
static double time_one(struct bench *bench, const struct subject *subject, matcher *match,
                       struct channel_slice input, int *result)
{
    const double begin = now();
    double best = 0;

    for (unsigned turn = 0; turn < 1 || (turn < 20 && now() - begin < 0.05); turn++) {
        const double before = now();
        *result = match(bench, subject, input);
        const double took = now() - before;
        if (turn == 0 || took < best)
            best = took;
    }
    return best * 1e9;
}

static void print_size(struct bench *bench, const struct pathology *pathology, uint32_t size,
                       char *text)
{
    static const char *const outcomes[] = {"gave up", "no", "yes"};
    char source[128];

    write_source(source, sizeof source, pathology->source, size);
    memset(text, pathology->symbol, size);
    memcpy(text + size, pathology->end, strlen(pathology->end) + 1);
    const struct channel_slice input = {(const uint8_t *)text, (uint32_t)strlen(text)};
    struct subject subject = subject_new(source, 0);
    printf("%-28s %6u", source, size);
    for (size_t i = 0; i < MATCHERS; i++) {
        int result;
        const double cost = time_one(bench, &subject, matchers[i], input, &result);
        if (i == 0)
            printf(" %10.2f %7.1f", cost / 1e3, cost / (double)input.size);
        else
            printf(" %12.2f %-7s", cost / 1e3, outcomes[result + 1]);
    }
    printf("\n");
    subject_free(&subject);
}

static void print_pathologies(struct bench *bench)
{
    char *text = taken(malloc(LARGEST_INPUT + 1));

    printf("\nexpressions that explode; µs a match\n");
    printf("%-28s %6s %10s %7s %20s %20s\n", "expression", "n", "ours", "ns/byte", "PCRE2",
           "PCRE2 JIT");
    for (size_t i = 0; i < sizeof pathologies / sizeof pathologies[0]; i++) {
        for (size_t k = 0; k < MOST_GROWTH && pathologies[i].sizes[k] != 0; k++)
            print_size(bench, &pathologies[i], pathologies[i].sizes[k], text);
    }
    free(text);
}

int main(int argc, char **argv)
{
    struct bench bench = {0};

    if (argc < 3 || argc > 4) {
        fprintf(stderr, "usage: bench_expression RULES.jsonl EVENTS.jsonl [SECONDS]\n");
        return 2;
    }
    bench.data = taken(pcre2_match_data_create(16, NULL));
    load(&bench, argv[1], argv[2]);
    print_real(&bench, argc == 4 ? strtod(argv[3], NULL) : 10);
    print_pathologies(&bench);
    pcre2_match_data_free(bench.data);
    free(bench.inputs);
    json_decref(bench.expressions);
    json_decref(bench.values);
    return 0;
}
