/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/json.h"
#include "release_case.h"
#include "seal/hash.h"

#include <string.h>
#include <unistd.h>

static void encode(const at_release *release, const at_release_member **members, size_t *count)
{
    at_err err = {0};
    assert_ok(at_release_encode(test_arena(), release, members, count, &err), &err);
}

static void members_come_in_order_with_the_manifest_first(void **state)
{
    (void)state;
    const at_release_member *members;
    size_t count;
    encode(small_release(), &members, &count);
    assert_int_equal(count, 3);
    assert_str(members[0].path, "manifest.json");
    assert_str(members[1].path, "tables/cells.csv");
    assert_str(members[2].path, "tables/notes.csv");
    assert_str(at_bytes_str(members[1].bytes), "iso2,value\nMT,1\nBE,\nLV,5/16\n");
    assert_str(at_bytes_str(members[2].bytes),
               "iso2,note\n\"M,T\",\"he said \"\"no\"\"\nand left \"\n");
}

static void cell_that_looks_like_a_formula_is_guarded(void **state)
{
    (void)state;
    static const char *const cells[] = {"iso2", "note",  "MT", "=HYPERLINK(\"x\")",
                                        "BE",   "-0.92", "LV", "'@SUM(1)"};
    const at_release_table table = table_of("notes", 2, 3, cells);
    at_release release = *small_release();
    const at_release_member *members;
    size_t count;
    release.tables = &table;
    release.table_count = 1;
    encode(&release, &members, &count);
    assert_str(at_bytes_str(members[1].bytes),
               "iso2,note\nMT,\"'=HYPERLINK(\"\"x\"\")\"\nBE,-0.92\nLV,''@SUM(1)\n");
}

/* The layout of docs/formats.md, byte for byte. */
static void manifest_is_written_as_the_format_says(void **state)
{
    (void)state;
    const at_release_member *members;
    size_t count;
    at_sha256 cells, notes;
    encode(small_release(), &members, &count);
    at_hash_sha256(members[1].bytes, &cells);
    at_hash_sha256(members[2].bytes, &notes);
    assert_str(at_bytes_str(members[0].bytes),
               test_format("{\n"
                           "  \"format\": \"attest-release/1\",\n"
                           "  \"program\": \"attest 9.8.7\",\n"
                           "  \"title\": \"A small index \\\"2025\\\"\",\n"
                           "  \"edition\": \"2025\",\n"
                           "  \"year\": 2025,\n"
                           "  \"date\": \"2025-05-14\",\n"
                           "  \"compared_with\": \"2024\",\n"
                           "  \"settings\": {\n"
                           "    \"within\": \"25\",\n"
                           "    \"seed\": 9223372036854775807\n"
                           "  },\n"
                           "  \"inputs\": [\n"
                           "    {\n"
                           "      \"edition\": \"2024\",\n"
                           "      \"file\": \"values.csv\",\n"
                           "      \"bytes\": 0,\n"
                           "      \"sha256\": "
                           "\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"\n"
                           "    },\n"
                           "    {\n"
                           "      \"edition\": \"2025\",\n"
                           "      \"file\": \"criteria.csv\",\n"
                           "      \"bytes\": 3,\n"
                           "      \"sha256\": "
                           "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"\n"
                           "    }\n"
                           "  ],\n"
                           "  \"files\": [\n"
                           "    {\n"
                           "      \"path\": \"tables/cells.csv\",\n"
                           "      \"bytes\": %zu,\n"
                           "      \"sha256\": \"%s\"\n"
                           "    },\n"
                           "    {\n"
                           "      \"path\": \"tables/notes.csv\",\n"
                           "      \"bytes\": %zu,\n"
                           "      \"sha256\": \"%s\"\n"
                           "    }\n"
                           "  ]\n"
                           "}\n",
                           members[1].bytes.len, cells.hex, members[2].bytes.len, notes.hex));
}

static void release_compared_with_nothing_says_null(void **state)
{
    (void)state;
    at_release release = *small_release();
    const at_release_member *members;
    size_t count;
    release.compared_with = (at_str){0};
    encode(&release, &members, &count);
    assert_contains(at_bytes_str(members[0].bytes), "\"compared_with\": null,\n");
}

static void same_release_gives_the_same_bytes(void **state)
{
    (void)state;
    const at_release_member *a, *b;
    size_t count_a, count_b;
    encode(small_release(), &a, &count_a);
    encode(small_release(), &b, &count_b);
    assert_int_equal(count_a, count_b);
    for (size_t i = 0; i < count_a; i++) {
        assert_same_str(a[i].path, b[i].path);
        assert_same_str(at_bytes_str(a[i].bytes), at_bytes_str(b[i].bytes));
    }
}

static void tables_out_of_order_are_refused(void **state)
{
    (void)state;
    at_release release = *small_release();
    const at_release_table turned[] = {release.tables[1], release.tables[0]};
    const at_release_table twice[] = {release.tables[0], release.tables[0]};
    const at_release_member *members = NULL;
    size_t count = 0;
    at_err err = {0};
    release.tables = turned;
    assert_fails(at_release_encode(test_arena(), &release, &members, &count, &err), &err, AT_EBUG,
                 "order");
    release.tables = twice;
    assert_fails(at_release_encode(test_arena(), &release, &members, &count, &err), &err, AT_EBUG,
                 "order");
    assert_null(members);
}

