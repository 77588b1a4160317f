/* The modifier expand. A value is cut into parts, each of them a list of strings that may stand in
 * its place: one for what is between placeholders, all its values for a placeholder. */
#include <string.h>

#include "placeholders.h"
#include "transform.h"

struct expansion {
    struct sigma_work *work;
    struct sigma_string string;
    uint32_t line;
    struct sigma_strings *parts;
    uint32_t count, capacity;
    uint32_t placeholders;
};

static bool add_part(struct expansion *expansion, struct sigma_strings part)
{
    struct sigma_strings *parts = arena_grow(expansion->work->arena, expansion->parts,
                                             sizeof *parts, expansion->count, &expansion->capacity);

    if (parts == NULL)
        return sigma_out_of_memory(expansion->work);
    parts[expansion->count++] = part;
    expansion->parts = parts;
    return true;
}

/* The elements from `begin` to `end` as they are, but that \% becomes %. */
static bool add_text(struct expansion *expansion, uint32_t begin, uint32_t end)
{
    const uint16_t *from = expansion->string.elements;
    struct sigma_strings part = {NULL, 1, expansion->line};

    if (begin == end)
        return true;
    part.list = sigma_take(expansion->work, 1, sizeof *part.list);
    if (part.list == NULL ||
        !sigma_string_new(expansion->work, end - begin, expansion->line, part.list))
        return false;
    struct sigma_string *text = part.list;
    text->count = 0;
    for (uint32_t i = begin; i < end; i++) {
        if (from[i] == '\\' && i + 1 < end && from[i + 1] == '%')
            continue;
        text->elements[text->count++] = from[i];
    }
    return add_part(expansion, part);
}

/* Whether a placeholder begins at `at`; *end is the place of its second percent sign. */
static bool is_placeholder(struct sigma_string string, uint32_t at, uint32_t *end)
{
    const bool escaped = at > 0 && string.elements[at - 1] == '\\';

    *end = at + 1;
    if (string.elements[at] != '%' || escaped)
        return false;
    while (*end < string.count && sigma_is_name_byte(string.elements[*end]))
        *end += 1;
    return *end > at + 1 && *end < string.count && string.elements[*end] == '%';
}

static bool add_values(struct expansion *expansion, const struct sigma_placeholder *placeholder)
{
    struct sigma_work *work = expansion->work;
    struct sigma_strings part = {
        sigma_take(work, placeholder->count, sizeof *part.list),
        placeholder->count,
        expansion->line,
    };

    for (uint32_t i = 0; i < part.count; i++) {
        if (part.list == NULL ||
            !sigma_string_parse(work, placeholder->values[i], expansion->line, &part.list[i]))
            return false;
    }
    expansion->placeholders++;
    return add_part(expansion, part);
}

/* The placeholder whose name stands between `begin` and `end`. */
static bool add_placeholder(struct expansion *expansion, uint32_t begin, uint32_t end)
{
    struct sigma_work *work = expansion->work;
    char *name = sigma_take(work, end - begin, 1);

    if (name == NULL)
        return false;
    for (uint32_t i = begin; i < end; i++)
        name[i - begin] = (char)expansion->string.elements[i];
    const struct content_text text = {name, end - begin};
    const struct sigma_placeholder *placeholder =
        work->placeholders == NULL ? NULL : sigma_placeholders_find(work->placeholders, text);
    if (placeholder == NULL)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, expansion->line,
                            "placeholder %s has no values in the file of placeholders",
                            sigma_excerpt(text).text);
    return add_values(expansion, placeholder);
}

static bool cut(struct expansion *expansion)
{
    uint32_t begin = 0;
    uint32_t end;

    for (uint32_t at = 0; at < expansion->string.count; at++) {
        if (!is_placeholder(expansion->string, at, &end))
            continue;
        if (!add_text(expansion, begin, at) || !add_placeholder(expansion, at + 1, end))
            return false;
        begin = end + 1;
        at = end;
    }
    return add_text(expansion, begin, expansion->string.count);
}

/* Which of its strings a part shows in a combination: the first part counts slowest. */
static const struct sigma_string *choose(const struct sigma_strings *part, uint64_t number,
                                         uint64_t *below)
{
    *below /= part->count;
    return &part->list[number / *below % part->count];
}

static bool combine(const struct expansion *expansion, uint64_t number, uint64_t combinations,
                    struct sigma_string *out)
{
    uint64_t size = 0;
    uint64_t below = combinations;

    for (uint32_t i = 0; i < expansion->count; i++)
        size += choose(&expansion->parts[i], number, &below)->count;
    if (size > SIGMA_MAX_ELEMENTS)
        return sigma_refuse(expansion->work, SIGMA_REASON_LIMIT, expansion->line,
                            "a value becomes longer than %d bytes", SIGMA_MAX_ELEMENTS);
    if (!sigma_spend(expansion->work, &expansion->work->elements_left, expansion->count,
                     expansion->line, "parts of values") ||
        !sigma_string_new(expansion->work, (uint32_t)size, expansion->line, out))
        return false;
    below = combinations;
    out->count = 0;
    for (uint32_t i = 0; i < expansion->count; i++) {
        const struct sigma_string *part = choose(&expansion->parts[i], number, &below);
        if (part->count > 0)
            memcpy(out->elements + out->count, part->elements,
                   part->count * sizeof *part->elements);
        out->count += part->count;
    }
    return true;
}

bool sigma_expand(struct sigma_work *work, struct sigma_string string, uint32_t line,
                  struct sigma_strings *out)
{
    struct expansion expansion = {.work = work, .string = string, .line = line};
    uint64_t combinations = 1;

    if (!cut(&expansion))
        return false;
    if (expansion.placeholders == 0)
        sigma_warn(work, line, "modifier expand: the value has no placeholder (%%name%%)");
    for (uint32_t i = 0; i < expansion.count && combinations <= SIGMA_MAX_VALUES; i++)
        combinations *= expansion.parts[i].count;
    if (!sigma_spend(work, &work->values_left, combinations, line, "values"))
        return false;
    *out = (struct sigma_strings){sigma_take(work, combinations, sizeof *out->list),
                                  (uint32_t)combinations, line};
    for (uint32_t i = 0; out->list != NULL && i < out->count; i++) {
        if (!combine(&expansion, i, combinations, &out->list[i]))
            return false;
    }
    return out->list != NULL;
}
