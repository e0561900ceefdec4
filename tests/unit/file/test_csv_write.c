/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/csv.h"

#include <string.h>

#include "support.h"

static at_str written(const char *cell, bool guard)
{
    at_buffer text = {0};
    at_csv_writer writer = {.out = &text, .guard = guard};
    at_csv_write_cell(&writer, AT_STR("x"));
    at_csv_write_cell(&writer, at_str_from_cstr(cell));
    at_csv_end_record(&writer);
    const char *copy = test_format("%.*s", AT_STR_ARG(at_buffer_str(&text)));
    at_buffer_free(&text);
    return at_str_from_cstr(copy);
}

static void csv_quotes_only_what_needs_it(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Malta", "x,Malta\n"},     {"", "x,\n"},
        {"a b", "x,a b\n"},         {"a,b", "x,\"a,b\"\n"},
        {"a;b", "x,\"a;b\"\n"},     {"a\tb", "x,\"a\tb\"\n"},
        {"a\"b", "x,\"a\"\"b\"\n"}, {"\"", "x,\"\"\"\"\n"},
        {"a\nb", "x,\"a\nb\"\n"},   {"a\r", "x,\"a\r\"\n"},
        {" a", "x,\" a\"\n"},       {"a ", "x,\"a \"\n"},
        {"=1+1", "x,=1+1\n"},       {"\"\"", "x,\"\"\"\"\"\"\n"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_str(written(cases[i][0], false), cases[i][1]);
    }
}

static void csv_guards_formulas_but_leaves_numbers(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"=1+1", "x,'=1+1\n"},     {"@SUM(A1)", "x,'@SUM(A1)\n"},
        {"+49 30", "x,'+49 30\n"}, {"-", "x,'-\n"},
        {"-2+3", "x,'-2+3\n"},     {"=\"a\",b", "x,\"'=\"\"a\"\",b\"\n"},
        {"\t=1", "x,\"'\t=1\"\n"}, {"\x7Fz", "x,'\x7Fz\n"},
        {"-0.92", "x,-0.92\n"},    {"+1", "x,+1\n"},
        {"-1e-3", "x,-1e-3\n"},    {"1=1", "x,1=1\n"},
        {"Äland", "x,Äland\n"},    {"'tis", "x,'tis\n"},
        {"'=1", "x,''=1\n"},       {"'-1", "x,'-1\n"},
        {"＝1+1", "x,'＝1+1\n"},   {"＠x", "x,'＠x\n"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_str(written(cases[i][0], true), cases[i][1]);
    }
}

static void csv_guard_can_be_taken_away_again(void **state)
{
    (void)state;
    test_random random = {77};
    for (int round = 0; round < 20000; round++) {
        static const char *const pieces[] = {"'", "=", "-", "1", "a", "＋", "\t"};
        at_buffer cell = {0}, text = {0};
        at_csv_writer writer = {.out = &text, .guard = true};
        at_csv_table table;
        at_err err = {0};
        const uint64_t count = test_random_below(&random, 5);
        for (uint64_t i = 0; i < count; i++) {
            at_buffer_add(&cell, at_str_from_cstr(pieces[test_random_below(&random, 7)]));
        }
        at_csv_write_cell(&writer, AT_STR("head"));
        at_csv_end_record(&writer);
        at_csv_write_cell(&writer, at_buffer_str(&cell));
        at_csv_end_record(&writer);
        assert_ok(at_csv_parse(test_arena(), "x.csv", at_str_bytes(at_buffer_str(&text)), NULL,
                               &table, &err),
                  &err);
        assert_same_str(at_csv_without_guard(table.cells[0]), at_buffer_str(&cell));
        at_buffer_free(&cell);
        at_buffer_free(&text);
    }
}

static void csv_writes_a_single_empty_cell_so_that_it_is_read(void **state)
{
    (void)state;
    at_buffer text = {0};
    at_csv_writer writer = {.out = &text};
    static const char *const cells[] = {"only", "", "x", ""};
    for (size_t i = 0; i < AT_COUNT_OF(cells); i++) {
        at_csv_write_cell(&writer, at_str_from_cstr(cells[i]));
        at_csv_end_record(&writer);
    }
    assert_str(at_buffer_str(&text), "only\n\"\"\nx\n\"\"\n");
    at_buffer_free(&text);
}

/* A cell of up to 8 pieces of what is hard about CSV. */
static at_str random_cell(test_random *random, at_arena *arena)
{
    static const char *const pieces[] = {"a",
                                         "Ж",
                                         "\"",
                                         ",",
                                         ";",
                                         "\t",
                                         "\n",
                                         "\r",
                                         "\r\n",
                                         " ",
                                         "''",
                                         "\"\"",
                                         "=",
                                         "1",
                                         "\v",
                                         "\xEF\xBB\xBF",
                                         "\xF0\x9F\x98\x80",
                                         "\\"};
    at_buffer text = {0};
    at_str cell = {0};
    for (uint64_t n = test_random_below(random, 8); n > 0; n--) {
        at_buffer_add(&text,
                      at_str_from_cstr(pieces[test_random_below(random, AT_COUNT_OF(pieces))]));
    }
    assert_int_equal(at_arena_copy(arena, at_buffer_str(&text), &cell, NULL), AT_OK);
    at_buffer_free(&text);
    return cell;
}

static void csv_written_then_read_is_the_same(void **state)
{
    (void)state;
    test_random random = {4180};
    at_arena *arena = at_arena_new((size_t)16 << 20);
    assert_non_null(arena);
    for (int round = 0; round < 2000; round++) {
        const size_t columns = 1 + test_random_below(&random, 5);
        const size_t rows = test_random_below(&random, 6);
        at_str cells[6 * 5], names[5];
        at_buffer text = {0};
        at_csv_writer writer = {.out = &text};
        for (size_t c = 0; c < columns; c++) {
            const at_str decorated = at_str_trim(random_cell(&random, arena));
            assert_int_equal(
                at_arena_format(arena, &names[c], NULL, "%.*s#%zu", AT_STR_ARG(decorated), c),
                AT_OK);
            at_csv_write_cell(&writer, names[c]);
        }
        at_csv_end_record(&writer);
        for (size_t i = 0; i < rows * columns; i++) {
            cells[i] = random_cell(&random, arena);
            at_csv_write_cell(&writer, cells[i]);
            if (i % columns == columns - 1) at_csv_end_record(&writer);
        }
        at_csv_table table = {0};
        at_err err = {0};
        assert_ok(
            at_csv_parse(arena, "t.csv", at_str_bytes(at_buffer_str(&text)), NULL, &table, &err),
            &err);
        assert_int_equal(table.columns, columns);
        assert_int_equal(table.rows, rows);
        for (size_t c = 0; c < columns; c++) assert_same_str(table.header[c], names[c]);
        for (size_t i = 0; i < rows * columns; i++) assert_same_str(table.cells[i], cells[i]);
        at_buffer_free(&text);
        at_arena_reset(arena);
    }
    at_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_only_what_needs_it),
        cmocka_unit_test(csv_guards_formulas_but_leaves_numbers),
        cmocka_unit_test(csv_guard_can_be_taken_away_again),
        cmocka_unit_test(csv_writes_a_single_empty_cell_so_that_it_is_read),
        cmocka_unit_test(csv_written_then_read_is_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
