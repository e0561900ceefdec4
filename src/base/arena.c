/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The address sanitizer sees a block as one object; told which bytes are handed out, with a gap
 * behind each piece, it finds a parser that runs past its array here too. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#endif
#endif
#ifdef ADDRESS_SANITIZER
void __asan_poison_memory_region(const volatile void *p, size_t size);
void __asan_unpoison_memory_region(const volatile void *p, size_t size);
enum { GAP = 16 };
#define FORBID(p, size) __asan_poison_memory_region((p), (size))
#define ALLOW(p, size)  __asan_unpoison_memory_region((p), (size))
#else
enum { GAP = 0 };
#define FORBID(p, size) ((void)(p))
#define ALLOW(p, size)  ((void)(p))
#endif

typedef struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) unsigned char data[];
} block;

/* `current` is the block that small pieces are cut from; the order of the others means nothing. */
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
    FORBID(arena->first->data, arena->first->size);
    arena->current = arena->first;
    arena->used = 0;
}

size_t at_arena_used(const at_arena *arena)
{
    return arena->used;
}

/* Blocks double up to a step of 4 MiB, so that small arenas stay small and large ones rarely ask.
 * What is more than a quarter of the current block gets one of its own, so that no more than a
 * quarter of a block is ever left behind unused. */
static block *add_block(at_arena *arena, size_t need)
{
    const size_t left = arena->limit - arena->used;
    size_t size = arena->current ? arena->current->size * 2 : FIRST_BLOCK;
    const bool apart = arena->current && need > arena->current->size / 4;
    if (size > LARGEST_STEP) size = LARGEST_STEP;
    if (size > left) size = left;
    if (size < need || apart) size = need;
    if (size > SIZE_MAX - sizeof(block)) return NULL;
    block *b = malloc(sizeof *b + size);
    if (!b) return NULL;
    *b = (block){.size = size};
    FORBID(b->data, size);
    if (arena->first) {
        b->next = arena->first->next;
        arena->first->next = b;
    } else {
        arena->first = b;
    }
    if (!apart) arena->current = b;
    return b;
}

static at_status allocate(at_arena *arena, size_t count, size_t size, void **out)
{
    size_t wanted, bytes, total;
    const size_t align = alignof(max_align_t);
    if (__builtin_mul_overflow(count, size, &wanted)) return AT_ELIMIT;
    if (__builtin_add_overflow(wanted, align - 1, &bytes)) return AT_ELIMIT;
    bytes -= bytes % align;
    if (bytes == 0) bytes = align;
    if (__builtin_add_overflow(arena->used, bytes, &total) || total > arena->limit)
        return AT_ELIMIT;
    const size_t taken = bytes + GAP;
    block *b = arena->current;
    if (!b || b->size - b->used < taken) b = add_block(arena, taken);
    if (!b) return AT_ENOMEM;
    void *p = b->data + b->used;
    b->used += taken;
    arena->used = total;
    ALLOW(p, wanted);
    memset(p, 0, wanted);
    *out = p;
    return AT_OK;
}

void *at_arena_alloc(at_arena *arena, size_t count, size_t size)
{
    void *p = NULL;
    return allocate(arena, count, size, &p) == AT_OK ? p : NULL;
}

/* `out` points to a pointer of any type: copying its bytes breaks no rule of aliasing. */
at_status at_arena_array_(at_arena *arena, size_t count, size_t size, void *out, at_err *err)
{
    void *p = NULL;
    const at_status status = allocate(arena, count, size, &p);
    if (status == AT_ELIMIT) {
        return at_fail(err, status, "needs more than the %zu KiB set aside for this step",
                       arena->limit >> 10);
    }
    if (status != AT_OK) return at_fail(err, status, "memory is out");
    memcpy(out, &p, sizeof p);
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
