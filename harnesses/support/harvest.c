/* Keeps the smallest input of each key that is met. */
#include "harvest.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "json_print.h"
#include "write_whole.h"

void harvest_begin(struct harvest *harvest, const char *folder)
{
    harvest->count = 0;
    snprintf(harvest->folder, sizeof harvest->folder, "%s", folder == NULL ? "" : folder);
}

static void path_of(const struct harvest *harvest, uint64_t key, char *path, size_t capacity)
{
    snprintf(path, capacity, "%s/%016" PRIx64, harvest->folder, key);
}

void harvest_offer(struct harvest *harvest, uint64_t key, const uint8_t *bytes, size_t size)
{
    char path[HARVEST_FOLDER + 32];
    uint32_t i = 0;

    while (i < harvest->count && harvest->entries[i].key != key)
        i++;
    if (i == HARVEST_MAX || (i < harvest->count && harvest->entries[i].size <= size))
        return;
    path_of(harvest, key, path, sizeof path);
    if (harvest->folder[0] != '\0' && !write_whole(path, bytes, size)) {
        fprintf(stderr, "minimize: %s: %s\n", path, strerror(errno));
        return;
    }
    harvest->entries[i].key = key;
    harvest->entries[i].size = size;
    if (i == harvest->count)
        harvest->count++;
}

void harvest_print(const struct harvest *harvest, FILE *out)
{
    char path[HARVEST_FOLDER + 32];

    fprintf(out, "[");
    for (uint32_t i = 0; i < harvest->count; i++) {
        path_of(harvest, harvest->entries[i].key, path, sizeof path);
        fprintf(out, "%s{\"key\": \"%016" PRIx64 "\"", i == 0 ? "" : ", ", harvest->entries[i].key);
        json_print_member(out, "file", harvest->folder[0] == '\0' ? "" : path);
        fprintf(out, "}");
    }
    fprintf(out, "]");
}
