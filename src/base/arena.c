/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char data[];
} block;

struct at_arena {
    block *first, *current;
    size_t limit, used;
};

enum { FIRST_BLOCK = 16 * 1024, LARGEST_STEP = 4 * 1024 * 1024 };

at_arena *at_arena_new(size_t limit)
{
    at_arena *arena = calloc(1, sizeof *arena);
    if (arena) arena->limit = limit;
    return arena;
}

static void free_blocks(block *b)
{
    while (b) {
        block *next = b->next;
        free(b);
        b = next;
    }
}

void at_arena_free(at_arena *arena)
{
    if (!arena) return;
    free_blocks(arena->first);
    free(arena);
}

void at_arena_free_ptr(at_arena **arena)
{
    at_arena_free(*arena);
    *arena = NULL;
}

void at_arena_reset(at_arena *arena)
{
    if (!arena->first) return;
    free_blocks(arena->first->next);
    arena->first->next = NULL;
    arena->first->used = 0;
    arena->current = arena->first;
    arena->used = 0;
}

size_t at_arena_used(const at_arena *arena)
{
    return arena->used;
}

/* Blocks double up to a step of 4 MiB, so that small arenas stay small and large ones rarely ask. */
static block *add_block(at_arena *arena, size_t need)
{
    size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    if (size < need) size = need;
    if (size > SIZE_MAX - sizeof(block)) return NULL;
    block *b = malloc(sizeof *b + size);
    if (!b) return NULL;
    *b = (block){.size = size};
    if (arena->current) {
        arena->current->next = b;
    } else {
        arena->first = b;
    }
    arena->current = b;
    return b;
}

void *at_arena_alloc(at_arena *arena, size_t count, size_t size)
{
    size_t bytes, total;
    const size_t align = alignof(max_align_t);
    if (__builtin_mul_overflow(count, size, &bytes)) return NULL;
    if (__builtin_add_overflow(bytes, align - 1, &bytes)) return NULL;
    bytes -= bytes % align;
    if (bytes == 0) bytes = align;
    if (__builtin_add_overflow(arena->used, bytes, &total) || total > arena->limit) return NULL;
    block *b = arena->current;
    if (!b || b->size - b->used < bytes) b = add_block(arena, bytes);
    if (!b) return NULL;
    void *p = b->data + b->used;
    b->used += bytes;
    arena->used = total;
    memset(p, 0, bytes);
    return p;
}

at_status at_arena_array_(at_arena *arena, size_t count, size_t size, void **out, at_err *err)
{
    void *p = at_arena_alloc(arena, count, size);
    if (!p) {
        return at_fail(err, AT_ELIMIT, "needs more than the %zu MiB set aside for this step",
                       arena->limit >> 20);
    }
    *out = p;
    return AT_OK;
}

at_status at_arena_copy(at_arena *arena, at_str s, at_str *out, at_err *err)
{
    char *p = NULL;
    AT_TRY(AT_NEW(arena, s.len, &p, err));
    if (s.len) memcpy(p, s.ptr, s.len);
    *out = (at_str){p, s.len};
    return AT_OK;
}

at_status at_arena_cstr(at_arena *arena, at_str s, const char **out, at_err *err)
{
    char *p = NULL;
    if (s.len == SIZE_MAX) return at_fail(err, AT_ELIMIT, "text too long");
    AT_TRY(AT_NEW(arena, s.len + 1, &p, err));
    if (s.len) memcpy(p, s.ptr, s.len);
    *out = p;
    return AT_OK;
}

at_status at_arena_format(at_arena *arena, at_str *out, at_err *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = NULL;
    at_status status = length < 0 ? at_fail(err, AT_EBUG, "cannot format a message") : AT_OK;
    if (status == AT_OK) status = AT_NEW(arena, (size_t)length + 1, &p, err);
    if (status == AT_OK) {
        (void)vsnprintf(p, (size_t)length + 1, format, again);
        *out = (at_str){p, (size_t)length};
    }
    va_end(again);
    return status;
}
