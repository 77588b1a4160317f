/* Criteria: what each kind says of one event, absent and empty inputs, keywords, references. */
#include <string.h>

#include "evaluation.h"
#include "model.h"
#include "test.h"

enum { INPUTS = 3, ENOUGH = 1000000, ALL = CHANNEL_FLAG_ALL, CASED = CHANNEL_FLAG_CASED };

#define KEYWORD CHANNEL_FIELD_ALL
#define KIND(name) CHANNEL_CRITERION_##name

struct row {
    const char *holds;
    uint16_t field;
    uint8_t kind, flags;
    const char *values[2]; /* patterns; "minimum maximum"; "hex/prefix"; "field mode" */
    const char *inputs[INPUTS];
    bool matches;
};

static const struct row rows[] = {
    {"a wildcard matches an input", 0, KIND(ANY), 0, {0}, {"x"}, true},
    {"a wildcard matches no input", 0, KIND(ANY), 0, {0}, {NULL}, true},
    {"exists is true of an input", 1, KIND(EXISTS), 0, {0}, {NULL, "x"}, true},
    {"exists is true of an empty input", 1, KIND(EXISTS), 0, {0}, {NULL, ""}, true},
    {"exists is false of an absent one", 1, KIND(EXISTS), 0, {0}, {"x", NULL}, false},
    {"absent is true of an absent input", 1, KIND(ABSENT), 0, {0}, {"x", NULL}, true},
    {"absent is false of an empty one", 1, KIND(ABSENT), 0, {0}, {"x", ""}, false},
    {"the empty value is the empty input", 0, KIND(EXACT), 0, {""}, {""}, true},
    {"the empty value is no absent input", 0, KIND(EXACT), 0, {""}, {NULL}, false},
    {"the empty value is no other input", 0, KIND(EXACT), 0, {""}, {"x"}, false},
    {"any of the values is enough", 0, KIND(EXACT), 0, {"a", "b"}, {"B"}, true},
    {"none of the values is not", 0, KIND(EXACT), 0, {"a", "b"}, {"c"}, false},
    {"all values occur", 0, KIND(CONTAINS), ALL, {"ab", "ba"}, {"ABA"}, true},
    {"one of all values does not occur", 0, KIND(CONTAINS), ALL, {"ab", "ac"}, {"aba"}, false},
    {"the last of all values does not occur", 0, KIND(CONTAINS), ALL, {"aba", "xyz"}, {"aba"}, 0},
    {"cased compares bytes", 0, KIND(PREFIX), CASED, {"aB"}, {"aBc"}, true},
    {"cased does not fold", 0, KIND(PREFIX), CASED, {"aB"}, {"abc"}, false},
    {"a prefix longer than the input", 0, KIND(PREFIX), 0, {"abc"}, {"ab"}, false},
    {"a suffix of the whole input", 0, KIND(SUFFIX), 0, {"abc"}, {"abc"}, true},
    {"a suffix beside the end", 0, KIND(SUFFIX), 0, {"ab"}, {"abc"}, false},
    {"contains of three bytes at the end", 0, KIND(CONTAINS), 0, {"xyz"}, {"abxyz"}, true},
    {"contains of one byte", 0, KIND(CONTAINS), 0, {"z"}, {"abxyz"}, true},
    {"contains in an empty input", 0, KIND(CONTAINS), 0, {"z"}, {""}, false},
    {"a glob over the whole input", 0, KIND(GLOB), 0, {"a*c?"}, {"abcd"}, true},
    {"a glob over a part of the input", 0, KIND(GLOB), 0, {"b*d?"}, {"abcdef"}, false},
    {"a keyword in the last input",
     KEYWORD,
     KIND(CONTAINS),
     0,
     {"key"},
     {"a", NULL, "a KEY"},
     true},
    {"a keyword in no input", KEYWORD, KIND(CONTAINS), 0, {"key"}, {"k", "e", "y"}, false},
    {"a keyword in no input at all", KEYWORD, KIND(CONTAINS), 0, {"key"}, {NULL}, false},
    {"all keywords in one input", KEYWORD, KIND(CONTAINS), ALL, {"k", "y"}, {"k", "ky"}, true},
    {"all keywords in two inputs", KEYWORD, KIND(CONTAINS), ALL, {"k", "y"}, {"k", "y"}, false},
    {"an exact keyword", KEYWORD, KIND(EXACT), 0, {"key"}, {"keys", "KEY"}, true},
    {"a keyword as glob", KEYWORD, KIND(GLOB), 0, {"*k?y*"}, {NULL, "a key"}, true},
    {"the minimum is in the range", 1, KIND(RANGE), 0, {"5 7"}, {NULL, "5"}, true},
    {"the maximum is in the range", 1, KIND(RANGE), 0, {"5 7"}, {NULL, "7"}, true},
    {"below the range", 1, KIND(RANGE), 0, {"5 7"}, {NULL, "4"}, false},
    {"above the range", 1, KIND(RANGE), 0, {"5 7"}, {NULL, "8"}, false},
    {"a range of one negative number", 1, KIND(RANGE), 0, {"-3 -3"}, {NULL, "-3"}, true},
    {"the second range", 1, KIND(RANGE), 0, {"5 7", "20 30"}, {NULL, "21"}, true},
    {"both ranges", 1, KIND(RANGE), ALL, {"5 25", "20 30"}, {NULL, "21"}, true},
    {"only one of both ranges", 1, KIND(RANGE), ALL, {"5 25", "20 30"}, {NULL, "26"}, false},
    {"what is no number is in no range", 1, KIND(RANGE), 0, {"0 9"}, {NULL, "x"}, false},
    {"an empty input is in no range", 1, KIND(RANGE), 0, {"0 9"}, {NULL, ""}, false},
    {"an absent input is in no range", 1, KIND(RANGE), 0, {"0 9"}, {NULL, NULL}, false},
    {"an address of the network", 2, KIND(CIDR4), 0, {"0a/8"}, {0, 0, "10.255.0.1"}, true},
    {"an address beside the network", 2, KIND(CIDR4), 0, {"0a/8"}, {0, 0, "11.0.0.0"}, false},
    {"every address is in the network of all",
     2,
     KIND(CIDR4),
     0,
     {"00/0"},
     {0, 0, "1.1.1.1"},
     true},
    {"the second network", 2, KIND(CIDR4), 0, {"0a/8", "c0/4"}, {0, 0, "200.0.0.1"}, true},
    {"an IPv6 address is in no IPv4 network", 2, KIND(CIDR4), 0, {"00/0"}, {0, 0, "::1"}, false},
    {"an IPv4 address is in no IPv6 network", 2, KIND(CIDR6), 0, {"00/0"}, {0, 0, "1.1.1.1"}, 0},
    {"an IPv6 address of the network", 2, KIND(CIDR6), 0, {"fe80/10"}, {0, 0, "FEBF::1%4"}, true},
    {"an IPv6 address beside the network", 2, KIND(CIDR6), 0, {"fe80/10"}, {0, 0, "fec0::"}, false},
    {"no address is in no network", 2, KIND(CIDR6), 0, {"00/0"}, {0, 0, "host"}, false},
    {"a field that equals another", 0, KIND(REFERENCE), 0, {"1 0"}, {"aB", "Ab"}, true},
    {"a cased field that differs in case", 0, KIND(REFERENCE), CASED, {"1 0"}, {"aB", "Ab"}, false},
    {"a field that begins with another", 0, KIND(REFERENCE), 0, {"1 1"}, {"abc", "AB"}, true},
    {"a field that ends with another", 0, KIND(REFERENCE), 0, {"1 2"}, {"abc", "BC"}, true},
    {"a field that contains another", 0, KIND(REFERENCE), 0, {"1 3"}, {"abcd", "BC"}, true},
    {"a field that contains nothing", 0, KIND(REFERENCE), 0, {"1 3"}, {"abcd", ""}, true},
    {"a field that does not contain another", 0, KIND(REFERENCE), 0, {"1 3"}, {"b", "bc"}, false},
    {"a reference to an absent field", 0, KIND(REFERENCE), 0, {"1 3"}, {"abc", NULL}, false},
    {"a reference of an absent field", 0, KIND(REFERENCE), 0, {"1 0"}, {NULL, "abc"}, false},
    {"any of two references", 0, KIND(REFERENCE), 0, {"1 0", "2 0"}, {"c", "b", "c"}, true},
    {"all of two references", 0, KIND(REFERENCE), ALL, {"1 1", "2 2"}, {"bc", "b", "c"}, true},
    {"not all of two references", 0, KIND(REFERENCE), ALL, {"1 1", "2 2"}, {"bc", "b", "d"}, false},
    {"a field equals itself", 0, KIND(REFERENCE), 0, {"0 0"}, {"Same"}, true},
};

