/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a forger of a published site may do, and what is said of it. */
#include "publish/site_list.h"
#include "publish_case.h"
#include "seal/hash.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char program[] = "attest 9.8.7";

/* One site, copied for each test. */
static const char *site_folder(void)
{
    static const char *master;
    at_err err = {0};
    if (!master) {
        master = test_format("%s/site", test_temp_dir());
        assert_ok(at_site_write(full_release(), master, at_str_from_cstr(program), test_pool(),
                                NULL, &err),
                  &err);
    }
    const char *copy = test_format("%s/site", test_temp_dir());
    test_copy(master, copy);
    return copy;
}

typedef struct verdict {
    const at_fault *faults;
    size_t count, files;
    at_str other_program;
} verdict;

static verdict verify(const char *folder)
{
    verdict v = {0};
    at_err err = {0};
    assert_ok(at_site_verify(test_arena(), folder, at_str_from_cstr(program), test_pool(), NULL,
                             &v.faults, &v.count, &v.files, &v.other_program, &err),
              &err);
    return v;
}

static const char *told(verdict v)
{
    const char *all = "";
    for (size_t i = 0; i < v.count; i++) {
        all = test_format("%s%s %.*s (%.*s)\n", all, at_fault_word(v.faults[i].kind),
                          AT_STR_ARG(v.faults[i].path), AT_STR_ARG(v.faults[i].detail));
    }
    return all;
}

/* Just these faults, "altered index.html" and so on, in order of path. */
static void assert_faults(const char *folder, const char *const *want, size_t count)
{
    const verdict v = verify(folder);
    bool same = v.count == count;
    for (size_t i = 0; same && i < count; i++) {
        same = at_str_equal(at_str_from_cstr(test_format("%s %.*s", at_fault_word(v.faults[i].kind),
                                                         AT_STR_ARG(v.faults[i].path))),
                            at_str_from_cstr(want[i]));
    }
    if (!same) fail_msg("found:\n%s", told(v));
}
#define ASSERT_FAULTS(folder, ...)                                                                 \
    assert_faults((folder), (const char *const[]){__VA_ARGS__},                                    \
                  AT_COUNT_OF(((const char *const[]){__VA_ARGS__})))

static bool has_fault(verdict v, at_fault_kind kind, const char *path)
{
    for (size_t i = 0; i < v.count; i++) {
        if (v.faults[i].kind == kind && at_str_equal(v.faults[i].path, at_str_from_cstr(path))) {
            return true;
        }
    }
    return false;
}

static const char *in(const char *folder, const char *path)
{
    return test_format("%s/%s", folder, path);
}

/* The first `old` in the file becomes `new`. */
static void edit(const char *folder, const char *path, const char *old, const char *new)
{
    const at_str text = test_read_file(in(folder, path)), before = at_str_from_cstr(old);
    at_buffer edited AT_CLEANUP(at_buffer_free) = {0};
    size_t at;
    if (!at_str_find(text, before, &at)) fail_msg("no \"%s\" in %s", old, path);
    at_buffer_add(&edited, at_str_slice(text, 0, at));
    at_buffer_add(&edited, at_str_from_cstr(new));
    at_buffer_add(&edited, at_str_slice(text, at + before.len, text.len));
    test_write_file(in(folder, path), at_buffer_str(&edited));
}

/* What a careful forger does last: write site.json anew over what is there now. */
static void rewrite_list(const char *folder)
{
    at_site_list list = {.program = at_str_from_cstr(program)};
    at_release_member *members;
    at_str text;
    size_t count;
    at_err err = {0};
    const char *const *paths = test_list_files(folder, &count);
    assert_ok(AT_NEW(test_arena(), count, &members, &err), &err);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(paths[i], AT_SITE_LIST) == 0) continue;
        members[list.count++] = (at_release_member){
            at_str_from_cstr(paths[i]), at_str_bytes(test_read_file(in(folder, paths[i])))};
    }
    assert_ok(at_release_list_describe(test_arena(), members, list.count, &list.files, &err), &err);
    assert_ok(at_site_list_encode(test_arena(), &list, &text, &err), &err);
    test_write_file(in(folder, AT_SITE_LIST), text);
}

