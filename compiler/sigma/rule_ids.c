/* Open addressing with linear probing, at most half full. Names of files lie in an arena. */
#include "rule_ids.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

struct sigma_rule_ids {
    struct arena *names;
    struct sigma_rule_id *slots; /* free ones have an `id.bytes` of NULL */
    size_t room;                 /* a power of two; 0 before the first */
    size_t count;
};

struct sigma_rule_ids *sigma_rule_ids_new(void)
{
    struct sigma_rule_ids *ids = calloc(1, sizeof *ids);

    if (ids == NULL)
        return NULL;
    ids->names = arena_new();
    if (ids->names != NULL)
        return ids;
    free(ids);
    return NULL;
}

void sigma_rule_ids_free(struct sigma_rule_ids *ids)
{
    if (ids == NULL)
        return;
    arena_free(ids->names);
    free(ids->slots);
    free(ids);
}

static size_t hash_text(struct content_text text)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

    for (uint32_t i = 0; i < text.size; i++)
        hash = (hash ^ (unsigned char)text.bytes[i]) * 0x100000001b3u;
    return (size_t)(hash ^ hash >> 32);
}

/* The slot of an identifier that is there, or the free one where it belongs. */
static size_t find_slot(const struct sigma_rule_id *slots, size_t room, struct content_text id)
{
    size_t slot = hash_text(id) & (room - 1);

    while (slots[slot].id.bytes != NULL &&
           (slots[slot].id.size != id.size || memcmp(slots[slot].id.bytes, id.bytes, id.size) != 0))
        slot = (slot + 1) & (room - 1);
    return slot;
}

const struct sigma_rule_id *sigma_rule_ids_find(const struct sigma_rule_ids *ids,
                                                struct content_text id)
{
    if (ids->room == 0)
        return NULL;
    const struct sigma_rule_id *entry = &ids->slots[find_slot(ids->slots, ids->room, id)];
    return entry->id.bytes == NULL ? NULL : entry;
}

static bool grow(struct sigma_rule_ids *ids)
{
    const size_t room = ids->room == 0 ? FIRST_ROOM : ids->room * 2;
    struct sigma_rule_id *slots = calloc(room, sizeof *slots);

    if (slots == NULL)
        return false;
    for (size_t i = 0; i < ids->room; i++) {
        if (ids->slots[i].id.bytes != NULL)
            slots[find_slot(slots, room, ids->slots[i].id)] = ids->slots[i];
    }
    free(ids->slots);
    ids->slots = slots;
    ids->room = room;
    return true;
}

bool sigma_rule_ids_add(struct sigma_rule_ids *ids, struct content_text id, const char *file,
                        uint32_t line)
{
    const size_t size = strlen(file) + 1;

    if (ids->count >= ids->room / 2 && !grow(ids))
        return false;
    char *name = arena_take(ids->names, size);
    if (name == NULL)
        return false;
    memcpy(name, file, size);
    ids->slots[find_slot(ids->slots, ids->room, id)] = (struct sigma_rule_id){id, name, line};
    ids->count++;
    return true;
}
