/* Lines of text to a content model. Relies on the naive reading of numbers and addresses: a value
 * that is read wrongly is another value, and its subjects are still compared. */
#include "match_question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/naive/naive_parts.h"
#include "channel/template_types.h"
#include "support/exact.h"

struct lines {
    const uint8_t *bytes;
    size_t size;
};

/* The bytes before the next line feed, and behind it the rest. False at the end. */
static bool next_line(struct lines *rest, struct lines *line)
{
    if (rest->size == 0)
        return false;
    const uint8_t *feed = memchr(rest->bytes, '\n', rest->size);
    const size_t size = feed == NULL ? rest->size : (size_t)(feed - rest->bytes);
    const size_t taken = feed == NULL ? size : size + 1;
    *line = (struct lines){rest->bytes, size};
    *rest = (struct lines){rest->bytes + taken, rest->size - taken};
    return true;
}

/* The next word of a line; empty at its end. */
static struct naive_text next_word(struct lines *line)
{
    size_t begin = 0;

    while (begin < line->size && line->bytes[begin] == ' ')
        begin++;
    size_t end = begin;
    while (end < line->size && line->bytes[end] != ' ')
        end++;
    const struct naive_text word = {line->bytes + begin, end - begin};
    *line = (struct lines){line->bytes + end, line->size - end};
    return word;
}

static bool is_word(struct naive_text word, const char *name)
{
    return word.size == strlen(name) && memcmp(word.bytes, name, word.size) == 0;
}

/* A copy of at most `longest` bytes in which a pilcrow is a line feed. */
static struct match_line copy_line(struct lines line, size_t longest)
{
    uint8_t room[MATCH_LONGEST_SUBJECT];
    size_t used = 0;

    for (size_t i = 0; i < line.size && used < longest; i++) {
        const bool pilcrow =
            line.size - i >= 2 && line.bytes[i] == 0xc2 && line.bytes[i + 1] == 0xb6;
        room[used++] = pilcrow ? '\n' : line.bytes[i];
        i += pilcrow;
    }
    return (struct match_line){exact_copy(room, used), used};
}

static void read_operator(struct lines line, struct match_question *out)
{
    static const uint8_t kinds[] = {CHANNEL_CRITERION_EXACT,  CHANNEL_CRITERION_PREFIX,
                                    CHANNEL_CRITERION_SUFFIX, CHANNEL_CRITERION_CONTAINS,
                                    CHANNEL_CRITERION_GLOB,   CHANNEL_CRITERION_EXPRESSION,
                                    CHANNEL_CRITERION_RANGE,  CHANNEL_CRITERION_CIDR4,
                                    CHANNEL_CRITERION_CIDR6,  CHANNEL_CRITERION_REFERENCE};
    const size_t count = sizeof kinds / sizeof kinds[0];
    const struct naive_text word = next_word(&line);

    out->kind = kinds[word.size == 0 ? 0 : word.bytes[0] % count];
    for (size_t i = 0; i < count; i++)
        if (is_word(word, channel_kind_rules(kinds[i])->name))
            out->kind = kinds[i];
}

static void read_flag(struct naive_text word, struct match_question *out)
{
    static const char letters[] = "ims";

    if (is_word(word, "cased"))
        out->flags = channel_kind_rules(out->kind)->flags & CHANNEL_FLAG_CASED;
    for (uint8_t mode = 0; mode < CHANNEL_REFERENCE_MODES; mode++)
        if (is_word(word, channel_reference_mode_name(mode)))
            out->mode = mode;
    for (size_t i = 0; i < word.size; i++) {
        const char *letter = memchr(letters, word.bytes[i], sizeof letters - 1);
        if (letter != NULL)
            out->expression_flags |= (uint8_t)(1u << (letter - letters));
    }
}

void match_question_read(const uint8_t *data, size_t size, struct match_question *out)
{
    struct lines rest = {data, size}, first = {data, 0}, value = {data, 0};

    *out = (struct match_question){0};
    if (next_line(&rest, &first))
        (void)next_line(&rest, &value);
    read_operator(first, out);
    (void)next_word(&first);
    for (struct naive_text word = next_word(&first); word.size > 0; word = next_word(&first))
        read_flag(word, out);
    out->value = copy_line(value, MATCH_LONGEST_VALUE);
    out->rest = rest.bytes;
    out->rest_size = rest.size;
}

