/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/json.h"

#include "support.h"

static at_status parse(at_str text, const at_json_value **out, at_err *err)
{
    *err = (at_err){0};
    return at_json_parse(test_arena(), "t.json", at_str_bytes(text), 1 << 20, out, err);
}

static const at_json_value *parsed(at_str text)
{
    const at_json_value *value = NULL;
    at_err err;
    assert_ok(parse(text, &value, &err), &err);
    return value;
}

static void refused(at_str text, at_status status, uint64_t row, uint64_t column, const char *words)
{
    const at_json_value *value = NULL;
    at_err err;
    assert_fails(parse(text, &value, &err), &err, status, words);
    assert_null(value);
    assert_string_equal(err.file, "t.json");
    assert_int_equal(err.row, row);
    assert_int_equal(err.column, column);
}

static void json_reads_every_kind(void **state)
{
    (void)state;
    const at_json_value *v = parsed(AT_STR(" {\"s\":\"\\u0416\\n\",\"i\":-42,\"r\":0.25,\"t\":true,"
                                           "\"f\":false,\"n\":null,\"a\":[1,[2]]} "));
    assert_int_equal(v->kind, AT_JSON_OBJECT);
    assert_int_equal(v->count, 7);
    assert_str(at_json_get(v, AT_STR("s"))->string, "Ж\n");
    const at_json_value *i = at_json_get(v, AT_STR("i"));
    assert_int_equal(i->kind, AT_JSON_INTEGER);
    assert_int_equal(i->integer, -42);
    assert_true(i->real == -42.0);
    assert_true(at_json_get(v, AT_STR("r"))->real == 0.25);
    assert_int_equal(at_json_get(v, AT_STR("t"))->kind, AT_JSON_TRUE);
    assert_int_equal(at_json_get(v, AT_STR("f"))->kind, AT_JSON_FALSE);
    assert_int_equal(at_json_get(v, AT_STR("n"))->kind, AT_JSON_NULL);
    const at_json_value *a = at_json_get(v, AT_STR("a"));
    assert_int_equal(a->count, 2);
    assert_null(a->keys);
    assert_int_equal(a->items[1].items[0].integer, 2);
    assert_null(at_json_get(v, AT_STR("none")));
    assert_null(at_json_get(a, AT_STR("s")));
    assert_null(at_json_get(NULL, AT_STR("s")));
    assert_int_equal(parsed(AT_STR("\xEF\xBB\xBF 7"))->integer, 7);
    assert_int_equal(parsed(AT_STR("9223372036854775807"))->integer, INT64_MAX);
}

static void json_keeps_the_order_of_members(void **state)
{
    (void)state;
    const at_json_value *v = parsed(AT_STR("{\"z\":1,\"a\":2,\"m\":3,\"b\":4,\"\":5}"));
    static const char *const keys[] = {"z", "a", "m", "b", ""};
    assert_int_equal(v->count, 5);
    for (size_t i = 0; i < v->count; i++) {
        assert_str(v->keys[i], keys[i]);
        assert_int_equal(v->items[i].integer, i + 1);
    }
}

static void json_refuses_with_line_and_column(void **state)
{
    (void)state;
    refused(AT_STR("{\"a\":1,\n\"a\":2}"), AT_EINPUT, 2, 3, "has already");
    refused(AT_STR("{\"a\":1,\n  b:2}"), AT_EINPUT, 2, 3, "this is not JSON");
    refused(AT_STR("[1,2"), AT_EINPUT, 1, 4, "ends too early");
    refused(AT_STR(""), AT_EINPUT, 1, 0, "ends too early");
    refused(AT_STR("[1] x"), AT_EINPUT, 1, 5, "after the end");
    refused(AT_STR("[99999999999999999999]"), AT_EINPUT, 1, 21, "too large");
    refused(AT_STR("[1e999]"), AT_EINPUT, 1, 6, "too large");
    refused(AT_STR("[nan]"), AT_EINPUT, 1, 4, "this is not JSON");
    refused(AT_STR("[01]"), AT_EINPUT, 1, 2, "this is not JSON");
    refused(AT_STR("[1,]"), AT_EINPUT, 1, 4, "this is not JSON");
    refused(AT_STR("[\"a\xFF\"]"), AT_EINPUT, 1, 3, "not UTF-8");
    refused(AT_STR("[\"\\u0000\"]"), AT_EINPUT, 1, 9, "zero character");
    refused(AT_STR("{\"\\u0000\":1}"), AT_EINPUT, 1, 9, "zero character");
    refused(AT_STR("[\"\\ud800\"]"), AT_EINPUT, 1, 9, "this is not JSON");
    refused(AT_STR("[1,\n2\0]"), AT_EINPUT, 2, 2, "a zero byte");
    refused(AT_STR("[\"\\\0\"]"), AT_EINPUT, 1, 4, "a zero byte");
    refused(AT_STR("[\"\\\n\"]"), AT_EINPUT, 2, 0, "this is not JSON");
}

