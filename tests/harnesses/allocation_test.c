/* The oracles of the target `allocation`, tried on parts with planted faults; and every moment of
 * its seeds: each operation of each one fails once, alone and with all behind it. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "memory/check_part.h"
#include "rules/check_content.h"
#include "rules/compiled.h"
#include "rules/rule_seeds.h"
#include "write_file.h"

/* --- planted faults ----------------------------------------------------------------------------
 */

/* A block that the compiler does not do away with. */
static char *block_of(size_t size)
{
    static void *volatile block;

    block = malloc(size);
    return block;
}

static void sound(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    char *block = block_of(8);

    outcome->short_of_memory = block == NULL;
    free(block);
    if (write_file("folder/file", bytes, size))
        digest_add(&outcome->said, 1);
}

static void swallows(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    (void)bytes, (void)size, (void)outcome;
    free(block_of(8));
}

static void cries_wolf(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    (void)bytes, (void)size;
    free(block_of(8));
    outcome->short_of_memory = true;
}

static void leaks_when_short(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    static char *volatile kept;
    kept = block_of(8);
    char *second = block_of(8);

    (void)bytes, (void)size;
    outcome->short_of_memory = kept == NULL || second == NULL;
    free(second);
    if (second != NULL)
        free(kept);
}

static void forgets(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    static uint64_t runs;

    (void)bytes, (void)size;
    digest_add(&outcome->said, ++runs);
}

static void asks_otherwise(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    static unsigned runs;

    (void)bytes, (void)size, (void)outcome;
    if (runs++ == 0)
        free(block_of(8));
}

static void writes_another(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    char *block = block_of(8);

    outcome->short_of_memory = block == NULL;
    if (!write_file("folder/file", bytes, block == NULL ? size / 2 : size))
        outcome->short_of_memory = true;
    free(block);
}

/* Calls what the linker replaces as a careless writer would. */
static void leaves_a_file(uint8_t *bytes, size_t size, struct outcome *outcome)
{
    const int folder = open("folder", O_RDONLY | O_DIRECTORY);
    const int fd = folder < 0 ? -1 : openat(folder, "half", O_WRONLY | O_CREAT | O_EXCL, 0666);
    const bool written = fd >= 0 && write(fd, bytes, size) == (ssize_t)size;

    if (written) /* what is planted: nobody looks */
        /* NOLINTNEXTLINE(bugprone-unused-return-value): that is the bug */
        renameat(folder, "half", folder, "file");
    if (fd >= 0)
        close(fd);
    if (folder >= 0)
        close(folder);
    outcome->short_of_memory = !written;
}

/* Runs all moments of a part in a process of its own. Returns what it said on stderr, in full when
 * it was ended by abort(), else nothing. */
static const char *said_of(const struct part *part)
{
    static char said[1024];
    int ends[2];
    int status;
    size_t used = 0;

    assert_int_equal(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        dup2(ends[1], STDERR_FILENO);
        for (uint64_t i = 0; i < 20; i++)
            check_part(part, (const uint8_t *)"text", 4, i, false);
        _exit(0);
    }
    close(ends[1]);
    for (ssize_t count = 1; count > 0; used += (size_t)count)
        count = read(ends[0], said + used, sizeof said - 1 - used);
    said[used] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return "";
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    return said;
}

static void planted_faults_are_noticed(void **state)
{
    static const struct {
        struct part part;
        const char *contract;
    } rows[] = {
        {{"sound", sound}, ""},
        {{"swallows", swallows}, "a failure is reported"},
        {{"cries wolf", cries_wolf}, "nothing is reported when nothing fails"},
        {{"leaks", leaks_when_short}, "what was allocated is freed, once"},
        {{"forgets", forgets}, "a second run says the same"},
        {{"asks otherwise", asks_otherwise}, "the same operations come in the same order"},
        {{"leaves a file", leaves_a_file}, "no temporary file is left"},
        {{"writes another", writes_another}, "what is written appears whole or not at all"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *said = said_of(&rows[i].part);
        if (*rows[i].contract == '\0' ? *said != '\0' : strstr(said, rows[i].contract) == NULL)
            fail_msg("%s: %s", rows[i].part.name, said);
    }
}

/* --- every moment ------------------------------------------------------------------------------
 */

static uint64_t check_every_moment(const struct part *part, const void *bytes, size_t size)
{
    uint64_t operations = 1;

    for (uint64_t number = 0; number < operations; number++) {
        operations = check_part(part, bytes, size, number, false);
        check_part(part, bytes, size, number, true);
    }
    return operations;
}

static uint64_t check_text(const struct part *part, const char *text)
{
    return check_every_moment(part, text, strlen(text));
}

static void rules_survive_every_moment(void **state)
{
    static const struct part part = {"rules", part_rules};
    const struct rule_seed *seed;
    uint64_t moments = 0;

    (void)state;
    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i += 3)
        moments += check_text(&part, seed->text);
    print_message("%llu moments\n", (unsigned long long)moments);
    assert_true(moments > 1000);
}

static void tool_texts_survive_every_moment(void **state)
{
    static const struct part event_line = {"event line", part_event_line};
    static const struct part sensor = {"sensor", part_sensor};

    (void)state;
    assert_true(check_text(&event_line, "{\"EventID\": 1, \"Channel\": \"Security\"}") > 30);
    assert_true(check_text(&sensor, "{\"version\": 1500, \"types\": {\"dns_query\": "
                                    "[\"number\", \"text\"], \"wmi\": 3}}") > 3);
}

static void channel_files_survive_every_moment(void **state)
{
    static const struct part part = {"channel file", part_channel_file};
    const struct rule_seed *seed;

    (void)state;
    for (size_t i = 0; (seed = rule_seed_at(i)) != NULL; i += 8) {
        const struct rule_text text = rule_text_of(seed->text, strlen(seed->text));
        struct compiled compiled;
        compiled_make(&text, false, &compiled);
        struct encoded encoded = encode_content(compiled.content);
        assert_true(check_every_moment(&part, encoded.bytes, encoded.size) > 5);
        encoded.bytes[encoded.size - 1] ^= 1; /* the checksum finds it: an error in the document */
        assert_true(check_every_moment(&part, encoded.bytes, encoded.size) > 1);
        encoded_free(&encoded);
        compiled_free(&compiled);
    }
}

static uint64_t operations_of(const char *text, size_t size)
{
    struct outcome outcome = {0};
    char copy[16];

    memcpy(copy, text, size);
    failing_begin((struct failing_plan){UINT64_MAX, false});
    part_rules((uint8_t *)copy, size, &outcome);
    return failing_end().operations;
}

/* libyaml's allocations are among those that fail: else half of the target were missing. A text
 * with a NUL byte never gets to it. */
static void allocations_of_libyaml_are_seen(void **state)
{
    (void)state;
    assert_true(operations_of("a: b\n", 5) > operations_of("a: b\n\0", 6) + 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(planted_faults_are_noticed),
        cmocka_unit_test(rules_survive_every_moment),
        cmocka_unit_test(tool_texts_survive_every_moment),
        cmocka_unit_test(channel_files_survive_every_moment),
        cmocka_unit_test(allocations_of_libyaml_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
