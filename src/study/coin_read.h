/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_COIN_READ_H
#define AT_STUDY_COIN_READ_H
/* The files of `attest index coin`, from bytes to the engine's tables. `file` is the name for messages; it and the bytes must
 * outlive what is made of them. Empty cells and NA are missing values. */
#include "study/coin.h"

/* Numbers are refused past this: fourth powers still fit a double, and so do their sums. */
#define AT_STUDY_COIN_LARGEST 1e60
enum { AT_STUDY_COIN_MAX_WINSORISED = 1000 };

/* iMeta: columns Level, iCode, Direction, Weight, Parent, Type; iName and Denominator may be absent; others are
 * descriptive and not read. iData: uCode, and a column for each code of iMeta that is not an aggregate; uName and Time
 * may be there; any other column is refused. */
AT_MUST_USE at_status at_study_coin_read_tables(at_arena *arena, const char *imeta_file,
                                                at_bytes imeta, const char *idata_file,
                                                at_bytes idata, at_coin *out, at_err *err);

AT_MUST_USE at_status at_study_coin_read_recipe(at_arena *arena, const char *file, at_bytes bytes,
                                                const at_coin *coin, at_coin_recipe *recipe,
                                                at_study_coin_audit *audit, at_err *err);

/* "minmax(1,100)", "n_minmax", "rank": the prefix of COINr's function names may stand. Without parameters, where the scale
 * has some, those of the alternative of that name in `known` are taken, else 1..100, 10 and 2, 0..100. */
AT_MUST_USE at_status at_study_coin_parse_scale(at_str text, const at_coin_uncertainty *known,
                                                at_coin_normalisation *out, at_err *err);
/* The bare word, "minmax" or "n_minmax". */
AT_MUST_USE at_status at_study_coin_parse_scale_word(at_str text, at_coin_scale *out, at_err *err);
/* Refuses a range that does not rise and a deviation that is not above 0. */
AT_MUST_USE at_status at_study_coin_check_scale(at_coin_normalisation normalisation, at_err *err);
/* "gmean", "a_gmean" */
AT_MUST_USE at_status at_study_coin_parse_mean(at_str text, at_coin_mean *out, at_err *err);

/* Weight sets (iCode, optionally Level, then a column a set): into plan->set_count, set_ids, weights. Every element below
 * the top must be there. */
AT_MUST_USE at_status at_study_coin_read_weight_sets(at_arena *arena, const char *file,
                                                     at_bytes bytes, const at_coin *coin,
                                                     at_coin_plan *plan, at_err *err);

/* Parameters (rep, then any of winmax, normalisation, weight_set, aggregation), after the weight sets: the rest of the
 * plan. Rows are put in the order of their ids, numbers by value. A weight set "54" may be called "w54" in its file. */
AT_MUST_USE at_status at_study_coin_read_params(at_arena *arena, const char *file, at_bytes bytes,
                                                const at_coin_recipe *recipe,
                                                at_study_coin_design design, at_coin_plan *plan,
                                                at_err *err);

#endif
