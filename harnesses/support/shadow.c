/* Reads ASan's shadow. Compiled without sanitizers; without ASan nothing is known. */
#include "shadow.h"

#include <stdio.h>
#include <string.h>

#include "regions.h"

enum { GRANULE = 8, LOWEST_MARK = 0x80 };

/* Of ASan; null in builds without it. */
__attribute__((weak)) void __asan_get_shadow_mapping(size_t *scale, size_t *offset);
__attribute__((weak)) void *__asan_region_is_poisoned(void *begin, size_t size);
__attribute__((weak)) const char *__asan_locate_address(void *address, char *name, size_t name_size,
                                                        void **region, size_t *region_size);

/* Marks of the shadow that mean freed memory, and the names that ASan gives to all of them. */
static const struct {
    uint8_t mark;
    enum hit_class class; /* of a read; HIT_READ becomes HIT_WRITE */
    const char *what;
} marks[] = {
    {0xfa, HIT_READ, "heap-buffer-overflow"},
    {0xfd, HIT_FREED, "heap-use-after-free"},
    {0xf1, HIT_READ, "stack-buffer-underflow"},
    {0xf2, HIT_READ, "stack-buffer-overflow"},
    {0xf3, HIT_READ, "stack-buffer-overflow"},
    {0xf5, HIT_FREED, "stack-use-after-return"},
    {0xf8, HIT_FREED, "stack-use-after-scope"},
    {0xf9, HIT_READ, "global-buffer-overflow"},
    {0xf7, HIT_READ, "use-after-poison"},
    {0xca, HIT_READ, "dynamic-stack-buffer-overflow"},
    {0xcb, HIT_READ, "dynamic-stack-buffer-overflow"},
};

static uint8_t shadow_of(uintptr_t address, size_t scale, size_t offset)
{
    return *(const volatile uint8_t *)((address >> scale) + offset);
}

/* A granule whose first bytes are open tells nothing; the next one does. */
static uint8_t mark_of(uintptr_t address)
{
    size_t scale = 0, offset = 0;

    __asan_get_shadow_mapping(&scale, &offset);
    const uint8_t mark = shadow_of(address, scale, offset);
    return mark >= LOWEST_MARK ? mark : shadow_of(address + GRANULE, scale, offset);
}

static uintptr_t first_bad(const struct hit *hit)
{
    if (__asan_region_is_poisoned == NULL || hit->size == 0)
        return hit->address;
    const void *bad = __asan_region_is_poisoned((void *)hit->address, hit->size);
    return bad == NULL ? hit->address : (uintptr_t)bad;
}

void shadow_classify(struct hit *hit)
{
    const uintptr_t bad = first_bad(hit);

    hit->class = hit->is_write ? HIT_WRITE : HIT_READ;
    snprintf(hit->what, sizeof hit->what, "unknown-crash");
    if (__asan_get_shadow_mapping != NULL) {
        const uint8_t mark = mark_of(bad);
        for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
            if (marks[i].mark != mark)
                continue;
            snprintf(hit->what, sizeof hit->what, "%s", marks[i].what);
            if (marks[i].class == HIT_FREED)
                hit->class = HIT_FREED;
        }
    }
    shadow_locate(bad, hit->where, sizeof hit->where);
}

void shadow_locate(uintptr_t address, char *text, size_t capacity)
{
    char name[64] = "", label[96];
    void *base = NULL;
    size_t size = 0;

    const char *kind =
        __asan_locate_address == NULL
            ? NULL
            : __asan_locate_address((void *)address, name, sizeof name, &base, &size);
    const bool known_to_asan = base != NULL && kind != NULL;
    /* A block of the heap that has no name is what it is, whatever lies beside it. */
    if (!known_to_asan || strcmp(kind, "heap") != 0 || region_is_named((uintptr_t)base, size))
        region_locate(address, text, capacity);
    if (text[0] != '\0' || !known_to_asan)
        return;
    snprintf(label, sizeof label, "%s %s%s", kind, name[0] == '\0' ? "block" : "object ", name);
    const struct region known = {(uintptr_t)base, size, label, 0};
    region_describe(&known, address, text, capacity);
}

void shadow_fold_misaligned(struct hit *hit, uintptr_t address, bool is_write)
{
    if (__asan_region_is_poisoned == NULL || address == 0 ||
        __asan_region_is_poisoned((void *)address, 1) == NULL)
        return;
    hit->address = address;
    hit->is_write = is_write;
    hit->detail[0] = '\0';
    shadow_classify(hit);
}
