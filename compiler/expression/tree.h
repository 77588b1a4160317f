/* The syntax tree of an expression. Each node knows how many instructions it needs. */
#ifndef REDZONE_EXPRESSION_TREE_H
#define REDZONE_EXPRESSION_TREE_H

#include "point_set.h"
#include "source.h"

enum {
    NODE_LEVELS = 64,        /* of groups in each other; bounds the recursion over a tree */
    NODE_REPETITIONS = 1000, /* the most that a quantifier may ask for */
    NODE_UNLIMITED = NODE_REPETITIONS + 1,
};

enum node_kind {
    NODE_SINGLE,   /* one instruction, and the ranges behind it if it is a class */
    NODE_SEQUENCE, /* its children one after the other; without any: nothing */
    NODE_CHOICE,   /* one of its children */
    NODE_REPEAT,   /* its child, minimum to maximum times */
};

struct node {
    enum node_kind kind;
    uint32_t position; /* in the source */
    uint32_t size;     /* instructions; UINT32_MAX stands for all larger numbers */
    struct node *first, *last, *next;
    struct channel_instruction instruction; /* single */
    const struct point_range *ranges;       /* single: instruction.a of them if it is a class */
    uint32_t minimum, maximum;              /* repeat */
};

/* Each returns NULL when memory is short, and has said so. */
struct node *node_new(struct source *source, enum node_kind kind, uint32_t position);
struct node *node_single(struct source *source, uint32_t position, uint8_t op, uint32_t a);

/* The node of a set, in the one form that its members have: a code point, any code point, or a
 * class; a class that holds the last code point is a negated one. */
struct node *node_set(struct source *source, uint32_t position, struct point_set set);

/* `child`, minimum to maximum times. May be the child or an empty sequence. */
struct node *node_repeat(struct source *source, uint32_t position, struct node *child,
                         uint32_t minimum, uint32_t maximum);

/* Appends to a sequence or a choice. */
void node_append(struct node *parent, struct node *child);

/* The node itself, or what it is the same as: the only child of a sequence or choice. */
struct node *node_plain(struct node *node);

#endif
