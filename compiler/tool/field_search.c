/* Texts are proposed: simple ones, and ones put together from values of the criteria that shall
 * hold. The interpreter says which of them do. */
#include "field_search.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* How many values are tried: of the criterion at hand, and of pairs with another one. */
enum { MOST_VALUES = 64, MOST_OTHERS = 32, MOST_PAIRS = 4, MOST_RANGES = 16 };

static bool allows(enum search_demand demand, const struct channel_input *input)
{
    const bool absent = input->kind == CHANNEL_KIND_ABSENT;

    switch (demand) {
    case DEMAND_PRESENT:
        return !absent && input->size > 0;
    case DEMAND_ABSENT:
        return absent;
    case DEMAND_EMPTY:
        return !absent && input->size == 0;
    case DEMAND_NONE:
        break;
    }
    return true;
}

/* Keeps a proposal if all that it decides agree. */
static bool try_input(struct search *search, uint32_t field, struct channel_input input,
                      uint32_t pad)
{
    if (!allows(search->demands[field], &input))
        return false;
    const struct channel_input before = search->inputs[field];
    search->inputs[field] = input;
    const bool agrees = search_agrees(search, field);
    search->inputs[field] = before;
    return agrees && search_set(search, field, input, pad);
}

static bool try_text(struct search *search, uint32_t field, const void *bytes, size_t size,
                     uint32_t pad)
{
    const struct channel_input input = {bytes, (uint32_t)size, search->kinds[field]};

    return try_input(search, field, input, pad);
}

static bool try_plain(struct search *search, uint32_t field)
{
    static const char *const texts[] = {"", "~", "0", "~~~~~~~~", "a", "::", "255.255.255.255"};

    if (try_input(search, field, (struct channel_input){NULL, 0, CHANNEL_KIND_ABSENT}, 0))
        return true;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (try_text(search, field, texts[i], strlen(texts[i]), (uint32_t)strlen(texts[i])))
            return true;
    }
    return false;
}

static bool takes_values(const struct channel_criterion *criterion)
{
    return channel_kind_rules(criterion->kind)->form != CHANNEL_FORM_NONE &&
           criterion->kind != CHANNEL_CRITERION_REFERENCE;
}

/* Whether a value of this criterion is part of the field's text. */
static bool contributes(const struct search *search, const struct wanted *wanted, uint32_t field)
{
    return wanted->field == field && wanted->want == WANT_TRUE &&
           takes_values(&search->plan->criteria[wanted->criterion]);
}

static bool add_pieces(struct search *search, const struct wanted *wanted)
{
    const struct channel_criterion *criterion = &search->plan->criteria[wanted->criterion];
    const bool all = (criterion->flags & CHANNEL_FLAG_ALL) != 0;
    const uint32_t begin = all ? 0 : wanted->choice;
    const uint32_t end = all ? criterion->value_count : begin + 1;
    struct channel_value value;

    for (uint32_t i = begin; i < end; i++) {
        if (channel_value_at(search->trial->file, criterion, criterion->first_value + i, &value) !=
                CHANNEL_OK ||
            !witness_of(criterion, &value, &search->witness))
            return false;
    }
    return true;
}

static bool propose(struct search *search, uint32_t field, const char *const around[3])
{
    uint32_t pad;

    witness_begin(&search->witness, around[0], around[1], around[2]);
    for (uint32_t i = 0; i < search->wanted_count; i++) {
        if (contributes(search, &search->wanted[i], field) &&
            !add_pieces(search, &search->wanted[i]))
            return false;
    }
    return witness_join(&search->witness, &search->text, &pad) &&
           try_text(search, field, search->text.bytes, search->text.size, pad);
}

/* The pieces as they are, apart, and with something else before and behind them. */
static bool propose_variants(struct search *search, uint32_t field)
{
    static const char *const around[][3] = {
        {"", "", ""}, {" ", "", ""}, {"", "~", ""}, {"", "", "~"}, {" ", "~ ", " ~"}};

    for (size_t i = 0; i < sizeof around / sizeof around[0]; i++) {
        if (propose(search, field, around[i]))
            return true;
    }
    return false;
}

static uint32_t choices(const struct search *search, const struct wanted *wanted, uint32_t most)
{
    const struct channel_criterion *criterion = &search->plan->criteria[wanted->criterion];

    if (!contributes(search, wanted, wanted->field) || (criterion->flags & CHANNEL_FLAG_ALL) != 0)
        return 1;
    return criterion->value_count < most ? criterion->value_count : most;
}

static bool try_choices(struct search *search, struct wanted *wanted, uint32_t most)
{
    const uint32_t count = choices(search, wanted, most);

    for (uint32_t i = 0; i < count; i++) {
        wanted->choice = i;
        if (propose_variants(search, wanted->field))
            return true;
    }
    wanted->choice = 0;
    return false;
}

