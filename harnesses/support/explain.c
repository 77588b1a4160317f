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

static void print_json_hit(const struct hit *hit, const char *target)
{
    struct crash crash;
    const bool contract = hit->class == HIT_CONTRACT;

    crash_of(hit, target, &crash);
    printf("{\"key\": \"%016" PRIx64 "\"", crash.key);
    json_print_member(stdout, "class", crash.class);
    json_print_member(stdout, "what", contract ? "" : hit->what);
    json_print_member(stdout, "access", access_name(hit));
    printf(", \"bytes\": %" PRIu32, hit->size);
    json_print_member(stdout, "where", hit->where);
    json_print_member(stdout, "contract", contract ? hit->what : "");
    json_print_member(stdout, "detail", contract ? hit->detail : "");
    json_print_member(stdout, "context", hit->context);
    print_json_site(&crash);
    print_json_frames(&crash);
    printf("}");
}

static void print_json(const char *path, const char *outcome, const char *target)
{
    printf("{\"file\": ");
    json_print(stdout, path);
    json_print_member(stdout, "outcome", outcome);
    printf(", \"hits\": [");
    for (uint32_t i = 0; i < hit_log->count && i < HITS_MAX; i++) {
        printf("%s", i == 0 ? "" : ", ");
        print_json_hit(&hit_log->hits[i], target);
    }
    printf("]}\n");
}

static void print_text_hit(const struct hit *hit, const char *target)
{
    struct crash crash;

    crash_of(hit, target, &crash);
    printf("  %016" PRIx64 " %s", crash.key, crash.class);
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
    for (size_t i = crash.site; i < crash.frame_count; i++)
        printf("    %s %s:%" PRIu32 "\n", crash.frames[i].function, crash.frames[i].file,
               crash.frames[i].line);
}

static void print_text(const char *path, const char *outcome, const char *target)
{
    printf("%s: %s\n", path, outcome);
    for (uint32_t i = 0; i < hit_log->count && i < HITS_MAX; i++)
        print_text_hit(&hit_log->hits[i], target);
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
    (options->json ? print_json : print_text)(path, outcome, options->target);
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
