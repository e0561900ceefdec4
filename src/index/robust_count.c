/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting something over many draws, on many threads. */
#include "index/robust_model.h"

typedef struct counting {
    const at_robust_weights *weights;
    uint64_t seed;
    size_t draws, cells;
    at_robust_counter counter;
    uint64_t *counts, *proposals;
} counting;

typedef struct room {
    double *x, *scores; /* one batch */
    uint32_t *order, *rank;
    uint64_t *counts;
} room;

static at_status make_room(const counting *job, at_arena *scratch, room *out, at_err *err)
{
    const at_robust_model *model = job->weights->model;
    AT_TRY(AT_NEW(scratch, AT_ROBUST_BATCH * model->item_count, &out->x, err));
    AT_TRY(AT_NEW(scratch, AT_ROBUST_BATCH * model->padded, &out->scores, err));
    AT_TRY(AT_NEW(scratch, model->padded, &out->order, err));
    AT_TRY(AT_NEW(scratch, model->padded, &out->rank, err));
    AT_TRY(AT_NEW(scratch, job->cells, &out->counts, err));
    return AT_OK;
}

/* What make_room() takes, with what the arena rounds up. */
static size_t room_size(const counting *job)
{
    const at_robust_model *model = job->weights->model;
    const size_t doubles = AT_ROBUST_BATCH * (model->item_count + model->padded);
    return (doubles + model->padded + job->cells) * sizeof(double) + 4096;
}

static at_status count_batch(const counting *job, at_rng *rng, size_t draws, const room *r,
                             uint64_t *proposals, at_err *err)
{
    const at_robust_model *model = job->weights->model;
    for (size_t i = 0; i < draws; i++) {
        AT_TRY(at_robust_draw(job->weights, rng, r->x + i * model->item_count, proposals, err));
    }
    at_robust_weigh(model, job->weights->start, r->x, draws, r->scores);
    for (size_t i = 0; i < draws; i++) {
        job->counter(model, r->scores + i * model->padded, r->order, r->rank, r->counts);
    }
    return AT_OK;
}

static at_status count_block(void *context, size_t block, at_arena *scratch, at_err *err)
{
    const counting *job = context;
    at_rng rng = at_rng_stream(job->seed, AT_RNG_WEIGHTS, block);
    const size_t before = block * AT_ROBUST_BLOCK_DRAWS;
    size_t left = job->draws - before;
    if (left > AT_ROBUST_BLOCK_DRAWS) left = AT_ROBUST_BLOCK_DRAWS;
    uint64_t proposals = 0;
    room r;
    AT_TRY(make_room(job, scratch, &r, err));
    while (left > 0) {
        const size_t batch = left < AT_ROBUST_BATCH ? left : AT_ROBUST_BATCH;
        AT_TRY(count_batch(job, &rng, batch, &r, &proposals, err));
        left -= batch;
    }
    for (size_t i = 0; i < job->cells; i++) {
        if (r.counts[i]) __atomic_fetch_add(&job->counts[i], r.counts[i], __ATOMIC_RELAXED);
    }
    __atomic_fetch_add(job->proposals, proposals, __ATOMIC_RELAXED);
    return AT_OK;
}

at_status at_robust_count(const at_robust_weights *weights, uint64_t seed, size_t draws,
                          at_robust_counter counter, at_pool *pool, const at_progress *progress,
                          uint64_t *counts, uint64_t *proposals, at_err *err)
{
    const at_robust_model *model = weights->model;
    counting job = {
        .weights = weights,
        .seed = seed,
        .draws = draws,
        .cells = model->country_count * model->padded,
        .counter = counter,
        .counts = counts,
        .proposals = proposals,
    };
    const size_t blocks =
        draws / AT_ROBUST_BLOCK_DRAWS + (draws % AT_ROBUST_BLOCK_DRAWS != 0 ? 1 : 0);
    return at_pool_for(pool, blocks, count_block, &job, room_size(&job), progress, err);
}
