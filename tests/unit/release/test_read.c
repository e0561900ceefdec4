/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release_case.h"
#include "seal/hash.h"

#include <string.h>
#include <unistd.h>

static const at_release *read_whole(const char *folder)
{
    const at_release *release = NULL;
    const at_fault *faults;
    size_t count = 9;
    at_err err = {0};
    assert_ok(at_release_read(test_arena(), folder, &release, &faults, &count, &err), &err);
    if (count) fail_msg("%.*s: %.*s", AT_STR_ARG(faults[0].path), AT_STR_ARG(faults[0].detail));
    assert_non_null(release);
    return release;
}

static void assert_one_fault(const char *folder, at_fault_kind kind, const char *path,
                             const char *detail)
{
    const at_release *release = NULL;
    const at_fault *faults = NULL;
    size_t count = 0;
    at_err err = {0};
    assert_ok(at_release_read(test_arena(), folder, &release, &faults, &count, &err), &err);
    assert_int_equal(count, 1);
    assert_int_equal(faults[0].kind, kind);
    assert_str(faults[0].path, path);
    assert_contains(faults[0].detail, detail);
    assert_null(release);
    assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_ECORRUPT,
                 test_format("\"%s\" is %s", path, at_fault_word(kind)), "attest verify");
    assert_string_equal(err.file, folder);
    assert_null(release);
}

static void assert_same_release(const at_release *a, const at_release *b)
{
    assert_same_str(a->program, b->program);
    assert_same_str(a->title, b->title);
    assert_same_str(a->edition, b->edition);
    assert_same_str(a->date, b->date);
    assert_same_str(a->compared_with, b->compared_with);
    assert_int_equal(a->year, b->year);
    assert_int_equal(a->setting_count, b->setting_count);
    for (size_t i = 0; i < a->setting_count; i++) {
        assert_same_str(a->settings[i].key, b->settings[i].key);
        assert_same_str(a->settings[i].value, b->settings[i].value);
        assert_int_equal(a->settings[i].number, b->settings[i].number);
    }
    assert_int_equal(a->input_count, b->input_count);
    for (size_t i = 0; i < a->input_count; i++) {
        assert_same_str(a->inputs[i].edition, b->inputs[i].edition);
        assert_same_str(a->inputs[i].path, b->inputs[i].path);
        assert_same_str(a->inputs[i].sha256, b->inputs[i].sha256);
        assert_true(a->inputs[i].bytes == b->inputs[i].bytes);
    }
    assert_int_equal(a->table_count, b->table_count);
    for (size_t i = 0; i < a->table_count; i++) assert_same_table(&a->tables[i], &b->tables[i]);
}

static void written_release_reads_back(void **state)
{
    (void)state;
    assert_same_release(read_whole(small_folder()), small_release());
}

/* Pieces that quoting, separators, line ends and trimming could lose. */
static at_str random_cell(test_random *random)
{
    static const char *const pieces[] = {"",   ",",        ";",
                                         "\t", "\"",       "\"\"",
                                         "\n", "\r\n",     " ",
                                         "a",  "0",        "=1",
                                         "-",  "\xC3\xA9", "\xF0\x9F\x98\x80",
                                         "'",  "#",        "\xEF\xBB\xBF",
                                         "\r"};
    const char *text = "";
    for (uint64_t i = test_random_below(random, 5); i > 0; i--) {
        text = test_format("%s%s", text, pieces[test_random_below(random, AT_COUNT_OF(pieces))]);
    }
    return at_str_from_cstr(text);
}

static at_release_table random_table(test_random *random, const char *name)
{
    at_release_table table = {.name = at_str_from_cstr(name)};
    at_str *columns, *cells;
    at_err err = {0};
    table.column_count = 1 + (size_t)test_random_below(random, 4);
    table.row_count = (size_t)test_random_below(random, 6);
    assert_ok(AT_NEW(test_arena(), table.column_count, &columns, &err), &err);
    assert_ok(AT_NEW(test_arena(), table.column_count * table.row_count, &cells, &err), &err);
    for (size_t i = 0; i < table.column_count; i++) {
        columns[i] = at_str_from_cstr(test_format("column_%zu", i));
    }
    for (size_t i = 0; i < table.column_count * table.row_count; i++)
        cells[i] = random_cell(random);
    table.columns = columns;
    table.cells = cells;
    return table;
}

static void any_tables_read_back(void **state)
{
    (void)state;
    test_random random = {20251};
    for (int round = 0; round < 60; round++) {
        at_err err = {0};
        at_release release = *small_release();
        const at_release_table tables[] = {random_table(&random, "a"), random_table(&random, "b_1"),
                                           random_table(&random, "b_2")};
        const char *folder = test_format("%s/r", test_temp_dir());
        release.tables = tables;
        release.table_count = AT_COUNT_OF(tables);
        release.title = random_cell(&random);
        release.compared_with = round % 2 ? AT_STR("") : AT_STR("2024");
        assert_ok(at_release_write(&release, folder, &err), &err);
        assert_same_release(read_whole(folder), &release);
    }
}

