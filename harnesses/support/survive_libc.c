/* Functions of the C library that ASan watches by interceptors. Those report from inside the
 * run-time, where nothing can be wrapped, so the same checks are made here first; after a hit the
 * real function is not called any more. */
#include <string.h>
#include <strings.h>

#include "protect.h"
#include "survive.h"

enum { CHUNK = 128 };

/* Of ASan; this file is linked into builds that have it. */
void *__asan_region_is_poisoned(void *begin, size_t size);

/* Whether all of a range may be accessed; notes a hit otherwise. */
static bool range_is_open(const void *bytes, size_t size, bool is_write, uintptr_t pc,
                          uintptr_t frame)
{
    if (size == 0 || __asan_region_is_poisoned((void *)(uintptr_t)bytes, size) == NULL)
        return true;
    survive_access((uintptr_t)bytes, size, is_write, pc, frame);
    return false;
}

/* Whether a text may be read to its end, to the first `stop`, or as far as `most` bytes. Of a bad
 * one the hit is the first byte that may not be. */
static bool text_is_open(const char *text, int stop, size_t most, uintptr_t pc, uintptr_t frame)
{
    for (size_t begin = 0; begin < most;) {
        const size_t size = most - begin < CHUNK ? most - begin : CHUNK;
        const char *bad = __asan_region_is_poisoned((void *)(uintptr_t)(text + begin), size);
        const char *end = bad == NULL ? text + begin + size : bad;
        for (const char *at = text + begin; at < end; at++)
            if (*at == '\0' || *at == (char)stop)
                return true;
        if (bad != NULL)
            return range_is_open(text, (size_t)(bad - text) + 1, false, pc, frame);
        begin += size;
    }
    return true;
}

static char folded(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

/* Whether two texts may be read as far as it takes to compare them, letters folded or not. */
static bool texts_are_open(const char *a, const char *b, size_t most, bool fold, uintptr_t pc,
                           uintptr_t frame)
{
    for (size_t i = 0; i < most; i++) {
        if (__asan_region_is_poisoned((void *)(uintptr_t)(a + i), 1) != NULL)
            return range_is_open(a, i + 1, false, pc, frame);
        if (__asan_region_is_poisoned((void *)(uintptr_t)(b + i), 1) != NULL)
            return range_is_open(b, i + 1, false, pc, frame);
        if (a[i] == '\0' || (fold ? folded(a[i]) != folded(b[i]) : a[i] != b[i]))
            return true;
    }
    return true;
}

/* The size of a text that is open, its end included. */
static size_t size_of(const char *text, size_t most)
{
    size_t size = 0;
    while (size < most && text[size] != '\0')
        size++;
    return size + (size < most);
}

#define READS(BYTES, SIZE) range_is_open(BYTES, SIZE, false, SURVIVE_CALLER)
#define WRITES(BYTES, SIZE) range_is_open(BYTES, SIZE, true, SURVIVE_CALLER)
#define READS_TEXT(TEXT, STOP, MOST) text_is_open(TEXT, STOP, MOST, SURVIVE_CALLER)

/* A wrapper that calls the real function where its ranges are open, and returns FAILED elsewhere.
 */
#define WRAP(TYPE, NAME, PARAMETERS, ARGUMENTS, OPEN, FAILED)                                      \
    TYPE __real_##NAME PARAMETERS;                                                                 \
    TYPE __wrap_##NAME PARAMETERS;                                                                 \
    TYPE __wrap_##NAME PARAMETERS                                                                  \
    {                                                                                              \
        return (OPEN) ? __real_##NAME ARGUMENTS : (FAILED);                                        \
    }

#define COPIES(NAME)                                                                               \
    WRAP(void *, NAME, (void *to, const void *from, size_t size), (to, from, size),                \
         READS(from, size) && WRITES(to, size), to)
#define FILLS(NAME)                                                                                \
    WRAP(void *, NAME, (void *to, int value, size_t size), (to, value, size), WRITES(to, size), to)
#define COMPARES(NAME)                                                                             \
    WRAP(int, NAME, (const void *a, const void *b, size_t size), (a, b, size),                     \
         READS(a, size) && READS(b, size), 0)
#define SEARCHES(NAME)                                                                             \
    WRAP(void *, NAME, (const void *bytes, int value, size_t size), (bytes, value, size),          \
         READS(bytes, size), NULL)
#define COMPARES_TEXTS(NAME, FOLD)                                                                 \
    WRAP(int, NAME, (const char *a, const char *b), (a, b),                                        \
         texts_are_open(a, b, SIZE_MAX, FOLD, SURVIVE_CALLER), 0)
#define COMPARES_TO(NAME, FOLD)                                                                    \
    WRAP(int, NAME, (const char *a, const char *b, size_t most), (a, b, most),                     \
         texts_are_open(a, b, most, FOLD, SURVIVE_CALLER), 0)

/* Clang's instrumentation has names of its own for three of them, gcc's has not. */
COPIES(__asan_memcpy)
COPIES(__asan_memmove)
FILLS(__asan_memset)
COPIES(memcpy)
COPIES(memmove)
FILLS(memset)
COMPARES(memcmp)
COMPARES(bcmp)
SEARCHES(memchr)
SEARCHES(memrchr)
COMPARES_TEXTS(strcmp, false)
COMPARES_TEXTS(strcasecmp, true)
COMPARES_TO(strncmp, false)
COMPARES_TO(strncasecmp, true)
WRAP(void *, memmem, (const void *a, size_t a_size, const void *b, size_t b_size),
     (a, a_size, b, b_size), READS(a, a_size) && READS(b, b_size), NULL)
WRAP(size_t, strlen, (const char *text), (text), READS_TEXT(text, '\0', SIZE_MAX), 0)
WRAP(size_t, strnlen, (const char *text, size_t most), (text, most), READS_TEXT(text, '\0', most),
     0)
WRAP(char *, strchr, (const char *text, int value), (text, value),
     READS_TEXT(text, value, SIZE_MAX), NULL)
WRAP(char *, strrchr, (const char *text, int value), (text, value),
     READS_TEXT(text, '\0', SIZE_MAX), NULL)
WRAP(char *, strcpy, (char *to, const char *from), (to, from),
     READS_TEXT(from, '\0', SIZE_MAX) && WRITES(to, size_of(from, SIZE_MAX)), to)
WRAP(char *, strncpy, (char *to, const char *from, size_t size), (to, from, size),
     READS_TEXT(from, '\0', size) && WRITES(to, size), to)
