/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "release_case.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static at_status parse(const char *text, at_release_list_kind kind, const at_release_file **files,
                       size_t *count, at_err *err)
{
    const at_json_value *root;
    AT_TRY(at_json_parse(test_arena(), "list.json", at_str_bytes(at_str_from_cstr(text)), 1 << 20,
                         &root, err));
    return at_release_list_read(test_arena(), root, "list.json", AT_STR("files"), kind, files,
                                count, err);
}

static void described_files_have_the_published_hashes(void **state)
{
    (void)state;
    /* FIPS 180-4, example "abc", and the empty message. */
    const at_release_member members[] = {{AT_STR("a"), at_str_bytes(AT_STR("abc"))},
                                         {AT_STR("b/c"), {0}}};
    const at_release_file *files;
    at_err err = {0};
    assert_ok(at_release_list_describe(test_arena(), members, 2, &files, &err), &err);
    assert_str(files[0].path, "a");
    assert_int_equal(files[0].bytes, 3);
    assert_str(files[0].sha256, ABC);
    assert_str(files[1].path, "b/c");
    assert_int_equal(files[1].bytes, 0);
    assert_str(files[1].sha256, EMPTY);
}

static void written_list_reads_back(void **state)
{
    (void)state;
    static const at_release_list_kind kinds[] = {AT_LIST_FILES, AT_LIST_INPUTS};
    const at_release_file files[] = {
        {AT_STR("2024"), AT_STR("a \"b\".csv"), 0, AT_STR(EMPTY)},
        {AT_STR("\xC3\xA9"), AT_STR("b/c/d"), 3, AT_STR(ABC)},
        {AT_STR(""), AT_STR("b/c/e"), (uint64_t)INT64_MAX, AT_STR(ABC)},
    };
    for (size_t k = 0; k < AT_COUNT_OF(kinds); k++) {
        at_buffer text AT_CLEANUP(at_buffer_free) = {0};
        at_json_writer json = {.out = &text, .pretty = k == 0};
        const at_release_file *read = NULL;
        size_t count = 0;
        at_err err = {0};
        at_json_begin_object(&json);
        at_release_list_write(&json, AT_STR("files"), kinds[k], files, AT_COUNT_OF(files));
        at_json_end_object(&json);
        at_buffer_char(&text, '\0');
        assert_ok(at_buffer_status(&text, &err), &err);
        assert_ok(parse(text.ptr, kinds[k], &read, &count, &err), &err);
        assert_int_equal(count, AT_COUNT_OF(files));
        for (size_t i = 0; i < count; i++) {
            assert_same_str(read[i].path, files[i].path);
            assert_same_str(read[i].edition,
                            kinds[k] == AT_LIST_INPUTS ? files[i].edition : (at_str){0});
            assert_same_str(read[i].sha256, files[i].sha256);
            assert_true(read[i].bytes == files[i].bytes);
        }
    }
}

static void empty_list_reads_as_empty(void **state)
{
    (void)state;
    const at_release_file *files;
    size_t count = 9;
    at_err err = {0};
    assert_ok(parse("{\"files\": []}", AT_LIST_FILES, &files, &count, &err), &err);
    assert_int_equal(count, 0);
}

/* path, sha256 as text of JSON; bytes as they stand */
static at_status parse_one(const char *path, const char *bytes, const char *hash, at_err *err)
{
    const at_release_file *files;
    size_t count;
    return parse(test_format("{\"files\": [{\"path\": \"%s\", \"bytes\": %s, \"sha256\": \"%s\"}]}",
                             path, bytes, hash),
                 AT_LIST_FILES, &files, &count, err);
}

static void path_that_leaves_the_folder_is_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",  "/",   "/etc/passwd", "..",   "../x", "a/../b", "a/..",
        ".", "./a", "a/./b",       "a//b", "a/",   "//a",    "a/b/../../../x",
    };
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(paths); i++) {
        assert_fails(parse_one(paths[i], "3", ABC, &err), &err, AT_ECORRUPT,
                     "not the path of a file");
        assert_string_equal(err.file, "list.json");
    }
    /* These look odd, and stay within it. */
    assert_ok(parse_one("..a/b..", "3", ABC, &err), &err);
    assert_ok(parse_one("...", "3", ABC, &err), &err);
    assert_ok(parse_one("a\\\\..\\\\b", "3", ABC, &err), &err);
}

static void hash_that_is_none_is_refused(void **state)
{
    (void)state;
    at_err err = {0};
    const char *shorter = test_format("%.63s", ABC), *longer = ABC "0";
    const char *capitals = "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD";
    const char *letter = test_format("%.63sg", ABC), *space = test_format("%.63s ", ABC);
    const char *const wrong[] = {"", shorter, longer, capitals, letter, space};
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        assert_fails(parse_one("a", "3", wrong[i], &err), &err, AT_ECORRUPT, "\"a\" has no size",
                     "64 hexadecimal");
    }
    assert_fails(parse_one("a", "-1", ABC, &err), &err, AT_ECORRUPT, "\"a\" has no size");
    assert_int_not_equal(parse_one("a", "1.5", ABC, &err), AT_OK);
    assert_int_not_equal(parse_one("a", "\"3\"", ABC, &err), AT_OK);
    assert_int_not_equal(parse_one("a", "null", ABC, &err), AT_OK);
    assert_int_not_equal(parse_one("a", "1e3", ABC, &err), AT_OK);
}

