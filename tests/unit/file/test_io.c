/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/io.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support.h"

static const char *in_folder(const char *folder, const char *name)
{
    return test_format("%s/%s", folder, name);
}

static void what_is_no_file_is_refused_in_a_folder_and_never_waited_for(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *pipe_name = test_format("%s/values.csv", folder);
    at_bytes bytes = {0};
    bool found = false;
    at_err err = {0};
    assert_int_equal(mkfifo(pipe_name, 0600), 0);
    assert_fails(at_file_read_regular(test_arena(), pipe_name, 9, &bytes, &err), &err, AT_EINPUT,
                 "not a file");
    assert_fails(at_file_read_optional(test_arena(), pipe_name, 9, &found, &bytes, &err), &err,
                 AT_EINPUT, "not a file");
    assert_fails(at_file_read_regular(test_arena(), "/dev/zero", 9, &bytes, &err), &err, AT_EINPUT,
                 "not a file");
    assert_fails(at_file_read_regular(test_arena(), folder, 9, &bytes, &err), &err, AT_EIO,
                 "folder");
    assert_ok(at_file_read_regular(test_arena(), "/proc/self/status", 1 << 20, &bytes, &err), &err);
    assert_true(bytes.len > 0);
    assert_false(found);
}

static void read_gives_the_whole_file_and_a_zero_behind(void **state)
{
    (void)state;
    const char *path = in_folder(test_temp_dir(), "a file");
    static const char content[] = "one\0two\n";
    at_bytes bytes = {0};
    at_err err = {0};
    test_write_file(path, (at_str){content, sizeof content - 1});
    assert_ok(at_file_read(test_arena(), path, sizeof content - 1, &bytes, &err), &err);
    assert_int_equal(bytes.len, sizeof content - 1);
    assert_memory_equal(bytes.ptr, content, sizeof content);
    test_write_file(path, (at_str){0});
    assert_ok(at_file_read(test_arena(), path, 0, &bytes, &err), &err);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(bytes.ptr[0], 0);
}

static void read_says_what_is_wrong_with_a_path(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *file = in_folder(folder, "file");
    at_bytes bytes = {(const uint8_t *)"untouched", 9};
    at_err err = {0};
    test_write_file(file, AT_STR("x"));
    const char *missing = in_folder(folder, "missing.csv");
    assert_fails(at_file_read(test_arena(), missing, 99, &bytes, &err), &err, AT_EIO,
                 "cannot read: there is no such file or folder; check the path");
    assert_string_equal(err.file, missing);
    assert_fails(at_file_read(test_arena(), folder, 99, &bytes, &err), &err, AT_EIO,
                 "it is a folder; name a file");
    assert_fails(at_file_read(test_arena(), in_folder(file, "x"), 99, &bytes, &err), &err, AT_EIO,
                 "a part of the path is a file");
    assert_int_equal(bytes.len, 9);
}

/* A gigabyte of nothing takes no room on the disk; if it were read, the arena would be too small. */
static void read_finds_what_is_too_large_before_it_reads(void **state)
{
    (void)state;
    const char *path = in_folder(test_temp_dir(), "sparse");
    at_arena *arena = at_arena_new(4096);
    at_bytes bytes = {0};
    at_err err = {0};
    test_write_file(path, AT_STR("x"));
    assert_int_equal(truncate(path, (off_t)1 << 30), 0);
    assert_fails(at_file_read(arena, path, 1000000, &bytes, &err), &err, AT_ELIMIT,
                 "larger than the 1000000 bytes that are read");
    assert_string_equal(err.file, path);
    assert_int_equal(at_arena_used(arena), 0);
    assert_fails(at_file_read(arena, path, (size_t)2 << 30, &bytes, &err), &err, AT_ELIMIT,
                 "set aside");
    assert_string_equal(err.file, path);
    at_arena_free(arena);
}

static void read_takes_a_pipe_up_to_the_limit(void **state)
{
    (void)state;
    int ends[2];
    char content[40000];
    at_bytes bytes = {0};
    at_err err = {0};
    memset(content, 'p', sizeof content);
    for (int round = 0; round < 2; round++) {
        const size_t limit = sizeof content - (size_t)round;
        assert_int_equal(pipe(ends), 0);
        assert_int_equal(write(ends[1], content, sizeof content), sizeof content);
        assert_int_equal(close(ends[1]), 0);
        const at_status status =
            at_file_read(test_arena(), test_format("/dev/fd/%d", ends[0]), limit, &bytes, &err);
        assert_int_equal(close(ends[0]), 0);
        if (round == 0) {
            assert_ok(status, &err);
            assert_int_equal(bytes.len, sizeof content);
            assert_memory_equal(bytes.ptr, content, sizeof content);
        } else {
            assert_fails(status, &err, AT_ELIMIT, "larger than the 39999 bytes");
        }
    }
    /* What the system makes up as it is read tells the size 0. */
    assert_ok(at_file_read(test_arena(), "/proc/self/status", 1 << 20, &bytes, &err), &err);
    assert_true(bytes.len > 0);
    assert_fails(at_file_read(test_arena(), "/dev/zero", 1 << 16, &bytes, &err), &err, AT_ELIMIT,
                 "larger than");
}

