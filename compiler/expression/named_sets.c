/* Named sets: as PCRE2 has them without Unicode properties. */
#include "named_sets.h"

#include <string.h>

static const struct named_set sets[] = {
    {"d", 1, {{'0', '9'}}},
    {"w", 4, {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
    {"s", 2, {{'\t', '\r'}, {' ', ' '}}},
    {"h",
     9,
     {{'\t', '\t'},
      {' ', ' '},
      {0xa0, 0xa0},
      {0x1680, 0x1680},
      {0x180e, 0x180e},
      {0x2000, 0x200a},
      {0x202f, 0x202f},
      {0x205f, 0x205f},
      {0x3000, 0x3000}}},
    {"v", 3, {{'\n', '\r'}, {0x85, 0x85}, {0x2028, 0x2029}}},
    {"n", 1, {{'\n', '\n'}}},
    {"alnum", 3, {{'0', '9'}, {'A', 'Z'}, {'a', 'z'}}},
    {"alpha", 2, {{'A', 'Z'}, {'a', 'z'}}},
    {"ascii", 1, {{0, 0x7f}}},
    {"blank", 2, {{'\t', '\t'}, {' ', ' '}}},
    {"cntrl", 2, {{0, 0x1f}, {0x7f, 0x7f}}},
    {"digit", 1, {{'0', '9'}}},
    {"graph", 1, {{'!', '~'}}},
    {"lower", 1, {{'a', 'z'}}},
    {"print", 1, {{' ', '~'}}},
    {"punct", 4, {{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}}},
    {"space", 2, {{'\t', '\r'}, {' ', ' '}}},
    {"upper", 1, {{'A', 'Z'}}},
    {"word", 4, {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}},
    {"xdigit", 3, {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}},
};

const struct named_set *named_set_find(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (strlen(sets[i].name) == size && memcmp(sets[i].name, name, size) == 0)
            return &sets[i];
    }
    return NULL;
}

bool named_set_add(struct arena *arena, struct point_set *set, const struct named_set *named,
                   bool negated, bool caseless)
{
    struct point_set own = {0};

    for (uint32_t i = 0; i < named->count; i++) {
        if (!point_set_add(arena, &own, named->ranges[i].low, named->ranges[i].high))
            return false;
    }
    if (caseless && !point_set_add_cases(arena, &own))
        return false;
    if (negated && !point_set_complement(arena, &own))
        return false;
    return point_set_add_all(arena, set, &own);
}
