/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cmocka's assertions work in the main thread only: tasks write down what they saw. */
#include "support.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/pool.h"

enum { COUNT = 2000 };
static const size_t thread_counts[] = {1, 2, 7};

static at_pool *pool_of(size_t threads)
{
    at_pool *pool = NULL;
    at_err err;
    if (at_pool_new(threads, &pool, &err) != AT_OK) fail_msg("%s", err.text);
    assert_int_equal(at_pool_threads(pool), threads);
    return pool;
}

typedef struct results {
    uint64_t value[COUNT];
    atomic_uint runs[COUNT];
} results;

static at_status hash_index(void *context, size_t index, at_arena *scratch, at_err *err)
{
    results *r = context;
    test_random random = {index};
    (void)scratch;
    (void)err;
    const uint64_t rounds = test_random_below(&random, 500);
    for (uint64_t i = 0; i < rounds; i++) (void)test_random_u64(&random);
    r->value[index] = test_random_u64(&random);
    atomic_fetch_add(&r->runs[index], 1);
    return AT_OK;
}

static void pool_results_are_equal_on_any_number_of_threads(void **state)
{
    (void)state;
    static results expected, found;
    assert_int_equal(at_pool_for(NULL, COUNT, hash_index, &expected, 0, NULL, NULL), AT_OK);
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        memset(&found, 0, sizeof found);
        at_pool *pool = pool_of(thread_counts[t]);
        assert_int_equal(at_pool_for(pool, COUNT, hash_index, &found, 0, NULL, NULL), AT_OK);
        at_pool_free(pool);
        assert_memory_equal(found.value, expected.value, sizeof found.value);
        for (size_t i = 0; i < COUNT; i++) assert_int_equal(atomic_load(&found.runs[i]), 1);
    }
}

static void pool_serves_many_jobs_of_any_length(void **state)
{
    (void)state;
    static results found;
    at_pool *pool = pool_of(7);
    memset(&found, 0, sizeof found);
    for (size_t count = 0; count < 1000; count++) {
        assert_int_equal(at_pool_for(pool, count, hash_index, &found, 0, NULL, NULL), AT_OK);
    }
    for (size_t i = 0; i < 1000; i++) assert_int_equal(atomic_load(&found.runs[i]), 999 - i);
    at_pool_free_ptr(&pool);
    assert_null(pool);
    at_pool_free(NULL);
}

typedef struct failures {
    uint64_t seed;
    size_t one_in;
} failures;

static bool fails(const failures *f, size_t index)
{
    test_random random = {f->seed * 1000003 + index};
    return test_random_below(&random, f->one_in) == 0;
}

static at_status fail_some(void *context, size_t index, at_arena *scratch, at_err *err)
{
    const failures *f = context;
    test_random random = {index ^ f->seed};
    (void)scratch;
    /* Uneven tasks, so that higher indices often fail first. */
    for (uint64_t i = test_random_below(&random, 20); i > 0; i--) (void)sched_yield();
    if (fails(f, index)) return at_fail(err, AT_ENUMERIC, "task %zu", index);
    return AT_OK;
}

static void pool_reports_the_lowest_failure_there_is(void **state)
{
    (void)state;
    enum { TASKS = 500 };
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        at_pool *pool = pool_of(thread_counts[t]);
        for (uint64_t seed = 0; seed < 50; seed++) {
            failures f = {seed, 2 + 10 * seed};
            size_t lowest = 0;
            while (lowest < TASKS && !fails(&f, lowest)) lowest++;
            at_err err = {0};
            const at_status status = at_pool_for(pool, TASKS, fail_some, &f, 0, NULL, &err);
            if (lowest == TASKS) {
                assert_int_equal(status, AT_OK);
                continue;
            }
            char expected[32];
            (void)snprintf(expected, sizeof expected, "task %zu", lowest);
            assert_int_equal(status, AT_ENUMERIC);
            assert_int_equal(err.status, AT_ENUMERIC);
            assert_string_equal(err.text, expected);
            assert_int_equal(at_pool_for(pool, TASKS, fail_some, &f, 0, NULL, NULL), AT_ENUMERIC);
        }
        at_pool_free(pool);
    }
}

typedef struct watch {
    uint64_t ticks, last, total, stop_after;
    pthread_t caller;
    bool odd;
    atomic_uint *seen;
} watch;

