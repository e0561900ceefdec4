/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 32 };
static const size_t memory_limit = (size_t)2 << 30;

static at_arena *arena;

static void free_arena(void)
{
    at_arena_free_ptr(&arena);
}

at_arena *test_arena(void)
{
    if (!arena) {
        arena = at_arena_new(memory_limit);
        if (!arena || atexit(free_arena) != 0) fail_msg("no memory");
    }
    return arena;
}

static void *test_alloc(size_t count, size_t size)
{
    void *memory = at_arena_alloc(test_arena(), count, size);
    if (!memory) fail_msg("the test uses more than %zu bytes", memory_limit);
    return memory;
}

const char *test_format(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0) fail_msg("cannot format \"%s\"", format);
    char *text = test_alloc((size_t)length + 1, 1);
    va_start(args, format);
    (void)vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}

const char *test_source(const char *relative)
{
    const char *root = getenv("ATTEST_SOURCE");
    if (!root) fail_msg("ATTEST_SOURCE is not set: run the test through meson test");
    return test_format("%s/%s", root, relative);
}

const char *test_program(void)
{
    const char *program = getenv("ATTEST_PROGRAM");
    if (!program) fail_msg("ATTEST_PROGRAM is not set: run the test through meson test");
    return program;
}

bool test_exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

at_str test_read_file(const char *path)
{
    struct stat status;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &status) != 0) fail_msg("%s: %s", path, strerror(errno));
    const size_t size = (size_t)status.st_size;
    char *bytes = test_alloc(size + 1, 1);
    size_t got = 0;
    while (got < size) {
        const ssize_t n = read(file, bytes + got, size - got);
        if (n <= 0) fail_msg("%s: %s", path, n < 0 ? strerror(errno) : "shorter than it was");
        got += (size_t)n;
    }
    close(file);
    return (at_str){bytes, size};
}

static void make_parents(const char *path)
{
    char *folder = test_alloc(strlen(path) + 1, 1);
    memcpy(folder, path, strlen(path));
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
            fail_msg("%s: %s", folder, strerror(errno));
        }
        *slash = '/';
    }
}

void test_write_file(const char *path, at_str content)
{
    make_parents(path);
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) fail_msg("%s: %s", path, strerror(errno));
    for (size_t at = 0; at < content.len;) {
        const ssize_t n = write(file, content.ptr + at, content.len - at);
        if (n < 0) fail_msg("%s: %s", path, strerror(errno));
        at += (size_t)n;
    }
    if (close(file) != 0) fail_msg("%s: %s", path, strerror(errno));
}

/* ---- folders ---- */

typedef struct temp_dir {
    struct temp_dir *before;
    pid_t owner; /* a child of fork() must not remove its parent's folder */
    char path[];
} temp_dir;

static temp_dir *temp_dirs;

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static int open_folder(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)walk;
    /* A test may have closed a folder to see what the program says; open it to look inside. */
    if (type == FTW_D || type == FTW_DNR) (void)chmod(path, 0700);
    return 0;
}

static void remove_temp_dirs(void)
{
    while (temp_dirs) {
        temp_dir *last = temp_dirs;
        temp_dirs = last->before;
        if (last->owner == getpid()) {
            (void)nftw(last->path, open_folder, OPEN_FOLDERS, FTW_PHYS);
            (void)nftw(last->path, remove_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
        }
        free(last);
    }
}

const char *test_temp_dir(void)
{
    const char *root = getenv("TMPDIR");
    char *real = realpath(root && root[0] ? root : "/tmp", NULL);
    if (!real) fail_msg("TMPDIR: %s", strerror(errno));
    const char *path = test_format("%s/attest-test-XXXXXX", real);
    free(real);

    const size_t size = strlen(path) + 1;
    temp_dir *made = malloc(sizeof *made + size);
    if (!made || (!temp_dirs && atexit(remove_temp_dirs) != 0)) fail_msg("no memory");
    memcpy(made->path, path, size);
    if (!mkdtemp(made->path)) fail_msg("%s: %s", path, strerror(errno));
    made->owner = getpid();
    made->before = temp_dirs;
    temp_dirs = made;
    return test_format("%s", made->path);
}

void test_copy(const char *from, const char *to)
{
    if (test_exists(to)) fail_msg("%s is there already", to);
    const test_result result = test_run("cp", "-R", "--", from, to);
    if (result.exit_code != 0) fail_msg("%.*s", AT_STR_ARG(result.err));
}

/* nftw() hands its callback no context. */
static struct {
    const char **paths;
    size_t count, room, prefix;
} listing;

static int list_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)walk;
    if (type == FTW_D) return 0;
    if (listing.count == listing.room) {
        const size_t room = listing.room ? 2 * listing.room : 64;
        const char **paths = test_alloc(room, sizeof *paths);
        if (listing.count) memcpy(paths, listing.paths, listing.count * sizeof *paths);
        listing.paths = paths;
        listing.room = room;
    }
    listing.paths[listing.count++] = test_format("%s", path + listing.prefix);
    return 0;
}

static int compare_paths(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

const char *const *test_list_files(const char *folder, size_t *count)
{
    memset(&listing, 0, sizeof listing);
    listing.prefix = strlen(folder) + 1;
    if (nftw(folder, list_entry, OPEN_FOLDERS, FTW_PHYS) != 0) {
        fail_msg("%s: %s", folder, strerror(errno));
    }
    if (listing.count) {
        qsort(listing.paths, listing.count, sizeof *listing.paths, compare_paths);
    }
    *count = listing.count;
    return listing.paths;
}
