/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pool.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

/* What one thread needs and finds. Indices are handed out in rising order, so a thread's first
 * failure is its lowest. */
typedef struct lane {
    at_arena *scratch;
    size_t failed; /* SIZE_MAX: none */
    at_status status;
    at_err err;
} lane;

typedef struct job {
    at_pool_task task;
    void *context;
    size_t count;
    atomic_size_t next, done;
    atomic_bool stop;
} job;

typedef struct worker {
    at_pool *pool;
    pthread_t thread;
    lane lane;
} worker;

struct at_pool {
    size_t threads, started; /* started: workers, that is threads beside the calling one */
    pthread_mutex_t lock;
    pthread_cond_t work, idle;
    /* under the lock */
    job *current; /* NULL between jobs */
    uint64_t generation;
    size_t active; /* workers inside `current` */
    bool quit;
    atomic_bool busy;
    lane own; /* of the calling thread */
    worker workers[];
};

/* Held by the calling thread only. */
typedef struct ticker {
    const at_progress *progress;
    bool cancelled;
} ticker;

static void tick(ticker *t, job *j)
{
    if (!at_progress_tick(t->progress, atomic_load(&j->done), j->count)) {
        t->cancelled = true;
        atomic_store(&j->stop, true);
    }
}

/* Run tasks until none is left. `stop` is asked before an index is taken, never after: whoever
 * holds an index runs it. So when index k fails, every index below k has run or will, and the
 * lowest failure found is the lowest there is, whatever the number of threads. */
static void run_lane(job *j, lane *own, ticker *t)
{
    while (!atomic_load(&j->stop)) {
        const size_t index = atomic_fetch_add(&j->next, 1);
        if (index >= j->count) break;
        if (own->scratch) at_arena_reset(own->scratch);
        const at_status status = j->task(j->context, index, own->scratch, &own->err);
        atomic_fetch_add(&j->done, 1);
        if (status != AT_OK) {
            own->failed = index;
            own->status = status;
            atomic_store(&j->stop, true);
        } else if (t) {
            tick(t, j);
        }
    }
}

static void *work(void *argument)
{
    worker *self = argument;
    at_pool *pool = self->pool;
    uint64_t seen = 0;
    (void)pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->quit && (!pool->current || pool->generation == seen)) {
            (void)pthread_cond_wait(&pool->work, &pool->lock);
        }
        if (pool->quit) break;
        job *j = pool->current;
        seen = pool->generation;
        pool->active++;
        (void)pthread_mutex_unlock(&pool->lock);
        run_lane(j, &self->lane, NULL);
        (void)pthread_mutex_lock(&pool->lock);
        pool->active--;
        (void)pthread_cond_signal(&pool->idle);
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Signals are for the calling thread: a worker never runs a handler. */
static bool start_workers(at_pool *pool)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (pool->started + 1 < pool->threads) {
        worker *w = &pool->workers[pool->started];
        w->pool = pool;
        if (pthread_create(&w->thread, NULL, work, w) != 0) break;
        pool->started++;
    }
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return pool->started + 1 == pool->threads;
}

static bool init_monitor(at_pool *pool)
{
    return pthread_mutex_init(&pool->lock, NULL) == 0 &&
           pthread_cond_init(&pool->work, NULL) == 0 && pthread_cond_init(&pool->idle, NULL) == 0;
}

at_status at_pool_new(size_t threads, at_pool **out, at_err *err)
{
    if (threads < 1 || threads > AT_POOL_MAX_THREADS) {
        return at_fail(err, AT_EUSAGE, "cannot run on %zu threads: expected 1 to %d", threads,
                       AT_POOL_MAX_THREADS);
    }
    at_pool *pool = calloc(1, sizeof *pool + (threads - 1) * sizeof pool->workers[0]);
    if (!pool) return at_fail(err, AT_ENOMEM, "no memory for %zu threads", threads);
    pool->threads = threads;
    if (!init_monitor(pool)) {
        free(pool);
        return at_fail(err, AT_ENOMEM, "no memory for the locks of %zu threads", threads);
    }
    if (!start_workers(pool)) {
        const size_t started = pool->started + 1;
        at_pool_free(pool);
        return at_fail(err, AT_ENOMEM, "the system gave %zu of %zu threads: ask for fewer", started,
                       threads);
    }
    *out = pool;
    return AT_OK;
}

