/* Makes the hand-made seeds of the fuzz targets and their manifest: make_seeds FOLDER. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "seed_writer.h"

enum { CLEAN = 0, FAILED = 1, WRONG_USE = 2 };

static const char *const folders[] = {"", "/channel_file", "/interpreter"};

static int make_folders(const char *root)
{
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char path[4096];
        const int length = snprintf(path, sizeof path, "%s%s", root, folders[i]);
        if (length < 0 || (size_t)length >= sizeof path ||
            (mkdir(path, 0777) != 0 && errno != EEXIST)) {
            fprintf(stderr, "make_seeds: %s: %s\n", path, strerror(errno));
            return FAILED;
        }
    }
    return CLEAN;
}

static int make_seeds(const char *root)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/manifest.tsv", root);
    FILE *manifest = fopen(path, "w");
    if (manifest == NULL) {
        fprintf(stderr, "make_seeds: %s: %s\n", path, strerror(errno));
        return FAILED;
    }
    struct seed_writer writer = {root, manifest};
    fprintf(manifest, "# Made by make_seeds: seed, and what it holds.\n");
    seeds_of_features(&writer);
    seeds_of_hazards(&writer);
    seeds_of_events(&writer);
    if (fclose(manifest) != 0) {
        fprintf(stderr, "make_seeds: %s: %s\n", path, strerror(errno));
        return FAILED;
    }
    return CLEAN;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: make_seeds FOLDER\n");
        return WRONG_USE;
    }
    return make_folders(argv[1]) == CLEAN ? make_seeds(argv[1]) : FAILED;
}
