/* Text against text, byte by byte and place by place. Relies on nothing but its arguments. */
#include "naive_parts.h"

#include <stdlib.h>
#include <string.h>

#include "support/exact.h"

static unsigned small(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
}

static bool same(uint8_t left, uint8_t right, bool cased)
{
    return cased ? left == right : small(left) == small(right);
}

static bool stands_at(struct naive_text input, size_t place, struct naive_text pattern, bool cased)
{
    for (size_t i = 0; i < pattern.size; i++)
        if (place + i >= input.size || !same(input.bytes[place + i], pattern.bytes[i], cased))
            return false;
    return true;
}

bool naive_equals(struct naive_text input, struct naive_text pattern, bool cased)
{
    return input.size == pattern.size && stands_at(input, 0, pattern, cased);
}

bool naive_begins(struct naive_text input, struct naive_text pattern, bool cased)
{
    return stands_at(input, 0, pattern, cased);
}

bool naive_ends(struct naive_text input, struct naive_text pattern, bool cased)
{
    return input.size >= pattern.size &&
           stands_at(input, input.size - pattern.size, pattern, cased);
}

bool naive_has(struct naive_text input, struct naive_text pattern, bool cased)
{
    for (size_t place = 0; place <= input.size; place++)
        if (stands_at(input, place, pattern, cased))
            return true;
    return false;
}

static bool continues(uint8_t byte)
{
    return byte >= 0x80 && byte < 0xc0;
}

/* How many bytes a question mark takes at a place; 0 where it fits nothing. */
static size_t question_size(struct naive_text input, size_t place)
{
    size_t size = 1;

    if (place >= input.size || continues(input.bytes[place]))
        return 0;
    while (size < 4 && place + size < input.size && continues(input.bytes[place + size]))
        size++;
    return size;
}

/* A row of the table: row[p] tells whether what was read of the glob matches input[0..p-1]. Makes
 * the next row, for one element more. */
static void add_element(struct naive_text input, uint8_t element, bool is_wildcard, bool cased,
                        const bool *row, bool *next)
{
    bool reached = false;

    memset(next, 0, (input.size + 1) * sizeof *next);
    for (size_t place = 0; place <= input.size; place++) {
        reached = reached || row[place];
        if (is_wildcard && element == '*')
            next[place] = reached;
        else if (!row[place])
            continue;
        else if (is_wildcard && question_size(input, place) > 0)
            next[place + question_size(input, place)] = true;
        else if (!is_wildcard && place < input.size && same(input.bytes[place], element, cased))
            next[place + 1] = true;
    }
}

bool naive_glob(struct naive_text input, struct naive_text glob, bool cased)
{
    const size_t places = input.size + 1;
    bool *row = exact_allocate(places * sizeof *row);
    bool *next = exact_allocate(places * sizeof *next);
    bool sound = true;

    memset(row, 0, places * sizeof *row);
    row[0] = true;
    for (size_t i = 0; i < glob.size; i++) {
        const bool escaped = glob.bytes[i] == '\\';
        i += escaped;
        sound = i < glob.size;
        if (!sound)
            break;
        const bool is_wildcard = !escaped && (glob.bytes[i] == '*' || glob.bytes[i] == '?');
        add_element(input, glob.bytes[i], is_wildcard, cased, row, next);
        bool *spent = row;
        row = next;
        next = spent;
    }
    const bool matches = sound && row[input.size];
    free(row);
    free(next);
    return matches;
}

/* Elements are named by letters: s a star, q a question mark, c any other byte, ! a wrong escape.
 */
static char element_at(struct naive_text glob, size_t *place)
{
    const uint8_t byte = glob.bytes[(*place)++];

    if (byte == '*')
        return 's';
    if (byte == '?')
        return 'q';
    if (byte != '\\')
        return 'c';
    if (*place == glob.size)
        return '!';
    const uint8_t escaped = glob.bytes[(*place)++];
    return escaped == '*' || escaped == '?' || escaped == '\\' ? 'c' : '!';
}

bool naive_glob_is_canonical(struct naive_text glob)
{
    bool has_question = false, has_inner_star = false;
    char before = '\0';

    for (size_t place = 0; place < glob.size;) {
        const bool is_first = place == 0;
        const char element = element_at(glob, &place);
        if (element == '!' || (before == 's' && element != 'c'))
            return false;
        has_question = has_question || element == 'q';
        has_inner_star = has_inner_star || (element == 's' && !is_first && place < glob.size);
        before = element;
    }
    return has_question || has_inner_star;
}
