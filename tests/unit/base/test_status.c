/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <stdio.h>
#include <string.h>

#include "base/status.h"

static void status_fills_the_error_and_returns_the_status(void **state)
{
    (void)state;
    at_err err;
    memset(&err, 0x55, sizeof err);
    assert_int_equal(at_fail_at(&err, AT_EINPUT, "w.csv", 3, 4, "weight \"%s\"", "x"), AT_EINPUT);
    assert_int_equal(err.status, AT_EINPUT);
    assert_int_equal(err.row, 3);
    assert_int_equal(err.column, 4);
    assert_string_equal(err.file, "w.csv");
    assert_string_equal(err.text, "weight \"x\"");
    assert_int_equal(at_fail(&err, AT_EIO, "gone"), AT_EIO);
    assert_int_equal(err.row, 0);
    assert_int_equal(err.column, 0);
    assert_string_equal(err.file, "");
    assert_string_equal(err.text, "gone");
    assert_int_equal(at_fail(NULL, AT_ENOMEM, "nobody listens"), AT_ENOMEM);
}

static void status_adds_a_place_but_never_replaces_one(void **state)
{
    (void)state;
    at_err err;
    (void)at_fail_at(&err, AT_EINPUT, NULL, 0, 7, "odd");
    at_err_place(&err, NULL, 12, 1);
    at_err_place(&err, "a.csv", 99, 99);
    at_err_place(&err, "b.csv", 1, 1);
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.row, 12);
    assert_int_equal(err.column, 7);
    at_err_place(NULL, "a.csv", 1, 1);
}

/* "é" is two bytes, "€" three, "𐌰" four: each offset of the cut within each is tried. */
static void status_cuts_long_messages_between_characters(void **state)
{
    (void)state;
    static const char *const characters[] = {"x", "é", "€", "𐌰"};
    for (size_t c = 0; c < AT_COUNT_OF(characters); c++) {
        const size_t width = strlen(characters[c]);
        for (size_t shift = 0; shift < 4; shift++) {
            char text[2 * AT_ERR_TEXT_MAX];
            size_t length = shift;
            memset(text, 'a', shift);
            while (length + width < sizeof text) {
                memcpy(text + length, characters[c], width);
                length += width;
            }
            text[length] = '\0';
            at_err err;
            (void)at_fail_at(&err, AT_EINPUT, text, 0, 0, "%s", text);
            assert_true(at_str_is_utf8(at_str_from_cstr(err.text), NULL));
            assert_true(at_str_is_utf8(at_str_from_cstr(err.file), NULL));
            /* Nothing is lost beyond the character that did not fit. */
            assert_true(strlen(err.text) + width >= AT_ERR_TEXT_MAX);
            assert_true(strlen(err.file) + width >= AT_ERR_FILE_MAX);
            assert_memory_equal(err.text, text, strlen(err.text));
            assert_memory_equal(err.file, text, strlen(err.file));
        }
    }
}

static void status_keeps_a_message_that_just_fits(void **state)
{
    (void)state;
    char text[AT_ERR_TEXT_MAX];
    memset(text, 'a', sizeof text);
    memcpy(text + sizeof text - 3, "é", 3);
    at_err err;
    (void)at_fail(&err, AT_EINPUT, "%s", text);
    assert_string_equal(err.text, text);
}

static void status_may_quote_the_message_that_it_replaces(void **state)
{
    (void)state;
    at_err err;
    (void)at_fail_at(&err, AT_EIO, "folder/file.csv", 2, 3, "no space");
    (void)at_fail_at(&err, err.status, err.file + 7, err.row, err.column, "cannot write: %s",
                     err.text);
    assert_string_equal(err.text, "cannot write: no space");
    assert_string_equal(err.file, "file.csv");
    assert_int_equal(err.row, 2);
    assert_int_equal(err.column, 3);
}

static void status_words_differ_and_exit_codes_are_those_of_the_contract(void **state)
{
    (void)state;
    static const int codes[] = {
        [AT_OK] = 0,        [AT_EUSAGE] = 2, [AT_EINPUT] = 3,   [AT_ELIMIT] = 3,
        [AT_EIO] = 4,       [AT_EAUTH] = 5,  [AT_ECORRUPT] = 6, [AT_ENUMERIC] = 1,
        [AT_ECANCEL] = 130, [AT_ENOMEM] = 7, [AT_EBUG] = 7};
    for (size_t i = 0; i <= AT_EBUG; i++) {
        assert_int_equal(at_status_exit_code((at_status)i), codes[i]);
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(at_status_word((at_status)i), at_status_word((at_status)k));
        }
    }
    assert_string_equal(at_status_word(AT_EINPUT), "bad-input");
}

static at_status tries(at_status first, bool *reached)
{
    AT_TRY(first);
    *reached = true;
    return AT_OK;
}

static void status_try_leaves_at_the_first_failure_only(void **state)
{
    (void)state;
    bool reached = false;
    assert_int_equal(tries(AT_EIO, &reached), AT_EIO);
    assert_false(reached);
    assert_int_equal(tries(AT_OK, &reached), AT_OK);
    assert_true(reached);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(status_fills_the_error_and_returns_the_status),
        cmocka_unit_test(status_adds_a_place_but_never_replaces_one),
        cmocka_unit_test(status_cuts_long_messages_between_characters),
        cmocka_unit_test(status_keeps_a_message_that_just_fits),
        cmocka_unit_test(status_may_quote_the_message_that_it_replaces),
        cmocka_unit_test(status_words_differ_and_exit_codes_are_those_of_the_contract),
        cmocka_unit_test(status_try_leaves_at_the_first_failure_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
