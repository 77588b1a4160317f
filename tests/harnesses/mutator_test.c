/* The mutator of channel files, through the faces by which the engines call it: what share of its
 * results the parser accepts, that each check of the parser meets inputs made for it, and what the
 * subject promises (support/subject.h). Results lie in allocations of exactly max_size bytes. */
#include "test.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <sys/stat.h>

#include "builder.h"
#include "channel/inputs/trailer.h"
#include "channel/mutation/mutate.h"
#include "channel/mutation/mutate_limits.h"
#include "channel/mutation/mutate_model.h"
#include "channel/validate.h"
#include "support/exact.h"
#include "support/random.h"
#include "support/subject.h"

enum {
    MOST_SEEDS = 1024,
    SEED_MAX = 64 * 1024,
    ROOM = 16 * 1024,
    GARBAGE = 50000,
    MOST_RESULTS = 400000
};

/* --- the engines' sides ----------------------------------------------------------------------- */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned int seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2,
                                 size_t size2, uint8_t *out, size_t max_out_size,
                                 unsigned int seed);
void *afl_custom_init(void *afl, unsigned int seed);
size_t afl_custom_fuzz(void *data, uint8_t *bytes, size_t size, uint8_t **out, uint8_t *other,
                       size_t other_size, size_t max_size);
size_t afl_custom_havoc_mutation(void *data, uint8_t *bytes, size_t size, uint8_t **out,
                                 size_t max_size);
uint8_t afl_custom_havoc_mutation_probability(void *data);
void afl_custom_deinit(void *data);

static unsigned engine_calls;

/* Stands for libFuzzer's: adds a byte where there is room, else flips one. */
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    engine_calls++;
    if (size < max_size)
        data[size++] = 'm';
    else if (size > 0)
        data[size / 2] ^= 1;
    return size;
}

/* --- memory that runs out --------------------------------------------------------------------- */

static bool counting;
static bool ran_out;
static bool stays_short;
static unsigned allocations_left; /* while counting; the one behind them fails, or all */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

static bool has_run_out(void)
{
    if (!counting || allocations_left-- > 0)
        return false;
    allocations_left = stays_short ? 0 : UINT_MAX;
    return ran_out = true;
}

void *__wrap_malloc(size_t size)
{
    return has_run_out() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return has_run_out() ? NULL : __real_calloc(count, size);
}

/* --- seeds ------------------------------------------------------------------------------------ */

struct seed {
    uint8_t *bytes;
    size_t size, file_size;
    bool canonical;
};

static struct seed seeds[MOST_SEEDS];
static unsigned seed_count;

/* The first error of an opened file's content; CHANNEL_OK when it is canonical. */
static enum channel_error content_error(const struct channel_file *file)
{
    static struct channel_walk walk;
    enum channel_walk_step step;

    channel_walk_begin(file, &walk);
    do {
        step = channel_walk_next(&walk);
    } while (step != CHANNEL_WALK_END && step != CHANNEL_WALK_ERROR);
    return step == CHANNEL_WALK_ERROR ? walk.error : CHANNEL_OK;
}

/* The first error of a file. */
static enum channel_error first_error(const uint8_t *bytes, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    const enum channel_error error = channel_open(bytes, size, &file, &offset);
    return error != CHANNEL_OK ? error : content_error(&file);
}

/* Whether a file is canonical, its checksum apart, which the mutator makes anew. */
static bool is_canonical(const uint8_t *bytes, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    return channel_open_unchecked(bytes, size, &file, &offset) == CHANNEL_OK &&
           content_error(&file) == CHANNEL_OK;
}

static bool opens(const uint8_t *bytes, size_t size)
{
    struct channel_file file;
    uint32_t offset;

    return channel_open(bytes, size, &file, &offset) == CHANNEL_OK;
}

static bool is_valid(const uint8_t *bytes, size_t size)
{
    static struct channel_validation validation;
    struct channel_violation violation;
    struct channel_file file;
    uint32_t offset;

    if (channel_open(bytes, size, &file, &offset) != CHANNEL_OK)
        return false;
    channel_validate(&file, channel_standard_sensor(), &validation);
    return !channel_validate_next(&validation, &violation);
}

static size_t file_size_of(const uint8_t *bytes, size_t size)
{
    struct trailer_reader reader;
    return trailer_split(bytes, size, &reader);
}