static void list_out_of_order_or_with_a_path_twice_is_refused(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"b", "a"}, {"a", "a"}, {"a/b", "a.b"}, {"\xC3\xA9", "z"}};
    for (size_t i = 0; i < AT_COUNT_OF(pairs); i++) {
        const at_release_file *files = NULL;
        size_t count = 0;
        at_err err = {0};
        const char *text =
            test_format("{\"files\": [{\"path\": \"%s\", \"bytes\": 0, \"sha256\": \"" EMPTY
                        "\"}, {\"path\": \"%s\", \"bytes\": 0, \"sha256\": \"" EMPTY "\"}]}",
                        pairs[i][0], pairs[i][1]);
        assert_fails(parse(text, AT_LIST_FILES, &files, &count, &err), &err, AT_ECORRUPT,
                     "not in order", test_format("\"%s\"", pairs[i][1]));
        assert_null(files);
    }
}

static void list_that_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{}",
        "[]",
        "{\"files\": {}}",
        "{\"files\": \"a\"}",
        "{\"files\": [1]}",
        "{\"files\": [[]]}",
        "{\"files\": [null]}",
        "{\"files\": [{\"path\": \"a\", \"bytes\": 1}]}",
        "{\"files\": [{\"path\": 1, \"bytes\": 1, \"sha256\": \"" ABC "\"}]}",
        "{\"files\": [{\"bytes\": 1, \"sha256\": \"" ABC "\"}]}",
    };
    for (size_t i = 0; i < AT_COUNT_OF(wrong); i++) {
        const at_release_file *files = NULL;
        size_t count = 5;
        at_err err = {0};
        assert_int_not_equal(parse(wrong[i], AT_LIST_FILES, &files, &count, &err), AT_OK);
        assert_true(err.text[0] != '\0');
        assert_int_equal(count, 5);
    }
}

/* ---- a folder against its list ---- */

typedef struct held {
    const char *folder;
    const at_release_file *files;
    size_t count;
} held;

/* Files a, b/c, b/d and z, and the list "own". */
static held held_folder(void)
{
    const at_release_member members[] = {{AT_STR("a"), at_str_bytes(AT_STR("abc"))},
                                         {AT_STR("b/c"), {0}},
                                         {AT_STR("b/d"), at_str_bytes(AT_STR("dd"))},
                                         {AT_STR("z"), at_str_bytes(AT_STR("zz"))}};
    held h = {.folder = test_temp_dir(), .count = AT_COUNT_OF(members)};
    at_err err = {0};
    assert_ok(at_release_list_describe(test_arena(), members, h.count, &h.files, &err), &err);
    for (size_t i = 0; i < h.count; i++) {
        test_write_file(test_format("%s/%.*s", h.folder, AT_STR_ARG(members[i].path)),
                        at_bytes_str(members[i].bytes));
    }
    test_write_file(test_format("%s/own", h.folder), AT_STR("the list"));
    return h;
}

static size_t check(const held *h, const at_fault **faults)
{
    size_t count = 99;
    at_err err = {0};
    assert_ok(at_release_list_check(test_arena(), h->folder, h->files, h->count, AT_STR("own"),
                                    faults, &count, &err),
              &err);
    return count;
}

static void assert_fault(const at_fault *fault, at_fault_kind kind, const char *path)
{
    assert_int_equal(fault->kind, kind);
    assert_str(fault->path, path);
    assert_true(fault->detail.len > 0);
}

static void folder_as_its_list_says_has_no_fault(void **state)
{
    (void)state;
    const held h = held_folder();
    const at_fault *faults;
    assert_int_equal(check(&h, &faults), 0);
}

static void altered_missing_and_added_files_are_named_in_order(void **state)
{
    (void)state;
    const held h = held_folder();
    const at_fault *faults;
    test_write_file(test_format("%s/a", h.folder), AT_STR("abd")); /* as many bytes */
    test_write_file(test_format("%s/b/d", h.folder), AT_STR("ddd"));
    assert_int_equal(unlink(test_format("%s/b/c", h.folder)), 0);
    test_write_file(test_format("%s/b/cc", h.folder), AT_STR(""));
    test_write_file(test_format("%s/.hidden", h.folder), AT_STR(""));
    test_write_file(test_format("%s/b/own", h.folder),
                    AT_STR("")); /* the list stands at the top only */
    assert_int_equal(unlink(test_format("%s/z", h.folder)), 0);
    assert_int_equal(check(&h, &faults), 7);
    assert_fault(&faults[0], AT_FAULT_ADDED, ".hidden");
    assert_fault(&faults[1], AT_FAULT_ALTERED, "a");
    assert_contains(faults[1].detail, "3 bytes with SHA-256 ");
    assert_contains(faults[1].detail, "the list says 3 bytes with ba7816bf8f01cfea...");
    assert_fault(&faults[2], AT_FAULT_MISSING, "b/c");
    assert_fault(&faults[3], AT_FAULT_ADDED, "b/cc");
    assert_fault(&faults[4], AT_FAULT_ALTERED, "b/d");
    assert_contains(faults[4].detail, "3 bytes");
    assert_fault(&faults[5], AT_FAULT_ADDED, "b/own");
    assert_fault(&faults[6], AT_FAULT_MISSING, "z");
}

