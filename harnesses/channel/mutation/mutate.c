/* Puts the parts together. A fuzz input is a file and maybe a trailer; each is taken apart, changed
 * and written again by itself. Nothing of the input is written to before the result is known to
 * fit. */
#include "mutate.h"

#include <stdlib.h>
#include <string.h>

#include "builder.h"
#include "mutate_break.h"
#include "mutate_limits.h"
#include "mutate_model.h"
#include "mutate_trailer.h"

enum {
    BREAK_IN = 4,  /* one in so many changed files gets a broken rule */
    LIMIT_IN = 8,  /* one in so many a boundary value */
    TRAIL_IN = 64, /* one in so many inputs without trailer gets one; some targets take none */
    SHRINK_IN = 3, /* one in so many large files is made smaller first, */
    KEEP_IN = 8,   /* and all but one in so many very large ones, again and again */
    VERY_LARGE = 16 * 1024,
    LARGE = 2048,    /* bytes: what costs a target more than engines want to pay for an execution */
    MOST_CHANGES = 4 /* of the model at a time */
};

/* A fuzz input, taken apart. */
struct input {
    const uint8_t *bytes;
    size_t size, file_size;
    bool has_trailer;
    struct trailer_reader reader;
    struct content *content; /* owned; NULL when the file is not canonical */
    bool has_container;      /* header and directory are sound */
    bool short_of_memory;
};

/* A result under way. */
struct result {
    struct mutation mutation;
    uint8_t *file; /* owned */
    size_t file_size;
    struct trailer_parts parts;
    bool has_trailer;
    struct mutate_report *report;
};

static void open_input(const uint8_t *bytes, size_t size, struct input *input)
{
    struct channel_file file;
    enum channel_error error;
    uint32_t offset;

    *input = (struct input){.bytes = bytes, .size = size};
    input->file_size = trailer_split(bytes, size, &input->reader);
    input->has_trailer = input->file_size < size;
    if (channel_open_unchecked(bytes, input->file_size, &file, &offset) != CHANNEL_OK)
        return;
    input->has_container = true;
    input->content = content_decode(&file, &error, &offset);
    input->short_of_memory = input->content == NULL && error == CHANNEL_OK;
}

/* A copy of a file in memory of `room` bytes; NULL when that is short. */
static uint8_t *copy_file(struct mutation *mutation, const uint8_t *bytes, size_t size, size_t room)
{
    uint8_t *copy = malloc(room + 1); /* never of nothing */

    if (mutation_got(mutation, copy) && size > 0)
        memcpy(copy, bytes, size);
    return copy;
}

static void break_file(struct result *result)
{
    const size_t room = result->mutation.room;
    uint8_t *copy = copy_file(&result->mutation, result->file, result->file_size, room);

    if (copy == NULL)
        return;
    free(result->file);
    result->file = copy;
    result->file_size = break_rule(&result->mutation.random, copy, result->file_size, room);
    result->report->broken = true;
}

/* Encodes the model; what is larger than the room is halved a few times. */
static bool encode(struct result *result)
{
    struct mutation *mutation = &result->mutation;

    for (unsigned tries = 0; tries < 4 && !mutation->short_of_memory; tries++) {
        if (!builder_encode_unchecked(mutation->content, &result->file, &result->file_size)) {
            mutation->short_of_memory = true; /* nothing that came out of an engine is too large */
            return false;
        }
        if (result->file_size <= mutation->room)
            return true;
        free(result->file);
        result->file = NULL;
        mutation->content->instance_count = (mutation->content->instance_count + 1) / 2;
    }
    return false;
}

/* From a changed model to a file, which then may be broken. */
static bool finish_file(struct result *result)
{
    struct mutation *mutation = &result->mutation;
    const bool breaks = mutation_one_in(mutation, BREAK_IN);

    if (!breaks && mutation_one_in(mutation, LIMIT_IN) && mutation->content->instance_count > 0) {
        limits_change(mutation);
        result->report->limited = true;
    }
    if (!encode(result))
        return false;
    if (breaks)
        break_file(result);
    return true;
}

/* Writes the result, whose file fits, over `out`; false when there is none. */
static bool put(const struct result *result, uint8_t *out, size_t max_size, size_t *size)
{
    if (result->mutation.short_of_memory)
        return false;
    if (result->file_size > 0)
        memmove(out, result->file, result->file_size);
    *size = result->file_size;
    if (result->has_trailer)
        *size += trailer_parts_write(&result->parts, out + *size, max_size - *size);
    return *size > 0;
}

/* --- the ways --------------------------------------------------------------------------------- */

/* Engines keep what is large for its size alone, and then pay for it in every execution. */
static void shrink_model(struct mutation *mutation, size_t size)
{
    if (size > VERY_LARGE && !mutation_one_in(mutation, KEEP_IN)) {
        for (; size > LARGE && !mutation->short_of_memory; size /= 2)
            model_shrink(mutation);
    } else if (size > LARGE && mutation_one_in(mutation, SHRINK_IN)) {
        model_shrink(mutation);
    }
}

static bool change_model(struct result *result, const struct input *input)
{
    struct mutation *mutation = &result->mutation;
    const uint32_t changes = 1 + mutation_below(mutation, MOST_CHANGES);

    result->report->way = MUTATE_MODEL;
    shrink_model(mutation, input->file_size);
    for (uint32_t i = 0; i < changes && !mutation->short_of_memory; i++)
        model_change(mutation);
    return finish_file(result);
}

static bool change_records(struct result *result, const struct input *input)
{
    struct mutation *mutation = &result->mutation;

    if (input->file_size > mutation->room)
        return false;
    result->report->way = MUTATE_RECORDS;
    result->file = copy_file(mutation, input->bytes, input->file_size, mutation->room);
    if (result->file == NULL)
        return false;
    result->file_size =
        break_rule(&mutation->random, result->file, input->file_size, mutation->room);
    result->report->broken = true;
    return true;
}

