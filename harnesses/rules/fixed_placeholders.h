/* What placeholders stand for in every fuzz target that compiles rules. */
#ifndef HARNESS_RULES_FIXED_PLACEHOLDERS_H
#define HARNESS_RULES_FIXED_PLACEHOLDERS_H

/* As the file that they are read from: each line begins with a name and a colon. */
extern const char fixed_placeholders[];

#endif
