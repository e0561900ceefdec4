/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_STUDY_COIN_H
#define AT_STUDY_COIN_H
/* `attest index coin`: reads COINr's tables and a recipe, runs what is asked for, and tells it as JSON or as tables
 * for a terminal. docs/methods-coin.md says what the files hold and what the words of the recipe mean. */
#include "base/buffer.h"
#include "base/pool.h"
#include "index/coin_audit.h"
#include "index/coin_uncertainty.h"

/* How the rows of a parameter file are taken. */
typedef enum at_study_coin_design {
    AT_STUDY_COIN_DETECT, /* a Sobol design if the rows are one */
    AT_STUDY_COIN_SAMPLE, /* replicates of equal standing, whatever their form */
    AT_STUDY_COIN_SOBOL   /* a Sobol design, or an error that says which row is not */
} at_study_coin_design;

typedef struct at_study_coin_options {
    const char *idata, *imeta, *recipe;
    const char *params, *weight_sets; /* NULL: not given */
    at_study_coin_design design;
    size_t sobol; /* N of a Sobol design to draw; 0: none */
    uint64_t seed;
    bool stages, statistics, leave_one_out;
} at_study_coin_options;

/* Settings of the recipe's [statistics]; defaults are COINr's. */
typedef struct at_study_coin_audit {
    at_coin_thresholds flags;
    unsigned digits;     /* significant digits of the statistics; 0: all */
    double significance; /* a correlation with a larger p is left out */
} at_study_coin_audit;

typedef struct at_study_coin {
    at_study_coin_options options;
    at_coin coin;
    at_coin_recipe recipe;
    at_study_coin_audit audit;
    at_coin_result result;
    at_coin_plan plan;                    /* count 0: no replicates */
    at_coin_replicates replicates;        /* where plan.count > 0 */
    at_coin_sobol sobol;                  /* where plan.base > 0 */
    const at_coin_statistics *statistics; /* [indicator] of the raw data; NULL unless asked for */
    const at_coin_correlation *correlations; /* of the normalised data */
    const double *alphas;                    /* [element] */
    const double *left_out;                  /* [element]; NULL unless asked for */
} at_study_coin;

/* Reads the files and runs. AT_EUSAGE for options that do not go together. What can be wrong with the files is refused
 * with file, row and column. */
AT_MUST_USE at_status at_study_coin_run(at_arena *arena, const at_study_coin_options *options,
                                        at_pool *pool, const at_progress *progress,
                                        at_study_coin *out, at_err *err);

/* One JSON document (docs/methods-coin.md lists its keys). The numbers are formatted on the pool; the bytes do not depend
 * on it. */
AT_MUST_USE at_status at_study_coin_json(const at_study_coin *study, at_pool *pool, at_buffer *out,
                                         at_err *err);
/* The same for a terminal, at most 100 columns wide where codes are short. */
AT_MUST_USE at_status at_study_coin_text(const at_study_coin *study, at_buffer *out, at_err *err);

#endif
