/* A whole walk, noted. Relies on the container layer: the file was opened. */
#include "walk_log.h"

#include "test.h"

/* The beginning and the end of a walk can each refuse the file as a whole. */
enum { STEPS_BESIDE_RECORDS = 3 };

static uint64_t most_steps(const struct channel_file *file)
{
    static const enum channel_section walked[] = {
        CHANNEL_SECTION_TYPES,    CHANNEL_SECTION_RULES,    CHANNEL_SECTION_INSTANCES,
        CHANNEL_SECTION_CRITERIA, CHANNEL_SECTION_NODES,    CHANNEL_SECTION_PATTERNS,
        CHANNEL_SECTION_RANGES,   CHANNEL_SECTION_NETWORKS, CHANNEL_SECTION_REFERENCES,
    };
    uint64_t steps = STEPS_BESIDE_RECORDS;

    for (size_t i = 0; i < COUNT_OF(walked); i++)
        steps += channel_section_count(file, walked[i]);
    return steps;
}

static void note_error(const struct channel_walk *walk, struct walk_log *log)
{
    assert_in_range(walk->error, 1, CHANNEL_ERROR_END - 1);
    if (log->errors == 0) {
        log->first = walk->error;
        log->first_offset = walk->offset;
        log->first_attempted = walk->attempted;
    }
    log->seen[walk->error] = true;
    log->errors++;
}

void walk_all(const struct channel_file *file, struct walk_log *log)
{
    const uint64_t limit = most_steps(file);
    struct channel_walk walk;
    enum channel_walk_step step;

    *log = (struct walk_log){0};
    channel_walk_begin(file, &walk);
    do {
        step = channel_walk_next(&walk);
        log->steps++;
        if (log->steps > limit)
            fail_msg("a walk goes on after %u steps", (unsigned)limit);
        if (walk.offset > file->bytes.size)
            fail_msg("a walk names place %u of %u", walk.offset, file->bytes.size);
        if (step == CHANNEL_WALK_ERROR)
            note_error(&walk, log);
    } while (step != CHANNEL_WALK_END);
}