/* Another criterion of the field may have been met by a value that stands in the way. */
static bool try_pairs(struct search *search, struct wanted *wanted)
{
    for (uint32_t i = 0; i < search->wanted_count; i++) {
        struct wanted *other = &search->wanted[i];
        if (other == wanted || !contributes(search, other, wanted->field))
            continue;
        const uint32_t before = other->choice;
        const uint32_t count = choices(search, other, MOST_OTHERS);
        for (uint32_t j = 0; j < count; j++) {
            other->choice = j;
            if (j != before && try_choices(search, wanted, MOST_PAIRS))
                return true;
        }
        other->choice = before;
    }
    return false;
}

static bool try_number(struct search *search, uint32_t field, int64_t number)
{
    char text[32];
    const int size = snprintf(text, sizeof text, "%" PRId64, number);

    return try_text(search, field, text, (size_t)size, (uint32_t)size);
}

static bool try_bounds(struct search *search, uint32_t field, int64_t minimum, int64_t maximum)
{
    return try_number(search, field, minimum) || try_number(search, field, maximum) ||
           (minimum > INT64_MIN && try_number(search, field, minimum - 1)) ||
           (maximum < INT64_MAX && try_number(search, field, maximum + 1));
}

/* Where several ranges meet, a bound of one of them, or its neighbour, lies inside. */
static bool try_numbers(struct search *search, uint32_t field)
{
    for (uint32_t i = 0; i < search->wanted_count; i++) {
        const struct channel_criterion *criterion =
            &search->plan->criteria[search->wanted[i].criterion];
        if (criterion->kind != CHANNEL_CRITERION_RANGE || criterion->field != field)
            continue;
        for (uint32_t j = 0; j < criterion->value_count && j < MOST_RANGES; j++) {
            struct channel_value value;
            if (channel_value_at(search->trial->file, criterion, criterion->first_value + j,
                                 &value) == CHANNEL_OK &&
                try_bounds(search, field, value.minimum, value.maximum))
                return true;
        }
    }
    return false;
}

static bool search_text(struct search *search, struct wanted *wanted)
{
    if (wanted->want == WANT_FALSE && try_plain(search, wanted->field))
        return true;
    if (try_choices(search, wanted, MOST_VALUES) || try_numbers(search, wanted->field) ||
        try_pairs(search, wanted))
        return true;
    return wanted->want == WANT_TRUE && try_plain(search, wanted->field);
}

/* A text in both fields: one that one of them has, else anything. */
static bool equalize(struct search *search, uint32_t field, uint32_t other)
{
    const struct channel_input anything = {(const uint8_t *)"a", 1, 0};
    const struct channel_input texts[] = {search->inputs[other], search->inputs[field], anything};

    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct channel_input before = search->inputs[other];
        struct channel_input text = texts[i];
        if (text.size == 0)
            continue;
        text.kind = search->kinds[other];
        if (!allows(search->demands[other], &text))
            continue;
        search->inputs[other] = text;
        const bool good = try_text(search, field, text.bytes, text.size, text.size);
        const bool agrees = good && search_agrees(search, other);
        search->inputs[other] = before;
        if (agrees)
            return search_set(search, other, text, text.size);
    }
    return false;
}

static bool search_reference(struct search *search, const struct wanted *wanted)
{
    const struct channel_criterion *criterion = &search->plan->criteria[wanted->criterion];
    struct channel_value value;

    for (uint32_t i = 0; i < criterion->value_count && i < MOST_VALUES; i++) {
        if (channel_value_at(search->trial->file, criterion, criterion->first_value + i, &value) ==
                CHANNEL_OK &&
            value.field < search->event.input_count && equalize(search, wanted->field, value.field))
            return true;
    }
    return false;
}

/* A keyword goes into a field that nothing else is wanted of, or into any that bears it. */
static bool search_keyword(struct search *search, struct wanted *wanted)
{
    for (uint32_t turn = 0; turn < 2; turn++) {
        for (uint32_t i = 0; i < search->event.input_count; i++) {
            const bool is_free = search->inputs[i].kind == CHANNEL_KIND_ABSENT;
            if (is_free != (turn == 0))
                continue;
            wanted->field = i;
            if (search_text(search, wanted))
                return true;
        }
    }
    wanted->field = CHANNEL_FIELD_ALL;
    return false;
}

bool field_search(struct search *search, struct wanted *wanted)
{
    const struct channel_criterion *criterion = &search->plan->criteria[wanted->criterion];

    if (criterion->kind == CHANNEL_CRITERION_ANY)
        return false;
    if (wanted->field == CHANNEL_FIELD_ALL)
        return wanted->want == WANT_TRUE && search_keyword(search, wanted);
    if (wanted->field >= search->event.input_count)
        return false;
    if (criterion->kind == CHANNEL_CRITERION_REFERENCE && wanted->want == WANT_TRUE)
        return search_reference(search, wanted);
    return search_text(search, wanted);
}