/* Read and write again: the bytes do not change, so a site can be held against the release inside it. */
static void release_that_was_read_gives_its_own_bytes_again(void **state)
{
    (void)state;
    const char *folder = small_folder();
    const at_release_member *members;
    size_t count;
    at_err err = {0};
    assert_ok(at_release_encode(test_arena(), read_whole(folder), &members, &count, &err), &err);
    for (size_t i = 0; i < count; i++) {
        assert_same_str(
            at_bytes_str(members[i].bytes),
            test_read_file(test_format("%s/%.*s", folder, AT_STR_ARG(members[i].path))));
    }
}

static void table_is_found_by_name(void **state)
{
    (void)state;
    const at_release *release = small_release();
    assert_ptr_equal(at_release_find(release, AT_STR("notes")), &release->tables[1]);
    assert_null(at_release_find(release, AT_STR("note")));
    assert_null(at_release_find(release, AT_STR("")));
}

static void altered_file_is_a_fault(void **state)
{
    (void)state;
    const char *folder = small_folder();
    edit_file(folder, "tables/cells.csv", "MT,1", "MT,0");
    assert_one_fault(folder, AT_FAULT_ALTERED, "tables/cells.csv", "the list says 28 bytes");
}

static void missing_file_is_a_fault(void **state)
{
    (void)state;
    const char *folder = small_folder();
    assert_int_equal(unlink(test_format("%s/tables/notes.csv", folder)), 0);
    assert_one_fault(folder, AT_FAULT_MISSING, "tables/notes.csv", "not in the folder");
}

static void added_file_is_a_fault(void **state)
{
    (void)state;
    const char *folder = small_folder();
    test_write_file(test_format("%s/tables/changes.csv", folder), AT_STR("a\n1\n"));
    assert_one_fault(folder, AT_FAULT_ADDED, "tables/changes.csv", "not in the list");
}

static void every_fault_is_listed(void **state)
{
    (void)state;
    const at_release *release = NULL;
    const at_fault *faults;
    size_t count;
    at_err err = {0};
    const char *folder = small_folder();
    edit_file(folder, "tables/notes.csv", "no", "yes");
    edit_file(folder, "tables/cells.csv", "1", "0");
    test_write_file(test_format("%s/a", folder), AT_STR(""));
    assert_ok(at_release_read(test_arena(), folder, &release, &faults, &count, &err), &err);
    assert_int_equal(count, 3);
    assert_str(faults[0].path, "a");
    assert_str(faults[1].path, "tables/cells.csv");
    assert_str(faults[2].path, "tables/notes.csv");
    assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_ECORRUPT,
                 "\"a\" is added", "there is more");
}

static void damaged_manifest_is_a_fault_of_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *detail;
    } edits[] = {
        {"\n}\n", "\n", "ends too early"},
        {"\"year\": 2025", "\"year\": 2025,,", "row 6, column"},
        {"\"year\": 2025", "\"year\": \"2025\"", "\"year\" is a text"},
        {"\"year\": 2025", "\"year\": 10000", "not a year"},
        {"\"year\": 2025", "\"year\": -1", "not a year"},
        {"\"program\"", "\"programme\"", "\"program\" is missing"},
        {"\"inputs\"", "\"input\"", "\"inputs\" is missing"},
        {"\"files\"", "\"file\"", "\"files\" is missing"},
        {"\"settings\": {", "\"settings\": [], \"other\": {", "\"settings\" is an array"},
        {"\"within\": \"25\"", "\"within\": null", "\"within\" is neither"},
        {"\"within\": \"25\"", "\"within\": 2.5", "\"within\" is neither"},
        {"tables/cells.csv", "../cells.csv", "not the path"},
        {"tables/cells.csv", "tables/zells.csv", "not in order"},
        {"tables/notes.csv", "tables/notes.txt", "not a table"},
        {"tables/notes.csv", "tables/s/notes.csv", "not a table"},
        {"tables/cells.csv", "tables/Cells.csv", "not a table"},
        {"tables/notes.csv", "tables/notes\\\\.csv", "not a table"},
        {"tables/notes.csv", "tables/no-notes.csv", "not a table"},
        {"tables/cells.csv", "tables/.csv", "not a table"},
        {"tables/notes.csv", "tables/notes_01234567890123456789012345.csv", "not a table"},
        {"e3b0c4", "E3B0C4", "64 hexadecimal"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(edits); i++) {
        const char *folder = small_folder();
        edit_file(folder, "manifest.json", edits[i].old, edits[i].new);
        assert_one_fault(folder, AT_FAULT_ALTERED, "manifest.json", edits[i].detail);
    }
}