/* The same for the manifest of the release, one table of which was edited. */
static void rewrite_manifest(const char *folder, const char *table, at_str before)
{
    at_sha256 old, new;
    const at_str after = test_read_file(in(folder, test_format("release/%s", table)));
    at_hash_sha256(at_str_bytes(before), &old);
    at_hash_sha256(at_str_bytes(after), &new);
    edit(folder, "release/manifest.json",
         test_format("\"bytes\": %zu,\n      \"sha256\": \"%s\"", before.len, old.hex),
         test_format("\"bytes\": %zu,\n      \"sha256\": \"%s\"", after.len, new.hex));
}

static void forge_table(const char *folder, const char *table, const char *old, const char *new)
{
    const char *path = test_format("release/%s", table);
    const at_str before = test_read_file(in(folder, path));
    edit(folder, path, old, new);
    rewrite_manifest(folder, table, before);
}

static void site_as_published_has_no_fault(void **state)
{
    (void)state;
    const verdict v = verify(site_folder());
    if (v.count) fail_msg("%s", told(v));
    assert_true(v.files > 30);
    assert_str(v.other_program, "");
}

static void edited_page_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    edit(folder, "country/be.html", "80.00", "90.00");
    ASSERT_FAULTS(folder, "altered country/be.html");
    assert_contains(verify(folder).faults[0].detail, "SHA-256");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "altered country/be.html");
    assert_contains(verify(folder).faults[0].detail, "not what the release makes");
}

static void every_kind_of_file_is_held_to_the_release(void **state)
{
    (void)state;
    static const char *const files[] = {"index.html",       "by-change.html",   "methods.html",
                                        "downloads.html",   "style.css",        "images/map.svg",
                                        "data/tables.json", "data/tables.xlsx", "data/release.zip"};
    for (size_t i = 0; i < AT_COUNT_OF(files); i++) {
        const char *folder = site_folder();
        const at_str bytes = test_read_file(in(folder, files[i]));
        test_write_file(in(folder, files[i]),
                        at_str_from_cstr(test_format("%.*s ", (int)(bytes.len / 2), bytes.ptr)));
        ASSERT_FAULTS(folder, test_format("altered %s", files[i]));
        rewrite_list(folder);
        ASSERT_FAULTS(folder, test_format("altered %s", files[i]));
    }
}

static void edited_list_is_named(void **state)
{
    (void)state;
    static const char *const edits[][2] = {
        {"\"format\"", " \"format\""},          {"]\n}", "]\n"},
        {"\"files\": [", "\"files\": [ 1, "},   {"by-change.html", "../by-change.html"},
        {"{\n", "{\n  \"title\": \"mine\",\n"},
    };
    for (size_t i = 0; i < AT_COUNT_OF(edits); i++) {
        const char *folder = site_folder();
        edit(folder, "site.json", edits[i][0], edits[i][1]);
        ASSERT_FAULTS(folder, "altered site.json");
    }
    const char *folder = site_folder();
    edit(folder, "site.json", "index.html", "index.htm");
    const verdict v = verify(folder); /* in order still: the list says otherwise than the folder */
    assert_true(has_fault(v, AT_FAULT_MISSING, "index.htm") &&
                has_fault(v, AT_FAULT_ADDED, "index.html"));
}

static void hash_of_a_file_edited_in_the_list_is_found(void **state)
{
    (void)state;
    const char *folder = site_folder();
    at_sha256 hash;
    at_hash_sha256(at_str_bytes(test_read_file(in(folder, "methods.html"))), &hash);
    edit(folder, "site.json", hash.hex,
         test_format("%.63s%c", hash.hex, hash.hex[63] == '0' ? '1' : '0'));
    ASSERT_FAULTS(folder, "altered methods.html");
}

static void site_of_another_program_is_told(void **state)
{
    (void)state;
    const char *folder = site_folder();
    edit(folder, "site.json", "attest 9.8.7", "attest 9.9.0");
    const verdict v = verify(folder);
    assert_int_equal(v.count, 0);
    assert_str(v.other_program, "attest 9.9.0");
}