static void optional_read_tells_absence_from_failure(void **state)
{
    (void)state;
    const char *folder = test_temp_dir();
    at_bytes bytes = {0};
    at_err err = {0};
    bool found = true;
    assert_ok(
        at_file_read_optional(test_arena(), in_folder(folder, "none"), 9, &found, &bytes, &err),
        &err);
    assert_false(found);
    test_write_file(in_folder(folder, "some"), AT_STR("some"));
    assert_ok(
        at_file_read_optional(test_arena(), in_folder(folder, "some"), 9, &found, &bytes, &err),
        &err);
    assert_true(found);
    assert_str(at_bytes_str(bytes), "some");
    assert_fails(
        at_file_read_optional(test_arena(), in_folder(folder, "some"), 3, &found, &bytes, &err),
        &err, AT_ELIMIT, "larger than");
    assert_fails(at_file_read_optional(test_arena(), folder, 9, &found, &bytes, &err), &err, AT_EIO,
                 "it is a folder");
}

static void existence_is_told_of_files_folders_and_links_to_nowhere(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *link = in_folder(folder, "link");
    assert_int_equal(symlink("nowhere", link), 0);
    assert_true(at_file_exists(link));
    assert_false(at_folder_exists(link));
    assert_true(at_file_exists(folder));
    assert_true(at_folder_exists(folder));
    assert_false(at_file_exists(in_folder(folder, "none")));
    assert_true(at_link_exists(link));
    assert_false(at_link_exists(folder));
    assert_false(at_link_exists(in_folder(folder, "none")));
}

static void paths_are_joined_and_taken_apart(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *name, *joined;
    } joins[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"}, {"", "b", "b"}};
    static const char *const bases[][2] = {{"data/2025/", "2025"}, {"2025", "2025"}, {"/a/b", "b"},
                                           {"a//", "a"},           {"/", ""},        {"", ""}};
    for (size_t i = 0; i < AT_COUNT_OF(joins); i++) {
        const char *path = NULL;
        at_err err = {0};
        assert_ok(at_path_join(test_arena(), joins[i].folder, at_str_from_cstr(joins[i].name),
                               &path, &err),
                  &err);
        assert_string_equal(path, joins[i].joined);
    }
    for (size_t i = 0; i < AT_COUNT_OF(bases); i++) {
        assert_str(at_path_base(at_str_from_cstr(bases[i][0])), bases[i][1]);
    }
}

static void replace_leaves_the_new_file_and_nothing_else(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = in_folder(folder, "out.json");
    at_err err = {0};
    size_t count;
    assert_ok(at_file_replace(path, at_str_bytes(AT_STR("first")), 0644, &err), &err);
    assert_ok(at_file_replace(path, at_str_bytes(AT_STR("second")), 0600, &err), &err);
    assert_str(test_read_file(path), "second");
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
    (void)test_list_files(folder, &count);
    assert_int_equal(count, 1);
}

static void replace_that_fails_leaves_the_old_file(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *inner = in_folder(folder, "inner");
    at_err err = {0};
    size_t count;
    assert_int_equal(mkdir(inner, 0755), 0);
    assert_fails(at_file_replace(inner, at_str_bytes(AT_STR("x")), 0644, &err), &err, AT_EIO,
                 "something that is not a file is there");
    assert_fails(
        at_file_replace(in_folder(folder, "none/x"), at_str_bytes(AT_STR("x")), 0644, &err), &err,
        AT_EIO, "there is no such file or folder");
    (void)test_list_files(folder, &count);
    assert_int_equal(count, 0);
}

/* A limit on the size of files stands in for a full disk. */
static void a_write_that_stops_half_way_leaves_the_old_file(void **state)
{
    (void)state;
    const char *folder = test_temp_dir(), *path = in_folder(folder, "out.csv");
    static const char large[100000];
    at_err err = {0};
    size_t count;
    struct rlimit before;
    assert_ok(at_file_replace(path, at_str_bytes(AT_STR("old")), 0644, &err), &err);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {50000, before.rlim_max};
    assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const at_status status =
        at_file_replace(path, (at_bytes){(const uint8_t *)large, sizeof large}, 0644, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_fails(status, &err, AT_EIO, "cannot write: File too large");
    assert_str(test_read_file(path), "old");
    (void)test_list_files(folder, &count);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(read_gives_the_whole_file_and_a_zero_behind),
        cmocka_unit_test(read_says_what_is_wrong_with_a_path),
        cmocka_unit_test(read_finds_what_is_too_large_before_it_reads),
        cmocka_unit_test(read_takes_a_pipe_up_to_the_limit),
        cmocka_unit_test(what_is_no_file_is_refused_in_a_folder_and_never_waited_for),
        cmocka_unit_test(optional_read_tells_absence_from_failure),
        cmocka_unit_test(existence_is_told_of_files_folders_and_links_to_nowhere),
        cmocka_unit_test(paths_are_joined_and_taken_apart),
        cmocka_unit_test(replace_leaves_the_new_file_and_nothing_else),
        cmocka_unit_test(replace_that_fails_leaves_the_old_file),
        cmocka_unit_test(a_write_that_stops_half_way_leaves_the_old_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
