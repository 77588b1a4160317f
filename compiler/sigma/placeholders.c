/* A document to a sorted table of placeholders. Relies on document.h. */
#include "placeholders.h"

#include <stdlib.h>
#include <string.h>

#include "document.h"

struct sigma_placeholders {
    struct arena *arena;
    struct sigma_placeholder *list; /* by name */
    uint32_t count;
};

bool sigma_is_name_byte(uint32_t byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_';
}

static int compare_texts(struct content_text left, struct content_text right)
{
    if (left.size != right.size)
        return left.size < right.size ? -1 : 1;
    return left.size == 0 ? 0 : memcmp(left.bytes, right.bytes, left.size);
}

static int compare_names(const void *left, const void *right)
{
    const struct sigma_placeholder *a = left;
    const struct sigma_placeholder *b = right;

    return compare_texts(a->name, b->name);
}

const struct sigma_placeholder *
sigma_placeholders_find(const struct sigma_placeholders *placeholders, struct content_text name)
{
    const struct sigma_placeholder wanted = {.name = name};

    if (placeholders->count == 0)
        return NULL;
    return bsearch(&wanted, placeholders->list, placeholders->count, sizeof wanted, compare_names);
}

static bool read_name(struct sigma_work *work, const struct sigma_node *key)
{
    bool sound = key->text.size > 0;

    for (uint32_t i = 0; i < key->text.size; i++)
        sound = sound && sigma_is_name_byte((unsigned char)key->text.bytes[i]);
    return sound || sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, key->line,
                                 "%s is no name of a placeholder: letters, digits and _ are",
                                 sigma_excerpt(key->text).text);
}

static bool read_value(struct sigma_work *work, const struct sigma_node *key,
                       const struct sigma_node *node, struct content_text *out)
{
    struct sigma_scalar value;

    if (node->kind != SIGMA_SCALAR)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, node->line,
                            "a value of placeholder %s is a list or a map",
                            sigma_excerpt(key->text).text);
    if (!sigma_scalar_read(work, node, &value))
        return false;
    if (value.type == SIGMA_NULL)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, node->line,
                            "a value of placeholder %s is null", sigma_excerpt(key->text).text);
    *out = value.text;
    return true;
}

static bool read_placeholder(struct sigma_work *work, const struct sigma_node *key,
                             const struct sigma_node *values, struct sigma_placeholder *out)
{
    const bool list = values->kind == SIGMA_SEQUENCE;
    const uint32_t count = list ? values->count : 1;

    if (!read_name(work, key))
        return false;
    if (count == 0)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, key->line,
                            "placeholder %s has no values", sigma_excerpt(key->text).text);
    *out =
        (struct sigma_placeholder){key->text, sigma_take(work, count, sizeof *out->values), count};
    for (uint32_t i = 0; i < count; i++) {
        if (out->values == NULL ||
            !read_value(work, key, list ? values->items[i] : values, &out->values[i]))
            return false;
    }
    return true;
}

static bool read_all(struct sigma_work *work, const char *text, size_t size,
                     struct sigma_placeholders *placeholders)
{
    const struct sigma_node *root = sigma_document_read(work, text, size, 1);

    if (root == NULL)
        return false;
    if (root->kind != SIGMA_MAPPING)
        return sigma_refuse(work, SIGMA_REASON_PLACEHOLDER, root->line == 0 ? 1 : root->line,
                            "the file is not a map from names to values");
    placeholders->list = sigma_take(work, root->count, sizeof *placeholders->list);
    for (uint32_t i = 0; i < root->count; i++) {
        if (placeholders->list == NULL ||
            !read_placeholder(work, root->keys[i], root->items[i], &placeholders->list[i]))
            return false;
    }
    placeholders->count = root->count;
    if (root->count > 1)
        qsort(placeholders->list, root->count, sizeof *placeholders->list, compare_names);
    return placeholders->list != NULL;
}

struct sigma_placeholders *sigma_placeholders_new(const char *text, size_t size,
                                                  struct sigma_diagnostic *diagnostic)
{
    struct sigma_placeholders *placeholders;
    struct sigma_work work;

    if (!sigma_work_begin(&work, diagnostic))
        return NULL;
    placeholders = sigma_take(&work, 1, sizeof *placeholders); /* in its own arena */
    if (placeholders != NULL && read_all(&work, text, size, placeholders)) {
        placeholders->arena = work.arena;
        return placeholders;
    }
    sigma_work_end(&work);
    return NULL;
}

void sigma_placeholders_free(struct sigma_placeholders *placeholders)
{
    if (placeholders != NULL)
        arena_free(placeholders->arena);
}
