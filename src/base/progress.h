/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_PROGRESS_H
#define AT_BASE_PROGRESS_H
/* How long work tells of itself and learns that it should stop. Who shows it says how often. */
#include <stdbool.h>
#include <stdint.h>

typedef struct at_progress {
    bool (*tick)(void *context, uint64_t done, uint64_t total); /* false: stop with AT_ECANCEL */
    void *context;
} at_progress;

/* NULL and a missing function mean "go on". Call from one thread only. */
static inline bool at_progress_tick(const at_progress *p, uint64_t done, uint64_t total)
{
    return !p || !p->tick || p->tick(p->context, done, total);
}

#endif
