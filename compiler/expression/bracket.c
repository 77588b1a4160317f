/* Classes: code points, ranges, escapes and POSIX classes, as PCRE2 reads them. */
#include "bracket.h"

#include <string.h>

#include "escape.h"

struct bracket {
    struct source *source;
    struct point_set *set;
    bool caseless;
};

/* One end of a range, or what stands alone. */
struct element {
    bool is_point;
    uint32_t point;
};

static bool add(struct bracket *bracket, uint32_t low, uint32_t high)
{
    struct arena *arena = bracket->source->arena;
    struct point_set own = {0};

    if (!point_set_add(arena, &own, low, high) ||
        (bracket->caseless && !point_set_add_cases(arena, &own)) ||
        !point_set_add_all(arena, bracket->set, &own))
        return source_lacks_memory(bracket->source);
    return true;
}

static bool add_named(struct bracket *bracket, const struct named_set *named, bool negated)
{
    if (!named_set_add(bracket->source->arena, bracket->set, named, negated, bracket->caseless))
        return source_lacks_memory(bracket->source);
    return true;
}

/* The size of "[:…:]", "[.….]" or "[=…=]" at the position, by PCRE2's rule for what is one; 0 if it
 * is none. */
static uint32_t posix_size(const struct source *source)
{
    const char mark = source_peek(source, 1);

    if (mark != ':' && mark != '.' && mark != '=')
        return 0;
    for (uint32_t ahead = 2; source_peek(source, ahead + 1) != '\0'; ahead++) {
        const char byte = source_peek(source, ahead), next = source_peek(source, ahead + 1);
        if (byte == '\\' && (next == ']' || next == '\\'))
            ahead++;
        else if (byte == ']' || (byte == '[' && next == mark))
            return 0;
        else if (byte == mark && next == ']')
            return ahead + 2;
    }
    return 0;
}

static bool take_posix(struct bracket *bracket, uint32_t size)
{
    struct source *source = bracket->source;
    const uint32_t begin = source->position;

    if (source_peek(source, 1) != ':')
        return source_refuse(source, begin, "collating elements are not supported");
    const bool negated = source_peek(source, 2) == '^';
    const uint32_t skipped = negated ? 3 : 2;
    const uint32_t name_size = size - 2 > skipped ? size - 2 - skipped : 0;
    const char *name = source->text.bytes + begin + skipped;
    const struct named_set *named = name_size > 1 ? named_set_find(name, name_size) : NULL;
    if (named == NULL)
        return source_refuse(source, begin, "there is no POSIX class of this name");
    source->position += size;
    return add_named(bracket, named, negated);
}

static bool take_escaped(struct bracket *bracket, struct element *out)
{
    struct escape escape;

    if (!escape_take(bracket->source, true, &escape))
        return false;
    *out = (struct element){escape.kind == ESCAPE_POINT, escape.value};
    return out->is_point || add_named(bracket, escape.set, escape.negated);
}

/* A set is added at once, a code point is not: it may begin a range. */
static bool take_element(struct bracket *bracket, struct element *out)
{
    struct source *source = bracket->source;
    const char byte = source_peek(source, 0);
    const uint32_t size = byte == '[' ? posix_size(source) : 0;

    *out = (struct element){false, 0};
    if (size > 0)
        return take_posix(bracket, size);
    if (byte == '\\')
        return take_escaped(bracket, out);
    *out = (struct element){true, source_take(source)};
    return true;
}

static bool refuse_unclosed(struct source *source, uint32_t begin)
{
    return source_refuse(source, begin, "the class has no closing bracket");
}

/* The rest of a range behind its first element; the position is at the hyphen. */
static bool take_range(struct bracket *bracket, uint32_t begin, struct element first)
{
    struct source *source = bracket->source;
    const uint32_t hyphen = source->position;
    struct element last;

    if (!first.is_point)
        return source_refuse(source, hyphen, "a range cannot begin with a set");
    source->position++;
    if (source_ended(source))
        return refuse_unclosed(source, begin);
    if (!take_element(bracket, &last))
        return false;
    if (!last.is_point)
        return source_refuse(source, hyphen, "a range cannot end with a set");
    if (last.point < first.point)
        return source_refuse(source, hyphen, "the range ends before it begins");
    return add(bracket, first.point, last.point);
}

static bool take_member(struct bracket *bracket, uint32_t begin)
{
    struct source *source = bracket->source;
    struct element element;

    if (!take_element(bracket, &element))
        return false;
    if (source_peek(source, 0) == '-' && source_peek(source, 1) != ']')
        return take_range(bracket, begin, element);
    return !element.is_point || add(bracket, element.point, element.point);
}

bool bracket_take(struct source *source, bool caseless, struct point_set *set)
{
    struct bracket bracket = {source, set, caseless};
    const uint32_t begin = source->position;

    if (posix_size(source) > 0)
        return source_refuse(source, begin, "a POSIX class stands in a class: [[:alpha:]]");
    source->position++;
    const bool negated = source_skip(source, "^");
    do { /* a bracket that closes is a member in the first place */
        if (source_ended(source))
            return refuse_unclosed(source, begin);
        if (!take_member(&bracket, begin))
            return false;
    } while (!source_skip(source, "]"));
    if (negated && !point_set_complement(source->arena, set))
        return source_lacks_memory(source);
    return true;
}