static void size_in_the_list_counts_as_much_as_the_hash(void **state)
{
    (void)state;
    held h = held_folder();
    const at_fault *faults;
    at_release_file altered[4];
    memcpy(altered, h.files, sizeof altered);
    altered[3].bytes = 3;
    h.files = altered;
    assert_int_equal(check(&h, &faults), 1);
    assert_fault(&faults[0], AT_FAULT_ALTERED, "z");
}

static void file_that_became_a_folder_is_missing(void **state)
{
    (void)state;
    const held h = held_folder();
    const at_fault *faults;
    assert_int_equal(unlink(test_format("%s/a", h.folder)), 0);
    test_write_file(test_format("%s/a/x", h.folder), AT_STR("x"));
    assert_int_equal(check(&h, &faults), 2);
    assert_fault(&faults[0], AT_FAULT_MISSING, "a");
    assert_fault(&faults[1], AT_FAULT_ADDED, "a/x");
}

/* The list's own file may be gone: who holds the list decides what that means. */
static void list_file_itself_is_passed_over(void **state)
{
    (void)state;
    const held h = held_folder();
    const at_fault *faults;
    assert_int_equal(unlink(test_format("%s/own", h.folder)), 0);
    assert_int_equal(check(&h, &faults), 0);
}

static void link_in_the_folder_is_refused_by_name(void **state)
{
    (void)state;
    const held h = held_folder();
    const at_fault *faults = NULL;
    size_t count = 5;
    at_err err = {0};
    assert_int_equal(symlink("a", test_format("%s/link", h.folder)), 0);
    assert_fails(at_release_list_check(test_arena(), h.folder, h.files, h.count, AT_STR("own"),
                                       &faults, &count, &err),
                 &err, AT_EINPUT, "\"link\"", "symbolic link");
    assert_null(faults);
}

static void faults_have_words(void **state)
{
    (void)state;
    assert_string_equal(at_fault_word(AT_FAULT_ALTERED), "altered");
    assert_string_equal(at_fault_word(AT_FAULT_MISSING), "missing");
    assert_string_equal(at_fault_word(AT_FAULT_ADDED), "added");
}

static void guard_lets_nothing_pass_but_what_the_list_names(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    at_err err = {0};
    const at_str own = AT_STR("own.json"), format = AT_STR("kind/");
    assert_ok(at_release_list_guard(test_format("%s/missing", folder), own, format, &err), &err);
    assert_ok(at_release_list_guard(folder, own, format, &err), &err);
    test_write_file(test_format("%s/a", folder), AT_STR("abc"));
    assert_ok(at_release_list_guard(folder, own, format, &err), &err); /* the writer's to decide */
    test_write_file(test_format("%s/own.json", folder),
                    AT_STR("{\"format\": \"kind/7\", \"files\": [{\"path\": \"a\", \"bytes\": 3, "
                           "\"sha256\": \"" ABC "\"}]}"));
    assert_ok(at_release_list_guard(folder, own, format, &err), &err);
    assert_fails(at_release_list_guard(folder, own, AT_STR("other/"), &err), &err, AT_EUSAGE,
                 "\"own.json\"");
    test_write_file(test_format("%s/b/c", folder), AT_STR("abc"));
    assert_fails(at_release_list_guard(folder, own, format, &err), &err, AT_EUSAGE, "\"b/c\"");
    const char *link = test_format("%s/link", test_temp_dir());
    assert_int_equal(symlink(folder, link), 0);
    assert_ok(at_release_list_guard(link, own, format, &err), &err); /* the writer refuses links */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(described_files_have_the_published_hashes),
        cmocka_unit_test(written_list_reads_back),
        cmocka_unit_test(empty_list_reads_as_empty),
        cmocka_unit_test(path_that_leaves_the_folder_is_refused),
        cmocka_unit_test(hash_that_is_none_is_refused),
        cmocka_unit_test(list_out_of_order_or_with_a_path_twice_is_refused),
        cmocka_unit_test(list_that_is_no_list_is_refused),
        cmocka_unit_test(folder_as_its_list_says_has_no_fault),
        cmocka_unit_test(altered_missing_and_added_files_are_named_in_order),
        cmocka_unit_test(size_in_the_list_counts_as_much_as_the_hash),
        cmocka_unit_test(file_that_became_a_folder_is_missing),
        cmocka_unit_test(list_file_itself_is_passed_over),
        cmocka_unit_test(link_in_the_folder_is_refused_by_name),
        cmocka_unit_test(faults_have_words),
        cmocka_unit_test(guard_lets_nothing_pass_but_what_the_list_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
