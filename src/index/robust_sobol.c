/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which weights move the ranks: Sobol indices of the ranks, with the independent draws behind the
 * weights as factors. */
#include "index/robust_model.h"
#include "num/sample.h"

#include <string.h>

/* A radial design: for each row i one draw A and one draw B of all factors, and for each factor A
 * with that factor taken from B. Vector 0 is A, 1 is B, 2 + f has factor f of B. */
typedef struct design {
    const at_robust_weights *weights;
    uint64_t seed;
    size_t rows, vectors;
    const uint32_t *own_rank; /* [country] */
    uint16_t *ranks;          /* [(country * vectors + vector) * rows + row] */
    double *shift;            /* [vector * rows + row] mean absolute difference from own_rank */
    at_sobol_index *indices;  /* [output * factors + factor] */
} design;
_Static_assert(AT_ROBUST_MAX_COUNTRIES <= UINT16_MAX, "a rank fits 16 bits");

typedef struct room {
    double *a, *b, *x, *scores;
    uint32_t *order, *rank;
} room;

static at_status make_room(const at_robust_model *model, at_arena *scratch, room *out, at_err *err)
{
    AT_TRY(AT_NEW(scratch, model->item_count, &out->a, err));
    AT_TRY(AT_NEW(scratch, model->item_count, &out->b, err));
    AT_TRY(AT_NEW(scratch, AT_ROBUST_BATCH * model->item_count, &out->x, err));
    AT_TRY(AT_NEW(scratch, AT_ROBUST_BATCH * model->padded, &out->scores, err));
    AT_TRY(AT_NEW(scratch, model->padded, &out->order, err));
    AT_TRY(AT_NEW(scratch, model->padded, &out->rank, err));
    return AT_OK;
}

/* What make_room() takes, with what the arena rounds up. */
static size_t room_size(const at_robust_model *model)
{
    const size_t doubles = AT_ROBUST_BATCH * (model->item_count + model->padded);
    return (doubles + 2 * model->item_count + model->padded) * sizeof(double) + 4096;
}

static void fill_vector(const room *r, size_t factors, size_t vector, double *x)
{
    memcpy(x, vector == 1 ? r->b : r->a, factors * sizeof *x);
    if (vector >= 2) x[vector - 2] = r->b[vector - 2];
}

static void keep_ranks(const design *job, size_t vector, size_t row, const uint32_t *rank)
{
    const size_t n = job->weights->model->country_count;
    uint64_t moved = 0;
    for (size_t c = 0; c < n; c++) {
        const uint32_t own = job->own_rank[c];
        moved += rank[c] > own ? rank[c] - own : own - rank[c];
        job->ranks[(c * job->vectors + vector) * job->rows + row] = (uint16_t)rank[c];
    }
    job->shift[vector * job->rows + row] = n ? (double)moved / (double)n : 0;
}

static at_status evaluate_row(void *context, size_t row, at_arena *scratch, at_err *err)
{
    const design *job = context;
    const at_robust_model *model = job->weights->model;
    const size_t factors = model->item_count;
    room r;
    AT_TRY(make_room(model, scratch, &r, err));
    at_rng rng = at_rng_stream(job->seed, AT_RNG_SOBOL, row);
    at_robust_draw_independent(job->weights, &rng, r.a);
    at_robust_draw_independent(job->weights, &rng, r.b);
    for (size_t from = 0; from < job->vectors; from += AT_ROBUST_BATCH) {
        const size_t left = job->vectors - from;
        const size_t batch = left < AT_ROBUST_BATCH ? left : AT_ROBUST_BATCH;
        for (size_t i = 0; i < batch; i++) fill_vector(&r, factors, from + i, r.x + i * factors);
        at_robust_weigh(model, job->weights->start, r.x, batch, r.scores);
        for (size_t i = 0; i < batch; i++) {
            at_robust_rank(model, r.scores + i * model->padded, r.order, r.rank);
            keep_ranks(job, from + i, row, r.rank);
        }
    }
    return AT_OK;
}