static void read_seed(const char *path)
{
    static uint8_t buffer[SEED_MAX];
    FILE *file = fopen(path, "rb");

    if (file == NULL)
        fail_msg("cannot open %s", path);
    const size_t size = fread(buffer, 1, sizeof buffer, file);
    fclose(file);
    if (size == sizeof buffer || seed_count == MOST_SEEDS)
        fail_msg("more seeds, or larger ones, than this test takes: %s", path);
    struct seed *seed = &seeds[seed_count++];
    seed->size = size;
    seed->bytes = exact_copy(buffer, size);
    seed->file_size = file_size_of(seed->bytes, size);
    seed->canonical = is_canonical(seed->bytes, seed->file_size);
}

static void read_seeds(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    struct stat status;
    char path[4096];

    if (entries == NULL)
        fail_msg("no seeds in %s", folder);
    while ((entry = readdir(entries)) != NULL) {
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode))
            read_seeds(path);
        else
            read_seed(path);
    }
    closedir(entries);
}

static int set_up(void **state)
{
    (void)state;
    read_seeds(SEEDS "/channel_file");
    read_seeds(SEEDS "/interpreter");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    for (unsigned i = 0; i < seed_count; i++)
        exact_free(seeds[i].bytes, seeds[i].size);
    return 0;
}

/* --- a result --------------------------------------------------------------------------------- */

/* A result in an allocation of exactly max_size bytes, of which the first `size` count. */
struct made {
    uint8_t *bytes;
    size_t size, max_size;
    struct mutate_report report;
};

static struct made begin(const uint8_t *bytes, size_t size, size_t max_size)
{
    struct made made = {exact_copy(NULL, 0), size, max_size, {0}};

    assert_true(size <= max_size);
    if (max_size > 0) {
        exact_free(made.bytes, 0);
        made.bytes = exact_allocate(max_size);
        memset(made.bytes, 0x5a, max_size);
    }
    if (size > 0)
        memcpy(made.bytes, bytes, size);
    return made;
}

static void end(struct made *made)
{
    exact_free(made->bytes, made->max_size);
}

static struct made mutate(const uint8_t *bytes, size_t size, size_t max_size, uint32_t seed)
{
    struct made made = begin(bytes, size, max_size);

    made.size = mutate_input(made.bytes, size, max_size, seed, LLVMFuzzerMutate, &made.report);
    assert_true(made.size <= max_size);
    return made;
}

static bool same(const uint8_t *one, size_t one_size, const uint8_t *other, size_t other_size)
{
    return one_size == other_size && (one_size == 0 || memcmp(one, other, one_size) == 0);
}

/* --- what the results are worth --------------------------------------------------------------- */

struct tally {
    unsigned all, unbroken, opened, valid, different;
};

static void count(struct tally *tally, const struct seed *from, const uint8_t *bytes, size_t size,
                  const struct mutate_report *report)
{
    const size_t file_size = file_size_of(bytes, size);

    tally->all++;
    tally->different += !same(from->bytes, from->size, bytes, size);
    if (report->broken)
        return;
    tally->unbroken++;
    tally->opened += opens(bytes, file_size);
    tally->valid += is_valid(bytes, file_size);
}

static void check(const struct tally *tally, const char *engine)
{
    print_message("%s: of %u results %u unbroken, of which %u open and %u are valid; %u differ\n",
                  engine, tally->all, tally->unbroken, tally->opened, tally->valid,
                  tally->different);
    assert_true(tally->unbroken >= tally->all * 65 / 100);
    assert_true(tally->opened >= tally->unbroken * 95 / 100);
    assert_true(tally->valid >= tally->unbroken * 30 / 100);
    assert_true(tally->different >= tally->all * 50 / 100);
}

static void libfuzzers_face_gives_what_is_promised(void **state)
{
    struct tally tally = {0};

    (void)state;
    for (uint32_t seed = 0; seed < 20000; seed++) {
        const struct seed *from = &seeds[seed % seed_count];
        if (!from->canonical)
            continue;
        struct made made = mutate(from->bytes, from->size, ROOM, seed);
        struct made faced = begin(from->bytes, from->size, ROOM);
        faced.size = LLVMFuzzerCustomMutator(faced.bytes, from->size, ROOM, seed);
        assert_true(same(made.bytes, made.size, faced.bytes, faced.size));
        count(&tally, from, faced.bytes, faced.size, &made.report);
        end(&faced);
        end(&made);
    }
    check(&tally, "libFuzzer");
}

