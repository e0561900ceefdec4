/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release/table.h"

#include <math.h>

#include "support.h"

static at_table_builder *builder_of(const char *a, const char *b)
{
    at_table_builder *builder;
    at_err err = {0};
    const at_str columns[] = {at_str_from_cstr(a), at_str_from_cstr(b)};
    assert_ok(at_table_builder_new(test_arena(), AT_STR("places"), columns, 2, &builder, &err),
              &err);
    return builder;
}

static at_release_table done(at_table_builder *builder)
{
    at_release_table table = {0};
    at_err err = {0};
    assert_ok(at_table_builder_done(builder, &table, &err), &err);
    return table;
}

static void table_holds_its_cells_row_by_row(void **state)
{
    (void)state;
    enum { ROWS = 1000 }; /* past what the builder has room for at first */
    at_table_builder *builder = builder_of("iso2", "rank");
    for (size_t i = 0; i < ROWS; i++) {
        at_table_add(builder, at_str_from_cstr(test_format("c%zu", i)));
        at_table_add_u64(builder, i);
    }
    const at_release_table table = done(builder);
    assert_str(table.name, "places");
    assert_int_equal(table.row_count, ROWS);
    assert_int_equal(table.column_count, 2);
    for (size_t i = 0; i < ROWS; i++) {
        assert_str(table.cells[2 * i], test_format("c%zu", i));
        assert_str(table.cells[2 * i + 1], test_format("%zu", i));
    }
}

static void table_copies_what_it_is_given(void **state)
{
    (void)state;
    char name[] = "iso2", cell[] = "MT";
    at_table_builder *builder = builder_of(name, "rank");
    at_table_add(builder, at_str_from_cstr(cell));
    at_table_add_u64(builder, 1);
    name[0] = cell[0] = '!';
    const at_release_table table = done(builder);
    assert_str(table.columns[0], "iso2");
    assert_str(table.cells[0], "MT");
}

static void table_without_rows_has_its_columns(void **state)
{
    (void)state;
    const at_release_table table = done(builder_of("a", "b"));
    assert_int_equal(table.row_count, 0);
    assert_int_equal(at_release_column(&table, AT_STR("b")), 1);
}

static void column_is_found_by_its_whole_name(void **state)
{
    (void)state;
    const at_release_table table = done(builder_of("rank", "rank_low"));
    assert_int_equal(at_release_column(&table, AT_STR("rank")), 0);
    assert_int_equal(at_release_column(&table, AT_STR("rank_low")), 1);
    assert_true(at_release_column(&table, AT_STR("Rank")) == SIZE_MAX);
    assert_true(at_release_column(&table, AT_STR("")) == SIZE_MAX);
    assert_true(at_release_column(&table, AT_STR("rank_")) == SIZE_MAX);
}

static void row_that_is_not_full_is_refused(void **state)
{
    (void)state;
    at_release_table table = {.row_count = 7};
    at_err err = {0};
    at_table_builder *builder = builder_of("a", "b");
    at_table_add(builder, AT_STR("x"));
    assert_fails(at_table_builder_done(builder, &table, &err), &err, AT_EBUG, "places", "not full");
    assert_int_equal(table.row_count, 7);
}

static void table_needs_a_column(void **state)
{
    (void)state;
    at_table_builder *builder = NULL;
    at_err err = {0};
    assert_fails(at_table_builder_new(test_arena(), AT_STR("t"), NULL, 0, &builder, &err), &err,
                 AT_EBUG, "column");
    assert_null(builder);
}

static void memory_that_ran_out_is_told_at_the_end(void **state)
{
    (void)state;
    at_arena *arena AT_CLEANUP(at_arena_free_ptr) = at_arena_new(2000);
    const at_str column = AT_STR("a");
    at_table_builder *builder;
    at_release_table table = {0};
    at_err err = {0};
    assert_ok(at_table_builder_new(arena, AT_STR("t"), &column, 1, &builder, &err), &err);
    for (size_t i = 0; i < 100; i++) at_table_add(builder, AT_STR("0123456789"));
    const at_status status = at_table_builder_done(builder, &table, &err);
    assert_true(status == AT_ELIMIT || status == AT_ENOMEM);
    assert_true(err.status == status && err.text[0]);
    assert_null(table.cells);
}

static at_str number_cell(double value, int digits)
{
    at_table_builder *builder = builder_of("a", "b");
    at_table_add_f64(builder, value, digits);
    at_table_add(builder, AT_STR(""));
    return done(builder).cells[0];
}

static void numbers_are_rounded_half_away_from_zero(void **state)
{
    (void)state;
    /* Exact decimals; 1.005 is below its decimal as a double and still rounds up, for its shortest text is 1.005. */
    static const struct {
        double value;
        int digits;
        const char *text;
    } cases[] = {
        {0.125, 2, "0.13"},
        {-0.125, 2, "-0.13"},
        {1.005, 2, "1.01"},
        {2.5, 0, "3"},
        {0.25, 4, "0.25"},
        {3, 4, "3"},
        {-0.00001, 4, "0"},
        {0, 2, "0"},
        {-0.0, 2, "0"},
        {99.995, 2, "100"},
        {100, 0, "100"},
        {0.1 + 0.2, 4, "0.3"},
        {1e-300, 4, "0"},
        {-1e-300, 4, "0"},
        {123456.75, 1, "123456.8"},
        {1e22, 2, "10000000000000000000000"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_str(number_cell(cases[i].value, cases[i].digits), cases[i].text);
    }
}

static void number_that_is_none_gives_an_empty_cell(void **state)
{
    (void)state;
    assert_str(number_cell((double)NAN, 2), "");
    assert_str(number_cell((double)INFINITY, 2), "");
}

static void integers_reach_from_end_to_end(void **state)
{
    (void)state;
    at_table_builder *builder = builder_of("a", "b");
    at_table_add_u64(builder, UINT64_MAX);
    at_table_add_i64(builder, INT64_MIN);
    const at_release_table table = done(builder);
    assert_str(table.cells[0], "18446744073709551615");
    assert_str(table.cells[1], "-9223372036854775808");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_holds_its_cells_row_by_row),
        cmocka_unit_test(table_copies_what_it_is_given),
        cmocka_unit_test(table_without_rows_has_its_columns),
        cmocka_unit_test(column_is_found_by_its_whole_name),
        cmocka_unit_test(row_that_is_not_full_is_refused),
        cmocka_unit_test(table_needs_a_column),
        cmocka_unit_test(memory_that_ran_out_is_told_at_the_end),
        cmocka_unit_test(numbers_are_rounded_half_away_from_zero),
        cmocka_unit_test(number_that_is_none_gives_an_empty_cell),
        cmocka_unit_test(integers_reach_from_end_to_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