static bool keep_file(struct result *result, const struct input *input)
{
    result->report->way = MUTATE_TRAILER;
    result->file = copy_file(&result->mutation, input->bytes, input->file_size, input->file_size);
    result->file_size = input->file_size;
    return result->file != NULL;
}

static bool make_fresh(struct result *result)
{
    struct mutation *mutation = &result->mutation;
    const uint32_t instances = 1 + mutation_below(mutation, 2);

    result->report->way = MUTATE_FRESH;
    mutation->content->channel = 291;
    for (uint32_t i = 0; i < instances && !mutation->short_of_memory; i++)
        model_add_instance(mutation);
    return encode(result);
}

/* The trailer of the result: the input's, changed if asked; or a new one. */
static void change_trailer(struct result *result, struct input *input, bool changes)
{
    struct mutation *mutation = &result->mutation;
    uint32_t count = changes ? 1 + mutation_below(mutation, MOST_CHANGES) : 0;

    result->has_trailer = input->has_trailer;
    if (input->has_trailer) {
        trailer_parts_read(mutation, &input->reader, &result->parts);
    } else if (mutation_one_in(mutation, TRAIL_IN)) {
        result->has_trailer = result->report->trailed = true;
        count = MOST_CHANGES;
    }
    for (uint32_t i = 0; i < count && result->has_trailer && !mutation->short_of_memory; i++)
        trailer_parts_change(mutation, &result->parts);
}

/* What part of an input is changed: file, trailer or both. */
static bool change(struct result *result, struct input *input)
{
    const uint32_t part = input->has_trailer ? mutation_below(&result->mutation, 4) : 0;
    bool made;

    if (part == 2)
        made = keep_file(result, input);
    else if (input->content != NULL)
        made = change_model(result, input);
    else if (input->has_container)
        made = change_records(result, input);
    else
        made = make_fresh(result);
    if (made && !result->mutation.short_of_memory)
        change_trailer(result, input, part >= 2);
    return made;
}

static void begin(struct result *result, struct input *input, size_t max_size, uint32_t seed,
                  struct mutate_report *report)
{
    *report = (struct mutate_report){0};
    *result = (struct result){.report = report};
    result->mutation = (struct mutation){{seed}, input->content, max_size, input->short_of_memory};
    if (input->content == NULL)
        result->mutation.content = content_new(); /* the arena of what is made anew */
}

static void end(struct result *result, const struct input *input)
{
    free(result->file);
    if (result->mutation.content != input->content)
        content_free(result->mutation.content);
    content_free(input->content);
}

/* The engine's own mutation, or nothing. */
static size_t leave(uint8_t *data, size_t size, size_t max_size, subject_engine_mutation *engine,
                    struct mutate_report *report)
{
    *report = (struct mutate_report){.way = engine == NULL ? MUTATE_NOTHING : MUTATE_ENGINE};
    return engine == NULL ? size : engine(data, size, max_size);
}

size_t mutate_input(uint8_t *data, size_t size, size_t max_size, uint32_t seed,
                    subject_engine_mutation *engine, struct mutate_report *report)
{
    const size_t kept = size < max_size ? size : max_size;
    struct input input;
    struct result result;
    size_t made = 0;

    open_input(data, kept, &input);
    begin(&result, &input, max_size, seed, report);
    const bool known = input.has_container;
    const bool done = result.mutation.content != NULL && !input.short_of_memory &&
                      (known || (engine != NULL && mutation_one_in(&result.mutation, 2))) &&
                      change(&result, &input) && put(&result, data, max_size, &made);
    const bool short_of_memory = result.mutation.content == NULL || result.mutation.short_of_memory;
    end(&result, &input);
    if (done)
        return made;
    return leave(data, kept, max_size, short_of_memory ? NULL : engine, report);
}

/* --- crossing --------------------------------------------------------------------------------- */

/* The first input with pieces of the second, and a trailer of either. */
static bool cross(struct result *result, struct input *one, struct input *two)
{
    struct mutation *mutation = &result->mutation;
    const uint32_t pieces = 1 + mutation_below(mutation, MOST_CHANGES);
    struct trailer_parts *other = mutation_take(mutation, sizeof *other);

    result->report->way = MUTATE_MODEL;
    for (uint32_t i = 0; i < pieces && !mutation->short_of_memory; i++)
        model_take_from(mutation, two->content);
    if (other == NULL || mutation->short_of_memory)
        return false;
    trailer_parts_read(mutation, &one->reader, &result->parts);
    trailer_parts_read(mutation, &two->reader, other);
    if (one->has_trailer && two->has_trailer && mutation_one_in(mutation, 2))
        trailer_parts_take(mutation, &result->parts, other);
    else if (!one->has_trailer)
        result->parts = *other;
    result->has_trailer = one->has_trailer || two->has_trailer;
    result->report->trailed = !one->has_trailer && two->has_trailer;
    return finish_file(result);
}

size_t mutate_cross(const uint8_t *one, size_t one_size, const uint8_t *two, size_t two_size,
                    uint8_t *out, size_t max_size, uint32_t seed, struct mutate_report *report)
{
    struct input first, second;
    struct result result;
    size_t made = 0;

    open_input(one, one_size, &first);
    open_input(two, two_size, &second);
    begin(&result, &first, max_size, seed, report);
    if (first.content == NULL || second.content == NULL || !cross(&result, &first, &second) ||
        !put(&result, out, max_size, &made)) {
        *report = (struct mutate_report){0};
        made = 0;
    }
    end(&result, &first);
    content_free(second.content);
    return made;
}
