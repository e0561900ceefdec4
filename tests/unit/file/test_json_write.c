/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/json.h"

#include <math.h>

#include "support.h"

static void json_indents_by_two_or_not_at_all(void **state)
{
    (void)state;
    static const char pretty[] = "{\n"
                                 "  \"a\": [\n"
                                 "    1,\n"
                                 "    {\n"
                                 "      \"b\": null\n"
                                 "    },\n"
                                 "    [],\n"
                                 "    {}\n"
                                 "  ],\n"
                                 "  \"c\": true\n"
                                 "}";
    static const char compact[] = "{\"a\":[1,{\"b\":null},[],{}],\"c\":true}";
    for (int i = 0; i < 2; i++) {
        at_buffer text = {0};
        at_json_writer w = {.out = &text, .pretty = i == 0};
        at_err err = {0};
        at_json_begin_object(&w);
        at_json_key(&w, AT_STR("a"));
        at_json_begin_array(&w);
        at_json_u64(&w, 1);
        at_json_begin_object(&w);
        at_json_key(&w, AT_STR("b"));
        at_json_null(&w);
        at_json_end_object(&w);
        at_json_begin_array(&w);
        at_json_end_array(&w);
        at_json_begin_object(&w);
        at_json_end_object(&w);
        at_json_end_array(&w);
        at_json_key(&w, AT_STR("c"));
        at_json_bool(&w, true);
        at_json_end_object(&w);
        assert_ok(at_buffer_status(&text, &err), &err);
        assert_str(at_buffer_str(&text), i == 0 ? pretty : compact);
        at_buffer_free(&text);
    }
}

static void check_str(at_str value, const char *want)
{
    at_buffer text = {0};
    at_json_writer w = {.out = &text};
    at_json_str(&w, value);
    assert_str(at_buffer_str(&text), want);
    at_buffer_free(&text);
}

static void json_escapes_what_must_be_and_nothing_else(void **state)
{
    (void)state;
    check_str((at_str){0}, "\"\"");
    check_str(AT_STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
    check_str(AT_STR("\b\t\n\f\r"), "\"\\b\\t\\n\\f\\r\"");
    check_str(AT_STR("\x01\x1F\x7F\0z"), "\"\\u0001\\u001f\x7F\\u0000z\"");
    check_str(AT_STR("Жé\xF0\x9F\x98\x80\xE2\x80\xA8"), "\"Жé\xF0\x9F\x98\x80\xE2\x80\xA8\"");
    check_str(AT_STR("a\xFF"
                     "b\xC3"),
              "\"a\xEF\xBF\xBD"
              "b\xEF\xBF\xBD\"");
    check_str(AT_STR("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void json_numbers_have_one_form(void **state)
{
    (void)state;
    at_buffer text = {0};
    at_json_writer w = {.out = &text};
    at_json_begin_array(&w);
    at_json_u64(&w, UINT64_MAX);
    at_json_i64(&w, INT64_MIN);
    at_json_f64(&w, 0.1);
    at_json_f64(&w, 1.0);
    at_json_f64(&w, -0.0);
    at_json_f64(&w, 1e22);
    at_json_f64(&w, (double)NAN);
    at_json_f64(&w, -(double)INFINITY);
    at_json_ratio(&w, at_ratio_make(at_big_from_i64(-1), at_big_from_i64(3)), 6);
    at_json_ratio(&w, at_ratio_make(at_big_from_i64(853), at_big_from_i64(10)), 18);
    at_json_ratio(&w, (at_ratio){.num = {.overflow = true}}, 2);
    at_json_end_array(&w);
    assert_str(at_buffer_str(&text),
               "[18446744073709551615,-9223372036854775808,0.1,1,0,1e+22,null,"
               "null,-0.333333,85.3,null]");
    at_buffer_free(&text);
}

typedef void (*calls)(at_json_writer *w);

static void value_without_key(at_json_writer *w)
{
    at_json_begin_object(w);
    at_json_null(w);
}

static void two_keys(at_json_writer *w)
{
    at_json_begin_object(w);
    at_json_key(w, AT_STR("a"));
    at_json_key(w, AT_STR("b"));
}

static void key_without_value(at_json_writer *w)
{
    at_json_begin_object(w);
    at_json_key(w, AT_STR("a"));
    at_json_end_object(w);
}

static void key_in_array(at_json_writer *w)
{
    at_json_begin_array(w);
    at_json_key(w, AT_STR("a"));
}

static void key_at_the_top(at_json_writer *w)
{
    at_json_key(w, AT_STR("a"));
}

static void wrong_end(at_json_writer *w)
{
    at_json_begin_array(w);
    at_json_end_object(w);
}

static void end_of_nothing(at_json_writer *w)
{
    at_json_end_array(w);
}

static void two_values(at_json_writer *w)
{
    at_json_null(w);
    at_json_null(w);
}

static void two_containers(at_json_writer *w)
{
    at_json_begin_array(w);
    at_json_end_array(w);
    at_json_begin_array(w);
}

static void one_level_too_deep(at_json_writer *w)
{
    for (int i = 0; i <= AT_JSON_DEPTH; i++) at_json_begin_array(w);
}

static void json_misuse_is_remembered(void **state)
{
    (void)state;
    static const calls misuses[] = {
        value_without_key, two_keys,       key_without_value, key_in_array,   key_at_the_top,
        wrong_end,         end_of_nothing, two_values,        two_containers, one_level_too_deep};
    for (size_t i = 0; i < AT_COUNT_OF(misuses); i++) {
        at_buffer text = {0};
        at_json_writer w = {.out = &text};
        misuses[i](&w);
        assert_true(text.failed);
        at_buffer_free(&text);
    }
}

static void json_goes_64_levels_deep(void **state)
{
    (void)state;
    at_buffer text = {0};
    at_json_writer w = {.out = &text};
    for (int i = 0; i < AT_JSON_DEPTH; i++) at_json_begin_array(&w);
    for (int i = 0; i < AT_JSON_DEPTH; i++) at_json_end_array(&w);
    assert_false(text.failed);
    assert_int_equal(text.len, 2 * AT_JSON_DEPTH);
    at_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_indents_by_two_or_not_at_all),
        cmocka_unit_test(json_escapes_what_must_be_and_nothing_else),
        cmocka_unit_test(json_numbers_have_one_form),
        cmocka_unit_test(json_misuse_is_remembered),
        cmocka_unit_test(json_goes_64_levels_deep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