/* --- from outputs to indices --- */

typedef struct estimates {
    double *y, *drawn;       /* [vector * rows + row] */
    size_t *row;             /* [row] which rows a resample took */
    double *first, *total;   /* [factor] */
    double *firsts, *totals; /* [factor * AT_SOBOL_BOOTSTRAP + resample] */
} estimates;

static at_status make_estimates(const design *job, at_arena *scratch, estimates *out, at_err *err)
{
    const size_t factors = job->vectors - 2, resamples = factors * AT_SOBOL_BOOTSTRAP;
    AT_TRY(AT_NEW(scratch, job->vectors * job->rows, &out->y, err));
    AT_TRY(AT_NEW(scratch, job->vectors * job->rows, &out->drawn, err));
    AT_TRY(AT_NEW(scratch, job->rows, &out->row, err));
    AT_TRY(AT_NEW(scratch, factors, &out->first, err));
    AT_TRY(AT_NEW(scratch, factors, &out->total, err));
    AT_TRY(AT_NEW(scratch, resamples, &out->firsts, err));
    AT_TRY(AT_NEW(scratch, resamples, &out->totals, err));
    return AT_OK;
}

static size_t estimates_size(const design *job)
{
    const size_t outputs = (2 * job->vectors + 1) * job->rows;
    const size_t spread = 2 * job->vectors * (AT_SOBOL_BOOTSTRAP + 1);
    return (outputs + spread) * sizeof(double) + 4096;
}

/* Less the mean over A and B: the estimator of the first order multiplies by the output itself,
 * and at rank 30 of 49 the 30 would be all noise. */
static void take_output(const design *job, size_t output, double *y)
{
    const size_t count = job->vectors * job->rows;
    for (size_t i = 0; i < count; i++) {
        y[i] = output == 0 ? job->shift[i] : job->ranks[(output - 1) * count + i];
    }
    const double mean = at_mean(y, 2 * job->rows);
    for (size_t i = 0; i < count; i++) y[i] -= mean;
}

static void estimate(const design *job, const double *y, const estimates *e)
{
    const size_t n = job->rows;
    at_sobol_indices(y, y + n, y + 2 * n, n, job->vectors - 2, e->first, e->total);
}

/* The rows drawn anew, with replacement; the same rows for every vector and every output. */
static void resample(const design *job, size_t number, const estimates *e)
{
    at_rng rng = at_rng_stream(job->seed, AT_RNG_BOOTSTRAP, number);
    const size_t n = job->rows;
    for (size_t i = 0; i < n; i++) e->row[i] = (size_t)at_rng_below(&rng, n);
    for (size_t v = 0; v < job->vectors; v++) {
        const double *from = e->y + v * n;
        double *to = e->drawn + v * n;
        for (size_t i = 0; i < n; i++) to[i] = from[e->row[i]];
    }
    estimate(job, e->drawn, e);
    for (size_t f = 0; f < job->vectors - 2; f++) {
        e->firsts[f * AT_SOBOL_BOOTSTRAP + number] = e->first[f];
        e->totals[f * AT_SOBOL_BOOTSTRAP + number] = e->total[f];
    }
}

static at_status analyse_output(void *context, size_t output, at_arena *scratch, at_err *err)
{
    const design *job = context;
    const size_t factors = job->vectors - 2;
    estimates e;
    AT_TRY(make_estimates(job, scratch, &e, err));
    take_output(job, output, e.y);
    for (size_t number = 0; number < AT_SOBOL_BOOTSTRAP; number++) resample(job, number, &e);
    estimate(job, e.y, &e);
    for (size_t f = 0; f < factors; f++) {
        double *firsts = e.firsts + f * AT_SOBOL_BOOTSTRAP;
        double *totals = e.totals + f * AT_SOBOL_BOOTSTRAP;
        at_sort_f64(firsts, AT_SOBOL_BOOTSTRAP);
        at_sort_f64(totals, AT_SOBOL_BOOTSTRAP);
        job->indices[output * factors + f] = (at_sobol_index){
            .first = e.first[f],
            .first_5 = at_quantile_sorted(firsts, AT_SOBOL_BOOTSTRAP, 0.05),
            .first_95 = at_quantile_sorted(firsts, AT_SOBOL_BOOTSTRAP, 0.95),
            .total = e.total[f],
            .total_5 = at_quantile_sorted(totals, AT_SOBOL_BOOTSTRAP, 0.05),
            .total_95 = at_quantile_sorted(totals, AT_SOBOL_BOOTSTRAP, 0.95),
        };
    }
    return AT_OK;
}

