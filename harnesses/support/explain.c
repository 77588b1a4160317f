/* Runs each input in a process of its own and prints what the log of hits has of it. */
#include "explain.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attempt.h"
#include "crash_key.h"
#include "hex_dump.h"
#include "json_print.h"
#include "replay.h"

static const char *access_name(const struct hit *hit)
{
    if (hit->size == 0 && hit->class != HIT_READ && hit->class != HIT_WRITE)
        return "";
    return hit->is_write ? "write" : "read";
}

static void print_json_frames(const struct crash *crash)
{
    printf(", \"frames\": [");
    for (size_t i = crash->site; i < crash->frame_count; i++) {
        const struct frame *frame = &crash->frames[i];
        printf("%s{\"function\": ", i == crash->site ? "" : ", ");
        json_print(stdout, frame->function);
        json_print_member(stdout, "file", frame->file);
        printf(", \"line\": %" PRIu32 "}", frame->line);
    }
    printf("]");
}

static void print_json_site(const struct crash *crash)
{
    const bool known = crash->site < crash->frame_count;
    const struct frame *site = &crash->frames[known ? crash->site : 0];

    json_print_member(stdout, "function", known ? site->function : "");
    json_print_member(stdout, "file", known ? site->file : "");
    printf(", \"line\": %" PRIu32, known ? site->line : 0);
    json_print_member(stdout, "caller",
                      crash->caller < crash->frame_count ? crash->frames[crash->caller].function
                                                         : "");
}

static void print_json_hit(const struct hit *hit, const struct crash *crash)
{
    const bool contract = hit->class == HIT_CONTRACT;

    printf("{\"key\": \"%016" PRIx64 "\"", crash->key);
    json_print_member(stdout, "class", crash->class);
    json_print_member(stdout, "what", contract ? "" : hit->what);
    json_print_member(stdout, "access", access_name(hit));
    printf(", \"bytes\": %" PRIu32, hit->size);
    json_print_member(stdout, "where", hit->where);
    json_print_member(stdout, "contract", contract ? hit->what : "");
    json_print_member(stdout, "detail", contract ? hit->detail : "");
    json_print_member(stdout, "context", hit->context);
    print_json_site(crash);
    print_json_frames(crash);
    printf("}");
}

static void print_text_hit(const struct hit *hit, const struct crash *crash)
{
    printf("  %016" PRIx64 " %s", crash->key, crash->class);
    if (hit->class != HIT_CONTRACT && hit->what[0] != '\0')
        printf(" (%s)", hit->what);
    printf("\n");
    if (hit->class == HIT_CONTRACT)
        printf("    expected that %s; came: %s\n", hit->what, hit->detail);
    if (hit->size > 0)
        printf("    %s of %" PRIu32 " bytes", access_name(hit), hit->size);
    if (hit->where[0] != '\0')
        printf("%s%s", hit->size > 0 ? ", " : "    ", hit->where);
    if (hit->size > 0 || hit->where[0] != '\0')
        printf("\n");
    if (hit->context[0] != '\0')
        printf("    at %s\n", hit->context);
    for (size_t i = crash->site; i < crash->frame_count; i++)
        printf("    %s %s:%" PRIu32 "\n", crash->frames[i].function, crash->frames[i].file,
               crash->frames[i].line);
}

/* One bug may be hit at several places of one line: each key is printed once. */
static void print_hits(const struct explain_options *options)
{
    uint64_t keys[HITS_MAX];
    struct crash crash;
    size_t printed = 0;

    for (uint32_t i = 0; i < hit_log->count && i < HITS_MAX; i++) {
        size_t known = 0;
        crash_of(&hit_log->hits[i], options->target, &crash);
        while (known < printed && keys[known] != crash.key)
            known++;
        if (known < printed)
            continue;
        keys[printed++] = crash.key;
        if (options->json && printed > 1)
            printf(", ");
        (options->json ? print_json_hit : print_text_hit)(&hit_log->hits[i], &crash);
    }
}

static void print_outcome(const char *path, const char *outcome,
                          const struct explain_options *options)
{
    if (!options->json) {
        printf("%s: %s\n", path, outcome);
        print_hits(options);
        return;
    }
    printf("{\"file\": ");
    json_print(stdout, path);
    json_print_member(stdout, "outcome", outcome);
    printf(", \"hits\": [");
    print_hits(options);
    printf("]}\n");
}

void explain_briefly(const struct content *content, const struct explain_options *options)
{
    struct crash crash;
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

    if (frames_known() && nowhere >= 0 &&
        attempt_run(content, options->timeout, nowhere) == ATTEMPT_HIT) {
        crash_of(&hit_log->hits[0], options->target, &crash);
        printf("  %016" PRIx64 " %s", crash.key, crash.class);
        if (crash.site < crash.frame_count)
            printf(" in %s %s:%" PRIu32, crash.frames[crash.site].function,
                   crash.frames[crash.site].file, crash.frames[crash.site].line);
        printf("\n");
    }
    if (nowhere >= 0)
        close(nowhere);
}

static bool explain_file(const char *path, const struct explain_options *options, int output)
{
    struct content content;
    const char *outcome = "unreadable";

    hit_begin();
    const char *reason = load_file(path, &content);
    if (reason != NULL)
        fprintf(stderr, "explain: %s: %s\n", path, reason);
    else
        outcome =
            attempt_run(&content, options->timeout, output) == ATTEMPT_CLEAN ? "clean" : "hit";
    print_outcome(path, outcome, options);
    if (options->hex && !options->json && reason == NULL) {
        const struct hit *hit = hit_log->count > 0 ? &hit_log->hits[0] : NULL;
        hex_dump(stdout, content.bytes, content.size, hit == NULL ? SIZE_MAX : hit->offset,
                 hit == NULL || hit->size == 0 ? 1 : hit->size);
    }
    fflush(stdout);
    free(content.bytes);
    return strcmp(outcome, "clean") == 0;
}

int explain(const char *const *paths, size_t count, const struct explain_options *options)
{
    size_t bad = 0;

    if (!attempt_prepare())
        return EXIT_FINDING;
    const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    for (size_t i = 0; i < count; i++)
        bad += !explain_file(paths[i], options, nowhere < 0 ? STDERR_FILENO : nowhere);
    if (nowhere >= 0)
        close(nowhere);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "explain: stdout: %s\n", strerror(errno));
        return EXIT_FINDING;
    }
    if (bad > 0)
        fprintf(stderr, "explain: %zu of %zu inputs do not run clean\n", bad, count);
    return bad > 0 ? EXIT_FINDING : EXIT_CLEAN;
}