static void replaced_picture_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    test_write_file(in(folder, "images/map.png"), test_read_file(in(folder, "images/places.png")));
    ASSERT_FAULTS(folder, "altered images/map.png");
}

static void missing_picture_is_named_though_the_list_lacks_it_too(void **state)
{
    (void)state;
    const char *folder = site_folder();
    assert_int_equal(unlink(in(folder, "images/map.png")), 0);
    ASSERT_FAULTS(folder, "missing images/map.png");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "missing images/map.png");
}

static void missing_page_is_named_though_the_list_lacks_it_too(void **state)
{
    (void)state;
    const char *folder = site_folder();
    assert_int_equal(unlink(in(folder, "country/ca.html")), 0);
    ASSERT_FAULTS(folder, "missing country/ca.html");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "missing country/ca.html");
}

static void added_file_is_named_though_the_list_has_it(void **state)
{
    (void)state;
    static const char *const added[] = {"about.html",      "images/chart.png", "images/chart.svg",
                                        "country/xx.html", ".htaccess",        "data/tables.csv"};
    for (size_t i = 0; i < AT_COUNT_OF(added); i++) {
        const char *folder = site_folder();
        test_write_file(in(folder, added[i]), AT_STR("<p>something else</p>"));
        ASSERT_FAULTS(folder, test_format("added %s", added[i]));
        rewrite_list(folder);
        ASSERT_FAULTS(folder, test_format("added %s", added[i]));
    }
}

static void edited_table_is_named_and_so_is_what_was_edited_along(void **state)
{
    (void)state;
    const char *folder = site_folder();
    forge_table(folder, "tables/countries.csv", "BE,Belgium,80,80,80", "BE,Belgium,90,90,90");
    verdict v = verify(folder);
    assert_true(has_fault(v, AT_FAULT_ALTERED, "release/tables/countries.csv"));
    assert_true(has_fault(v, AT_FAULT_ALTERED, "release/manifest.json"));
    assert_true(has_fault(v, AT_FAULT_ALTERED, "country/be.html"));
    rewrite_list(folder); /* the release now agrees with itself and the list: the pages do not */
    v = verify(folder);
    assert_true(has_fault(v, AT_FAULT_ALTERED, "country/be.html"));
    assert_true(has_fault(v, AT_FAULT_ALTERED, "index.html"));
    assert_true(has_fault(v, AT_FAULT_ALTERED, "data/tables.json"));
    assert_false(has_fault(v, AT_FAULT_ALTERED, "country/mt.html"));
}

static void edited_table_alone_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    edit(folder, "release/tables/pairs.csv", "MT,BE,yes", "MT,BE,no");
    ASSERT_FAULTS(folder, "altered release/tables/pairs.csv");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "altered release/tables/pairs.csv"); /* the manifest has its hash too */
}

static void table_that_fits_nothing_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    forge_table(folder, "tables/countries.csv", "BE,Belgium,80,80,80", "BE,Belgium,much,80,80");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "altered release/tables/countries.csv");
    assert_contains(verify(folder).faults[0].detail, "row 3, column 3: \"much\" is not a number");
}

static void table_that_is_no_table_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    forge_table(folder, "tables/countries.csv", "BE,Belgium,80", "BE,\"Belgium,80");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "altered release/tables/countries.csv");
}

