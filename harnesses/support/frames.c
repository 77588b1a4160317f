/* Symbolizes through the sanitizer's run-time, which keeps one llvm-symbolizer for the process:
 * tens of milliseconds for the first address, microseconds from then on. */
#include "frames.h"

#include <ctype.h>
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef REDZONE_ROOT
#define REDZONE_ROOT "."
#endif
#ifndef REDZONE_OWN
#define REDZONE_OWN ""
#endif
#ifndef REDZONE_TRANSPARENT
#define REDZONE_TRANSPARENT ""
#endif

enum { INLINED = 8, CACHE = 1024, RENDERED = 4096, NEAR = 32 };

/* Of all sanitizers. */
__attribute__((weak)) void __sanitizer_symbolize_pc(void *pc, const char *format, char *out,
                                                    size_t size);

struct place {
    uintptr_t pc; /* 0: free */
    size_t count; /* own frames at this address, inlined ones first */
    struct frame frames[INLINED];
};

static struct place *cache;

/* Whether a path begins with one of the prefixes of a list. */
static bool has_prefix(const char *path, const char *list)
{
    while (*list != '\0') {
        const size_t length = strcspn(list, ":");
        if (length > 0 && strncmp(path, list, length) == 0)
            return true;
        list += length;
        list += *list == ':';
    }
    return false;
}

/* The part of a path below the project's root, null where it is elsewhere. */
static const char *below_root(const char *path)
{
    static const char root[] = REDZONE_ROOT;
    const size_t length = sizeof root - 1;

    if (strncmp(path, root, length) != 0 || path[length] != '/')
        return NULL;
    return path + length + 1;
}

/* Takes one rendered frame, `function TAB path TAB line`, if it is own. */
static void take(struct place *place, char *text)
{
    char *path = strchr(text, '\t');
    char *line = path == NULL ? NULL : strchr(path + 1, '\t');

    if (line == NULL || place->count == INLINED)
        return;
    *path++ = '\0';
    *line++ = '\0';
    const char *file = below_root(path);
    if (file == NULL || !has_prefix(file, REDZONE_OWN))
        return;
    struct frame *frame = &place->frames[place->count++];
    snprintf(frame->function, sizeof frame->function, "%.*s", FRAME_FUNCTION - 1, text);
    snprintf(frame->file, sizeof frame->file, "%.*s", FRAME_FILE - 1, file);
    frame->line = (uint32_t)strtoul(line, NULL, 10);
    frame->transparent = has_prefix(file, REDZONE_TRANSPARENT);
}

static void symbolize_at(uintptr_t pc, struct place *place)
{
    char rendered[RENDERED];

    memset(rendered, 0, sizeof rendered);
    place->count = 0;
    /* It takes a return address, and looks at the instruction before. */
    __sanitizer_symbolize_pc((void *)(pc + 1), "%f\t%s\t%l", rendered, sizeof rendered);
    rendered[sizeof rendered - 1] = '\0';
    for (char *text = rendered; *text != '\0';) {
        char *next = text + strlen(text) + 1;
        take(place, text);
        text = next;
    }
}

/* Instructions of a sanitizer may be of line 0, as may be those that fault: what follows in the
 * same function is of the line that they are for. */
static void symbolize(struct place *place)
{
    struct place near = {.count = 0};

    symbolize_at(place->pc, place);
    for (uintptr_t step = 1; place->count > 0 && place->frames[0].line == 0 && step <= NEAR;
         step++) {
        symbolize_at(place->pc + step, &near);
        if (near.count == place->count &&
            strcmp(near.frames[0].function, place->frames[0].function) == 0)
            place->frames[0].line = near.frames[0].line;
    }
}

/* Whether code is the system's: its debug information may be large, and none of it is own. */
static bool is_of_system(uintptr_t pc)
{
    Dl_info module;

    return dladdr((void *)pc, &module) != 0 && module.dli_fname != NULL &&
           has_prefix(module.dli_fname, "/lib/:/lib64/:/usr/lib/");
}

static const struct place *look_up(uintptr_t pc)
{
    if (cache == NULL)
        cache = calloc(CACHE, sizeof *cache);
    if (cache == NULL || pc == 0 || is_of_system(pc))
        return NULL;
    for (size_t i = 0; i < CACHE; i++) {
        struct place *place = &cache[(pc + i) % CACHE];
        if (place->pc == pc)
            return place;
        if (place->pc == 0) {
            place->pc = pc;
            symbolize(place);
            return place;
        }
    }
    memset(cache, 0, CACHE * sizeof *cache); /* full: begins anew */
    return look_up(pc);
}

bool frames_known(void)
{
    return __sanitizer_symbolize_pc != NULL;
}

size_t frames_own(const struct hit *hit, struct frame *out, size_t capacity)
{
    size_t count = 0;

    if (__sanitizer_symbolize_pc == NULL)
        return 0;
    for (uint32_t i = 0; i < hit->depth && i < HIT_FRAMES; i++) {
        const struct place *place = look_up(hit->frames[i]);
        for (size_t j = 0; place != NULL && j < place->count && count < capacity; j++)
            out[count++] = place->frames[j];
    }
    return count;
}

static void squeeze(const char *line, char *text, size_t capacity)
{
    size_t size = 0;
    bool blank = false;

    for (; *line != '\0' && size + 2 < capacity; line++) {
        if (isspace((unsigned char)*line)) {
            blank = size > 0;
            continue;
        }
        if (blank)
            text[size++] = ' ';
        blank = false;
        text[size++] = *line;
    }
    text[size] = '\0';
}

void frames_line(const struct frame *frame, char *text, size_t capacity)
{
    char path[4096];
    char line[4096];

    text[0] = '\0';
    const int length = snprintf(path, sizeof path, "%s/%s", REDZONE_ROOT, frame->file);
    FILE *source = length < 0 || (size_t)length >= sizeof path ? NULL : fopen(path, "r");
    if (source == NULL)
        return;
    for (uint32_t number = 1; fgets(line, sizeof line, source) != NULL; number++) {
        if (number == frame->line) {
            squeeze(line, text, capacity);
            break;
        }
    }
    fclose(source);
}
