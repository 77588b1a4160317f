/* The program of a syntax tree. */
#ifndef REDZONE_EXPRESSION_GENERATE_H
#define REDZONE_EXPRESSION_GENERATE_H

#include "tree.h"

/* Writes the instructions of a tree and the match behind them: tree->size + 1, which `program` has
 * room for. */
void expression_generate(const struct node *tree, struct channel_instruction *program);

#endif
