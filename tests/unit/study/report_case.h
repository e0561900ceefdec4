/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TEST_STUDY_REPORT_CASE_H
#define TEST_STUDY_REPORT_CASE_H
/* Reports as text and as JSON. */
#include <stdlib.h>

#include "base/buffer.h"
#include "edition_case.h"
#include "file/json.h"
#include "study/index_report.h"

static const at_report_style as_json = {.json = true}, as_text = {.width = 80}, unwrapped = {0};

/* A file of tests/golden, byte for byte. With GOLDEN_WRITE in the environment it is written
 * anew; look at the difference before it is kept. */
static inline void assert_golden(const char *name, at_str got)
{
    const char *path = test_source(test_format("tests/golden/%s", name));
    if (getenv("GOLDEN_WRITE")) test_write_file(path, got);
    assert_same_str(got, test_read_file(path));
}

/* The one JSON document that the text is. */
static inline const at_json_value *json_of(at_str text)
{
    const at_json_value *value;
    at_err err = {0};
    assert_ok(
        at_json_parse(test_arena(), "report", at_str_bytes(text), (size_t)1 << 30, &value, &err),
        &err);
    assert_int_equal(text.ptr[text.len - 1], '\n');
    return value;
}

static inline const at_json_value *member(const at_json_value *object, const char *key)
{
    const at_json_value *value = at_json_get(object, at_str_from_cstr(key));
    if (!value) fail_msg("no \"%s\"", key);
    return value;
}

static inline double number(const at_json_value *object, const char *key)
{
    const at_json_value *value = member(object, key);
    if (value->kind != AT_JSON_INTEGER && value->kind != AT_JSON_REAL) {
        fail_msg("\"%s\" is no number", key);
    }
    return value->real;
}

static inline at_str text_of(const at_json_value *object, const char *key)
{
    assert_int_equal(member(object, key)->kind, AT_JSON_STRING);
    return member(object, key)->string;
}

static inline bool truth(const at_json_value *object, const char *key)
{
    const at_json_kind kind = member(object, key)->kind;
    assert_true(kind == AT_JSON_TRUE || kind == AT_JSON_FALSE);
    return kind == AT_JSON_TRUE;
}

/* The object of a list whose `key` is this text. */
static inline const at_json_value *item_where(const at_json_value *list, const char *key,
                                              const char *value)
{
    for (size_t i = 0; i < list->count; i++) {
        const at_json_value *v = at_json_get(&list->items[i], at_str_from_cstr(key));
        if (v && at_str_equal(v->string, at_str_from_cstr(value))) return &list->items[i];
    }
    fail_msg("no item with %s \"%s\"", key, value);
    return list;
}

static inline void write_case(const char *folder, const edition_case *c)
{
    const char *const texts[] = {c->criteria, c->values,    c->categories,
                                 c->sources,  c->published, c->settings};
    for (size_t i = 0; i < AT_COUNT_OF(texts); i++) {
        if (!texts[i]) continue;
        test_write_file(test_format("%s/%s", folder, at_edition_table_name((at_edition_table)i)),
                        at_str_from_cstr(texts[i]));
    }
}

/* The case in a new folder of that name. */
static inline const char *folder_of(const edition_case *c, const char *name)
{
    const char *folder = test_format("%s/%s", test_temp_dir(), name);
    write_case(folder, c);
    return folder;
}

static inline const char *rainbow(int year)
{
    return test_source(test_format("data/rainbow/%d", year));
}

#endif
