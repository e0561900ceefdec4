/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_POOL_H
#define AT_BASE_POOL_H
/* The whole threading interface: run `task` for 0..count-1 on some threads, and wait.
 *
 * Determinism: a task's result may depend on its index and its inputs only, never on the worker or
 * on order; each writes to its own place and the caller reduces in order of index. The error
 * reported is that of the lowest failing index: indices are handed out in order, and who holds one
 * runs it, so no lower one is skipped because a higher one failed first. */
#include "base/arena.h"
#include "base/progress.h"
#include "base/status.h"

typedef struct at_pool at_pool;
typedef at_status (*at_pool_task)(void *context, size_t index, at_arena *scratch, at_err *err);

enum { AT_POOL_MAX_THREADS = 256 };

/* threads == 0 is refused: the caller asks the system. A pool of 1 runs in the calling thread. */
AT_MUST_USE at_status at_pool_new(size_t threads, at_pool **out, at_err *err);
void at_pool_free(at_pool *pool); /* NULL allowed */
void at_pool_free_ptr(at_pool **pool);
size_t at_pool_threads(const at_pool *pool);

/* `scratch` is one arena a worker of at most scratch_limit bytes, reset before each task (NULL when
 * scratch_limit is 0). `pool` NULL runs in the calling thread. Progress is ticked with finished
 * tasks from the calling thread only: before the first task, whenever that thread has finished one,
 * and after the last; there is no clock in here, so who shows it paces it. When it says stop, no
 * further task starts and AT_ECANCEL is returned. Tasks are handed out one by one, so they may
 * differ in length. A call from within a task runs in that task's thread. */
AT_MUST_USE at_status at_pool_for(at_pool *pool, size_t count, at_pool_task task, void *context,
                                  size_t scratch_limit, const at_progress *progress, at_err *err);

#endif
