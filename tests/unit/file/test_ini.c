/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/ini.h"

#include <string.h>

#include "base/buffer.h"
#include "support.h"

static at_status parse(at_str text, at_ini *ini, at_err *err)
{
    *err = (at_err){0};
    return at_ini_parse(test_arena(), "t.ini", at_str_bytes(text), ini, err);
}

static at_ini parsed(at_str text)
{
    at_ini ini = {0};
    at_err err;
    assert_ok(parse(text, &ini, &err), &err);
    return ini;
}

static void refused(at_str text, at_status status, uint64_t line, const char *words)
{
    at_ini ini = {.file = "untouched"};
    at_err err;
    assert_fails(parse(text, &ini, &err), &err, status, words);
    assert_string_equal(ini.file, "untouched");
    assert_string_equal(err.file, "t.ini");
    assert_int_equal(err.row, line);
    assert_int_equal(err.column, 0);
}

static void assert_entry(const at_ini *ini, at_str section, at_str name, const char *value,
                         uint64_t line)
{
    const at_ini_entry *entry = at_ini_get(ini, section, name);
    assert_non_null(entry);
    assert_str(entry->value, value);
    assert_int_equal(entry->line, line);
}

static void ini_reads_sections_entries_and_comments(void **state)
{
    (void)state;
    const at_ini ini = parsed(AT_STR("; about\n# this\n top = 1\r\n\r\n[ edition ]\n"
                                     "title=The  Map = good; really \nyear\t=\t2025 ; of issue\n"
                                     "empty =\n  indented = a;b\n[b] ; second\nyear = 1"));
    assert_int_equal(ini.count, 6);
    assert_entry(&ini, AT_STR(""), AT_STR("top"), "1", 3);
    assert_entry(&ini, AT_STR("edition"), AT_STR("title"), "The  Map = good; really", 6);
    assert_entry(&ini, AT_STR("edition"), AT_STR("year"), "2025", 7);
    assert_entry(&ini, AT_STR("edition"), AT_STR("empty"), "", 8);
    assert_entry(&ini, AT_STR("edition"), AT_STR("indented"), "a;b", 9);
    assert_entry(&ini, AT_STR("b"), AT_STR("year"), "1", 11);
    assert_null(at_ini_get(&ini, AT_STR("b"), AT_STR("title")));
    assert_null(at_ini_get(&ini, AT_STR("Edition"), AT_STR("title")));
    assert_str(ini.entries[0].name, "top");
    assert_int_equal(parsed((at_str){0}).count, 0);
    assert_int_equal(parsed(AT_STR("\xEF\xBB\xBF[a]\rb=c\r")).count, 1);
}

static void ini_cuts_nothing_however_long(void **state)
{
    (void)state;
    char name[300], value[5000];
    memset(name, 'n', sizeof name);
    memset(value, 'v', sizeof value);
    at_buffer text = {0};
    at_buffer_format(&text, "[%.*s]\n%.*s = %.*s\n", 300, name, 300, name, 5000, value);
    const at_ini ini = parsed(at_buffer_str(&text));
    assert_int_equal(ini.count, 1);
    assert_int_equal(ini.entries[0].section.len, 300);
    assert_int_equal(ini.entries[0].name.len, 300);
    assert_int_equal(ini.entries[0].value.len, 5000);
    at_buffer_free(&text);
}

static void ini_refuses_with_the_line(void **state)
{
    (void)state;
    refused(AT_STR("[a]\nb\n"), AT_EINPUT, 2, "neither [section] nor name = value");
    refused(AT_STR("[a]\n= b\n"), AT_EINPUT, 2, "neither [section] nor name = value");
    refused(AT_STR("[a\n"), AT_EINPUT, 1, "not of the form [name]");
    refused(AT_STR("[a] b\n"), AT_EINPUT, 1, "not of the form [name]");
    refused(AT_STR("\n[ ]\n"), AT_EINPUT, 2, "not of the form [name]");
    refused(AT_STR("["), AT_EINPUT, 1, "not of the form [name]");
    refused(AT_STR("[a]b]"), AT_EINPUT, 1, "not of the form [name]");
    refused(AT_STR("[a]\nx = 1\n[b]\nx = 1\n[a]\nx = 2\n"), AT_EINPUT, 6,
            "\"x\" is set twice, here and in line 2");
    refused(AT_STR("a = 1\nb = \xFF\n"), AT_EINPUT, 2, "not UTF-8");
    refused(AT_STR("a = 1\n\0"), AT_EINPUT, 2, "zero byte");
    refused(AT_STR("\xFF"), AT_EINPUT, 1, "not UTF-8");
}

static void ini_keeps_limits(void **state)
{
    (void)state;
    at_buffer text = {0};
    for (int i = 0; i < 4096; i++) at_buffer_format(&text, "n%d=\n", i);
    assert_int_equal(parsed(at_buffer_str(&text)).count, 4096);
    at_buffer_literal(&text, "one more=\n");
    refused(at_buffer_str(&text), AT_ELIMIT, 4097, "more than 4096 settings");
    while (text.len <= 65536) at_buffer_literal(&text, "; x\n");
    refused(at_buffer_str(&text), AT_ELIMIT, 0, "at most 65536 are read");
    at_buffer_free(&text);
}

static void ini_reads_every_file_that_we_ship(void **state)
{
    (void)state;
    size_t count, found = 0;
    const char *const *files = test_list_files(test_source("data"), &count);
    for (size_t i = 0; i < count; i++) {
        if (!at_str_ends(at_str_from_cstr(files[i]), AT_STR(".ini"))) continue;
        const at_ini ini = parsed(test_read_file(test_source(test_format("data/%s", files[i]))));
        assert_non_null(at_ini_get(&ini, AT_STR("edition"), AT_STR("licence")));
        found++;
    }
    assert_true(found >= 10);
    const at_ini recipe = parsed(test_read_file(test_source("tests/vectors/asem/recipe.ini")));
    assert_str(at_ini_get(&recipe, AT_STR("denominate"), AT_STR("by"))->value, "imeta");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ini_reads_sections_entries_and_comments),
        cmocka_unit_test(ini_cuts_nothing_however_long),
        cmocka_unit_test(ini_refuses_with_the_line),
        cmocka_unit_test(ini_keeps_limits),
        cmocka_unit_test(ini_reads_every_file_that_we_ship),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
