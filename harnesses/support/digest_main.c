/* The main of a fuzz target where there are no processes to fork (Windows): `replay --digest`
 * alone, one input after the other. An input that ends the process ends the replay. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#include <fcntl.h>
#include <io.h>
#endif

#include "digest.h"
#include "input.h"
#include "replay.h"

static const char usage[] =
    "usage: %s replay --digest PATH...\n"
    "\n"
    "Runs each input once and prints what the target saw of it. A PATH is a\n"
    "file, or a folder of them.\n"
    "\n"
    "exit codes: 0 clean, 1 an input could not be read, 2 wrong use,\n"
    "            3 nothing was replayed\n";

/* Reads what a file holds, at most REPLAY_INPUT_MAX bytes, into memory that the caller frees.
 * Returns null when it cannot. */
static uint8_t *read_all(FILE *file, size_t *size)
{
    size_t capacity = 65536;
    uint8_t *bytes = malloc(capacity);

    *size = 0;
    while (bytes != NULL) {
        *size += fread(bytes + *size, 1, capacity - *size, file);
        if (*size < capacity)
            break;
        capacity *= 2;
        uint8_t *more = capacity / 2 < REPLAY_INPUT_MAX ? realloc(bytes, capacity) : NULL;
        if (more == NULL)
            free(bytes);
        bytes = more;
    }
    if (bytes == NULL || !ferror(file))
        return bytes;
    free(bytes);
    return NULL;
}

static bool run(const char *path)
{
    size_t size;
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = file == NULL ? NULL : read_all(file, &size);
    bool done = false;

    fprintf(stderr, "replay: %s\n", path); /* before the run, which may end the process */
    if (bytes == NULL) {
        fprintf(stderr, "replay: %s: cannot be read\n", path);
    } else {
        input_run(bytes, size, INPUT_HEAP);
        done = digest_print(path, bytes, size);
    }
    free(bytes);
    if (file != NULL)
        fclose(file);
    return done;
}

static int run_all(struct walk *walk)
{
    size_t failures = walk->unreadable;

    walk_sort(walk);
    for (size_t i = 0; i < walk->count; i++)
        failures += !run(walk->paths[i]);
    if (failures > 0)
        return EXIT_FINDING;
    if (walk->count > 0)
        return EXIT_CLEAN;
    fprintf(stderr, "replay: nothing was replayed\n");
    return EXIT_NOTHING_TESTED;
}

int main(int argc, char **argv)
{
    struct walk walk = {0};
    bool collected = true;

    if (argc < 4 || strcmp(argv[1], "replay") != 0 || strcmp(argv[2], "--digest") != 0) {
        fprintf(stderr, usage, argv[0]);
        return EXIT_WRONG_USE;
    }
#if defined(_WIN32)
    _setmode(_fileno(stdout), _O_BINARY); /* lines end alike everywhere */
#endif
    for (int i = 3; i < argc && collected; i++)
        collected = walk_add(&walk, argv[i]);
    if (!collected)
        fprintf(stderr, "replay: no memory for the list of inputs\n");
    const int code = collected ? run_all(&walk) : EXIT_FINDING;
    walk_free(&walk);
    return code;
}