void match_line_free(struct match_line *line)
{
    exact_free(line->bytes, line->size);
}

void match_question_free(struct match_question *question)
{
    match_line_free(&question->value);
}

bool match_next_subject(struct match_question *question, struct match_line *out)
{
    struct lines rest = {question->rest, question->rest_size}, line;

    if (!next_line(&rest, &line))
        return false;
    *out = copy_line(line, MATCH_LONGEST_SUBJECT);
    question->rest = rest.bytes;
    question->rest_size = rest.size;
    return true;
}

uint8_t match_subject_kind(const struct match_question *question)
{
    const uint8_t kind = channel_kind_rules(question->kind)->input_kind;
    return kind == CHANNEL_KIND_ABSENT ? CHANNEL_KIND_TEXT : kind;
}

static void *need(void *pointer)
{
    if (pointer == NULL) {
        fprintf(stderr, "no memory for a content model\n");
        abort();
    }
    return pointer;
}

static void read_range(struct lines line, struct content_value *value)
{
    if (!naive_integer(next_word(&line), &value->minimum))
        value->minimum = INT64_MIN;
    if (!naive_integer(next_word(&line), &value->maximum))
        value->maximum = INT64_MAX;
}

static bool read_network(struct lines line, bool is_4, struct content_value *value)
{
    const uint8_t *slash = memchr(line.bytes, '/', line.size);
    const size_t size = slash == NULL ? line.size : (size_t)(slash - line.bytes);
    const struct naive_text address = {line.bytes, size};
    int64_t prefix = is_4 ? 32 : 128;

    if (!(is_4 ? naive_address4(address, value->address) : naive_address6(address, value->address)))
        return false;
    if (slash != NULL &&
        !naive_integer((struct naive_text){slash + 1, line.size - size - 1}, &prefix))
        return false;
    if (prefix < 0 || prefix > UINT8_MAX)
        return false;
    value->prefix = (uint8_t)prefix;
    for (unsigned bit = value->prefix; bit < 128; bit++)
        value->address[bit / 8] &= (uint8_t)~(0x80u >> bit % 8);
    return true;
}

static bool read_value(const struct match_question *question, struct content *content,
                       struct content_value *value, char reason[EXPRESSION_REASON_SIZE])
{
    const struct lines line = {question->value.bytes, question->value.size};
    const struct content_text text = {(const char *)line.bytes, (uint32_t)line.size};
    struct expression_error error;

    value->text = text;
    value->mode = question->mode;
    switch (question->kind) {
    case CHANNEL_CRITERION_RANGE:
        read_range(line, value);
        return true;
    case CHANNEL_CRITERION_CIDR4:
        return read_network(line, true, value);
    case CHANNEL_CRITERION_CIDR6:
        return read_network(line, false, value);
    case CHANNEL_CRITERION_REFERENCE:
        value->field = 1;
        return true;
    case CHANNEL_CRITERION_EXPRESSION:
        if (expression_compile(content->arena, text, question->expression_flags, value, &error))
            return true;
        memcpy(reason, error.reason, sizeof error.reason);
        return false;
    default:
        return true;
    }
}

static void add_instance(struct content *content, struct content_criterion **criterion)
{
    struct content_instance *instance = need(content_add_instance(content));

    instance->type = MATCH_TYPE;
    instance->id = (struct content_text){"id", 2};
    struct content_node *node = need(content_add_node(content, instance));
    node->op = CHANNEL_OPERATOR_TEST;
    *criterion = need(content_add_criterion(content, instance));
}

struct content *match_model(const struct match_question *question,
                            char reason[EXPRESSION_REASON_SIZE])
{
    struct content *content = need(content_new());
    struct content_type *type = need(content_add_type(content));
    struct content_criterion *criterion;

    reason[0] = '\0';
    *type = (struct content_type){
        MATCH_TYPE, MATCH_INPUTS, {match_subject_kind(question), CHANNEL_KIND_TEXT}};
    add_instance(content, &criterion);
    criterion->kind = question->kind;
    criterion->flags = question->flags;
    if (read_value(question, content, need(content_add_value(content, criterion)), reason))
        return content;
    content_free(content);
    return NULL;
}
