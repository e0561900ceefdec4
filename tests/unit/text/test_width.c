/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text/width.h"

#include "support.h"

static void columns_are_those_a_terminal_takes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"é", 1},
        {"e\xCC\x81", 1},
        {"東京", 4},
        {"한국", 4},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2},
        {"ｱ", 1},
        {"Ａ", 2},
        {"a\xE2\x80\x8B"
         "b",
         2}, /* zero-width space */
        {"\xF0\x9F\x98\x80", 2},
        {"हि", 2},
        {"\xFF\xC3", 2},
        {"\t\n", 0},
        {"₿", 1},
        {"Кыргызстан", 10},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_int_equal(at_text_columns(at_str_from_cstr(cases[i].text)), cases[i].columns);
    }
}

static void truncation_keeps_whole_characters_with_their_marks(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
        const char *kept;
    } cases[] = {
        {"Bosnia", 3, "Bos"},
        {"Bosnia", 6, "Bosnia"},
        {"Bosnia", 99, "Bosnia"},
        {"東京", 3, "東"},
        {"東京", 1, ""},
        {"e\xCC\x81x", 1, "e\xCC\x81"},
        {"\xCC\x81x", 0, "\xCC\x81"},
        {"éà", 1, "é"},
        {"", 5, ""},
    };
    for (size_t i = 0; i < AT_COUNT_OF(cases); i++) {
        assert_str(at_text_truncate(at_str_from_cstr(cases[i].text), cases[i].columns),
                   cases[i].kept);
    }
}

static void truncation_is_the_longest_beginning_that_fits(void **state)
{
    (void)state;
    const at_str text = AT_STR("A\xCC\x88\xE6\x9D\xB1 b\xF0\x9F\x98\x80\xFF\xD0\x96");
    const size_t whole = at_text_columns(text);
    for (size_t columns = 0; columns <= whole + 1; columns++) {
        const at_str kept = at_text_truncate(text, columns);
        assert_true(at_text_columns(kept) <= columns);
        assert_ptr_equal(kept.ptr, text.ptr);
        if (kept.len == text.len) continue;
        /* The next character with its marks: the shortest beginning of the rest that is not empty. */
        const at_str rest = at_str_slice(text, kept.len, text.len);
        size_t next = 0;
        while (at_text_truncate(rest, next).len == 0) next++;
        assert_true(at_text_columns(kept) + next > columns);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_those_a_terminal_takes),
        cmocka_unit_test(truncation_keeps_whole_characters_with_their_marks),
        cmocka_unit_test(truncation_is_the_longest_beginning_that_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
