/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/csv.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static at_status parse(at_str text, at_csv_table *table, at_err *err)
{
    *err = (at_err){0};
    return at_csv_parse(test_arena(), "t.csv", at_str_bytes(text), NULL, table, err);
}

static at_csv_table parsed(at_str text)
{
    at_csv_table table = {0};
    at_err err;
    assert_ok(parse(text, &table, &err), &err);
    return table;
}

/* The text is refused at that place, with a message that holds the given words. */
static void refused(at_str text, uint64_t row, uint64_t column, const char *words)
{
    const at_csv_table before = {.file = "untouched", .columns = 77};
    at_csv_table table = before;
    at_err err;
    assert_fails(parse(text, &table, &err), &err, AT_EINPUT, words);
    assert_string_equal(err.file, "t.csv");
    assert_int_equal(err.row, row);
    assert_int_equal(err.column, column);
    assert_memory_equal(&table, &before, sizeof table);
}

static void assert_cell(const at_csv_table *table, size_t row, size_t column, const char *want)
{
    assert_true(row < table->rows && column < table->columns);
    assert_str(at_csv_cell(table, row, column), want);
}

/* ---- what is read ---- */

static void csv_reads_header_and_cells(void **state)
{
    (void)state;
    const at_csv_table t = parsed(AT_STR("id, country ,score\nA,Malta,1\nB, Georgia ,0.5\n"));
    assert_int_equal(t.columns, 3);
    assert_int_equal(t.rows, 2);
    assert_string_equal(t.file, "t.csv");
    assert_str(t.header[1], "country");
    assert_cell(&t, 0, 1, "Malta");
    assert_cell(&t, 1, 1, "Georgia");
    assert_cell(&t, 1, 2, "0.5");
    assert_int_equal(t.record[0], 2);
    assert_int_equal(t.record[1], 3);
    assert_int_equal(at_csv_column(&t, AT_STR("COUNTRY")), 1);
    assert_int_equal(at_csv_column(&t, AT_STR("Count")), SIZE_MAX);
    assert_int_equal(at_csv_column(&t, AT_STR("\x03ountry")), SIZE_MAX);
}

static void csv_takes_every_line_end_and_none_at_the_end(void **state)
{
    (void)state;
    static const char *const texts[] = {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n",
                                        "a,b\r1,2\r3,4\r", "a,b\n1,2\r\n3,4"};
    for (size_t i = 0; i < AT_COUNT_OF(texts); i++) {
        const at_csv_table t = parsed(at_str_from_cstr(texts[i]));
        assert_int_equal(t.rows, 2);
        assert_cell(&t, 0, 1, "2");
        assert_cell(&t, 1, 1, "4");
    }
}