static void write_makes_just_the_members(void **state)
{
    (void)state;
    const char *folder = small_folder();
    const at_release_member *members;
    size_t count, found;
    encode(small_release(), &members, &count);
    const char *const *paths = test_list_files(folder, &found);
    assert_int_equal(found, count);
    for (size_t i = 0; i < count; i++) {
        assert_str(members[i].path, paths[i]);
        assert_same_str(test_read_file(test_format("%s/%s", folder, paths[i])),
                        at_bytes_str(members[i].bytes));
    }
}

static void write_replaces_a_release(void **state)
{
    (void)state;
    at_err err = {0};
    const char *folder = small_folder();
    at_release release = *small_release();
    release.title = AT_STR("Another title");
    release.table_count = 1;
    assert_ok(at_release_write(&release, folder, &err), &err);
    assert_contains(test_read_file(test_format("%s/manifest.json", folder)), "Another title");
    assert_false(test_exists(test_format("%s/tables/notes.csv", folder)));
}

/* A folder with a manifest.json of somebody else's (a web application has one of that name) is not ours to replace. */
static void write_refuses_a_folder_with_another_kind_of_manifest(void **state)
{
    (void)state;
    static const char *const manifests[] = {"{\"name\": \"My application\"}", "", "not JSON",
                                            "{\"format\": \"attest-site/1\", \"files\": []}",
                                            "{\"format\": \"attest-release/1\"}"};
    for (size_t i = 0; i < AT_COUNT_OF(manifests); i++) {
        at_err err = {0};
        const char *folder = test_format("%s/app", test_temp_dir());
        test_write_file(test_format("%s/manifest.json", folder), at_str_from_cstr(manifests[i]));
        test_write_file(test_format("%s/photograph.jpg", folder), AT_STR("dear to me"));
        assert_fails(at_release_write(small_release(), folder, &err), &err, AT_EUSAGE,
                     "\"manifest.json\"", "name another");
        assert_string_equal(err.file, folder);
        assert_str(test_read_file(test_format("%s/photograph.jpg", folder)), "dear to me");
        assert_str(test_read_file(test_format("%s/manifest.json", folder)), manifests[i]);
    }
}

static void write_refuses_a_release_that_files_were_added_to(void **state)
{
    (void)state;
    static const char *const added[] = {"aaa.txt", "my notes.txt", "tables/a.csv",
                                        "tables/zzz.csv"};
    for (size_t i = 0; i < AT_COUNT_OF(added); i++) {
        at_err err = {0};
        const char *folder = small_folder(), *file = test_format("%s/%s", folder, added[i]);
        test_write_file(file, AT_STR("mine"));
        assert_fails(at_release_write(small_release(), folder, &err), &err, AT_EUSAGE,
                     test_format("\"%s\"", added[i]), "name another");
        assert_str(test_read_file(file), "mine");
    }
}

/* What was altered or is gone is no loss: the next run makes it anew. Nor is a release of a later program. */
static void write_replaces_a_damaged_release(void **state)
{
    (void)state;
    at_err err = {0};
    const char *folder = small_folder();
    edit_file(folder, "tables/cells.csv", "MT", "DE");
    assert_int_equal(unlink(test_format("%s/tables/notes.csv", folder)), 0);
    edit_file(folder, "manifest.json", "attest-release/1", "attest-release/9");
    assert_ok(at_release_write(small_release(), folder, &err), &err);
    assert_contains(test_read_file(test_format("%s/tables/cells.csv", folder)), "MT");
    assert_true(test_exists(test_format("%s/tables/notes.csv", folder)));
}

static void write_refuses_a_file_and_leaves_it(void **state)
{
    (void)state;
    at_err err = {0};
    const char *file = test_format("%s/file", test_temp_dir());
    test_write_file(file, AT_STR("mine"));
    assert_fails(at_release_write(small_release(), file, &err), &err, AT_EUSAGE, "file");
    assert_int_not_equal(at_release_write(small_release(), test_format("%s/below", file), &err),
                         AT_OK);
    assert_str(test_read_file(file), "mine");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_in_order_with_the_manifest_first),
        cmocka_unit_test(cell_that_looks_like_a_formula_is_guarded),
        cmocka_unit_test(manifest_is_written_as_the_format_says),
        cmocka_unit_test(release_compared_with_nothing_says_null),
        cmocka_unit_test(same_release_gives_the_same_bytes),
        cmocka_unit_test(tables_out_of_order_are_refused),
        cmocka_unit_test(write_makes_just_the_members),
        cmocka_unit_test(write_replaces_a_release),
        cmocka_unit_test(write_refuses_a_folder_with_another_kind_of_manifest),
        cmocka_unit_test(write_refuses_a_release_that_files_were_added_to),
        cmocka_unit_test(write_replaces_a_damaged_release),
        cmocka_unit_test(write_refuses_a_file_and_leaves_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
