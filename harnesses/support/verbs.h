/* The verbs of a workbench: each takes what stands behind its name and returns an exit code. */
#ifndef SUPPORT_VERBS_H
#define SUPPORT_VERBS_H

int replay_verb(const char *program, int count, char **arguments);
int explain_verb(const char *program, int count, char **arguments);
int minimize_verb(const char *program, int count, char **arguments);

/* The name of the fuzz target: that of the program without its folder. */
const char *target_name(const char *program);

#endif