/* --- the run --- */

/* Bytes of the design's outputs, or refused. */
static at_status outputs_size(const at_robust_model *model, size_t rows, size_t *out, at_err *err)
{
    size_t count, bytes;
    if (__builtin_mul_overflow(model->item_count + 2, rows, &count) ||
        __builtin_mul_overflow(count, model->country_count * sizeof(uint16_t) + sizeof(double),
                               &bytes) ||
        bytes > AT_SOBOL_MAX_BYTES) {
        return at_fail(err, AT_ELIMIT,
                       "%zu base draws of %zu weights for %zu countries need more than %zu MiB: "
                       "ask for fewer draws",
                       rows, model->item_count, model->country_count,
                       (size_t)AT_SOBOL_MAX_BYTES >> 20);
    }
    *out = bytes + (size_t)64 * 1024;
    return AT_OK;
}

static at_status run(at_arena *arena, design *job, at_pool *pool, const at_progress *progress,
                     at_err *err)
{
    const at_robust_model *model = job->weights->model;
    const size_t n = model->country_count;
    uint32_t *order, *rank;
    size_t size = 0;
    AT_TRY(outputs_size(model, job->rows, &size, err));
    AT_CLEANUP(at_arena_free_ptr) at_arena *outputs = at_arena_new(size);
    if (!outputs) return at_fail(err, AT_ENOMEM, "memory is out");
    AT_TRY(AT_NEW(arena, model->padded, &order, err));
    AT_TRY(AT_NEW(arena, model->padded, &rank, err));
    at_robust_rank(model, model->own, order, rank);
    job->own_rank = rank;
    AT_TRY(AT_NEW(outputs, n * job->vectors * job->rows, &job->ranks, err));
    AT_TRY(AT_NEW(outputs, job->vectors * job->rows, &job->shift, err));
    AT_TRY(at_pool_for(pool, job->rows, evaluate_row, job, room_size(model), progress, err));
    return at_pool_for(pool, 1 + n, analyse_output, job, estimates_size(job), progress, err);
}

at_status at_index_sobol(at_arena *arena, const at_index_items *items, at_draw_kind kind,
                         at_fraction pct, uint64_t seed, size_t base_draws, at_pool *pool,
                         const at_progress *progress, at_sobol *out, at_err *err)
{
    AT_TRY(at_robust_check(items, base_draws, err));
    if (base_draws < 2) {
        return at_fail(err, AT_EUSAGE, "Sobol indices of %zu base draws: expected 2 or more",
                       base_draws);
    }
    at_robust_model model;
    at_robust_weights weights;
    AT_TRY(at_robust_model_make(arena, items, &model, err));
    AT_TRY(at_robust_weights_make(&model, kind, pct, &weights, err));
    design job = {
        .weights = &weights,
        .seed = seed,
        .rows = base_draws,
        .vectors = model.item_count + 2,
    };
    const size_t outputs = 1 + model.country_count;
    AT_TRY(AT_NEW(arena, outputs * model.item_count, &job.indices, err));
    AT_TRY(run(arena, &job, pool, progress, err));
    *out = (at_sobol){
        .base_draws = base_draws,
        .factor_count = model.item_count,
        .output_count = outputs,
        .indices = job.indices,
    };
    return AT_OK;
}
