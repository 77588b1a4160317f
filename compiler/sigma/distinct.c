/* By sorting, not by hashing: no choice of values makes it slow. */
#include "distinct.h"

#include <stdlib.h>
#include <string.h>

static int compare_integers(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static int compare_texts(struct content_text left, struct content_text right)
{
    if (left.size != right.size)
        return left.size < right.size ? -1 : 1;
    return left.size == 0 ? 0 : memcmp(left.bytes, right.bytes, left.size);
}

/* Compares what a channel file holds of a literal. Members that do not count for a kind are zero;
 * a program follows from its source and flags. */
static int compare_literals(const struct sigma_literal *left, const struct sigma_literal *right)
{
    const struct content_value *a = &left->value;
    const struct content_value *b = &right->value;
    const int orders[] = {
        compare_integers(left->kind, right->kind),
        compare_texts(a->text, b->text),
        compare_integers(a->minimum, b->minimum),
        compare_integers(a->maximum, b->maximum),
        memcmp(a->address, b->address, sizeof a->address),
        compare_integers(a->prefix, b->prefix),
        compare_integers(a->mode, b->mode),
        compare_integers(a->field, b->field),
        compare_integers(a->flags, b->flags),
    };

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0)
            return orders[i];
    }
    return 0;
}

/* Equal literals stand in the order of the rule. */
static int compare_places(const void *left, const void *right)
{
    const struct sigma_literal *const *a = left;
    const struct sigma_literal *const *b = right;
    const int order = compare_literals(*a, *b);

    return order != 0 ? order : (*a > *b) - (*a < *b);
}

bool sigma_mark_repeated(struct sigma_work *work, struct sigma_literals *literals)
{
    const uint32_t count = literals->count;
    struct sigma_literal **places = sigma_take(work, count, sizeof *places);
    const struct sigma_literal *first = NULL; /* of the equal ones at hand */

    if (places == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        places[i] = &literals->list[i];
    if (count > 1)
        qsort(places, count, sizeof *places, compare_places);
    for (uint32_t i = 0; i < count; i++) {
        if (first != NULL && compare_literals(first, places[i]) == 0)
            places[i]->repeats = first->source;
        else
            first = places[i];
    }
    return true;
}
