/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "study/terminal.h"

#include "support.h"

static at_str paragraph(at_buffer *out, const char *text, size_t width)
{
    at_buffer_clear(out);
    at_terminal_paragraph(out, at_str_from_cstr(text), width);
    return at_buffer_str(out);
}

static const at_release_table *table_of(const char *const *cells, size_t columns, size_t rows)
{
    at_release_table *table;
    at_str *headings, *texts;
    at_err err;
    assert_ok(AT_NEW(test_arena(), 1, &table, &err), &err);
    assert_ok(AT_NEW(test_arena(), columns, &headings, &err), &err);
    assert_ok(AT_NEW(test_arena(), columns * rows, &texts, &err), &err);
    for (size_t i = 0; i < columns; i++) headings[i] = at_str_from_cstr(cells[i]);
    for (size_t i = 0; i < columns * rows; i++) texts[i] = at_str_from_cstr(cells[columns + i]);
    *table = (at_release_table){
        .columns = headings, .column_count = columns, .row_count = rows, .cells = texts};
    return table;
}

static void paragraphs_are_wrapped_between_words(void **state)
{
    at_buffer out = {0};
    (void)state;
    assert_str(paragraph(&out, "one two three", 7), "one two\nthree\n");
    assert_str(paragraph(&out, "one two three", 0), "one two three\n");
    assert_str(paragraph(&out, "unbreakable is long", 4), "unbreakable\nis\nlong\n");
    assert_str(paragraph(&out, "  spaces   fall  together ", 80), "spaces fall together\n");
    assert_str(paragraph(&out, "", 80), "\n");
    at_buffer_free(&out);
}

static void columns_are_aligned_by_what_is_seen(void **state)
{
    static const char *const cells[] = {"place",   "country",   "score", "1",
                                        "Türkiye", "5.00",      "10",    "日本",
                                        "",        "x\x1b[31m", "A",     "100.25"};
    at_buffer out = {0};
    (void)state;
    at_terminal_table(&out, table_of(cells, 3, 3), "rlr", false);
    assert_str(at_buffer_str(&out), " place  country   score\n"
                                    "     1  Türkiye    5.00\n"
                                    "    10  日本\n"
                                    "x?[31m  A        100.25\n");
    at_buffer_free(&out);
}

static void control_characters_of_a_cell_never_reach_the_terminal(void **state)
{
    static const char *const cells[] = {"a",         "\x1b]0;title\x07",
                                        "tab\there", "c1 \xc2\x9b 2J",
                                        "del\x7f",   "right \xe2\x80\xae to left"};
    at_buffer out = {0};
    (void)state;
    at_terminal_table(&out, table_of(cells, 1, 5), "l", false);
    assert_contains(at_buffer_str(&out), "right ? to left");
    for (size_t i = 0; i < out.len; i++) {
        assert_true((unsigned char)out.ptr[i] >= ' ' || out.ptr[i] == '\n');
        assert_int_not_equal((unsigned char)out.ptr[i], 0x7f);
        assert_int_not_equal((unsigned char)out.ptr[i], 0xc2);
    }
    at_buffer_free(&out);
}

static void colour_adds_nothing_but_emphasis(void **state)
{
    static const char *const cells[] = {"place", "range", "1", "1 to 2"};
    at_buffer plain = {0}, coloured = {0}, stripped = {0};
    (void)state;
    at_terminal_table(&plain, table_of(cells, 2, 1), "rL", false);
    at_terminal_table(&coloured, table_of(cells, 2, 1), "rL", true);
    assert_contains(at_buffer_str(&coloured), "\x1b[1m");
    assert_contains(at_buffer_str(&coloured), "\x1b[2m1 to 2\x1b[0m");
    for (size_t i = 0; i < coloured.len; i++) {
        if (coloured.ptr[i] == '\x1b') {
            while (coloured.ptr[i] != 'm') i++;
            continue;
        }
        at_buffer_char(&stripped, coloured.ptr[i]);
    }
    assert_same_str(at_buffer_str(&stripped), at_buffer_str(&plain));
    at_buffer_free(&plain);
    at_buffer_free(&coloured);
    at_buffer_free(&stripped);
}

static void a_line_never_ends_in_a_space(void **state)
{
    static const char *const cells[] = {"a", "bb", "c", "", "x", "", "y", "", ""};
    at_buffer out = {0};
    (void)state;
    at_terminal_table(&out, table_of(cells, 3, 2), "lll", false);
    assert_false(at_str_find(at_buffer_str(&out), AT_STR(" \n"), NULL));
    at_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_wrapped_between_words),
        cmocka_unit_test(columns_are_aligned_by_what_is_seen),
        cmocka_unit_test(control_characters_of_a_cell_never_reach_the_terminal),
        cmocka_unit_test(colour_adds_nothing_but_emphasis),
        cmocka_unit_test(a_line_never_ends_in_a_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
