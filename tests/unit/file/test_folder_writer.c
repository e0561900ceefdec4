/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/io.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

static const at_str mark = {"site.json", 9};

static at_folder_writer *begun(const char *path)
{
    at_folder_writer *writer = NULL;
    at_err err = {0};
    assert_ok(at_folder_begin(path, mark, &writer, &err), &err);
    return writer;
}

static void add(at_folder_writer *writer, const char *name, const char *content)
{
    at_err err = {0};
    assert_ok(at_folder_add(writer, at_str_from_cstr(name), at_str_bytes(at_str_from_cstr(content)),
                            &err),
              &err);
}

static void commit(at_folder_writer *writer)
{
    at_err err = {0};
    assert_ok(at_folder_commit(writer, &err), &err);
    at_folder_abort(&writer);
    assert_null(writer);
}

static void publish(const char *path, const char *content)
{
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", content);
    add(writer, "pages/malta/index.html", content);
    commit(writer);
}

/* `folder` holds nothing but the named folder or file, not even hidden. */
static void assert_only(const char *folder, const char *name)
{
    const test_result result = test_run("ls", "-A", folder);
    assert_str(result.out, name ? test_format("%s\n", name) : "");
}

static void a_folder_appears_whole_at_commit(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    size_t count;
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", "{}");
    add(writer, "a/b/c.html", "c");
    add(writer, "a/d.html", "d");
    assert_false(test_exists(path));
    commit(writer);
    const char *const *files = test_list_files(path, &count);
    assert_int_equal(count, 3);
    assert_string_equal(files[0], "a/b/c.html");
    assert_str(test_read_file(test_format("%s/a/b/c.html", path)), "c");
    assert_only(folder, "site");
}

static void a_folder_of_ours_is_exchanged_and_the_old_one_removed(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site/", folder);
    publish(path, "old");
    test_write_file(test_format("%sold/deep/file", path), AT_STR("x"));
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", "new");
    assert_str(test_read_file(test_format("%ssite.json", path)), "old");
    commit(writer);
    assert_str(test_read_file(test_format("%ssite.json", path)), "new");
    assert_false(test_exists(test_format("%sold", path)));
    assert_false(test_exists(test_format("%spages", path)));
    assert_only(folder, "site");
}

static mode_t mode_of(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_mode & 07777;
}

/* The one folder in `folder` whose name is hidden. */
static const char *hidden_in(const char *folder)
{
    const test_result result =
        test_run("find", folder, "-mindepth", "1", "-maxdepth", "1", "-name", ".*");
    return test_format("%.*s", AT_STR_ARG(at_str_trim(result.out)));
}

static void nobody_looks_into_a_folder_that_is_not_whole(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    const mode_t old_mask = umask(027);
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", "{}");
    assert_int_equal(mode_of(hidden_in(folder)), 0700);
    commit(writer);
    assert_int_equal(mode_of(path), 0750);
    assert_int_equal(mode_of(test_format("%s/site.json", path)), 0640);
    umask(old_mask);
}

static void a_folder_that_was_closed_to_others_stays_closed(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    const mode_t old_mask = umask(022);
    assert_int_equal(mkdir(path, 0700), 0);
    publish(path, "one"); /* an empty folder is replaced */
    assert_int_equal(mode_of(path), 0700);
    assert_int_equal(chmod(path, 0710), 0);
    publish(path, "two"); /* and one of ours */
    assert_int_equal(mode_of(path), 0710);
    umask(old_mask);
}

static void an_empty_folder_is_replaced(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    assert_int_equal(mkdir(path, 0755), 0);
    publish(path, "x");
    assert_true(test_exists(test_format("%s/site.json", path)));
}

static void abort_leaves_nothing_and_the_old_folder_as_it_was(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    publish(path, "old");
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", "new");
    add(writer, "a/b/c", "new");
    at_folder_abort(&writer);
    assert_null(writer);
    at_folder_abort(&writer);
    assert_str(test_read_file(test_format("%s/site.json", path)), "old");
    assert_only(folder, "site");
}

static void folders_above_are_made_and_removed_again_by_abort(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/a/b//c/site", folder);
    assert_int_equal(mkdir(test_format("%s/a", folder), 0755), 0);
    at_folder_writer *writer = begun(path);
    assert_true(test_exists(test_format("%s/a/b/c", folder)));
    at_folder_abort(&writer);
    assert_only(folder, "a");
    assert_only(test_format("%s/a", folder), NULL);
    publish(path, "x");
    assert_true(test_exists(test_format("%s/a/b/c/site/site.json", folder)));
}

static void a_relative_path_is_written_where_one_stands(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    char before[4096];
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(folder), 0);
    publish("site", "x");
    publish("./deep/site/", "y");
    assert_int_equal(chdir(before), 0);
    assert_true(test_exists(test_format("%s/site/site.json", folder)));
    assert_true(test_exists(test_format("%s/deep/site/site.json", folder)));
}

