/* The verbs of the `channel` tool, and what they share. */
#ifndef REDZONE_TOOL_VERBS_H
#define REDZONE_TOOL_VERBS_H

/* Exit codes. Every one but 0 comes with at least one line on stderr. */
enum {
    EXIT_CLEAN = 0,
    EXIT_REFUSED = 1, /* a refusal, or an I/O error */
    EXIT_USAGE = 2,
    EXIT_INTERRUPTED = 130,
};

/* Each is given its own name as argv[0] and returns the exit code. */
int verb_compile(int argc, char **argv);
int verb_inspect(int argc, char **argv);
int verb_validate(int argc, char **argv);
int verb_match(int argc, char **argv);
int verb_diff(int argc, char **argv);
int verb_rehearse(int argc, char **argv);

/* What `channel VERB --help` prints. */
extern const char compile_help[];
extern const char inspect_help[];
extern const char validate_help[];
extern const char match_help[];
extern const char diff_help[];
extern const char rehearse_help[];

#endif