/* Messages never hold what stands in the file. */
static void json_errors_quote_nothing(void **state)
{
    (void)state;
    const at_json_value *value = NULL;
    at_err err;
    assert_int_equal(parse(AT_STR("{\"name\": \"Ivanov\" \"Petrov\"}"), &value, &err), AT_EINPUT);
    assert_false(at_str_find(at_str_from_cstr(err.text), AT_STR("Petrov"), NULL));
    assert_false(at_str_find(at_str_from_cstr(err.text), AT_STR("Ivanov"), NULL));
}

static at_str repeated(const char *piece, size_t count)
{
    const char *text = "";
    for (size_t i = 0; i < count; i++) text = test_format("%s%s", text, piece);
    return at_str_from_cstr(text);
}

static void json_stands_a_depth_bomb(void **state)
{
    (void)state;
    const char *fits = test_format("%s%s", repeated("[", 64).ptr, repeated("]", 64).ptr);
    assert_int_equal(parsed(at_str_from_cstr(fits))->count, 1);
    refused(repeated("[", 65), AT_ELIMIT, 1, 65, "more than 64 deep");
    refused(repeated("{\"é\":\n", 65), AT_ELIMIT, 65, 1, "more than 64 deep");
    at_buffer bomb = {0};
    for (int i = 0; i < 500000; i++) at_buffer_literal(&bomb, "[");
    refused(at_buffer_str(&bomb), AT_ELIMIT, 1, 65, "more than 64 deep");
    at_buffer_free(&bomb);
    /* Brackets in texts are no levels. */
    const at_str text = repeated("[\\\"", 70);
    assert_int_equal(parsed(at_str_from_cstr(test_format("[\"%s\", 1]", text.ptr)))->count, 2);
}

static void json_is_not_read_past_its_limit(void **state)
{
    (void)state;
    const at_json_value *value = NULL;
    at_err err = {0};
    assert_fails(
        at_json_parse(test_arena(), "t.json", at_str_bytes(AT_STR("[1234]")), 5, &value, &err),
        &err, AT_ELIMIT, "6 bytes, at most 5");
}

static void json_need_says_what_was_found_and_expected(void **state)
{
    (void)state;
    const at_json_value *v = parsed(AT_STR("{\"n\":1,\"b\":false,\"s\":\"x\",\"r\":1.5}"));
    const at_json_value *got = NULL;
    at_err err = {0};
    assert_ok(at_json_need(v, "t.json", AT_STR("n"), AT_JSON_INTEGER, &got, &err), &err);
    assert_int_equal(got->integer, 1);
    assert_ok(at_json_need(v, "t.json", AT_STR("n"), AT_JSON_REAL, &got, &err), &err);
    assert_ok(at_json_need(v, "t.json", AT_STR("b"), AT_JSON_TRUE, &got, &err), &err);
    assert_int_equal(got->kind, AT_JSON_FALSE);
    assert_fails(at_json_need(v, "t.json", AT_STR("r"), AT_JSON_INTEGER, &got, &err), &err,
                 AT_EINPUT, "\"r\" is a number; expected an integer");
    assert_string_equal(err.file, "t.json");
    assert_fails(at_json_need(v, "t.json", AT_STR("s"), AT_JSON_ARRAY, &got, &err), &err, AT_EINPUT,
                 "\"s\" is a text; expected an array");
    assert_fails(at_json_need(v, "t.json", AT_STR("x"), AT_JSON_OBJECT, &got, &err), &err,
                 AT_EINPUT, "\"x\" is missing; expected an object");
    assert_fails(at_json_need(&v->items[0], "t.json", AT_STR("x"), AT_JSON_NULL, &got, &err), &err,
                 AT_EINPUT, "an integer where an object with \"x\" was expected");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_reads_every_kind),
        cmocka_unit_test(json_keeps_the_order_of_members),
        cmocka_unit_test(json_refuses_with_line_and_column),
        cmocka_unit_test(json_errors_quote_nothing),
        cmocka_unit_test(json_stands_a_depth_bomb),
        cmocka_unit_test(json_is_not_read_past_its_limit),
        cmocka_unit_test(json_need_says_what_was_found_and_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
