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

/* Compares all members; those that do not count for a kind are zero. */
static int compare_values(const struct content_value *left, const struct content_value *right)
{
    const int orders[] = {
        compare_texts(left->text, right->text),
        compare_integers(left->minimum, right->minimum),
        compare_integers(left->maximum, right->maximum),
        memcmp(left->address, right->address, sizeof left->address),
        compare_integers(left->prefix, right->prefix),
        compare_integers(left->mode, right->mode),
        compare_integers(left->field, right->field),
    };

    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0)
            return orders[i];
    }
    return 0;
}

/* Equal values stand in the order of the criterion. */
static int compare_places(const void *left, const void *right)
{
    const struct content_value *const *a = left;
    const struct content_value *const *b = right;
    const int order = compare_values(*a, *b);

    return order != 0 ? order : (*a > *b) - (*a < *b);
}

bool sigma_keep_distinct(struct sigma_work *work, struct content_criterion *criterion)
{
    const uint32_t count = criterion->value_count;
    const struct content_value **places = sigma_take(work, count, sizeof *places);
    bool *repeated = sigma_take(work, count, sizeof *repeated);
    uint32_t kept = 0;

    if (places == NULL || repeated == NULL)
        return false;
    for (uint32_t i = 0; i < count; i++)
        places[i] = &criterion->values[i];
    if (count > 1)
        qsort(places, count, sizeof *places, compare_places);
    for (uint32_t i = 1; i < count; i++)
        repeated[places[i] - criterion->values] = compare_values(places[i - 1], places[i]) == 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!repeated[i])
            criterion->values[kept++] = criterion->values[i];
    }
    criterion->value_count = kept;
    return true;
}