void at_pool_free(at_pool *pool)
{
    if (!pool) return;
    (void)pthread_mutex_lock(&pool->lock);
    pool->quit = true;
    (void)pthread_cond_broadcast(&pool->work);
    (void)pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->started; i++) (void)pthread_join(pool->workers[i].thread, NULL);
    (void)pthread_cond_destroy(&pool->idle);
    (void)pthread_cond_destroy(&pool->work);
    (void)pthread_mutex_destroy(&pool->lock);
    free(pool);
}

void at_pool_free_ptr(at_pool **pool)
{
    at_pool_free(*pool);
    *pool = NULL;
}

size_t at_pool_threads(const at_pool *pool)
{
    return pool->threads;
}

/* Close the job to workers that have not joined it, and wait for those that have. No index is left
 * to take, so each that leaves has finished one task: time to tick. */
static void finish(at_pool *pool, job *j, ticker *t)
{
    (void)pthread_mutex_lock(&pool->lock);
    pool->current = NULL;
    while (pool->active > 0) {
        (void)pthread_cond_wait(&pool->idle, &pool->lock);
        if (pool->active == 0 || t->cancelled) continue;
        (void)pthread_mutex_unlock(&pool->lock);
        tick(t, j);
        (void)pthread_mutex_lock(&pool->lock);
    }
    (void)pthread_mutex_unlock(&pool->lock);
}

static void open_job(at_pool *pool, job *j)
{
    (void)pthread_mutex_lock(&pool->lock);
    pool->current = j;
    pool->generation++;
    (void)pthread_cond_broadcast(&pool->work);
    (void)pthread_mutex_unlock(&pool->lock);
}

static bool ready_lane(lane *l, size_t scratch_limit)
{
    *l = (lane){.failed = SIZE_MAX};
    if (scratch_limit) l->scratch = at_arena_new(scratch_limit);
    return !scratch_limit || l->scratch;
}

/* The lowest failure of all lanes; gives their memory back. */
static const lane *collect(at_pool *pool, lane *own)
{
    const lane *worst = own;
    at_arena_free_ptr(&own->scratch);
    for (size_t i = 0; pool && i < pool->started; i++) {
        lane *l = &pool->workers[i].lane;
        at_arena_free_ptr(&l->scratch);
        if (l->failed < worst->failed) worst = l;
    }
    return worst;
}

static at_status run(at_pool *pool, lane *own, job *j, size_t scratch_limit,
                     const at_progress *progress, at_err *err)
{
    ticker t = {.progress = progress};
    bool ready = ready_lane(own, scratch_limit);
    for (size_t i = 0; pool && i < pool->started; i++) {
        ready &= ready_lane(&pool->workers[i].lane, scratch_limit);
    }
    if (ready) {
        tick(&t, j);
        if (pool) open_job(pool, j);
        run_lane(j, own, &t);
        if (pool) finish(pool, j, &t);
        if (!atomic_load(&j->stop)) tick(&t, j);
    }
    const lane *worst = collect(pool, own);
    if (!ready) return at_fail(err, AT_ENOMEM, "no memory for the scratch space of the threads");
    if (t.cancelled) return at_fail(err, AT_ECANCEL, "interrupted");
    if (worst->failed == SIZE_MAX) return AT_OK;
    if (err) {
        *err = worst->err;
        err->status = worst->status;
    }
    return worst->status;
}

at_status at_pool_for(at_pool *pool, size_t count, at_pool_task task, void *context,
                      size_t scratch_limit, const at_progress *progress, at_err *err)
{
    job j = {.task = task, .context = context, .count = count};
    lane alone;
    /* One thread, one task, or a call from within a task: no other thread is asked. */
    if (!pool || pool->started == 0 || count <= 1 || atomic_exchange(&pool->busy, true)) {
        return run(NULL, &alone, &j, scratch_limit, progress, err);
    }
    const at_status status = run(pool, &pool->own, &j, scratch_limit, progress, err);
    atomic_store(&pool->busy, false);
    return status;
}
