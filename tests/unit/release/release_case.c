/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release_case.h"

static const char hash_a[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char hash_b[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

at_release_table table_of(const char *name, size_t columns, size_t rows, const char *const *cells)
{
    at_str *names, *all;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), columns, &names, &err), &err);
    assert_ok(AT_NEW(test_arena(), rows * columns, &all, &err), &err);
    for (size_t i = 0; i < columns; i++) names[i] = at_str_from_cstr(cells[i]);
    for (size_t i = 0; i < rows * columns; i++) all[i] = at_str_from_cstr(cells[columns + i]);
    return (at_release_table){at_str_from_cstr(name), names, columns, rows, all};
}

const at_release *small_release(void)
{
    static const char *const cells[] = {"iso2", "value", "MT", "1", "BE", "", "LV", "5/16"};
    static const char *const notes[] = {"iso2", "note", "M,T", "he said \"no\"\nand left "};
    static const at_release_setting settings[] = {{{"within", 6}, {"25", 2}, false},
                                                  {{"seed", 4}, {"9223372036854775807", 19}, true}};
    at_release_table *tables;
    at_release_file *inputs;
    at_release *release;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), 2, &tables, &err), &err);
    assert_ok(AT_NEW(test_arena(), 2, &inputs, &err), &err);
    assert_ok(AT_NEW(test_arena(), 1, &release, &err), &err);
    tables[0] = table_of("cells", 2, 3, cells);
    tables[1] = table_of("notes", 2, 1, notes);
    inputs[0] = (at_release_file){AT_STR("2024"), AT_STR("values.csv"), 0, AT_STR("")};
    inputs[1] = (at_release_file){AT_STR("2025"), AT_STR("criteria.csv"), 3, AT_STR("")};
    inputs[0].sha256 = at_str_from_cstr(hash_a);
    inputs[1].sha256 = at_str_from_cstr(hash_b);
    *release = (at_release){.program = AT_STR("attest 9.8.7"),
                            .title = AT_STR("A small index \"2025\""),
                            .edition = AT_STR("2025"),
                            .date = AT_STR("2025-05-14"),
                            .year = 2025,
                            .compared_with = AT_STR("2024"),
                            .settings = settings,
                            .setting_count = AT_COUNT_OF(settings),
                            .inputs = inputs,
                            .input_count = 2,
                            .tables = tables,
                            .table_count = 2};
    return release;
}

const char *small_folder(void)
{
    at_err err = {0};
    const char *folder = test_format("%s/release", test_temp_dir());
    assert_ok(at_release_write(small_release(), folder, &err), &err);
    return folder;
}

void assert_same_table(const at_release_table *a, const at_release_table *b)
{
    assert_same_str(a->name, b->name);
    assert_int_equal(a->column_count, b->column_count);
    assert_int_equal(a->row_count, b->row_count);
    for (size_t i = 0; i < a->column_count; i++) assert_same_str(a->columns[i], b->columns[i]);
    for (size_t i = 0; i < a->row_count * a->column_count; i++) {
        assert_same_str(a->cells[i], b->cells[i]);
    }
}

at_str replaced(at_str text, const char *old, const char *new)
{
    size_t at;
    if (!at_str_find(text, at_str_from_cstr(old), &at)) {
        fail_msg("no \"%s\" in \"%.*s\"", old, AT_STR_ARG(text));
    }
    return at_str_from_cstr(
        test_format("%.*s%s%s", (int)at, text.ptr, new, text.ptr + at + at_str_from_cstr(old).len));
}

void edit_file(const char *folder, const char *path, const char *old, const char *new)
{
    const char *file = test_format("%s/%s", folder, path);
    test_write_file(file, replaced(test_read_file(file), old, new));
}
