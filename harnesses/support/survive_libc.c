/* Functions of the C library that ASan watches by interceptors. Those report from inside the
 * run-time, where nothing can be wrapped, so the same checks are made here first; after a hit the
 * real function is not called any more. */
#include <stdlib.h>
#include <string.h>

#include "protect.h"
#include "survive.h"

/* Of ASan; this file is linked into builds that have it. */
void *__asan_region_is_poisoned(void *begin, size_t size);
int __asan_address_is_poisoned(void const volatile *address);
int __sanitizer_get_ownership(const volatile void *address);

void *__real___asan_memcpy(void *to, const void *from, size_t size);
void *__real___asan_memmove(void *to, const void *from, size_t size);
void *__real___asan_memset(void *to, int value, size_t size);
int __real_memcmp(const void *a, const void *b, size_t size);
int __real_bcmp(const void *a, const void *b, size_t size);
size_t __real_strlen(const char *text);
int __real_strcmp(const char *a, const char *b);
int __real_strncmp(const char *a, const char *b, size_t size);
void *__real_memchr(const void *bytes, int value, size_t size);
void __real_free(void *block);
_Noreturn void __real_abort(void);

void *__wrap___asan_memcpy(void *to, const void *from, size_t size);
void *__wrap___asan_memmove(void *to, const void *from, size_t size);
void *__wrap___asan_memset(void *to, int value, size_t size);
int __wrap_memcmp(const void *a, const void *b, size_t size);
int __wrap_bcmp(const void *a, const void *b, size_t size);
size_t __wrap_strlen(const char *text);
int __wrap_strcmp(const char *a, const char *b);
int __wrap_strncmp(const char *a, const char *b, size_t size);
void *__wrap_memchr(const void *bytes, int value, size_t size);
void __wrap_free(void *block);
_Noreturn void __wrap_abort(void);

/* Whether all of a range may be accessed; notes a hit otherwise, at the caller's caller. */
static bool range_is_open(const void *bytes, size_t size, bool is_write, uintptr_t pc,
                          uintptr_t frame)
{
    if (size == 0 || __asan_region_is_poisoned((void *)(uintptr_t)bytes, size) == NULL)
        return true;
    survive_access((uintptr_t)bytes, size, is_write, pc, frame);
    return false;
}

/* How many bytes of a text may be read, its end included; at most `most`. */
static size_t open_text(const char *text, size_t most)
{
    for (size_t i = 0; i < most; i++)
        if (__asan_address_is_poisoned(text + i) || text[i] == '\0')
            return i + !__asan_address_is_poisoned(text + i);
    return most;
}

static bool text_is_open(const char *text, size_t most, uintptr_t pc, uintptr_t frame)
{
    const size_t size = open_text(text, most);
    return size == most || (size > 0 && text[size - 1] == '\0') ||
           range_is_open(text, size + 1, false, pc, frame);
}

void *__wrap___asan_memcpy(void *to, const void *from, size_t size)
{
    return range_is_open(from, size, false, SURVIVE_CALLER) &&
                   range_is_open(to, size, true, SURVIVE_CALLER)
               ? __real___asan_memcpy(to, from, size)
               : to;
}

void *__wrap___asan_memmove(void *to, const void *from, size_t size)
{
    return range_is_open(from, size, false, SURVIVE_CALLER) &&
                   range_is_open(to, size, true, SURVIVE_CALLER)
               ? __real___asan_memmove(to, from, size)
               : to;
}

void *__wrap___asan_memset(void *to, int value, size_t size)
{
    return range_is_open(to, size, true, SURVIVE_CALLER) ? __real___asan_memset(to, value, size)
                                                         : to;
}

int __wrap_memcmp(const void *a, const void *b, size_t size)
{
    return range_is_open(a, size, false, SURVIVE_CALLER) &&
                   range_is_open(b, size, false, SURVIVE_CALLER)
               ? __real_memcmp(a, b, size)
               : 0;
}

int __wrap_bcmp(const void *a, const void *b, size_t size)
{
    return range_is_open(a, size, false, SURVIVE_CALLER) &&
                   range_is_open(b, size, false, SURVIVE_CALLER)
               ? __real_bcmp(a, b, size)
               : 0;
}

void *__wrap_memchr(const void *bytes, int value, size_t size)
{
    return range_is_open(bytes, size, false, SURVIVE_CALLER) ? __real_memchr(bytes, value, size)
                                                             : NULL;
}

size_t __wrap_strlen(const char *text)
{
    return text_is_open(text, SIZE_MAX, SURVIVE_CALLER) ? __real_strlen(text) : 0;
}

int __wrap_strcmp(const char *a, const char *b)
{
    return text_is_open(a, SIZE_MAX, SURVIVE_CALLER) && text_is_open(b, SIZE_MAX, SURVIVE_CALLER)
               ? __real_strcmp(a, b)
               : 0;
}

int __wrap_strncmp(const char *a, const char *b, size_t size)
{
    return text_is_open(a, size, SURVIVE_CALLER) && text_is_open(b, size, SURVIVE_CALLER)
               ? __real_strncmp(a, b, size)
               : 0;
}

static struct hit plain_hit(enum hit_class class, const char *what, uintptr_t address)
{
    struct hit hit;

    memset(&hit, 0, sizeof hit);
    hit.class = class;
    hit.address = address;
    memcpy(hit.what, what, __real_strlen(what) + 1);
    return hit;
}

void __wrap_free(void *block)
{
    if (block == NULL || __sanitizer_get_ownership(block)) {
        __real_free(block);
        return;
    }
    struct hit hit = plain_hit(HIT_FREED, "bad-free", (uintptr_t)block);
    survive_note(&hit, SURVIVE_CALLER);
    protect_leave();
}

void __wrap_abort(void)
{
    struct hit hit = plain_hit(HIT_ABORT, "abort", 0);
    survive_note(&hit, SURVIVE_CALLER);
    protect_leave();
    __real_abort();
}
