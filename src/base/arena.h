/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_BASE_ARENA_H
#define AT_BASE_ARENA_H
/* Memory that is given back all at once. A function that takes an `at_arena *arena` returns
 * results that live as long as that arena; no other function returns memory to be freed. Each
 * arena has a hard limit: what a hostile file can make us allocate is known beforehand. */
#include "base/slice.h"
#include "base/status.h"

typedef struct at_arena at_arena;

/* NULL when memory is out. `limit` is the most bytes that the arena will ever hand out; the heap
 * behind them stays below 4/3 of that and one block of 4 MiB. */
AT_MUST_USE at_arena *at_arena_new(size_t limit);
void at_arena_free(at_arena *arena);      /* NULL is allowed */
void at_arena_free_ptr(at_arena **arena); /* for AT_CLEANUP */
void at_arena_reset(at_arena *arena);     /* forget all, keep the first block */
size_t at_arena_used(const at_arena *arena);

/* count * size zeroed bytes, aligned for any type; NULL past the limit, on overflow or when
 * memory is out. A zero product gives a valid pointer to nothing. O(1) beside the zeroing. */
AT_MUST_USE void *at_arena_alloc(at_arena *arena, size_t count, size_t size);

/* The same as a status, with the message made: AT_TRY(AT_NEW(arena, n, &pointer, err)). */
#define AT_NEW(arena, count, out, err)                                                             \
    at_arena_array_((arena), (count), sizeof **(out), (out), (err))
AT_MUST_USE at_status at_arena_array_(at_arena *arena, size_t count, size_t size, void *out,
                                      at_err *err);

/* Copies. at_arena_cstr() is the only maker of NUL-terminated text. */
AT_MUST_USE at_status at_arena_copy(at_arena *arena, at_str s, at_str *out, at_err *err);
AT_MUST_USE at_status at_arena_cstr(at_arena *arena, at_str s, const char **out, at_err *err);
AT_MUST_USE at_status at_arena_format(at_arena *arena, at_str *out, at_err *err, const char *format,
                                      ...) AT_PRINTF(4, 5);

#endif