static bool observe(void *context, uint64_t done, uint64_t total)
{
    watch *w = context;
    if (!pthread_equal(pthread_self(), w->caller) || done < w->last || done > total) w->odd = true;
    w->last = done;
    w->total = total;
    w->ticks++;
    if (w->seen) atomic_store(w->seen, (unsigned)w->ticks);
    return w->ticks <= w->stop_after;
}

static at_status count_runs(void *context, size_t index, at_arena *scratch, at_err *err)
{
    (void)index;
    (void)scratch;
    (void)err;
    atomic_fetch_add((atomic_size_t *)context, 1);
    return AT_OK;
}

static void pool_cancelled_before_the_start_runs_nothing(void **state)
{
    (void)state;
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        at_pool *pool = pool_of(thread_counts[t]);
        atomic_size_t runs = 0;
        watch w = {.caller = pthread_self()};
        at_err err = {0};
        assert_int_equal(
            at_pool_for(pool, COUNT, count_runs, &runs, 0, &(at_progress){observe, &w}, &err),
            AT_ECANCEL);
        assert_int_equal(err.status, AT_ECANCEL);
        assert_int_equal(atomic_load(&runs), 0);
        assert_int_equal(w.ticks, 1);
        at_pool_free(pool);
    }
}

/* It would take centuries to the end: only cancelling ends it. */
static void pool_cancelled_on_the_way_starts_no_more_tasks(void **state)
{
    (void)state;
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        at_pool *pool = pool_of(thread_counts[t]);
        atomic_size_t runs = 0;
        watch w = {.caller = pthread_self(), .stop_after = 2};
        assert_int_equal(at_pool_for(pool, SIZE_MAX / 2, count_runs, &runs, 0,
                                     &(at_progress){observe, &w}, NULL),
                         AT_ECANCEL);
        assert_int_equal(w.ticks, 3);
        assert_false(w.odd);
        assert_true(atomic_load(&runs) >= w.last);
        /* The pool is as good as new. */
        atomic_store(&runs, 0);
        assert_int_equal(at_pool_for(pool, COUNT, count_runs, &runs, 0, NULL, NULL), AT_OK);
        assert_int_equal(atomic_load(&runs), COUNT);
        at_pool_free(pool);
    }
}

static void pool_ticks_from_the_caller_up_to_the_total(void **state)
{
    (void)state;
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        at_pool *pool = pool_of(thread_counts[t]);
        atomic_size_t runs = 0;
        watch w = {.caller = pthread_self(), .stop_after = UINT64_MAX};
        assert_int_equal(
            at_pool_for(pool, COUNT, count_runs, &runs, 0, &(at_progress){observe, &w}, NULL),
            AT_OK);
        assert_false(w.odd);
        assert_true(w.ticks >= 2);
        assert_int_equal(w.last, COUNT);
        assert_int_equal(w.total, COUNT);
        at_pool_free(pool);
    }
}

typedef struct meeting {
    pthread_t caller;
    atomic_uint arrived, turn, ticks;
} meeting;

/* Three threads, a task each, met in the middle. The caller's task ends first, and it ticks (2). Then
 * one worker's ends; the other's ends only when it is shown that the waiting caller ticked for that (3). */
static at_status meet(void *context, size_t index, at_arena *scratch, at_err *err)
{
    meeting *m = context;
    (void)index;
    (void)scratch;
    (void)err;
    atomic_fetch_add(&m->arrived, 1);
    while (atomic_load(&m->arrived) < 3) (void)sched_yield();
    if (pthread_equal(pthread_self(), m->caller)) return AT_OK;
    const unsigned awaited = 2 + atomic_fetch_add(&m->turn, 1);
    while (atomic_load(&m->ticks) < awaited) (void)sched_yield();
    return AT_OK;
}

static void pool_ticks_and_cancels_while_only_workers_are_busy(void **state)
{
    (void)state;
    at_pool *pool = pool_of(3);
    for (int round = 0; round < 2; round++) {
        meeting m = {.caller = pthread_self()};
        watch w = {
            .caller = pthread_self(), .stop_after = round == 0 ? UINT64_MAX : 2, .seen = &m.ticks};
        assert_int_equal(at_pool_for(pool, 3, meet, &m, 0, &(at_progress){observe, &w}, NULL),
                         round == 0 ? AT_OK : AT_ECANCEL);
        assert_false(w.odd);
        assert_int_equal(w.ticks, round == 0 ? 4 : 3);
    }
    at_pool_free(pool);
}

