/* Open addressing with linear probing, at most half full; all in the arena. */
#include "value_set.h"

#include <string.h>

enum { FIRST_ROOM = 16 };

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;

    for (size_t i = 0; i < size; i++)
        hash = (hash ^ at[i]) * 0x100000001b3u; /* FNV-1a */
    return hash;
}

static uint32_t hash_value(const struct content_value *value)
{
    uint64_t hash = 0xcbf29ce484222325u;

    hash = mix(hash, value->text.bytes, value->text.size);
    hash = mix(hash, &value->minimum, sizeof value->minimum);
    hash = mix(hash, &value->maximum, sizeof value->maximum);
    hash = mix(hash, value->address, sizeof value->address);
    hash = mix(hash, &value->prefix, sizeof value->prefix);
    hash = mix(hash, &value->mode, sizeof value->mode);
    hash = mix(hash, &value->field, sizeof value->field);
    return (uint32_t)(hash ^ hash >> 32);
}

static bool is_same(const struct content_value *left, const struct content_value *right)
{
    return sigma_equal(left->text, right->text) && left->minimum == right->minimum &&
           left->maximum == right->maximum &&
           memcmp(left->address, right->address, sizeof left->address) == 0 &&
           left->prefix == right->prefix && left->mode == right->mode &&
           left->field == right->field;
}

/* The slot of a value that is there, or the free one where it belongs. */
static uint32_t *find(const struct sigma_value_set *set, const struct content_criterion *criterion,
                      const struct content_value *value)
{
    uint32_t slot = hash_value(value) & (set->room - 1);

    while (set->slots[slot] != 0 && !is_same(&criterion->values[set->slots[slot] - 1], value))
        slot = (slot + 1) & (set->room - 1);
    return &set->slots[slot];
}

static bool grow(struct sigma_work *work, struct sigma_value_set *set,
                 const struct content_criterion *criterion)
{
    const uint32_t room = set->room == 0 ? FIRST_ROOM : set->room * 2;
    uint32_t *slots = sigma_take(work, room, sizeof *slots);

    if (slots == NULL)
        return false;
    *set = (struct sigma_value_set){slots, room};
    for (uint32_t i = 0; i < criterion->value_count; i++)
        *find(set, criterion, &criterion->values[i]) = i + 1;
    return true;
}

bool sigma_value_set_add(struct sigma_work *work, struct sigma_value_set *set,
                         struct content_criterion *criterion, const struct content_value *value)
{
    if (criterion->value_count >= set->room / 2 && !grow(work, set, criterion))
        return false;
    uint32_t *slot = find(set, criterion, value);
    if (*slot != 0)
        return true;
    struct content_value *values = arena_grow(work->arena, criterion->values, sizeof *values,
                                              criterion->value_count, &criterion->value_capacity);
    if (values == NULL)
        return sigma_out_of_memory(work);
    values[criterion->value_count++] = *value;
    criterion->values = values;
    *slot = criterion->value_count;
    return true;
}
