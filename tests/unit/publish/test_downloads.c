/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "publish/downloads.h"

#include "file/json.h"
#include "publish_case.h"
#include "seal/hash.h"

static const at_json_value *json_of(const at_release *release)
{
    const at_json_value *root;
    at_err err = {0};
    assert_ok(at_json_parse(test_arena(), "tables.json",
                            at_str_bytes(file_in(site_of(release), "data/tables.json")),
                            (size_t)1 << 24, &root, &err),
              &err);
    return root;
}

static const at_json_value *row_of(const at_json_value *root, const char *table, size_t row)
{
    const at_json_value *tables = at_json_get(root, AT_STR("tables"));
    const at_json_value *rows = at_json_get(tables, at_str_from_cstr(table));
    assert_non_null(rows);
    assert_true(row < rows->count);
    return &rows->items[row];
}

static void json_has_every_table_row_and_column(void **state)
{
    (void)state;
    const at_release *release = full_release();
    const at_json_value *root = json_of(release), *tables = at_json_get(root, AT_STR("tables"));
    assert_str(at_json_get(root, AT_STR("title"))->string, "North index 2031");
    assert_int_equal(tables->count, release->table_count);
    for (size_t i = 0; i < release->table_count; i++) {
        const at_release_table *table = &release->tables[i];
        const at_json_value *rows = at_json_get(tables, table->name);
        assert_int_equal(rows->count, table->row_count);
        for (size_t row = 0; row < table->row_count; row++) {
            assert_int_equal(rows->items[row].count, table->column_count);
        }
    }
}

/* A column whose every filled cell is a decimal is of numbers; empty cells are null in any. */
static void json_has_numbers_where_a_column_is_of_numbers(void **state)
{
    (void)state;
    const at_json_value *root = json_of(full_release());
    const at_json_value *latvia = row_of(root, "countries", 2);
    assert_int_equal(at_json_get(latvia, AT_STR("score"))->kind, AT_JSON_INTEGER);
    assert_int_equal(at_json_get(latvia, AT_STR("country"))->kind, AT_JSON_STRING);
    assert_int_equal(at_json_get(row_of(root, "history", 0), AT_STR("score"))->kind, AT_JSON_NULL);
    assert_close(at_json_get(row_of(root, "history", 4), AT_STR("score"))->real, 80, 0, 0);
    assert_close(at_json_get(row_of(root, "cells", 14), AT_STR("value"))->real, 0.333333, 0, 0);
    assert_int_equal(at_json_get(row_of(root, "cells", 0), AT_STR("criterion"))->kind,
                     AT_JSON_STRING);
    assert_close(at_json_get(row_of(root, "cell_changes", 0), AT_STR("value_old"))->real, 0.3125, 0,
                 0);
    at_release *release = full_release();
    set_cell(release, "cell_changes", 0, "value_old",
             "5/16"); /* a column with a fraction is of text */
    const at_json_value *other = row_of(json_of(release), "cell_changes", 1);
    assert_str(at_json_get(other, AT_STR("value_old"))->string, "1");
}

static void formulas_stay_text_in_the_workbook(void **state)
{
    (void)state;
    at_release *release = full_release();
    set_cell(release, "countries", 0, "country", "=HYPERLINK(\"//evil.example\")");
    const at_str book = file_in(site_of(release), "data/tables.xlsx");
    assert_contains(book, "=HYPERLINK(");
    assert_false(at_str_find(book, AT_STR("<f>"), NULL));
    assert_contains(book, "inlineStr");
}

static void table_that_no_sheet_can_hold_is_left_out_of_the_workbook(void **state)
{
    (void)state;
    enum { TOO_MANY = 1048576 }; /* with the head one more than a sheet has */
    at_release *release = full_release();
    at_buffer book AT_CLEANUP(at_buffer_free) = {0};
    at_str *cells;
    size_t left_out = 9;
    at_err err = {0};
    assert_ok(AT_NEW(test_arena(), TOO_MANY, &cells, &err), &err);
    const at_str column = AT_STR("n");
    *table_in(release, "pairs") = (at_release_table){AT_STR("pairs"), &column, 1, TOO_MANY, cells};
    assert_ok(at_download_xlsx(release, &book, &left_out, &err), &err);
    assert_int_equal(left_out, 1);
    assert_contains(at_buffer_str(&book), "name=\"history\"");
    assert_false(at_str_find(at_buffer_str(&book), AT_STR("name=\"pairs\""), NULL));
    at_buffer_clear(&book);
    assert_ok(at_download_xlsx(full_release(), &book, &left_out, &err), &err);
    assert_int_equal(left_out, 0);
    assert_contains(at_buffer_str(&book), "name=\"pairs\"");
}

static void downloads_page_lists_files_with_their_hashes(void **state)
{
    (void)state;
    static const char *const files[] = {"data/release.zip", "data/tables.json", "data/tables.xlsx",
                                        "release/manifest.json", "release/tables/countries.csv"};
    const made_site site = site_of(full_release());
    const at_str page = file_in(site, "downloads.html");
    for (size_t i = 0; i < AT_COUNT_OF(files); i++) {
        at_sha256 hash;
        at_hash_sha256(at_str_bytes(file_in(site, files[i])), &hash);
        assert_contains(page, test_format("href=\"%s\"", files[i]));
        assert_contains(page, hash.hex);
    }
}

/* Each file of the release is in the list, and each has words that say what it is. */
static void downloads_page_says_what_each_file_is(void **state)
{
    (void)state;
    const made_site site = site_of(full_release());
    assert_false(at_str_find(file_in(site, "downloads.html"), AT_STR("</th><td></td>"), NULL));
}

static void bundle_holds_the_release_byte_for_byte(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    const made_site site = site_of(full_release());
    test_write_file(test_format("%s/release.zip", folder), file_in(site, "data/release.zip"));
    const test_result result =
        test_run("python3", "-m", "zipfile", "-e", test_format("%s/release.zip", folder),
                 test_format("%s/out", folder));
    assert_int_equal(result.exit_code, 0);
    size_t count, in_site = 0;
    const char *const *paths = test_list_files(test_format("%s/out", folder), &count);
    for (size_t i = 0; i < count; i++) {
        assert_same_str(test_read_file(test_format("%s/out/%s", folder, paths[i])),
                        file_in(site, test_format("release/%s", paths[i])));
    }
    for (size_t i = 0; i < site.count; i++) {
        in_site += at_str_starts(site.files[i].path, AT_STR("release/"));
    }
    assert_int_equal(count, in_site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_has_every_table_row_and_column),
        cmocka_unit_test(json_has_numbers_where_a_column_is_of_numbers),
        cmocka_unit_test(formulas_stay_text_in_the_workbook),
        cmocka_unit_test(table_that_no_sheet_can_hold_is_left_out_of_the_workbook),
        cmocka_unit_test(downloads_page_lists_files_with_their_hashes),
        cmocka_unit_test(downloads_page_says_what_each_file_is),
        cmocka_unit_test(bundle_holds_the_release_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