/* The number at *text, which moves behind it and what stands there. */
static int64_t take_number(const char **text, uint32_t base)
{
    const bool negative = **text == '-';
    int64_t value = 0;

    for (*text += negative ? 1 : 0; **text != 0 && **text != ' ' && **text != '/'; *text += 1) {
        const char digit = **text;
        value = value * base + (digit >= 'a' ? digit - 'a' + 10 : digit - '0');
    }
    *text += **text != 0 ? 1 : 0;
    return negative ? -value : value;
}

static void add_network(struct content *content, struct content_criterion *criterion,
                        const char *text)
{
    uint8_t address[2] = {0, 0};
    const uint32_t bytes = text[2] == '/' ? 1 : 2;
    const uint32_t value = (uint32_t)take_number(&text, 16);

    for (uint32_t i = 0; i < bytes; i++)
        address[i] = (uint8_t)(value >> 8 * (bytes - 1 - i) & 0xff);
    model_network(content, criterion, address, bytes, (uint8_t)take_number(&text, 10));
}

static void add_value(struct content *content, struct content_criterion *criterion,
                      const char *text)
{
    switch (channel_kind_rules(criterion->kind)->form) {
    case CHANNEL_FORM_RANGE: {
        const int64_t minimum = take_number(&text, 10);
        model_range(content, criterion, minimum, take_number(&text, 10));
        break;
    }
    case CHANNEL_FORM_NETWORK:
        add_network(content, criterion, text);
        break;
    case CHANNEL_FORM_REFERENCE: {
        const int64_t field = take_number(&text, 10);
        model_reference(content, criterion, (uint16_t)field, (uint8_t)take_number(&text, 10));
        break;
    }
    default:
        model_pattern(content, criterion, text);
        break;
    }
}