/* Whether the n-th call draws a crossing, a mutation, and by which number, the test knows as the
 * face does: from the sequence that the seed begins. */
static void afls_face_gives_what_is_promised(void **state)
{
    void *mutator = afl_custom_init(NULL, 1);
    struct random random = {1};
    struct tally tally = {0};

    (void)state;
    for (uint32_t i = 0; i < 20000; i++) {
        const struct seed *from = &seeds[i % seed_count];
        struct mutate_report report;
        uint8_t *copy = exact_copy(from->bytes, from->size);
        uint8_t *out = NULL;
        struct made made = begin(from->bytes, from->size, ROOM);
        mutate_input(made.bytes, from->size, ROOM, random_next(&random), LLVMFuzzerMutate, &report);
        const size_t size = afl_custom_fuzz(mutator, copy, from->size, &out, NULL, 0, ROOM);
        assert_non_null(out);
        assert_true(size <= ROOM);
        assert_true(same(copy, from->size, from->bytes, from->size));
        if (from->canonical)
            count(&tally, from, out, size, &report);
        end(&made);
        exact_free(copy, from->size);
    }
    afl_custom_deinit(mutator);
    check(&tally, "AFL++");
}

/* --- promises --------------------------------------------------------------------------------- */

static void the_same_seed_gives_the_same_result(void **state)
{
    (void)state;
    for (uint32_t seed = 0; seed < 5000; seed++) {
        const struct seed *from = &seeds[seed % seed_count];
        struct made one = mutate(from->bytes, from->size, ROOM, seed);
        struct made other = mutate(from->bytes, from->size, ROOM, seed);
        assert_true(same(one.bytes, one.size, other.bytes, other.size));
        end(&one);
        end(&other);
    }
}

static void another_seed_gives_another_result(void **state)
{
    unsigned different = 0;

    (void)state;
    for (unsigned i = 0; i < seed_count; i++) {
        struct made one = mutate(seeds[i].bytes, seeds[i].size, ROOM, 2 * i);
        struct made other = mutate(seeds[i].bytes, seeds[i].size, ROOM, 2 * i + 1);
        different += !same(one.bytes, one.size, other.bytes, other.size);
        end(&one);
        end(&other);
    }
    assert_true(different > seed_count * 3 / 4);
}

/* mutate() asserts it, and the sanitizer that nothing was written behind. */
static void no_result_is_larger_than_allowed(void **state)
{
    (void)state;
    for (uint32_t room = 0; room < 1500; room++) {
        for (uint32_t i = 0; i < 4; i++) {
            const struct seed *from = &seeds[(room + 101 * i) % seed_count];
            const size_t size = from->size < room ? from->size : room;
            struct made made = mutate(from->bytes, size, room, room * 4 + i);
            end(&made);
        }
    }
}

static void an_input_that_is_too_long_is_cut(void **state)
{
    struct mutate_report report;

    (void)state;
    for (uint32_t seed = 0; seed < 500; seed++) {
        const struct seed *from = &seeds[seed % seed_count];
        uint8_t *copy = exact_copy(from->bytes, from->size);
        assert_true(mutate_input(copy, from->size, from->size / 2, seed, LLVMFuzzerMutate,
                                 &report) <= from->size / 2);
        exact_free(copy, from->size);
    }
    assert_int_equal(target_subject.mutate(NULL, 0, 0, 1, LLVMFuzzerMutate), 0);
}

static void what_is_no_file_becomes_one_in_half_of_the_calls(void **state)
{
    static const uint8_t zero[] = {0};
    unsigned fresh = 0;
    unsigned canonical = 0;
    const unsigned before = engine_calls;

    (void)state;
    for (uint32_t seed = 0; seed < 4000; seed++) {
        struct made made = mutate(zero, seed % 2, 4096, seed);
        assert_true(made.report.way == MUTATE_FRESH || made.report.way == MUTATE_ENGINE);
        fresh += made.report.way == MUTATE_FRESH;
        canonical += first_error(made.bytes, file_size_of(made.bytes, made.size)) == CHANNEL_OK;
        end(&made);
    }
    assert_in_range(fresh, 1800, 2200);
    assert_int_equal(canonical, fresh);
    assert_int_equal(engine_calls - before, 4000 - fresh);
}

