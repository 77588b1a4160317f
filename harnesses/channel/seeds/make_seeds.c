/* Makes the hand-made seeds of the fuzz targets and their manifest: make_seeds FOLDER. */
#include <errno.h>
#include <string.h>

#include "seed_writer.h"

enum { CLEAN = 0, FAILED = 1, WRONG_USE = 2 };

static int make_seeds(const char *root)
{
    char path[4096];

    const int length = snprintf(path, sizeof path, "%s/manifest.tsv", root);
    if (length < 0 || (size_t)length >= sizeof path) {
        fprintf(stderr, "make_seeds: the folder's name is too long\n");
        return FAILED;
    }
    seed_make_folders(path);
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
    seeds_of_limits(&writer);
    seeds_of_operands(&writer);
    seeds_of_sensors(&writer);
    seeds_of_matches(&writer);
    seeds_of_models(&writer);
    seeds_of_rules(&writer);
    seeds_of_memory(&writer);
    seeds_of_mutations(&writer);
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
    return make_seeds(argv[1]);
}