static const uint8_t input_kinds[INPUTS] = {CHANNEL_KIND_TEXT, CHANNEL_KIND_NUMBER,
                                            CHANNEL_KIND_ADDRESS};

/* A file of one instance with one criterion, and with `negated` its negation. */
static struct exact file_of_row(const struct row *row, bool negated)
{
    struct content *content = model_new();

    memcpy(model_type(content, 1, INPUTS)->kinds, input_kinds, sizeof input_kinds);
    struct content_instance *instance = model_instance(content, 1, "r");
    struct content_criterion *criterion =
        model_criterion(content, instance, row->field, row->kind, row->flags);
    for (size_t i = 0; i < COUNT_OF(row->values) && row->values[i] != NULL; i++)
        add_value(content, criterion, row->values[i]);
    if (negated)
        model_node(content, instance, CHANNEL_OPERATOR_NOT, 1);
    model_test_only(content, instance);
    const struct exact file = model_encode(content);
    content_free(content);
    return file;
}

static struct event event_of_row(const struct row *row)
{
    struct input inputs[INPUTS];
    for (size_t i = 0; i < INPUTS; i++)
        inputs[i] = (struct input){row->inputs[i], input_kinds[i]};
    return event_new(1, inputs, INPUTS);
}

static void check_row(const struct row *row, bool negated)
{
    struct exact bytes = file_of_row(row, negated);
    const struct channel_file file = model_open(&bytes);
    struct event event = event_of_row(row);
    struct results results;

    evaluate(&file, &event, ENOUGH, &results);
    if (has_matched(&results, 0) != (row->matches != negated))
        fail_msg("%s%s", negated ? "not: " : "", row->holds);
    event_free(&event);
    free_exact(&bytes);
}

static void each_kind_says_what_the_format_says(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_row(&rows[i], false);
}

static void a_negation_says_the_contrary(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_row(&rows[i], true);
}

static void every_kind_that_can_be_encoded_has_rows(void **state)
{
    (void)state;
    static const uint8_t kinds[] = {
#define X(name, number, text, form, flags, input, reads, keyword) CHANNEL_CRITERION_##name,
        CHANNEL_CRITERION_KINDS(X)
#undef X
    };
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        size_t count = kinds[i] == KIND(EXPRESSION) ? 2 : 0; /* refused in this version */
        for (size_t row = 0; row < COUNT_OF(rows); row++)
            count += rows[row].kind == kinds[i] ? 1 : 0;
        if (count < 2)
            fail_msg("kind %s has %zu rows", channel_kind_rules(kinds[i])->name, count);
    }
}

/* The budget: exactly what was used is enough, one step less is not. */
static void exactly_the_steps_that_it_takes_are_enough(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct exact bytes = file_of_row(&rows[i], false);
        const struct channel_file file = model_open(&bytes);
        struct event event = event_of_row(&rows[i]);
        struct results results, again;

        evaluate(&file, &event, ENOUGH, &results);
        evaluate(&file, &event, results.steps, &again);
        assert_int_equal(has_matched(&again, 0), rows[i].matches);
        evaluate(&file, &event, results.steps - 1, &again);
        assert_int_equal(again.count, 1);
        if (again.list[0].error != CHANNEL_ERROR_BUDGET)
            fail_msg("%s: %s", rows[i].holds, channel_error_name(again.list[0].error));
        event_free(&event);
        free_exact(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_says_what_the_format_says),
        cmocka_unit_test(a_negation_says_the_contrary),
        cmocka_unit_test(every_kind_that_can_be_encoded_has_rows),
        cmocka_unit_test(exactly_the_steps_that_it_takes_are_enough),
    };
    return RUN_TESTS(tests);
}
