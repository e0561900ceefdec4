/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <string.h>

#include "base/buffer.h"

static void buffer_holds_what_was_appended_in_order(void **state)
{
    (void)state;
    enum { MOST = 200000 };
    static char expected[MOST];
    size_t length = 0;
    test_random random = {3};
    at_buffer buffer = {0};
    while (length < MOST - 1000) {
        char piece[600];
        const size_t size = test_random_below(&random, sizeof piece);
        for (size_t i = 0; i < size; i++) piece[i] = (char)test_random_u64(&random);
        at_buffer_add_bytes(&buffer, piece, size);
        memcpy(expected + length, piece, size);
        length += size;
        at_buffer_char(&buffer, 'c');
        at_buffer_literal(&buffer, "lit");
        at_buffer_format(&buffer, "%05d", 42);
        memcpy(expected + length, "clit00042", 9);
        length += 9;
    }
    assert_int_equal(at_buffer_status(&buffer, NULL), AT_OK);
    assert_int_equal(buffer.len, length);
    assert_memory_equal(buffer.ptr, expected, length);
    at_buffer_free(&buffer);
}

static void buffer_remembers_a_failure_until_cleared(void **state)
{
    (void)state;
    at_err err = {0};
    at_buffer buffer = {.limit = 10};
    at_buffer_literal(&buffer, "12345");
    at_buffer_literal(&buffer, "678901");
    assert_int_equal(at_buffer_status(&buffer, &err), AT_ELIMIT);
    assert_string_equal(err.text, "output is larger than 10 bytes, or memory is out");
    at_buffer_char(&buffer, 'x'); /* would fit; but something before it is missing */
    assert_str(at_buffer_str(&buffer), "12345");
    assert_int_equal(at_buffer_status(&buffer, NULL), AT_ELIMIT);
    at_buffer_clear(&buffer);
    at_buffer_char(&buffer, 'x');
    assert_int_equal(at_buffer_status(&buffer, NULL), AT_OK);
    assert_str(at_buffer_str(&buffer), "x");
    at_buffer_free(&buffer);
    assert_int_equal(buffer.limit, 10);
    at_buffer_literal(&buffer, "again");
    assert_str(at_buffer_str(&buffer), "again");
    at_buffer_free(&buffer);
}

static void buffer_fills_to_its_limit_and_no_further_however_it_is_filled(void **state)
{
    (void)state;
    for (size_t limit = 1; limit < 2000; limit += 37) {
        at_buffer one = {.limit = limit}, other = {.limit = limit};
        for (size_t i = 0; i < limit; i++) {
            at_buffer_char(&one, 'a');
            at_buffer_format(&other, "%c", 'a');
        }
        assert_int_equal(at_buffer_status(&one, NULL), AT_OK);
        assert_int_equal(at_buffer_status(&other, NULL), AT_OK);
        assert_true(at_str_equal(at_buffer_str(&one), at_buffer_str(&other)));
        at_buffer_char(&one, 'a');
        at_buffer_format(&other, "%c", 'a');
        assert_int_equal(at_buffer_status(&one, NULL), AT_ELIMIT);
        assert_int_equal(at_buffer_status(&other, NULL), AT_ELIMIT);
        assert_int_equal(one.len, limit);
        assert_int_equal(other.len, limit);
        at_buffer_free(&one);
        at_buffer_free(&other);
    }
}

static void buffer_takes_nothing_from_an_empty_slice(void **state)
{
    (void)state;
    at_buffer buffer = {0};
    at_buffer_add(&buffer, (at_str){0});
    at_buffer_format(&buffer, "%s", "");
    assert_int_equal(at_buffer_str(&buffer).len, 0);
    assert_int_equal(at_buffer_status(&buffer, NULL), AT_OK);
    at_buffer_free(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buffer_holds_what_was_appended_in_order),
        cmocka_unit_test(buffer_remembers_a_failure_until_cleared),
        cmocka_unit_test(buffer_fills_to_its_limit_and_no_further_however_it_is_filled),
        cmocka_unit_test(buffer_takes_nothing_from_an_empty_slice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
