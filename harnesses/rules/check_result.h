/* The oracles of what the Sigma front end says about one rule. */
#ifndef HARNESS_RULES_CHECK_RESULT_H
#define HARNESS_RULES_CHECK_RESULT_H

#include "channel/checks/digest.h"
#include "sigma/sigma.h"

/* A text of rules, and how many lines it has, by the line breaks of YAML 1.1. */
struct rule_text {
    const char *bytes;
    size_t size;
    uint32_t lines;
};

/* Counts the lines. The bytes stay the caller's. */
struct rule_text rule_text_of(const char *bytes, size_t size);

/* Adds what was said to the digest. What must hold: a rule is compiled or refused, never both; a
 * refusal has a known kind, a reason that can be printed and a line of the text, and no warning
 * beside it; a warning has a line of the text and words. */
void check_result(const struct rule_text *text, const struct sigma_result *result,
                  struct digest *digest);

#endif
