/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_INDEX_SHAPLEY_H
#define AT_INDEX_SHAPLEY_H
/* The value of each player in a cooperative game (Shapley 1953): his mean marginal contribution over all orders in
 * which the players can arrive, sum over coalitions S without him of |S|! (n-|S|-1)! / n! (v(S+i) - v(S)). */
#include "base/big.h"

enum { AT_SHAPLEY_MAX_PLAYERS = 8 };

/* values[S] for the 2^players coalitions: bit i of S is set where player i takes part. parts[i] is over
 * at_shapley_den(players); the parts add up to (values[all] - values[0]) times that. O(players * 2^players). */
void at_shapley(size_t players, const at_big *values, at_big *parts);
/* n! */
at_big at_shapley_den(size_t players);

#endif
