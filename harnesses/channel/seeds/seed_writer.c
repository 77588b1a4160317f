/* Writes a file for each seed, and the folders on the way to it. */
#include "seed_writer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include "builder.h"

static _Noreturn void give_up(const char *what, const char *reason)
{
    fprintf(stderr, "make_seeds: %s: %s\n", what, reason);
    exit(1);
}

void seed_make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0777) != 0 && errno != EEXIST)
            give_up(path, strerror(errno));
        *slash = '/';
    }
}

void seed_write(struct seed_writer *writer, const char *target, const char *name, const char *holds,
                const uint8_t *bytes, size_t size)
{
    char path[4096];
    const int length = snprintf(path, sizeof path, "%s/%s/%s", writer->folder, target, name);

    if (length < 0 || (size_t)length >= sizeof path)
        give_up(name, "its path is too long");
    seed_make_folders(path);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        give_up(path, strerror(errno));
    const size_t written = fwrite(bytes, 1, size, file);
    if (fclose(file) != 0 || written != size)
        give_up(path, strerror(errno));
    fprintf(writer->manifest, "%s/%s\t%s\n", target, name, holds);
}

void *seed_need(void *pointer)
{
    if (pointer == NULL)
        give_up("model", "memory is short, or a template type is not defined");
    return pointer;
}

uint8_t *seed_encode(const struct content *content, size_t *size)
{
    struct builder_error error;
    uint8_t *bytes;

    if (!builder_encode(content, &bytes, size, &error))
        give_up("model", channel_error_sentence(error.error));
    return bytes;
}

uint8_t *seed_encode_unchecked(struct content *content, size_t *size)
{
    uint8_t *bytes;

    if (!builder_encode_unchecked(content, &bytes, size))
        give_up("model", "memory is short");
    content_free(content);
    return bytes;
}
