/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/io.h"

#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static void list_gives_every_file_in_bytewise_order(void **state)
{
    (void)state;
    static const char *const names[] = {"é", "c/y", "a", "c/x", "B", "c/d/e/f", "a.b"};
    static const char *const listed[] = {"B", "a", "a.b", "c/d/e/f", "c/x", "c/y", "é"};
    const char *folder = test_temp_dir();
    const at_str *files = NULL;
    size_t count = 0;
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(names); i++) {
        test_write_file(test_format("%s/%s", folder, names[i]), AT_STR("x"));
    }
    assert_int_equal(mkdir(test_format("%s/empty", folder), 0755), 0);
    assert_ok(at_folder_list(test_arena(), folder, 7, &files, &count, &err), &err);
    assert_int_equal(count, AT_COUNT_OF(listed));
    for (size_t i = 0; i < count; i++) assert_str(files[i], listed[i]);
    assert_fails(at_folder_list(test_arena(), folder, 6, &files, &count, &err), &err, AT_ELIMIT,
                 "more than 6 files");
    assert_string_equal(err.file, folder);
    assert_int_equal(count, 7);
}

static void list_of_an_empty_folder_is_empty(void **state)
{
    (void)state;
    const at_str *files = NULL;
    size_t count = 9;
    at_err err = {0};
    assert_ok(at_folder_list(test_arena(), test_temp_dir(), 0, &files, &count, &err), &err);
    assert_int_equal(count, 0);
}

static void list_refuses_links_and_special_files_by_name(void **state)
{
    (void)state;
    const at_str *files = NULL;
    size_t count = 0;
    at_err err = {0};
    const char *links = test_temp_dir(), *pipes = test_temp_dir();
    assert_int_equal(mkdir(test_format("%s/in", links), 0755), 0);
    assert_int_equal(symlink("/etc/passwd", test_format("%s/in/link", links)), 0);
    assert_fails(at_folder_list(test_arena(), links, 9, &files, &count, &err), &err, AT_EINPUT,
                 "\"in/link\"", "symbolic link");
    assert_int_equal(mkfifo(test_format("%s/pipe", pipes), 0644), 0);
    assert_fails(at_folder_list(test_arena(), pipes, 9, &files, &count, &err), &err, AT_EINPUT,
                 "\"pipe\"", "special file");
    const char *to_folder = test_format("%s/of-links", pipes);
    assert_int_equal(symlink(links, to_folder), 0);
    assert_fails(at_folder_list(test_arena(), to_folder, 9, &files, &count, &err), &err, AT_EIO,
                 "cannot open the folder");
}

static void list_goes_32_levels_deep_and_no_further(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = folder;
    const at_str *files = NULL;
    size_t count = 0;
    at_err err = {0};
    for (int level = 1; level < 32; level++) path = test_format("%s/d", path);
    test_write_file(test_format("%s/file", path), AT_STR("x"));
    assert_ok(at_folder_list(test_arena(), folder, 99, &files, &count, &err), &err);
    assert_int_equal(count, 1);
    test_write_file(test_format("%s/d/file", path), AT_STR("x"));
    assert_fails(at_folder_list(test_arena(), folder, 99, &files, &count, &err), &err, AT_ELIMIT,
                 "more than 32 deep");
}

static void list_says_that_a_folder_is_missing(void **state)
{
    (void)state;
    const at_str *files = NULL;
    size_t count = 0;
    at_err err = {0};
    const char *missing = test_format("%s/missing", test_temp_dir());
    assert_fails(at_folder_list(test_arena(), missing, 9, &files, &count, &err), &err, AT_EIO,
                 "there is no such file or folder");
    assert_string_equal(err.file, missing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_gives_every_file_in_bytewise_order),
        cmocka_unit_test(list_of_an_empty_folder_is_empty),
        cmocka_unit_test(list_refuses_links_and_special_files_by_name),
        cmocka_unit_test(list_goes_32_levels_deep_and_no_further),
        cmocka_unit_test(list_says_that_a_folder_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