static void manifest_that_is_not_json_is_a_fault(void **state)
{
    (void)state;
    static const at_str wrong[] = {
        {"", 0}, {"x", 1}, {"{\"a\0\": 1}", 9}, {"{\"format\":", 10}, {"\xFF\xFE{", 3}};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        const char *folder = small_folder();
        test_write_file(test_format("%s/manifest.json", folder), wrong[i]);
        assert_one_fault(folder, AT_FAULT_ALTERED, "manifest.json", "");
    }
}

/* The hash was altered along, so only reading the table can tell. */
static void table_that_is_no_table_is_a_fault(void **state)
{
    (void)state;
    const char *folder = small_folder(), *path = "tables/cells.csv";
    at_str table = test_read_file(test_format("%s/%s", folder, path));
    at_sha256 before, after;
    at_hash_sha256(at_str_bytes(table), &before);
    table = replaced(table, "MT,1", "MT,\"");
    at_hash_sha256(at_str_bytes(table), &after);
    test_write_file(test_format("%s/%s", folder, path), table);
    edit_file(folder, "manifest.json", before.hex, after.hex);
    assert_one_fault(folder, AT_FAULT_ALTERED, path, "row 2, column 2: ");
}

static void folder_without_a_release_is_bad_input(void **state)
{
    (void)state;
    const at_release *release = NULL;
    at_err err = {0};
    const char *folder = test_temp_dir();
    assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_EINPUT,
                 "no manifest.json", "attest release");
    assert_string_equal(err.file, folder);
    static const char *const others[] = {"{}",
                                         "[]",
                                         "1",
                                         "\"attest-release/1\"",
                                         "{\"format\": 1}",
                                         "{\"format\": \"\"}",
                                         "{\"format\": \"attest-site/1\"}",
                                         "{\"name\": \"An application\"}"};
    for (size_t i = 0; i < AT_COUNT_OF(others); i++) {
        test_write_file(test_format("%s/manifest.json", folder), at_str_from_cstr(others[i]));
        assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_EINPUT,
                     "not the manifest of a release", "attest release");
    }
    assert_null(release);
}

static void folder_that_is_not_there_is_an_error_of_the_system(void **state)
{
    (void)state;
    const at_release *release = NULL;
    at_err err = {0};
    const char *folder = test_temp_dir(), *file = test_format("%s/file", folder);
    assert_fails(at_release_open(test_arena(), test_format("%s/missing", folder), &release, &err),
                 &err, AT_EIO, "no such folder", "attest release");
    test_write_file(file, AT_STR("x"));
    assert_fails(at_release_open(test_arena(), file, &release, &err), &err, AT_EINPUT,
                 "no manifest.json", "no release");
    assert_string_equal(err.file, file);
    assert_fails(at_release_open(test_arena(), "", &release, &err), &err, AT_EIO, "no such folder");
}

/* Of a later format nothing else is read: it may differ in everything. */
static void later_format_is_refused_with_both_numbers(void **state)
{
    (void)state;
    const at_release *release = NULL;
    at_err err = {0};
    const char *folder = small_folder();
    test_write_file(test_format("%s/manifest.json", folder),
                    AT_STR("{\"format\": \"attest-release/2\"}"));
    assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_EINPUT,
                 "attest-release/2", "attest-release/1");
    test_write_file(test_format("%s/manifest.json", folder),
                    AT_STR("{\"format\": \"attest-release/10\"}"));
    assert_fails(at_release_open(test_arena(), folder, &release, &err), &err, AT_EINPUT,
                 "attest-release/10", "attest-release/1");
}

static void manifest_parses_from_memory(void **state)
{
    (void)state;
    const at_release *want = small_release();
    const at_str text = test_read_file(test_format("%s/manifest.json", small_folder()));
    at_release release = {0};
    const at_release_file *files;
    size_t count;
    at_err err = {0};
    assert_ok(at_release_manifest_parse(test_arena(), "m", at_str_bytes(text), &release, &files,
                                        &count, &err),
              &err);
    assert_same_str(release.title, want->title);
    assert_int_equal(release.table_count, 0);
    assert_int_equal(count, 2);
    assert_str(files[1].path, "tables/notes.csv");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_release_reads_back),
        cmocka_unit_test(any_tables_read_back),
        cmocka_unit_test(release_that_was_read_gives_its_own_bytes_again),
        cmocka_unit_test(table_is_found_by_name),
        cmocka_unit_test(altered_file_is_a_fault),
        cmocka_unit_test(missing_file_is_a_fault),
        cmocka_unit_test(added_file_is_a_fault),
        cmocka_unit_test(every_fault_is_listed),
        cmocka_unit_test(damaged_manifest_is_a_fault_of_its_own),
        cmocka_unit_test(manifest_that_is_not_json_is_a_fault),
        cmocka_unit_test(table_that_is_no_table_is_a_fault),
        cmocka_unit_test(folder_without_a_release_is_bad_input),
        cmocka_unit_test(folder_that_is_not_there_is_an_error_of_the_system),
        cmocka_unit_test(later_format_is_refused_with_both_numbers),
        cmocka_unit_test(manifest_parses_from_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
