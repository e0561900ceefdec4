/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/coin.h"

#include "file/io.h"
#include "study/coin_read.h"

static const size_t FILE_LIMIT = (size_t)1 << 30;

static at_status check_options(const at_study_coin_options *o, at_err *err)
{
    if (!o->idata || !o->imeta || !o->recipe) {
        return at_fail(err, AT_EUSAGE, "--idata, --imeta and --recipe are all needed");
    }
    if (o->weight_sets && !o->params) {
        return at_fail(err, AT_EUSAGE,
                       "--weight-sets without --params: say which replicate uses which set");
    }
    if (o->params && o->sobol) {
        return at_fail(err, AT_EUSAGE,
                       "--params and --sobol: a design is either given or drawn; leave one out");
    }
    if (o->design != AT_STUDY_COIN_DETECT && !o->params) {
        return at_fail(err, AT_EUSAGE,
                       "--design says how to take the rows of --params, which is "
                       "not given");
    }
    return AT_OK;
}

static at_status read_inputs(at_arena *arena, at_study_coin *s, at_err *err)
{
    const at_study_coin_options *o = &s->options;
    at_bytes imeta, idata, recipe;
    AT_TRY(at_file_read(arena, o->imeta, FILE_LIMIT, &imeta, err));
    AT_TRY(at_file_read(arena, o->idata, FILE_LIMIT, &idata, err));
    AT_TRY(at_file_read(arena, o->recipe, FILE_LIMIT, &recipe, err));
    AT_TRY(at_study_coin_read_tables(arena, o->imeta, imeta, o->idata, idata, &s->coin, err));
    return at_study_coin_read_recipe(arena, o->recipe, recipe, &s->coin, &s->recipe, &s->audit,
                                     err);
}

static at_status read_plan(at_arena *arena, at_study_coin *s, at_err *err)
{
    const at_study_coin_options *o = &s->options;
    at_bytes bytes;
    if (o->weight_sets) {
        AT_TRY(at_file_read(arena, o->weight_sets, FILE_LIMIT, &bytes, err));
        AT_TRY(
            at_study_coin_read_weight_sets(arena, o->weight_sets, bytes, &s->coin, &s->plan, err));
    }
    AT_TRY(at_file_read(arena, o->params, FILE_LIMIT, &bytes, err));
    return at_study_coin_read_params(arena, o->params, bytes, &s->recipe, o->design, &s->plan, err);
}

static at_status run_replicates(at_arena *arena, at_study_coin *s, at_pool *pool,
                                const at_progress *progress, at_err *err)
{
    if (s->plan.count == 0) return AT_OK;
    const at_status status = at_coin_replicate(arena, &s->coin, &s->recipe, &s->result, &s->plan,
                                               pool, progress, &s->replicates, err);
    if (status != AT_OK && s->options.params) at_err_place(err, s->options.params, 0, 0);
    AT_TRY(status);
    if (s->plan.base == 0) return AT_OK;
    return at_coin_sensitivity(arena, &s->plan, &s->replicates, s->options.seed, pool, progress,
                               &s->sobol, err);
}

static at_status run_audit(at_arena *arena, at_study_coin *s, at_pool *pool,
                           const at_progress *progress, at_err *err)
{
    if (s->options.statistics) {
        AT_TRY(at_coin_describe(arena, s->coin.raw, s->audit.flags, &s->statistics, err));
        AT_TRY(
            at_coin_correlate(arena, s->result.normalised, pool, progress, &s->correlations, err));
        AT_TRY(at_coin_alpha(arena, &s->coin, s->result.aggregated, &s->alphas, err));
    }
    if (s->options.leave_one_out) {
        AT_TRY(at_coin_leave_one_out(arena, &s->coin, &s->recipe, &s->result, pool, progress,
                                     &s->left_out, err));
    }
    return AT_OK;
}

at_status at_study_coin_run(at_arena *arena, const at_study_coin_options *options, at_pool *pool,
                            const at_progress *progress, at_study_coin *out, at_err *err)
{
    at_study_coin s = {.options = *options};
    AT_TRY(check_options(options, err));
    AT_TRY(read_inputs(arena, &s, err));
    if (options->params) AT_TRY(read_plan(arena, &s, err));
    if (options->sobol) {
        AT_TRY(
            at_coin_sample(arena, &s.coin, &s.recipe, options->sobol, options->seed, &s.plan, err));
    }
    AT_TRY(at_coin_run(arena, &s.coin, &s.recipe, &s.result, err));
    AT_TRY(run_replicates(arena, &s, pool, progress, err));
    AT_TRY(run_audit(arena, &s, pool, progress, err));
    *out = s;
    return AT_OK;
}