static void without_an_engine_what_is_no_file_stays(void **state)
{
    static const uint8_t zero[] = {0};
    void *mutator = afl_custom_init(NULL, 1);

    (void)state;
    for (uint32_t i = 0; i < 100; i++) {
        uint8_t *copy = exact_copy(zero, sizeof zero);
        uint8_t *out = NULL;
        assert_int_equal(afl_custom_havoc_mutation(mutator, copy, 1, &out, 4096), 1);
        assert_int_equal(out[0], 0);
        exact_free(copy, 1);
    }
    assert_in_range(afl_custom_havoc_mutation_probability(mutator), 1, 50);
    afl_custom_deinit(mutator);
}

static void a_file_without_trailer_rarely_gets_one(void **state)
{
    unsigned trailed = 0;

    (void)state;
    for (uint32_t seed = 0; seed < 10000; seed++) {
        const struct seed *from = &seeds[seed % seed_count];
        if (from->file_size < from->size)
            continue;
        struct made made = mutate(from->bytes, from->size, ROOM, seed);
        trailed += file_size_of(made.bytes, made.size) < made.size;
        end(&made);
    }
    assert_in_range(trailed, 1, 400);
}

/* Events that the mutator makes are not torn, and many inputs hold what the content looks for. */
static void trailers_hold_whole_events(void **state)
{
    unsigned events = 0;
    unsigned types = 0;

    (void)state;
    for (uint32_t seed = 0; seed < 20000; seed++) {
        const struct seed *from = &seeds[seed % seed_count];
        struct trailer_reader reader;
        struct trailer_type type;
        struct exact_event event;
        if (from->file_size == from->size)
            continue;
        struct made made = mutate(from->bytes, from->size, ROOM, seed);
        trailer_split(made.bytes, made.size, &reader);
        for (; trailer_next_type(&reader, &type); types++) {
        }
        for (; trailer_next_event(&reader, &event); events++)
            exact_event_free(&event);
        end(&made);
    }
    print_message("%u events, %u types of sensors\n", events, types);
    assert_true(events > 3000);
    assert_true(types > 300);
}

static void crossing_moves_pieces_of_both(void **state)
{
    unsigned made = 0;
    unsigned different = 0;
    unsigned opened = 0;
    unsigned unbroken = 0;

    (void)state;
    for (uint32_t seed = 0; seed < 5000; seed++) {
        const struct seed *one = &seeds[seed % seed_count];
        const struct seed *two = &seeds[seed * 7 % seed_count];
        struct made out = begin(NULL, 0, ROOM);
        out.size = mutate_cross(one->bytes, one->size, two->bytes, two->size, out.bytes, ROOM, seed,
                                &out.report);
        struct made faced = begin(NULL, 0, ROOM);
        faced.size = LLVMFuzzerCustomCrossOver(one->bytes, one->size, two->bytes, two->size,
                                               faced.bytes, ROOM, seed);
        assert_true(same(out.bytes, out.size, faced.bytes, faced.size));
        if (!one->canonical || !two->canonical) {
            assert_int_equal(out.size, 0);
        } else {
            made++;
            different += !same(out.bytes, out.size, one->bytes, one->size) &&
                         !same(out.bytes, out.size, two->bytes, two->size);
            unbroken += !out.report.broken;
            opened += !out.report.broken && opens(out.bytes, file_size_of(out.bytes, out.size));
        }
        end(&faced);
        end(&out);
    }
    print_message("crossing: of %u results %u differ, %u unbroken, %u open\n", made, different,
                  unbroken, opened);
    assert_true(made > 500);
    assert_true(different >= made * 80 / 100);
    assert_true(opened >= unbroken * 95 / 100);
}

/* One mutation after the other, in each of which another allocation fails. Returns how many. */
static unsigned run_short(const struct seed *from, uint32_t seed)
{
    unsigned left = 0;

    do {
        struct made made = begin(from->bytes, from->size, ROOM);
        ran_out = false;
        allocations_left = left++;
        counting = true;
        made.size =
            mutate_input(made.bytes, from->size, ROOM, seed, LLVMFuzzerMutate, &made.report);
        counting = false;
        assert_true(!ran_out || same(made.bytes, made.size, from->bytes, from->size));
        end(&made);
    } while (ran_out);
    return left - 1;
}

