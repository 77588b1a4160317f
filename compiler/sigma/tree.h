/* The boolean tree that a rule becomes: constants folded, chains flat, no double negation. Its
 * nodes are shared where a selection is used more than once. */
#ifndef REDZONE_SIGMA_TREE_H
#define REDZONE_SIGMA_TREE_H

#include "work.h"

enum sigma_tree_op {
    SIGMA_TREE_FALSE,
    SIGMA_TREE_TRUE,
    SIGMA_TREE_TEST,
    SIGMA_TREE_NOT,
    SIGMA_TREE_AND,
    SIGMA_TREE_OR,
};

struct sigma_tree {
    enum sigma_tree_op op;
    const struct content_criterion *criterion; /* of a test */
    uint32_t index;                            /* of a test, once written; UINT32_MAX before */
    struct sigma_tree **children;
    uint32_t count;
};

/* Each gives a tree, NULL after a refusal; a child that is NULL gives NULL. The line is that of
 * whatever is made. */
struct sigma_tree *sigma_tree_constant(struct sigma_work *work, bool value);
struct sigma_tree *sigma_tree_test(struct sigma_work *work,
                                   const struct content_criterion *criterion);
struct sigma_tree *sigma_tree_not(struct sigma_work *work, struct sigma_tree *child);

/* AND or OR of `count` children; of none it is true or false, of one that child. */
struct sigma_tree *sigma_tree_join(struct sigma_work *work, enum sigma_tree_op op,
                                   struct sigma_tree *const *children, uint32_t count,
                                   uint32_t line);

/* Children that are collected one by one. */
struct sigma_forest {
    struct sigma_tree **trees;
    uint32_t count, capacity;
};

/* Appends; false when the tree is NULL or after a refusal. */
bool sigma_forest_add(struct sigma_work *work, struct sigma_forest *forest,
                      struct sigma_tree *tree);

/* Writes a tree as the condition of an instance, in prefix order, with the criteria that it uses in
 * the order of their first use, all in the arena of `work`. A constant becomes a wildcard or its
 * negation. False after a refusal: it is too large or too deep. */
bool sigma_tree_write(struct sigma_work *work, struct sigma_tree *tree, uint32_t line,
                      struct content_instance *instance);

#endif
