/* Refusals, excerpts, budgets. Relies on the arena alone. */
#include "work.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *sigma_reason_text(enum sigma_reason kind)
{
    static const char *const texts[] = {[SIGMA_ACCEPTED] = "accepted",
#define X(name, text) [SIGMA_REASON_##name] = text,
                                        SIGMA_REASONS(X)
#undef X
    };

    return (unsigned)kind < SIGMA_REASON_END ? texts[kind] : "unknown";
}

/* The bytes of the code point at `at`, whose text is valid UTF-8. */
static uint32_t code_point_size(struct content_text text, uint32_t at)
{
    uint32_t size = 1;

    while (at + size < text.size && ((unsigned char)text.bytes[at + size] & 0xc0) == 0x80)
        size++;
    return size;
}

struct sigma_excerpt sigma_excerpt(struct content_text text)
{
    enum { LONGEST = 60 };
    struct sigma_excerpt excerpt = {"'"};
    size_t used = 1;
    uint32_t at = 0;

    while (at < text.size && used < LONGEST) {
        const unsigned char byte = (unsigned char)text.bytes[at];
        const uint32_t size = code_point_size(text, at);
        if (byte < 0x20 || byte == 0x7f || byte == 0xc2 || size > 4) {
            /* 0xc2 begins the C1 controls; what else it begins is as readable escaped */
            used += (size_t)snprintf(excerpt.text + used, 5, "\\x%02x", byte);
            at++;
            continue;
        }
        memcpy(excerpt.text + used, text.bytes + at, size);
        used += size;
        at += size;
    }
    snprintf(excerpt.text + used, sizeof excerpt.text - used, "%s", at < text.size ? "…'" : "'");
    return excerpt;
}

bool sigma_work_begin(struct sigma_work *work, struct sigma_diagnostic *diagnostic)
{
    *work = (struct sigma_work){
        .arena = arena_new(),
        .diagnostic = diagnostic,
        .values_left = SIGMA_MAX_VALUES,
        .elements_left = SIGMA_MAX_ELEMENTS,
        .branches_left = SIGMA_MAX_BRANCHES,
        .comparisons_left = SIGMA_MAX_COMPARISONS,
        .instructions_left = SIGMA_MAX_INSTRUCTIONS,
    };
    *diagnostic = (struct sigma_diagnostic){.kind = SIGMA_ACCEPTED};
    return work->arena != NULL || sigma_out_of_memory(work);
}

void sigma_work_end(struct sigma_work *work)
{
    arena_free(work->arena);
    work->arena = NULL;
}

bool sigma_refuse(struct sigma_work *work, enum sigma_reason kind, uint32_t line,
                  const char *format, ...)
{
    va_list arguments;

    work->diagnostic->kind = kind;
    work->diagnostic->line = line;
    work->diagnostic->column = 0;
    va_start(arguments, format);
    vsnprintf(work->diagnostic->reason, sizeof work->diagnostic->reason, format, arguments);
    va_end(arguments);
    return false;
}

bool sigma_out_of_memory(struct sigma_work *work)
{
    return sigma_refuse(work, SIGMA_REASON_MEMORY, 0, "out of memory");
}

void sigma_warn(struct sigma_work *work, uint32_t line, const char *format, ...)
{
    struct sigma_result *result = work->warnings;
    struct sigma_warning warning = {.line = line};
    va_list arguments;

    if (result == NULL)
        return;
    va_start(arguments, format);
    vsnprintf(warning.text, sizeof warning.text, format, arguments);
    va_end(arguments);
    if (result->warning_count > 0) {
        const struct sigma_warning *last = &result->warnings[result->warning_count - 1];
        if (last->line == line && strcmp(last->text, warning.text) == 0)
            return; /* one value in several forms */
    }
    if (result->warning_count < SIGMA_MAX_WARNINGS)
        result->warnings[result->warning_count++] = warning;
    else
        result->warnings_left_out++;
}

void *sigma_take(struct sigma_work *work, size_t count, size_t size)
{
    void *piece =
        size != 0 && count > SIZE_MAX / size ? NULL : arena_take(work->arena, count * size);

    if (piece == NULL)
        sigma_out_of_memory(work);
    return piece;
}

bool sigma_spend(struct sigma_work *work, uint32_t *budget, uint64_t amount, uint32_t line,
                 const char *what)
{
    if (amount > *budget)
        return sigma_refuse(work, SIGMA_REASON_LIMIT, line, "the rule has too many %s", what);
    *budget -= (uint32_t)amount;
    return true;
}

bool sigma_is(struct content_text text, const char *literal)
{
    return text.size == strlen(literal) &&
           (text.size == 0 || memcmp(text.bytes, literal, text.size) == 0);
}

bool sigma_equal(struct content_text left, struct content_text right)
{
    return left.size == right.size &&
           (left.size == 0 || memcmp(left.bytes, right.bytes, left.size) == 0);
}
