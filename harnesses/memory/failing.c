/* The plan, and the functions that allocate. Relies on the linker's --wrap: __real_malloc is the C
 * library's, or a sanitizer's. */
#include "failing_state.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static bool watching;
static struct failing_plan planned;
static struct failing_report seen;

void failing_begin(struct failing_plan plan)
{
    planned = plan;
    seen = (struct failing_report){0};
    failing_files_begin();
    watching = true;
}

void failing_stop(void)
{
    planned = (struct failing_plan){UINT64_MAX, false};
}

struct failing_report failing_end(void)
{
    watching = false;
    failing_files_end(&seen);
    return seen;
}

bool failing_watches(void)
{
    return watching;
}

struct failing_report *failing_seen(void)
{
    return &seen;
}

bool failing_now(void)
{
    const uint64_t number = seen.operations++;
    const bool fails = number == planned.first || (planned.for_good && number > planned.first);

    seen.failures += fails;
    return fails;
}

/* --- the C library's ---------------------------------------------------------------------------
 */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *block);

static bool refused(void)
{
    if (!watching || !failing_now())
        return false;
    errno = ENOMEM;
    return true;
}

/* A block that came into being. */
static void *taken(void *block)
{
    if (watching)
        seen.blocks += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return refused() ? NULL : taken(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refused() ? NULL : taken(__real_calloc(count, size));
}

void *__wrap_realloc(void *block, size_t size)
{
    if (refused())
        return NULL;
    return block == NULL ? taken(__real_realloc(block, size)) : __real_realloc(block, size);
}

char *__wrap_strdup(const char *text)
{
    return refused() ? NULL : taken(__real_strdup(text));
}

void __wrap_free(void *block)
{
    if (watching)
        seen.blocks -= block != NULL;
    __real_free(block);
}

/* --- libyaml's ---------------------------------------------------------------------------------
 * It calls them through its table of symbols, so that a shared libyaml takes ours. A static one has
 * its own, which are preferred to weak ones; their calls of malloc were replaced by the linker. */

void *yaml_malloc(size_t size);
void *yaml_realloc(void *block, size_t size);
void yaml_free(void *block);
unsigned char *yaml_strdup(const unsigned char *text);

__attribute__((weak)) void *yaml_malloc(size_t size)
{
    return __wrap_malloc(size > 0 ? size : 1);
}

__attribute__((weak)) void *yaml_realloc(void *block, size_t size)
{
    return __wrap_realloc(block, size > 0 ? size : 1);
}

__attribute__((weak)) void yaml_free(void *block)
{
    __wrap_free(block);
}

__attribute__((weak)) unsigned char *yaml_strdup(const unsigned char *text)
{
    return text == NULL ? NULL : (unsigned char *)__wrap_strdup((const char *)text);
}
