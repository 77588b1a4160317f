/* Relies on exact allocations, so that a sanitizer sees a write behind the room. */
#include "check_mutation.h"

#include <string.h>

#include "channel/inputs/trailer.h"
#include "check_walk.h"
#include "support/contract.h"
#include "support/exact.h"

static size_t append(uint8_t *data, size_t size, size_t max_size)
{
    if (size < max_size)
        data[size++] = 'e';
    return size;
}

static void take_room(struct mutation_trial *trial, size_t room, int filler)
{
    *trial = (struct mutation_trial){.room = room};
    trial->bytes = room > 0 ? exact_allocate(room) : exact_copy(NULL, 0);
    if (room > 0)
        memset(trial->bytes, filler, room);
}

void mutation_run(const uint8_t *data, size_t size, size_t room, uint32_t seed, int filler,
                  struct mutation_trial *out)
{
    const size_t kept = size < room ? size : room;

    take_room(out, room, filler);
    if (kept > 0)
        memcpy(out->bytes, data, kept);
    out->size = mutate_input(out->bytes, kept, room, seed, append, &out->report);
}

void mutation_cross(const uint8_t *data, size_t size, const struct mutation_trial *with,
                    uint32_t seed, struct mutation_trial *out)
{
    take_room(out, with->room, 0);
    out->size = mutate_cross(data, size, with->bytes, with->size, out->bytes, out->room, seed,
                             &out->report);
}

void mutation_free(struct mutation_trial *trial)
{
    exact_free(trial->bytes, trial->room);
    *trial = (struct mutation_trial){0};
}

void check_mutation(const struct mutation_trial *trial, const char *what)
{
    const enum mutate_way way = trial->report.way;
    struct trailer_reader trailer;
    struct digest digest = {0};
    struct channel_file file;
    uint32_t offset;

    contract_require(trial->size <= trial->room, "a result fits into its room", what);
    if (trial->report.broken || trial->size == 0 || (way != MUTATE_MODEL && way != MUTATE_FRESH))
        return;
    const size_t size = trailer_split(trial->bytes, trial->size, &trailer);
    uint8_t *copy = exact_copy(trial->bytes, size);
    const enum channel_error error = channel_open(copy, size, &file, &offset);
    contract_require(error == CHANNEL_OK, "what was not broken opens", channel_error_name(error));
    contract_require(trial->report.limited || check_walk(&file, &digest),
                     "what was not limited is canonical", what);
    exact_free(copy, size);
}

void check_same_mutation(const struct mutation_trial *one, const struct mutation_trial *other,
                         const char *what)
{
    contract_require(one->size == other->size && memcmp(one->bytes, other->bytes, one->size) == 0,
                     "the same seed gives the same result", what);
}
