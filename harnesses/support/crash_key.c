/* The crash key: class and site. Relies on frames by name and on the text of the site's line, never
 * on addresses or line numbers. */
#include "crash_key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const class_names[HIT_CLASS_END] = {
    [HIT_READ] = "read-out-of-bounds",
    [HIT_WRITE] = "write-out-of-bounds",
    [HIT_FREED] = "use-after-free",
    [HIT_UNDEFINED] = "undefined",
    [HIT_UNINITIALIZED] = "uninitialized",
    [HIT_STACK] = "stack-exhaustion",
    [HIT_TIMEOUT] = "timeout",
    [HIT_MEMORY] = "memory",
    [HIT_LEAK] = "leak",
    [HIT_CONTRACT] = "contract",
    [HIT_ABORT] = "abort",
    [HIT_TRAP] = "out-of-bounds-trap",
};

/* Checks of UBSan that stand where ASan reports an access out of bounds, and come before it. */
static const char *const folded[] = {"bounds", "pointer-overflow", "object-size", "null"};

static uint64_t hash_text(uint64_t sum, const char *text)
{
    for (; *text != '\0'; text++)
        sum = (sum ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    return (sum ^ 0xffu) * UINT64_C(0x100000001b3); /* an end, so that "ab","c" is not "a","bc" */
}

/* Words of a contract, fit for the name of a file: lower-case letters and digits, `-` between. */
static void slug(const char *text, char *out, size_t capacity)
{
    size_t size = 0;

    for (; *text != '\0' && size + 1 < capacity; text++) {
        const bool upper = *text >= 'A' && *text <= 'Z';
        const char letter = (char)(upper ? *text - 'A' + 'a' : *text);
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (plain)
            out[size++] = letter;
        else if (size > 0 && out[size - 1] != '-')
            out[size++] = '-';
    }
    while (size > 0 && out[size - 1] == '-')
        size--;
    out[size] = '\0';
}

static void name_class(const struct hit *hit, struct crash *out)
{
    const char *name = class_names[hit->class < HIT_CLASS_END ? hit->class : HIT_ABORT];

    for (size_t i = 0; hit->class == HIT_UNDEFINED && i < sizeof folded / sizeof folded[0]; i++)
        if (strcmp(hit->what, folded[i]) == 0)
            name = class_names[HIT_READ];
    snprintf(out->class, sizeof out->class, "%s", name);
    if (strcmp(name, class_names[HIT_UNDEFINED]) == 0)
        snprintf(out->class, sizeof out->class, "%s-%s", name, hit->what);
    if (hit->class == HIT_CONTRACT) {
        char words[HIT_WHAT];
        slug(hit->what, words, sizeof words);
        snprintf(out->class, sizeof out->class, "%s-%s", name, words);
    }
}

static size_t next_opaque(const struct crash *crash, size_t from)
{
    while (from < crash->frame_count && crash->frames[from].transparent)
        from++;
    return from;
}

static uint64_t key_of_site(uint64_t sum, const struct crash *crash)
{
    char line[1024] = "";

    if (crash->site < crash->frame_count) {
        frames_line(&crash->frames[crash->site], line, sizeof line);
        sum = hash_text(sum, crash->frames[crash->site].function);
    }
    sum = hash_text(sum, line);
    if (crash->caller < crash->frame_count)
        sum = hash_text(sum, crash->frames[crash->caller].function);
    return sum;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The functions that are on the stack more than once: each of them may be the one that used it up.
 */
static uint64_t key_of_cycle(uint64_t sum, const struct crash *crash)
{
    const char *names[FRAMES_MAX];

    for (size_t i = 0; i < crash->frame_count; i++)
        names[i] = crash->frames[i].function;
    qsort(names, crash->frame_count, sizeof names[0], by_name);
    for (size_t i = 0; i + 1 < crash->frame_count; i++) {
        const bool first = i == 0 || strcmp(names[i - 1], names[i]) != 0;
        if (first && strcmp(names[i], names[i + 1]) == 0)
            sum = hash_text(sum, names[i]);
    }
    return sum;
}

static uint64_t key_of(const struct hit *hit, const char *target, const struct crash *crash)
{
    const uint64_t sum = hash_text(UINT64_C(0xcbf29ce484222325), crash->class);

    switch (hit->class) {
    case HIT_CONTRACT:
        return hash_text(hash_text(hash_text(sum, hit->what), hit->detail), target);
    case HIT_TIMEOUT:
    case HIT_MEMORY:
        return hash_text(sum, target); /* the stack of either points anywhere */
    case HIT_STACK:
        return key_of_cycle(sum, crash);
    case HIT_READ:
    case HIT_WRITE:
    case HIT_FREED:
    case HIT_UNDEFINED:
    case HIT_UNINITIALIZED:
    case HIT_LEAK:
    case HIT_ABORT:
    case HIT_TRAP:
    case HIT_CLASS_END:
        break;
    }
    return key_of_site(crash->frame_count == 0 ? hash_text(sum, target) : sum, crash);
}

void crash_of(const struct hit *hit, const char *target, struct crash *out)
{
    memset(out, 0, sizeof *out);
    name_class(hit, out);
    out->frame_count = frames_own(hit, out->frames, FRAMES_MAX);
    out->site = next_opaque(out, 0);
    out->caller = out->site < out->frame_count ? next_opaque(out, out->site + 1) : out->site;
    out->key = key_of(hit, target, out);
}
