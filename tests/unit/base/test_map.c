/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "base/siphash.h"

enum { MANY = 60000, WIDTH = 64 };

static void map_finds_every_key_and_no_other(void **state)
{
    (void)state;
    static char text[MANY][WIDTH];
    at_arena *arena = at_arena_new(64 << 20);
    at_map *map;
    assert_int_equal(at_map_new(arena, MANY, &map, NULL), AT_OK);
    /* Long common prefixes and suffixes: only the middle tells the keys apart. */
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(text[i], WIDTH, "the same beginning %zu and the same end", i);
        size_t existing = 7;
        assert_int_equal(at_map_put(map, at_str_from_cstr(text[i]), i, &existing, NULL), AT_OK);
        assert_int_equal(existing, SIZE_MAX);
    }
    for (size_t i = 0; i < MANY; i++) {
        const at_str key = at_str_from_cstr(text[i]);
        size_t value = SIZE_MAX;
        assert_true(at_map_get(map, key, &value));
        assert_int_equal(value, i);
        assert_false(at_map_get(map, at_str_slice(key, 0, key.len - 1), NULL));
        assert_false(at_map_get(map, at_str_slice(key, 1, key.len), NULL));
    }
    at_arena_free(arena);
}

static void map_keeps_the_first_value_and_tells_it(void **state)
{
    (void)state;
    at_arena *arena = at_arena_new(1 << 20);
    at_map *map;
    size_t existing = 0, value = 0;
    assert_int_equal(at_map_new(arena, 2, &map, NULL), AT_OK);
    assert_int_equal(at_map_put(map, AT_STR("MT"), 1, &existing, NULL), AT_OK);
    assert_int_equal(existing, SIZE_MAX);
    assert_int_equal(at_map_put(map, AT_STR("MT"), 2, &existing, NULL), AT_OK);
    assert_int_equal(existing, 1);
    assert_int_equal(at_map_put(map, AT_STR("MT"), 3, NULL, NULL), AT_OK);
    assert_true(at_map_get(map, AT_STR("MT"), &value));
    assert_int_equal(value, 1);
    at_arena_free(arena);
}

static void map_refuses_a_new_key_past_its_capacity(void **state)
{
    (void)state;
    at_arena *arena = at_arena_new(1 << 20);
    for (size_t capacity = 0; capacity < 40; capacity++) {
        at_map *map;
        char text[40][8];
        assert_int_equal(at_map_new(arena, capacity, &map, NULL), AT_OK);
        for (size_t i = 0; i < capacity; i++) {
            (void)snprintf(text[i], sizeof text[i], "%zu", i);
            assert_int_equal(at_map_put(map, at_str_from_cstr(text[i]), i, NULL, NULL), AT_OK);
        }
        size_t existing = 5;
        at_err err;
        assert_int_equal(at_map_put(map, AT_STR("new"), 0, &existing, &err), AT_EBUG);
        assert_int_equal(existing, 5);
        assert_false(at_map_get(map, AT_STR("new"), NULL));
        if (capacity) assert_int_equal(at_map_put(map, AT_STR("0"), 9, &existing, &err), AT_OK);
    }
    at_arena_free(arena);
}

static void map_tells_apart_keys_that_text_functions_confuse(void **state)
{
    (void)state;
    static const at_str keys[] = {{"", 0},     {"\0", 1}, {"\0\0", 2}, {"a", 1},  {"a\0", 2},
                                  {"a\0b", 3}, {"A", 1},  {"\xFF", 1}, {" a", 2}, {"a ", 2}};
    at_arena *arena = at_arena_new(1 << 20);
    at_map *map;
    size_t value;
    assert_int_equal(at_map_new(arena, AT_COUNT_OF(keys), &map, NULL), AT_OK);
    for (size_t i = 0; i < AT_COUNT_OF(keys); i++) {
        assert_false(at_map_get(map, keys[i], NULL));
        assert_int_equal(at_map_put(map, keys[i], i, NULL, NULL), AT_OK);
    }
    for (size_t i = 0; i < AT_COUNT_OF(keys); i++) {
        assert_true(at_map_get(map, keys[i], &value));
        assert_int_equal(value, i);
    }
    assert_true(at_map_get(map, (at_str){0}, &value)); /* the empty slice is the empty text */
    assert_int_equal(value, 0);
    at_arena_free(arena);
}

/* Keys that go one way down the tree for half of their hash. */
static void map_finds_keys_whose_hashes_were_chosen_to_agree(void **state)
{
    (void)state;
    enum { CHOSEN = 48, TRIED = 1 << 21 };
    static const at_siphash_key constant = {0x0706050403020100u, 0x0F0E0D0C0B0A0908u};
    static char text[CHOSEN][16];
    at_arena *arena = at_arena_new(1 << 20);
    at_map *map;
    size_t count = 0;
    assert_int_equal(at_map_new(arena, CHOSEN, &map, NULL), AT_OK);
    for (int i = 0; i < TRIED && count < CHOSEN; i++) {
        (void)snprintf(text[count], sizeof text[count], "%d", i);
        const at_str key = at_str_from_cstr(text[count]);
        if (at_siphash(constant, key) >> 49 != 0) continue;
        assert_int_equal(at_map_put(map, key, count++, NULL, NULL), AT_OK);
    }
    assert_int_equal(count, CHOSEN);
    for (size_t i = 0; i < count; i++) {
        size_t value = SIZE_MAX;
        assert_true(at_map_get(map, at_str_from_cstr(text[i]), &value));
        assert_int_equal(value, i);
    }
    assert_false(at_map_get(map, AT_STR("none of them"), NULL));
    at_arena_free(arena);
}

static void map_keeps_to_the_limit_of_its_arena(void **state)
{
    (void)state;
    at_arena *arena = at_arena_new(1000);
    at_map *map = NULL;
    at_err err;
    assert_int_equal(at_map_new(arena, 1000, &map, &err), AT_ELIMIT);
    assert_int_equal(at_map_new(arena, SIZE_MAX, &map, &err), AT_ELIMIT);
    assert_null(map);
    at_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(map_finds_every_key_and_no_other),
        cmocka_unit_test(map_keeps_the_first_value_and_tells_it),
        cmocka_unit_test(map_refuses_a_new_key_past_its_capacity),
        cmocka_unit_test(map_tells_apart_keys_that_text_functions_confuse),
        cmocka_unit_test(map_finds_keys_whose_hashes_were_chosen_to_agree),
        cmocka_unit_test(map_keeps_to_the_limit_of_its_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