static void when_memory_is_short_the_input_stays(void **state)
{
    unsigned kept = 0;

    (void)state;
    for (uint32_t seed = 0; seed < 800; seed++) {
        const struct seed *from = &seeds[seed / 2 % seed_count];
        if (from->file_size < from->size) /* reading events aborts, as all exact copies do */
            continue;
        stays_short = seed % 2 == 0;
        kept += run_short(from, seed);
    }
    assert_true(kept > 1000);
}

/* --- each check meets its inputs -------------------------------------------------------------- */

/* What no file of an engine's size can provoke, or no walk: named with the reason. */
static const struct {
    enum channel_error error;
    const char *reason;
} unreachable[] = {
    {CHANNEL_ERROR_FILE_TOO_LARGE, "a file of more than 64 MiB; engines stop at 1 MiB"},
    {CHANNEL_ERROR_INSTANCE_COUNT, "65,537 instances take 6 MiB"},
    {CHANNEL_ERROR_TYPE_INDEX, "only a caller of channel_type_at can ask for it"},
    {CHANNEL_ERROR_INSTANCE_INDEX, "a type's run is checked before its instances are read"},
    {CHANNEL_ERROR_CRITERION_INDEX, "an instance's run is checked before its criteria are read"},
    {CHANNEL_ERROR_VALUE_INDEX, "a criterion's run is checked before its values are read"},
    {CHANNEL_ERROR_VALUE_NONE, "a walk asks for no value where the kind takes none"},
    {CHANNEL_ERROR_INSTRUCTION_INDEX, "an expression's run is checked before it is read"},
    {CHANNEL_ERROR_NODE_INDEX, "an instance's run is checked before its nodes are read"},
};

static const enum channel_error wanted[] = {
#define X(name, sentence) CHANNEL_ERROR_##name,
    CHANNEL_ERRORS_CONTAINER(X) CHANNEL_ERRORS_TABLES(X) CHANNEL_ERRORS_EXPRESSIONS(X)
#undef X
};

static bool is_unreachable(enum channel_error error)
{
    for (size_t i = 0; i < COUNT_OF(unreachable); i++)
        if (unreachable[i].error == error)
            return true;
    return false;
}

/* Files that grow out of each other, as a corpus does: what is sound takes the place of another. */
struct pool {
    struct made files[64];
    struct random random;
};

static void pool_begin(struct pool *pool)
{
    pool->random = (struct random){1};
    for (unsigned i = 0; i < COUNT_OF(pool->files); i++) {
        const struct seed *seed = &seeds[i % seed_count];
        pool->files[i] = begin(seed->bytes, seed->size, seed->size);
    }
}

static void pool_end(struct pool *pool)
{
    for (unsigned i = 0; i < COUNT_OF(pool->files); i++)
        end(&pool->files[i]);
}

/* Mutates one, now and then with room for all that an engine takes. */
static struct made pool_mutate(struct pool *pool)
{
    enum { LARGE_IN = 25, LARGE = 512 * 1024, SMALL = 8 * 1024 };
    struct made *from = &pool->files[random_below(&pool->random, COUNT_OF(pool->files))];
    const size_t room = random_one_in(&pool->random, LARGE_IN) ? LARGE : SMALL;
    const size_t size = from->size < room ? from->size : room;
    struct made made = mutate(from->bytes, size, room, random_next(&pool->random));

    if (!made.report.broken && !made.report.limited && made.size < SMALL / 2) {
        struct made *place = &pool->files[random_below(&pool->random, COUNT_OF(pool->files))];
        end(place);
        *place = begin(made.bytes, made.size, made.size);
    }
    return made;
}

static unsigned seen[CHANNEL_ERROR_END];

