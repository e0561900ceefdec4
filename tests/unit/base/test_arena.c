/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"

static void arena_pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 3000 };
    static unsigned char *piece[PIECES];
    static size_t length[PIECES];
    test_random random = {1};
    at_arena *arena = at_arena_new(SIZE_MAX);
    assert_non_null(arena);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < PIECES; i++) {
            length[i] = test_random_below(&random, i % 50 == 0 ? 100000 : 300);
            piece[i] = at_arena_alloc(arena, length[i], 1);
            assert_non_null(piece[i]);
            assert_int_equal((uintptr_t)piece[i] % alignof(max_align_t), 0);
            for (size_t k = 0; k < length[i]; k++) assert_int_equal(piece[i][k], 0);
            memset(piece[i], (int)(i % 255) + 1, length[i]);
        }
        for (size_t i = 0; i < PIECES; i++) {
            for (size_t k = 0; k < length[i]; k++) assert_int_equal(piece[i][k], i % 255 + 1);
        }
        at_arena_reset(arena);
        assert_int_equal(at_arena_used(arena), 0);
    }
    at_arena_free(arena);
}

static void arena_never_hands_out_more_than_its_limit(void **state)
{
    (void)state;
    test_random random = {2};
    for (size_t limit = 0; limit < 100000; limit = limit * 3 + 16) {
        at_arena *arena = at_arena_new(limit);
        size_t given = 0;
        for (int i = 0; i < 200; i++) {
            const size_t size = 1 + test_random_below(&random, limit / 4 + 40);
            if (at_arena_alloc(arena, 1, size)) given += size;
            assert_true(given <= at_arena_used(arena));
            assert_true(at_arena_used(arena) <= limit);
        }
        /* What is left can be had to the last aligned piece. */
        while (at_arena_alloc(arena, 1, alignof(max_align_t))) {
        }
        assert_true(limit - at_arena_used(arena) < alignof(max_align_t));
        at_arena_reset(arena);
        if (limit >= 16) assert_non_null(at_arena_alloc(arena, 1, limit - limit % 16));
        at_arena_free(arena);
    }
}

static void arena_refuses_a_product_that_overflows(void **state)
{
    (void)state;
    at_arena *arena = at_arena_new(SIZE_MAX);
    assert_null(at_arena_alloc(arena, SIZE_MAX / 2, 3));
    assert_null(at_arena_alloc(arena, SIZE_MAX, 1));
    assert_null(at_arena_alloc(arena, SIZE_MAX / 2 + 2, 2));
    assert_non_null(at_arena_alloc(arena, 0, SIZE_MAX));
    at_arena_free(arena);
}

static void arena_says_limit_or_memory_and_leaves_the_output(void **state)
{
    (void)state;
    at_err err = {0};
    at_arena *arena = at_arena_new(4096);
    int32_t mark, *numbers = &mark;
    assert_int_equal(AT_NEW(arena, 5000, &numbers, &err), AT_ELIMIT);
    assert_non_null(strstr(err.text, "4 KiB"));
    assert_ptr_equal(numbers, &mark);
    assert_int_equal(AT_NEW(arena, 1000, &numbers, &err), AT_OK);
    assert_ptr_not_equal(numbers, &mark);
    at_arena_free(arena);
}

static void arena_copies_outlive_their_source(void **state)
{
    (void)state;
    at_err err;
    at_arena *arena = at_arena_new(1 << 20);
    char source[] = "gr\0n";
    at_str copy, formatted;
    const char *text;
    assert_int_equal(at_arena_copy(arena, (at_str){source, 4}, &copy, &err), AT_OK);
    assert_int_equal(at_arena_cstr(arena, (at_str){source, 2}, &text, &err), AT_OK);
    assert_int_equal(at_arena_format(arena, &formatted, &err, "%s-%d", source, 7), AT_OK);
    memset(source, 'x', sizeof source);
    assert_true(at_str_equal(copy, (at_str){"gr\0n", 4}));
    assert_string_equal(text, "gr");
    assert_str(formatted, "gr-7");
    assert_int_equal(at_arena_copy(arena, (at_str){0}, &copy, &err), AT_OK);
    assert_int_equal(copy.len, 0);
    assert_int_equal(at_arena_cstr(arena, (at_str){"", SIZE_MAX}, &text, &err), AT_ELIMIT);
    at_arena_free_ptr(&arena);
    assert_null(arena);
    at_arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(arena_never_hands_out_more_than_its_limit),
        cmocka_unit_test(arena_refuses_a_product_that_overflows),
        cmocka_unit_test(arena_says_limit_or_memory_and_leaves_the_output),
        cmocka_unit_test(arena_copies_outlive_their_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