static void edited_manifest_is_named(void **state)
{
    (void)state;
    static const char *const edits[][2] = {{"{\n", "[\n"},
                                           {"\"year\": 2031", "\"year\": \"2031\""},
                                           {"attest-release/1", "attest-release/2"},
                                           {"attest-release/1", "another/1"},
                                           {"tables/pairs.csv", "tables/Pairs.csv"}};
    for (size_t i = 0; i < AT_COUNT_OF(edits); i++) {
        const char *folder = site_folder();
        edit(folder, "release/manifest.json", edits[i][0], edits[i][1]);
        ASSERT_FAULTS(folder, "altered release/manifest.json");
        rewrite_list(folder);
        ASSERT_FAULTS(folder, "altered release/manifest.json");
    }
    const char *folder = site_folder(); /* the manifest reads well, and says something else */
    edit(folder, "release/manifest.json", "North index 2031", "South index 2031");
    rewrite_list(folder);
    assert_true(has_fault(verify(folder), AT_FAULT_ALTERED, "index.html"));
    folder = site_folder(); /* it says the same in other words */
    edit(folder, "release/manifest.json", "\"year\": 2031", "\"year\":  2031");
    rewrite_list(folder);
    ASSERT_FAULTS(folder, "altered release/manifest.json");
}

static void missing_release_is_named(void **state)
{
    (void)state;
    const char *folder = site_folder();
    size_t count;
    const char *const *paths = test_list_files(in(folder, "release"), &count);
    assert_int_equal(rename(in(folder, "release"), in(folder, "elsewhere")), 0);
    const verdict v = verify(folder);
    for (size_t i = 0; i < count; i++) {
        assert_true(has_fault(v, AT_FAULT_MISSING, test_format("release/%s", paths[i])));
        assert_true(has_fault(v, AT_FAULT_ADDED, test_format("elsewhere/%s", paths[i])));
    }
    rewrite_list(folder);
    assert_true(has_fault(verify(folder), AT_FAULT_ALTERED, "release/manifest.json"));
}

static void many_faults_come_in_order(void **state)
{
    (void)state;
    const char *folder = site_folder();
    edit(folder, "index.html", "Malta", "Gozo");
    edit(folder, "country/be.html", "Belgium", "Flanders");
    test_write_file(in(folder, "aaa"), AT_STR(""));
    test_write_file(in(folder, "zzz"), AT_STR(""));
    assert_int_equal(unlink(in(folder, "methods.html")), 0);
    ASSERT_FAULTS(folder, "added aaa", "altered country/be.html", "altered index.html",
                  "missing methods.html", "added zzz");
}

static void folder_that_is_no_site_is_bad_input(void **state)
{
    (void)state;
    verdict v = {0};
    at_err err = {0};
    const char *folder = test_temp_dir();
    test_write_file(in(folder, "site.json"), AT_STR("{\"name\": \"another generator's\"}"));
    assert_fails(at_site_verify(test_arena(), folder, at_str_from_cstr(program), test_pool(), NULL,
                                &v.faults, &v.count, &v.files, &v.other_program, &err),
                 &err, AT_EINPUT, "not the list of a site");
    test_write_file(in(folder, "site.json"), AT_STR("{\"format\": \"attest-site/2\"}"));
    assert_fails(at_site_verify(test_arena(), folder, at_str_from_cstr(program), test_pool(), NULL,
                                &v.faults, &v.count, &v.files, &v.other_program, &err),
                 &err, AT_EINPUT, "attest-site/2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(site_as_published_has_no_fault),
        cmocka_unit_test(edited_page_is_named),
        cmocka_unit_test(every_kind_of_file_is_held_to_the_release),
        cmocka_unit_test(edited_list_is_named),
        cmocka_unit_test(hash_of_a_file_edited_in_the_list_is_found),
        cmocka_unit_test(site_of_another_program_is_told),
        cmocka_unit_test(replaced_picture_is_named),
        cmocka_unit_test(missing_picture_is_named_though_the_list_lacks_it_too),
        cmocka_unit_test(missing_page_is_named_though_the_list_lacks_it_too),
        cmocka_unit_test(added_file_is_named_though_the_list_has_it),
        cmocka_unit_test(edited_table_is_named_and_so_is_what_was_edited_along),
        cmocka_unit_test(edited_table_alone_is_named),
        cmocka_unit_test(table_that_fits_nothing_is_named),
        cmocka_unit_test(table_that_is_no_table_is_named),
        cmocka_unit_test(edited_manifest_is_named),
        cmocka_unit_test(missing_release_is_named),
        cmocka_unit_test(many_faults_come_in_order),
        cmocka_unit_test(folder_that_is_no_site_is_bad_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
