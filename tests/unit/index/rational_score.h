/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_INDEX_RATIONAL_SCORE_H
#define TEST_INDEX_RATIONAL_SCORE_H
/* The definition of a score, word for word in ratios, as slow as it likes: what the engine is held against. */
#include "index/edition.h"

/* The most that its exclusive group reaches, or the points of a criterion alone. `weights` [criterion] NULL: the edition's
 * own. `unknown` is what an unknown cell counts as, 0 or 1. `category` AT_INDEX_NONE: all of them. */
at_ratio rational_points(const at_index_edition *edition, const at_ratio *weights,
                         const at_fraction *row, int unknown, size_t category);
/* The middle of the two. */
at_ratio rational_score(const at_index_edition *edition, const at_ratio *weights,
                        const at_fraction *row, size_t category);
/* All met. */
at_ratio rational_attainable(const at_index_edition *edition, const at_ratio *weights);
int64_t rational_hundredths(at_ratio score);

#endif
