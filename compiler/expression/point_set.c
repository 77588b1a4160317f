/* Sets of code points. Relies on nothing but the arena. */
#include "point_set.h"

#include <string.h>

#include "channel/kinds.h"

/* The first range that ends at `low`, just before it, or later. */
static uint32_t first_near(const struct point_set *set, uint32_t low)
{
    uint32_t begin = 0, end = set->count;

    while (begin < end) {
        const uint32_t middle = begin + (end - begin) / 2;
        if (set->ranges[middle].high + 1 < low)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

/* Puts a range in the place of `merged` ranges that begin at `place`. */
static bool replace(struct arena *arena, struct point_set *set, uint32_t place, uint32_t merged,
                    struct point_range range)
{
    if (merged == 0) {
        struct point_range *ranges =
            arena_grow(arena, set->ranges, sizeof *ranges, set->count, &set->capacity);
        if (ranges == NULL)
            return false;
        set->ranges = ranges;
    }
    const uint32_t behind = place + merged;
    memmove(&set->ranges[place + 1], &set->ranges[behind],
            (set->count - behind) * sizeof *set->ranges);
    set->ranges[place] = range;
    set->count = set->count - merged + 1;
    return true;
}

bool point_set_add(struct arena *arena, struct point_set *set, uint32_t low, uint32_t high)
{
    const uint32_t place = first_near(set, low);
    struct point_range range = {low, high};
    uint32_t behind = place;

    while (behind < set->count && set->ranges[behind].low <= high + 1)
        behind++;
    if (behind > place) {
        if (set->ranges[place].low < low)
            range.low = set->ranges[place].low;
        if (set->ranges[behind - 1].high > high)
            range.high = set->ranges[behind - 1].high;
    }
    return replace(arena, set, place, behind - place, range);
}

bool point_set_add_all(struct arena *arena, struct point_set *set, const struct point_set *other)
{
    for (uint32_t i = 0; i < other->count; i++) {
        if (!point_set_add(arena, set, other->ranges[i].low, other->ranges[i].high))
            return false;
    }
    return true;
}

static bool holds(const struct point_set *set, uint32_t point)
{
    const uint32_t place = first_near(set, point);
    for (uint32_t i = place; i < set->count && set->ranges[i].low <= point; i++) {
        if (point <= set->ranges[i].high)
            return true;
    }
    return false;
}

bool point_set_add_cases(struct arena *arena, struct point_set *set)
{
    for (uint32_t lower = 'a'; lower <= 'z'; lower++) {
        const uint32_t upper = lower - 'a' + 'A';
        if (holds(set, lower) == holds(set, upper))
            continue;
        if (!point_set_add(arena, set, lower, lower) || !point_set_add(arena, set, upper, upper))
            return false;
    }
    return true;
}

bool point_set_complement(struct arena *arena, struct point_set *set)
{
    struct point_set complement = {0};
    uint32_t next = 0; /* the first code point that may be outside of the set */

    for (uint32_t i = 0; i < set->count; i++) {
        const struct point_range range = set->ranges[i];
        if (range.low > next && !point_set_add(arena, &complement, next, range.low - 1))
            return false;
        next = range.high + 1;
    }
    if (next <= CHANNEL_LAST_CODE_POINT &&
        !point_set_add(arena, &complement, next, CHANNEL_LAST_CODE_POINT))
        return false;
    *set = complement;
    return true;
}