static at_status use_scratch(void *context, size_t index, at_arena *scratch, at_err *err)
{
    unsigned char *bytes = NULL;
    if (at_arena_used(scratch) != 0) return at_fail(err, AT_EBUG, "not reset");
    AT_TRY(AT_NEW(scratch, 900, &bytes, err));
    for (size_t i = 0; i < 900; i++) {
        if (bytes[i] != 0) return at_fail(err, AT_EBUG, "not zeroed");
    }
    memset(bytes, 0xEE, 900);
    if (index == *(const size_t *)context) AT_TRY(AT_NEW(scratch, 900, &bytes, err));
    return AT_OK;
}

static at_status expect_no_scratch(void *context, size_t index, at_arena *scratch, at_err *err)
{
    (void)context;
    (void)index;
    return scratch ? at_fail(err, AT_EBUG, "scratch space that nobody asked for") : AT_OK;
}

static void pool_scratch_is_fresh_for_each_task_and_limited(void **state)
{
    (void)state;
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        at_pool *pool = pool_of(thread_counts[t]);
        at_err err;
        size_t greedy = SIZE_MAX;
        if (at_pool_for(pool, COUNT, use_scratch, &greedy, 1024, NULL, &err) != AT_OK)
            fail_msg("%s", err.text);
        greedy = 1234;
        assert_int_equal(at_pool_for(pool, COUNT, use_scratch, &greedy, 1024, NULL, &err),
                         AT_ELIMIT);
        assert_int_equal(at_pool_for(pool, COUNT, expect_no_scratch, NULL, 0, NULL, &err), AT_OK);
        at_pool_free(pool);
    }
}

typedef struct nest {
    at_pool *pool;
    size_t threads;
    atomic_size_t runs, arrived;
} nest;

static at_status run_inner(void *context, size_t index, at_arena *scratch, at_err *err)
{
    nest *n = context;
    (void)scratch;
    /* Each thread gets one of the first tasks. */
    if (index < n->threads) {
        atomic_fetch_add(&n->arrived, 1);
        while (atomic_load(&n->arrived) < n->threads) (void)sched_yield();
    }
    return at_pool_for(n->pool, 50, count_runs, &n->runs, 0, NULL, err);
}

static void pool_called_from_a_task_does_not_wait_for_itself(void **state)
{
    (void)state;
    for (size_t t = 0; t < AT_COUNT_OF(thread_counts); t++) {
        nest n = {.pool = pool_of(thread_counts[t]), .threads = thread_counts[t]};
        assert_int_equal(at_pool_for(n.pool, 40, run_inner, &n, 0, NULL, NULL), AT_OK);
        assert_int_equal(atomic_load(&n.runs), 2000);
        at_pool_free(n.pool);
    }
}

static void pool_refuses_none_and_too_many_threads(void **state)
{
    (void)state;
    at_pool *pool = NULL;
    at_err err;
    assert_int_equal(at_pool_new(0, &pool, &err), AT_EUSAGE);
    assert_int_equal(at_pool_new(AT_POOL_MAX_THREADS + 1, &pool, &err), AT_EUSAGE);
    assert_string_equal(err.text, "cannot run on 257 threads: expected 1 to 256");
    assert_null(pool);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pool_results_are_equal_on_any_number_of_threads),
        cmocka_unit_test(pool_serves_many_jobs_of_any_length),
        cmocka_unit_test(pool_reports_the_lowest_failure_there_is),
        cmocka_unit_test(pool_cancelled_before_the_start_runs_nothing),
        cmocka_unit_test(pool_cancelled_on_the_way_starts_no_more_tasks),
        cmocka_unit_test(pool_ticks_from_the_caller_up_to_the_total),
        cmocka_unit_test(pool_ticks_and_cancels_while_only_workers_are_busy),
        cmocka_unit_test(pool_scratch_is_fresh_for_each_task_and_limited),
        cmocka_unit_test(pool_called_from_a_task_does_not_wait_for_itself),
        cmocka_unit_test(pool_refuses_none_and_too_many_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