static void csv_finds_the_separator_in_the_header(void **state)
{
    (void)state;
    static const struct {
        const char *text, *second;
    } cases[] = {
        {"a,b,c\n1,2;2,3\n", "2;2"},          {"a;b;c\n1;2,5;3\n", "2,5"},
        {"a\tb\tc\n1\t2,;5\t3\n", "2,;5"},    {"\"a;x;y;z\",b,c\n1,2,3\n", "2"},
        {"\"a,\"\"x,,,\";b;c\n1;2;3\n", "2"}, {"\n\t\t\n\na,b,c\n1,2,3\n", "2"},
        {"a, \"b;;;;\",c\n1,2,3\n", "2"},     {"a\"\",b;\"x,;;;\",c\n1,2,3,\n", "2"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        const at_csv_table t = parsed(at_str_from_cstr(cases[i].text));
        assert_int_equal(t.rows, 1);
        assert_cell(&t, 0, 1, cases[i].second);
    }
    const at_csv_table one = parsed(AT_STR("only\n1;2\n"));
    assert_int_equal(one.columns, 1);
    assert_cell(&one, 0, 0, "1;2");
}

static void csv_reads_quotes_as_rfc_4180_has_them(void **state)
{
    (void)state;
    const at_csv_table t = parsed(AT_STR(
        "\"a\",\"b\"\n\"x \"\"y\"\"\",\" kept \"\n\"two\r\nlines\", \"spaced\" \n\"\",\"\"\"\"\n"
        "5\" pipe,a\"b\"c\n"));
    assert_int_equal(t.rows, 4);
    assert_cell(&t, 0, 0, "x \"y\"");
    assert_cell(&t, 0, 1, " kept ");
    assert_cell(&t, 1, 0, "two\r\nlines");
    assert_cell(&t, 1, 1, "spaced");
    assert_int_equal(t.record[2], 4); /* records, not lines */
    assert_cell(&t, 2, 0, "");
    assert_cell(&t, 2, 1, "\"");
    assert_cell(&t, 3, 0, "5\" pipe");
    assert_cell(&t, 3, 1, "a\"b\"c");
}

static void csv_skips_blank_lines_but_counts_them(void **state)
{
    (void)state;
    const at_csv_table t = parsed(AT_STR("\n \na,b\n\n1,2\n  \t\n\n3,4\n\n"));
    assert_int_equal(t.rows, 2);
    assert_int_equal(t.record[0], 5);
    assert_int_equal(t.record[1], 8);
    /* In a table of tabs a line of tabs is a row of empty cells. */
    const at_csv_table tabs = parsed(AT_STR("a\tb\n\t\n1\t2\n"));
    assert_int_equal(tabs.rows, 2);
    const at_csv_table quoted = parsed(AT_STR("a\n\"\"\n1\n"));
    assert_int_equal(quoted.rows, 2);
}

static void csv_forgives_empty_cells_past_the_header(void **state)
{
    (void)state;
    const at_csv_table t = parsed(AT_STR("a,b\n1,2,,\n3,4, ,\"\"\n"));
    assert_int_equal(t.columns, 2);
    assert_int_equal(t.rows, 2);
    assert_cell(&t, 1, 1, "4");
}

static void csv_needs_no_rows(void **state)
{
    (void)state;
    assert_int_equal(parsed(AT_STR("a,b")).rows, 0);
    assert_int_equal(parsed(AT_STR("a,b\r\n\r\n")).rows, 0);
}

/* The same table in the encodings that spreadsheets save. */
static void csv_reads_utf8_and_utf16_with_a_mark(void **state)
{
    (void)state;
    static const uint16_t units[] = {0xFEFF, 'a', ';', 0x0416, '\r',
                                     '\n',   '1', ';', 0xD83D, 0xDE00};
    char little[sizeof units], big[sizeof units];
    for (size_t i = 0; i < AT_COUNT_OF(units); i++) {
        little[2 * i] = big[2 * i + 1] = (char)(units[i] & 0xFF);
        little[2 * i + 1] = big[2 * i] = (char)(units[i] >> 8);
    }
    const at_str texts[] = {
        AT_STR("\xEF\xBB\xBF"
               "a;\xD0\x96\r\n1;\xF0\x9F\x98\x80"),
        {little, sizeof little},
        {big, sizeof big},
    };
    for (size_t i = 0; i < AT_COUNT_OF(texts); i++) {
        const at_csv_table t = parsed(texts[i]);
        assert_int_equal(t.columns, 2);
        assert_str(t.header[0], "a");
        assert_str(t.header[1], "\xD0\x96");
        assert_cell(&t, 0, 1, "\xF0\x9F\x98\x80");
    }
}

static void csv_copies_no_cell_without_doubled_quotes(void **state)
{
    (void)state;
    const at_str text = AT_STR("a,b\n1,\"x\"\n");
    const at_csv_table t = parsed(text);
    const at_str cell = at_csv_cell(&t, 0, 1);
    assert_true(cell.ptr >= text.ptr && cell.ptr < text.ptr + text.len);
}

/* ---- what is refused, and where ---- */

static void csv_says_that_a_file_is_empty(void **state)
{
    (void)state;
    refused((at_str){0}, 1, 1, "the file is empty; expected a header");
    refused(AT_STR("\n  \r\n"), 1, 1, "the file is empty; expected a header");
    refused(AT_STR("\xEF\xBB\xBF"), 1, 1, "the file is empty; expected a header");
}

static void csv_names_row_and_column_of_an_unclosed_quote(void **state)
{
    (void)state;
    refused(AT_STR("a,b,c\n1,2,3\n4,\"five,6\n7,8,9\n"), 3, 2, "never closed");
    refused(AT_STR("a,\"b\n1,2\n"), 1, 2, "never closed");
    refused(AT_STR("a\n\""), 2, 1, "never closed");
    refused(AT_STR("a\n\"x\"\""), 2, 1, "never closed");
}

static void csv_names_the_place_of_text_after_a_closing_quote(void **state)
{
    (void)state;
    refused(AT_STR("a,b\n1,2\n3,\"x\" y\n"), 3, 2, "must be doubled");
    refused(AT_STR("a,b\n\"x\"\"\" \"z\",1\n"), 2, 1, "must be doubled");
}

static void csv_names_the_first_cell_that_is_missing_or_too_many(void **state)
{
    (void)state;
    refused(AT_STR("id,country,score\n1,2,3\n4,5\n"), 3, 3,
            "2 cells, expected 3 as in the header; the first that is missing is \"score\"");
    refused(AT_STR("a,b\n1,2,,4,\n"), 2, 4, "5 cells, expected 2");
    refused(AT_STR("a,b\n1,2,3\n"), 2, 3, "a cell that holds a comma must be quoted");
    refused(AT_STR("a;b\n1;2;3\n"), 2, 3, "a cell that holds a semicolon must be quoted");
    refused(AT_STR("a\tb\n1\t2\t3\n"), 2, 3, "a cell that holds a tab must be quoted");
    /* One separator too few in all, so that the table seems to have no rows. */
    refused(AT_STR("a,b,c\n1,2\n"), 2, 3, "expected 3");
    refused(AT_STR("a,b,c\nx"), 2, 2, "1 cells, expected 3");
}

static void csv_names_the_place_of_what_is_not_text(void **state)
{
    (void)state;
    refused(AT_STR("a,b\n1,2\n3,4\0"
                   "4\n"),
            3, 2, "zero byte");
    refused(AT_STR("a,b\n1,\"\xE9t\xE9\"\n"), 2, 2, "not UTF-8");
    refused(AT_STR("a,b\n1,2\n\xFF"), 3, 1, "not UTF-8");
    refused(AT_STR("a,b\n1,2\n \xFF"), 3, 1, "not UTF-8");
    refused(AT_STR("\0\0"), 1, 1, "zero byte");
    refused(AT_STR("a\0,\0b\0\n\0"), 1, 1, "looks like UTF-16");
    refused(AT_STR("\0a\0,\0b\0\n"), 1, 1, "looks like UTF-16");
    refused(AT_STR("\xFF\xFE"
                   "a\0,\0b\0\n\0\x01\xD8,\0"
                   "1\0"),
            2, 1, "half a UTF-16 character");
    refused(AT_STR("\xFF\xFE"
                   "a\0\n\0b\0c"),
            2, 1, "half a UTF-16 character");
    refused(AT_STR("\xFE\xFF\0a\0\n\0\0"), 2, 1, "zero character");
    /* The first error of the file is the one that is told. */
    refused(AT_STR("a,b\n1\n\xFF"), 2, 2, "expected 2");
}

static void csv_wants_a_name_for_each_column_once(void **state)
{
    (void)state;
    refused(AT_STR("a,,c\n1,2,3\n"), 1, 2, "without a name");
    refused(AT_STR("a,b,\n1,2,3\n"), 1, 3, "without a name");
    refused(AT_STR("a,\" \"\n1,2\n"), 1, 2, "without a name");
    refused(AT_STR("id,name,Id\n1,2,3\n"), 1, 3, "\"Id\" is there twice, here and as column 1");
}

static void csv_keeps_limits_and_says_where(void **state)
{
    (void)state;
    const at_csv_limits limits = {.bytes = 60, .rows = 2, .columns = 3, .cell = 5};
    static const struct {
        const char *text;
        uint64_t row, column;
        const char *words;
    } cases[] = {
        {"a,b,c,d\n", 1, 4, "more than 3 columns"},
        {"a\n1\n2\n\n3\n", 5, 0, "more than 2 rows"},
        {"a,b\n1,123456\n", 2, 2, "a cell of more than 5 bytes"},
        {"a,b\n1,\"123456\"\n", 2, 2, "a cell of more than 5 bytes"},
        {"a,b\n1,\"123\n56789\n", 2, 2, "a cell of more than 5 bytes"},
        {"abcdef,b\n", 1, 1, "a cell of more than 5 bytes"},
        {"1234567890123456789012345678901234567890123456789012345678901", 0, 0,
         "the file has 61 bytes, at most 60 are read"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        at_csv_table table = {0};
        at_err err = {0};
        const at_bytes bytes = at_str_bytes(at_str_from_cstr(cases[i].text));
        assert_fails(at_csv_parse(test_arena(), "t.csv", bytes, &limits, &table, &err), &err,
                     AT_ELIMIT, cases[i].words);
        assert_string_equal(err.file, "t.csv");
        assert_int_equal(err.row, cases[i].row);
        assert_int_equal(err.column, cases[i].column);
    }
    at_csv_table table = {0};
    at_err err = {0};
    const at_bytes fits = at_str_bytes(AT_STR("a,b\n12345,\"12345\"\n1,\"\n2\"\n"));
    assert_ok(at_csv_parse(test_arena(), "t.csv", fits, &limits, &table, &err), &err);
    assert_int_equal(table.rows, 2);
}

static void csv_stops_early_in_a_line_without_end(void **state)
{
    (void)state;
    const size_t length = (size_t)64 << 20;
    char *text = malloc(length);
    at_csv_table table = {0};
    at_err err;
    assert_non_null(text);
    memset(text, 'x', length);
    const size_t before = at_arena_used(test_arena());
    assert_fails(parse((at_str){text, length}, &table, &err), &err, AT_ELIMIT,
                 "a cell of more than 1048576 bytes");
    assert_int_equal(err.row, 1);
    assert_int_equal(err.column, 1);
    assert_true(at_arena_used(test_arena()) - before < 1024);
    free(text);
}

static void csv_says_so_when_the_table_is_larger_than_its_arena(void **state)
{
    (void)state;
    at_arena *arena = at_arena_new(10000);
    at_buffer text = {0};
    at_csv_table table = {0};
    at_err err = {0};
    assert_non_null(arena);
    at_buffer_literal(&text, "a,b\n");
    for (int i = 0; i < 1000; i++) at_buffer_literal(&text, "1,2\n");
    assert_fails(
        at_csv_parse(arena, "t.csv", at_str_bytes(at_buffer_str(&text)), NULL, &table, &err), &err,
        AT_ELIMIT, "set aside");
    assert_string_equal(err.file, "t.csv");
    at_buffer_free(&text);
    at_arena_free(arena);
}

static void csv_reads_every_table_that_we_ship(void **state)
{
    (void)state;
    static const char *const folders[] = {"data", "tests/vectors"};
    size_t tables = 0;
    for (size_t f = 0; f < AT_COUNT_OF(folders); f++) {
        size_t count;
        const char *const *files = test_list_files(test_source(folders[f]), &count);
        for (size_t i = 0; i < count; i++) {
            if (!at_str_ends(at_str_from_cstr(files[i]), AT_STR(".csv"))) continue;
            const at_str text =
                test_read_file(test_source(test_format("%s/%s", folders[f], files[i])));
            assert_true(parsed(text).rows > 0);
            tables++;
        }
    }
    assert_true(tables >= 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_reads_header_and_cells),
        cmocka_unit_test(csv_takes_every_line_end_and_none_at_the_end),
        cmocka_unit_test(csv_finds_the_separator_in_the_header),
        cmocka_unit_test(csv_reads_quotes_as_rfc_4180_has_them),
        cmocka_unit_test(csv_skips_blank_lines_but_counts_them),
        cmocka_unit_test(csv_forgives_empty_cells_past_the_header),
        cmocka_unit_test(csv_needs_no_rows),
        cmocka_unit_test(csv_reads_utf8_and_utf16_with_a_mark),
        cmocka_unit_test(csv_copies_no_cell_without_doubled_quotes),
        cmocka_unit_test(csv_says_that_a_file_is_empty),
        cmocka_unit_test(csv_names_row_and_column_of_an_unclosed_quote),
        cmocka_unit_test(csv_names_the_place_of_text_after_a_closing_quote),
        cmocka_unit_test(csv_names_the_first_cell_that_is_missing_or_too_many),
        cmocka_unit_test(csv_names_the_place_of_what_is_not_text),
        cmocka_unit_test(csv_wants_a_name_for_each_column_once),
        cmocka_unit_test(csv_keeps_limits_and_says_where),
        cmocka_unit_test(csv_stops_early_in_a_line_without_end),
        cmocka_unit_test(csv_says_so_when_the_table_is_larger_than_its_arena),
        cmocka_unit_test(csv_reads_every_table_that_we_ship),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