/* What is rare, for its cost, is asked for without an engine's detours: boundary values alone. */
static void each_cap_is_met_and_exceeded(void **state)
{
    static const enum channel_error caps[] = {
        CHANNEL_ERROR_TYPE_COUNT,        CHANNEL_ERROR_TYPE_FIELDS,
        CHANNEL_ERROR_TYPE_NO_FIELDS,    CHANNEL_ERROR_TEXT_TOO_LONG,
        CHANNEL_ERROR_NODE_DEPTH,        CHANNEL_ERROR_INSTANCE_NODES,
        CHANNEL_ERROR_INSTANCE_CRITERIA, CHANNEL_ERROR_EXPRESSION_LENGTH,
    };

    (void)state;
    for (uint32_t seed = 0; seed < 40000; seed++) {
        struct mutation mutation = {{seed}, content_new(), 1024 * 1024, false};
        uint8_t *bytes;
        size_t size;
        model_add_instance(&mutation);
        limits_change(&mutation);
        assert_true(builder_encode_unchecked(mutation.content, &bytes, &size));
        seen[first_error(bytes, size)]++;
        free(bytes);
        content_free(mutation.content);
    }
    for (size_t i = 0; i < COUNT_OF(caps); i++)
        if (seen[caps[i]] == 0)
            fail_msg("%s: never", channel_error_name(caps[i]));
    assert_true(seen[CHANNEL_OK] > 4000);
}

/* How many errors were met that cannot be, or have not been met that can; with `says` by name. */
static unsigned count_surprises(bool says)
{
    unsigned surprises = 0;

    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        if ((seen[wanted[i]] > 0) != is_unreachable(wanted[i]))
            continue;
        surprises++;
        if (says)
            print_message("%s: %u times\n", channel_error_name(wanted[i]), seen[wanted[i]]);
    }
    return surprises;
}

/* Ends when all have been met. */
static void every_check_refuses_some_result(void **state)
{
    enum { LOOK_EVERY = 5000 };
    struct pool pool;
    unsigned results = 0;

    (void)state;
    pool_begin(&pool);
    do {
        for (unsigned i = 0; i < LOOK_EVERY; i++) {
            struct made made = pool_mutate(&pool);
            seen[first_error(made.bytes, file_size_of(made.bytes, made.size))]++;
            end(&made);
        }
        results += LOOK_EVERY;
    } while (results < MOST_RESULTS && count_surprises(false) > 0);
    pool_end(&pool);
    print_message("%u errors met in %u results\n",
                  (unsigned)(COUNT_OF(wanted) - COUNT_OF(unreachable)), results);
    assert_int_equal(count_surprises(true), 0);
}

static void survives_garbage(void **state)
{
    struct pool pool;
    struct random random = {7};
    uint8_t noise[2048];

    (void)state;
    pool_begin(&pool);
    for (unsigned i = 0; i < GARBAGE; i++) {
        struct made *from = &pool.files[random_below(&random, COUNT_OF(pool.files))];
        const size_t size = from->size < sizeof noise ? from->size : sizeof noise;
        if (size > 0)
            memcpy(noise, from->bytes, size);
        for (uint32_t flips = random_below(&random, 8); flips > 0 && size > 0; flips--)
            noise[random_below(&random, (uint32_t)size)] = (uint8_t)random_next(&random);
        struct made made = mutate(noise, random_below(&random, (uint32_t)size + 1), sizeof noise,
                                  random_next(&random));
        end(&made);
        struct made other = pool_mutate(&pool);
        end(&other);
    }
    pool_end(&pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(libfuzzers_face_gives_what_is_promised),
        cmocka_unit_test(afls_face_gives_what_is_promised),
        cmocka_unit_test(the_same_seed_gives_the_same_result),
        cmocka_unit_test(another_seed_gives_another_result),
        cmocka_unit_test(no_result_is_larger_than_allowed),
        cmocka_unit_test(an_input_that_is_too_long_is_cut),
        cmocka_unit_test(what_is_no_file_becomes_one_in_half_of_the_calls),
        cmocka_unit_test(without_an_engine_what_is_no_file_stays),
        cmocka_unit_test(a_file_without_trailer_rarely_gets_one),
        cmocka_unit_test(trailers_hold_whole_events),
        cmocka_unit_test(crossing_moves_pieces_of_both),
        cmocka_unit_test(when_memory_is_short_the_input_stays),
        cmocka_unit_test(each_cap_is_met_and_exceeded),
        cmocka_unit_test(every_check_refuses_some_result),
        cmocka_unit_test(survives_garbage),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
