/* What pySigma makes of the values and conditions of the shared rules, vector by vector. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "condition.h"
#include "modifier.h"
#include "shared_data.h"
#include "test.h"

/* The state of one vector. */
struct work {
    struct sigma_diagnostic diagnostic;
    struct sigma_work work;
};

static void begin(struct work *work)
{
    *work = (struct work){0};
    work->work = (struct sigma_work){
        .arena = arena_new(),
        .diagnostic = &work->diagnostic,
        .values_left = SIGMA_MAX_VALUES,
        .elements_left = SIGMA_MAX_ELEMENTS,
    };
    assert_non_null(work->work.arena);
}

static struct content_text text_of(const json_t *string)
{
    return (struct content_text){json_string_value(string), (uint32_t)json_string_length(string)};
}

/* A string in the shape of the vectors: "*" and "?" for wildcards, {"s": …} for what is between. */
static json_t *parts_of(struct sigma_string string)
{
    json_t *parts = json_array();
    char *literal = malloc((size_t)string.count + 1);
    size_t size = 0;

    assert_non_null(literal);
    for (uint32_t i = 0; i <= string.count; i++) {
        const uint16_t element = i < string.count ? string.elements[i] : (uint16_t)SIGMA_STAR;
        if (element < SIGMA_STAR) {
            literal[size++] = (char)element;
            continue;
        }
        if (size > 0)
            json_array_append_new(parts, json_pack("{s: s%}", "s", literal, size));
        size = 0;
        if (i < string.count)
            json_array_append_new(parts, json_string(element == SIGMA_STAR ? "*" : "?"));
    }
    free(literal);
    return parts;
}

static json_t *tree_of(const struct sigma_condition *node)
{
    static const char *const words[] = {
        [SIGMA_CONDITION_ANY] = "1of", [SIGMA_CONDITION_EVERY] = "allof",
        [SIGMA_CONDITION_NOT] = "not", [SIGMA_CONDITION_AND] = "and",
        [SIGMA_CONDITION_OR] = "or",   [SIGMA_CONDITION_NAME] = NULL,
    };
    json_t *name = json_stringn(node->name.bytes, node->name.size);

    if (node->op == SIGMA_CONDITION_NAME)
        return name;
    json_t *tree = json_array();
    json_array_append_new(tree, json_string(words[node->op]));
    if (node->op == SIGMA_CONDITION_ANY || node->op == SIGMA_CONDITION_EVERY)
        json_array_append(tree, name);
    json_decref(name);
    for (uint32_t i = 0; i < node->count; i++)
        json_array_append_new(tree, tree_of(node->operands[i]));
    return tree;
}

static json_t *string_vector(struct sigma_work *work, const json_t *vector)
{
    struct sigma_string string;

    if (!sigma_string_parse(work, text_of(json_object_get(vector, "in")), 1, &string))
        return NULL;
    return parts_of(string);
}

static json_t *condition_vector(struct sigma_work *work, const json_t *vector)
{
    const struct sigma_condition *condition =
        sigma_condition_parse(work, text_of(json_object_get(vector, "in")), 1);

    return condition == NULL ? NULL : tree_of(condition);
}

static json_t *modifier_vector(struct sigma_work *work, const json_t *vector)
{
    struct sigma_strings strings;
    struct sigma_key key;
    char name[256] = "Field";
    size_t used = strlen(name);
    const json_t *modifier;
    size_t index;

    json_array_foreach(json_object_get(vector, "mods"), index, modifier)
    {
        used +=
            (size_t)snprintf(name + used, sizeof name - used, "|%s", json_string_value(modifier));
        assert_true(used < sizeof name);
    }
    const struct content_text text = {name, (uint32_t)used};
    if (!sigma_key_parse(work, text, 1, &key) ||
        !sigma_key_apply(work, &key, text_of(json_object_get(vector, "in")), 1, &strings))
        return NULL;
    json_t *out = json_array();
    for (uint32_t i = 0; i < strings.count; i++)
        json_array_append_new(out, parts_of(strings.list[i]));
    return out;
}

/* Checks one line of a file of vectors. */
static void check_vector(const char *file, uint32_t line, const json_t *vector,
                         const char *expected, json_t *(*make)(struct sigma_work *, const json_t *))
{
    struct work work;

    begin(&work);
    json_t *made = make(&work.work, vector);
    if (made == NULL)
        fail_msg("%s, line %u: refused: %s", file, line, work.diagnostic.reason);
    if (!json_equal(made, json_object_get(vector, expected)))
        fail_msg("%s, line %u: %s", file, line, json_dumps(made, JSON_COMPACT));
    json_decref(made);
    arena_free(work.work.arena);
}

static void check_file(const char *name, const char *expected,
                       json_t *(*make)(struct sigma_work *, const json_t *))
{
    char path[64];
    size_t size;
    uint32_t count = 0;

    snprintf(path, sizeof path, "events/vectors/%s", name);
    char *text = shared_read(path, &size);
    assert_non_null(text);
    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        json_t *vector = json_loads(line, JSON_ALLOW_NUL, NULL);
        count++;
        assert_non_null(vector);
        check_vector(name, count, vector, expected, make);
        json_decref(vector);
    }
    free(text);
    print_message("%s: %u vectors\n", name, count);
    assert_true(count > 0);
}

static void strings_are_taken_apart_as_pysigma_does(void **state)
{
    (void)state;
    check_file("strings.jsonl", "parts", string_vector);
}

static void conditions_are_parsed_as_pysigma_does(void **state)
{
    (void)state;
    check_file("conditions.jsonl", "ast", condition_vector);
}

static void modifiers_expand_as_pysigma_does(void **state)
{
    (void)state;
    check_file("modifiers.jsonl", "out", modifier_vector);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_taken_apart_as_pysigma_does),
        cmocka_unit_test(conditions_are_parsed_as_pysigma_does),
        cmocka_unit_test(modifiers_expand_as_pysigma_does),
    };
    int code;

    return shared_exists("events/vectors/strings.jsonl", &code) ? RUN_TESTS(tests) : code;
}
