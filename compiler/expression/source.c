/* Reads the source of an expression. Relies on the parser's rules for text. */
#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "code_point.h"
#include "limits.h"
#include "text_rules.h"

static struct channel_slice rest_of(const struct source *source)
{
    const uint8_t *bytes = (const uint8_t *)source->text.bytes;
    return (struct channel_slice){bytes + source->position, source->text.size - source->position};
}

bool source_check(struct source *source)
{
    uint32_t position;

    if (source->text.size > LIMIT_TEXT)
        return source_refuse(source, LIMIT_TEXT, "the expression is longer than %d bytes",
                             (int)LIMIT_TEXT);
    if (source->text.size == 0)
        return true;
    const enum channel_error error = pool_check(rest_of(source), &position);
    if (error == CHANNEL_ERROR_STRING_NUL)
        return source_refuse(source, position, "the expression holds a NUL byte");
    if (error != CHANNEL_OK)
        return source_refuse(source, position, "the expression is no UTF-8");
    return true;
}

bool source_refuse(struct source *source, uint32_t position, const char *reason, ...)
{
    va_list arguments;

    source->error->position = position;
    va_start(arguments, reason);
    vsnprintf(source->error->reason, sizeof source->error->reason, reason, arguments);
    va_end(arguments);
    return false;
}

bool source_lacks_memory(struct source *source)
{
    source->error->out_of_memory = true;
    return source_refuse(source, source->position, "out of memory");
}

char source_peek(const struct source *source, uint32_t ahead)
{
    if (ahead >= source->text.size - source->position)
        return '\0';
    return source->text.bytes[source->position + ahead];
}

bool source_begins(const struct source *source, const char *word)
{
    const size_t size = strlen(word);
    const struct channel_slice rest = rest_of(source);
    return size <= rest.size && memcmp(rest.base, word, size) == 0;
}

bool source_skip(struct source *source, const char *word)
{
    const bool begins = source_begins(source, word);
    if (begins)
        source->position += (uint32_t)strlen(word);
    return begins;
}

uint32_t source_take(struct source *source)
{
    const struct code_point point = code_point_first(rest_of(source));
    source->position += point.size;
    return point.value;
}

/* The value of a digit; 16 for a byte that is none in any base. */
static uint32_t digit_of(char byte)
{
    static const char digits[] = "0123456789abcdef";
    const char *place = memchr(digits, fold((uint8_t)byte), 16);
    return place == NULL ? 16 : (uint32_t)(place - digits);
}

uint32_t source_take_number(struct source *source, uint32_t base, uint32_t digits, uint32_t *taken)
{
    uint64_t number = 0;

    for (*taken = 0; *taken < digits; ++*taken) {
        const uint32_t digit = digit_of(source_peek(source, 0));
        if (digit >= base)
            break;
        number = number * base + digit;
        if (number > UINT32_MAX)
            number = UINT32_MAX;
        source->position++;
    }
    return (uint32_t)number;
}