static void nobody_s_photographs_are_replaced(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *photos = test_format("%s/photos", folder);
    at_folder_writer *writer = NULL;
    at_err err = {0};
    test_write_file(test_format("%s/1.jpg", photos), AT_STR("x"));
    assert_fails(at_folder_begin(photos, mark, &writer, &err), &err, AT_EUSAGE, "not empty",
                 "holds no site.json", "name another");
    assert_string_equal(err.file, photos);
    test_write_file(test_format("%s/sub/site.json", photos), AT_STR("x"));
    assert_fails(at_folder_begin(photos, mark, &writer, &err), &err, AT_EUSAGE, "not empty");
    assert_int_equal(mkdir(test_format("%s/site.json", photos), 0755), 0);
    assert_fails(at_folder_begin(photos, mark, &writer, &err), &err, AT_EUSAGE, "not empty");
    assert_fails(at_folder_begin(test_format("%s/1.jpg", photos), mark, &writer, &err), &err,
                 AT_EUSAGE, "a file of that name");
    assert_int_equal(symlink("photos", test_format("%s/link", folder)), 0);
    assert_fails(at_folder_begin(test_format("%s/link", folder), mark, &writer, &err), &err,
                 AT_EUSAGE, "symbolic link");
    static const char *const wholes[] = {"", ".", "..", "/", "a/..", "./"};
    for (size_t i = 0; i < AT_COUNT_OF(wholes); i++) {
        assert_fails(at_folder_begin(wholes[i], mark, &writer, &err), &err, AT_EUSAGE,
                     "name a folder in it");
    }
    assert_fails(at_folder_begin(test_format("%s/1.jpg/x", photos), mark, &writer, &err), &err,
                 AT_EIO, "a part of the path is a file");
    assert_null(writer);
    assert_str(test_read_file(test_format("%s/1.jpg", photos)), "x");
}

static void what_comes_between_begin_and_commit_is_not_overwritten(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    at_err err = {0};
    at_folder_writer *writer = begun(path);
    add(writer, "site.json", "mine");
    test_write_file(test_format("%s/letter.txt", path), AT_STR("dear"));
    assert_fails(at_folder_commit(writer, &err), &err, AT_EIO, "cannot put the new folder in place",
                 "was not there before");
    at_folder_abort(&writer);
    assert_str(test_read_file(test_format("%s/letter.txt", path)), "dear");
    assert_only(folder, "site");
}

static void paths_that_lead_out_are_refused(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",
        "/etc/x",
        "../x",
        "a/../b",
        "a//b",
        "a/",
        ".",
        "./a",
        "a/..",
        "a\nb",
        "a\x7F",
        "x/./y",
        "d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d/d"};
    const char *path = test_format("%s/site", test_temp_dir());
    at_folder_writer *writer = begun(path);
    at_err err = {0};
    for (size_t i = 0; i < AT_COUNT_OF(paths); i++) {
        assert_fails(at_folder_add(writer, at_str_from_cstr(paths[i]), (at_bytes){0}, &err), &err,
                     AT_EUSAGE, "cannot be a file in it");
    }
    assert_fails(at_folder_add(writer, AT_STR("a\0b"), (at_bytes){0}, &err), &err, AT_EUSAGE,
                 "cannot be a file in it");
    add(writer, "a", "x");
    assert_fails(at_folder_add(writer, AT_STR("a"), (at_bytes){0}, &err), &err, AT_EBUG,
                 "was written before");
    assert_fails(at_folder_add(writer, AT_STR("a/b"), (at_bytes){0}, &err), &err, AT_EIO,
                 "a part of the path is a file");
    at_folder_abort(&writer);
    assert_false(test_exists(path));
}

/* Killed in the middle: the target is as it was, and the next writer removes what lies beside it. */
static void a_killed_writer_leaves_the_target_and_its_rest_is_cleared(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    int status;
    publish(path, "old");
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        at_folder_writer *writer = NULL;
        if (at_folder_begin(path, mark, &writer, NULL) != AT_OK) _exit(1);
        if (at_folder_add(writer, AT_STR("a/b"), at_str_bytes(AT_STR("half")), NULL) != AT_OK) {
            _exit(1);
        }
        (void)raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_str(test_read_file(test_format("%s/site.json", path)), "old");
    const test_result before = test_run("ls", "-A", folder);
    assert_contains(before.out, ".site.attest-");
    at_folder_writer *writer = begun(path);
    at_folder_abort(&writer);
    assert_only(folder, "site");
}

static void two_writers_at_a_time_leave_each_other_alone(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    at_folder_writer *first = begun(path);
    add(first, "site.json", "first");
    at_folder_writer *second = begun(path);
    add(second, "site.json", "second");
    add(first, "more", "first");
    commit(first);
    assert_str(test_read_file(test_format("%s/more", path)), "first");
    at_folder_abort(&second);
    assert_str(test_read_file(test_format("%s/site.json", path)), "first");
    assert_only(folder, "site");
}

static void names_like_ours_that_are_not_are_left_alone(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = test_format("%s/site", folder);
    static const char *const others[] = {".site.attest-notes", ".site2.attest-1-0",
                                         "site.attest-1-0"};
    for (size_t i = 0; i < AT_COUNT_OF(others); i++) {
        test_write_file(test_format("%s/%s/file", folder, others[i]), AT_STR("x"));
    }
    publish(path, "x");
    for (size_t i = 0; i < AT_COUNT_OF(others); i++) {
        assert_true(test_exists(test_format("%s/%s/file", folder, others[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_appears_whole_at_commit),
        cmocka_unit_test(a_folder_of_ours_is_exchanged_and_the_old_one_removed),
        cmocka_unit_test(nobody_looks_into_a_folder_that_is_not_whole),
        cmocka_unit_test(a_folder_that_was_closed_to_others_stays_closed),
        cmocka_unit_test(an_empty_folder_is_replaced),
        cmocka_unit_test(abort_leaves_nothing_and_the_old_folder_as_it_was),
        cmocka_unit_test(folders_above_are_made_and_removed_again_by_abort),
        cmocka_unit_test(a_relative_path_is_written_where_one_stands),
        cmocka_unit_test(nobody_s_photographs_are_replaced),
        cmocka_unit_test(what_comes_between_begin_and_commit_is_not_overwritten),
        cmocka_unit_test(paths_that_lead_out_are_refused),
        cmocka_unit_test(a_killed_writer_leaves_the_target_and_its_rest_is_cleared),
        cmocka_unit_test(two_writers_at_a_time_leave_each_other_alone),
        cmocka_unit_test(names_like_ours_that_are_not_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
