/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/io.h"

#include "file/system.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static at_status too_large(at_err *err, const char *path, size_t limit)
{
    return at_fail_at(err, AT_ELIMIT, path, 0, 0,
                      "the file is larger than the %zu bytes that are read", limit);
}

/* Reads until `room` is full or the file ends; -1 with errno set. */
static ssize_t read_full(int fd, uint8_t *into, size_t room)
{
    size_t done = 0;
    while (done < room) {
        const ssize_t got = read(fd, into + done, room - done);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return -1;
        if (got == 0) break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

/* One byte more than the system tells is asked for, so that a file that grows is noticed. */
static at_status read_regular(at_arena *arena, int fd, const char *path, size_t size, size_t limit,
                              at_bytes *out, at_err *err)
{
    uint8_t *bytes;
    if (size > limit || size == SIZE_MAX) return too_large(err, path, limit);
    AT_TRY(AT_NEW(arena, size + 1, &bytes, err));
    const ssize_t got = read_full(fd, bytes, size + 1);
    if (got < 0) return at_system_fail(err, path, "read", errno);
    if ((size_t)got > size) {
        return at_fail_at(err, AT_EIO, path, 0, 0,
                          "the file grew while it was read; run it again when it is complete");
    }
    bytes[got] = 0;
    *out = (at_bytes){bytes, (size_t)got};
    return AT_OK;
}

/* Pipes, and what the system makes up as it is read (/proc), tell no size. */
static at_status read_stream(at_arena *arena, int fd, const char *path, size_t limit, at_bytes *out,
                             at_err *err)
{
    at_buffer all AT_CLEANUP(at_buffer_free) = {.limit = limit};
    uint8_t piece[16 * 1024], *bytes;
    for (;;) {
        const ssize_t got = read_full(fd, piece, sizeof piece);
        if (got < 0) return at_system_fail(err, path, "read", errno);
        if ((size_t)got > limit - all.len) return too_large(err, path, limit);
        at_buffer_add_bytes(&all, piece, (size_t)got);
        AT_TRY(at_buffer_status(&all, err));
        if ((size_t)got < sizeof piece) break;
    }
    AT_TRY(AT_NEW(arena, all.len + 1, &bytes, err));
    if (all.len) memcpy(bytes, all.ptr, all.len);
    *out = (at_bytes){bytes, all.len};
    return AT_OK;
}

typedef enum sort { ANY_FILE, REGULAR_FILE } sort;

static at_status read_open(at_arena *arena, int fd, const char *path, sort wanted, size_t limit,
                           at_bytes *out, at_err *err)
{
    struct stat about;
    if (fstat(fd, &about) != 0) return at_system_fail(err, path, "read", errno);
    if (S_ISDIR(about.st_mode)) return at_system_fail(err, path, "read", EISDIR);
    if (wanted == REGULAR_FILE && !S_ISREG(about.st_mode)) {
        return at_fail_at(err, AT_EINPUT, path, 0, 0,
                          "this is a pipe or a device, not a file; put the file itself there");
    }
    if (S_ISREG(about.st_mode) && about.st_size > 0) {
        return read_regular(arena, fd, path, (size_t)about.st_size, limit, out, err);
    }
    return read_stream(arena, fd, path, limit, out, err);
}

/* O_NONBLOCK, which changes nothing for a file: the opening of a named pipe would wait until somebody
 * writes to it. */
static at_status read_path(at_arena *arena, const char *path, sort wanted, size_t limit,
                           at_bytes *out, at_err *err)
{
    const int flags = wanted == REGULAR_FILE ? O_NONBLOCK : 0;
    int fd AT_CLEANUP(at_fd_close) = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | flags);
    if (fd < 0) return at_system_fail(err, path, "read", errno);
    const at_status status = read_open(arena, fd, path, wanted, limit, out, err);
    if (status != AT_OK) at_err_place(err, path, 0, 0);
    return status;
}

at_status at_file_read(at_arena *arena, const char *path, size_t limit, at_bytes *out, at_err *err)
{
    return read_path(arena, path, ANY_FILE, limit, out, err);
}

at_status at_file_read_regular(at_arena *arena, const char *path, size_t limit, at_bytes *out,
                               at_err *err)
{
    return read_path(arena, path, REGULAR_FILE, limit, out, err);
}

at_status at_file_read_optional(at_arena *arena, const char *path, size_t limit, bool *found,
                                at_bytes *out, at_err *err)
{
    struct stat about;
    if (stat(path, &about) != 0 && errno == ENOENT) {
        *found = false;
        return AT_OK;
    }
    AT_TRY(at_file_read_regular(arena, path, limit, out, err));
    *found = true;
    return AT_OK;
}

bool at_file_exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

bool at_folder_exists(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

bool at_link_exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

at_status at_path_join(at_arena *arena, const char *folder, at_str name, const char **out,
                       at_err *err)
{
    at_str joined;
    const at_str before = at_str_from_cstr(folder);
    const bool slash = before.len > 0 && !at_str_ends(before, AT_STR("/"));
    AT_TRY(at_arena_format(arena, &joined, err, "%s%s%.*s", folder, slash ? "/" : "",
                           AT_STR_ARG(name)));
    *out = joined.ptr; /* at_arena_format() ends it with a NUL */
    return AT_OK;
}

at_str at_path_base(at_str path)
{
    while (at_str_ends(path, AT_STR("/"))) path.len--;
    size_t from = path.len;
    while (from > 0 && path.ptr[from - 1] != '/') from--;
    return at_str_slice(path, from, path.len);
}

/* The folder that `path` stands in. */
static at_str path_folder(at_str path)
{
    size_t to = path.len;
    while (to > 0 && path.ptr[to - 1] != '/') to--;
    return to == 0 ? AT_STR(".") : at_str_slice(path, 0, to);
}

/* A new file beside `path`. Its name says whose it is; O_EXCL, not the name, makes it ours. */
static int open_beside(at_buffer *name, at_str path, unsigned mode)
{
    for (int attempt = 0; attempt < 1000; attempt++) {
        at_buffer_clear(name);
        at_buffer_format(name, "%.*s.attest-%ld-%d%c", AT_STR_ARG(path), (long)getpid(), attempt,
                         0);
        if (name->failed) break;
        const int fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
        if (fd >= 0 || errno != EEXIST) return fd;
    }
    errno = EEXIST;
    return -1;
}

/* So that the new name outlives a power cut. File systems that cannot say EINVAL. */
static bool sync_folder_of(at_str path)
{
    at_buffer name AT_CLEANUP(at_buffer_free) = {0};
    at_buffer_format(&name, "%.*s%c", AT_STR_ARG(path_folder(path)), 0);
    if (name.failed) return false;
    int fd AT_CLEANUP(at_fd_close) = open(name.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);
}

at_status at_file_replace(const char *path, at_bytes bytes, unsigned mode, at_err *err)
{
    at_buffer name AT_CLEANUP(at_buffer_free) = {0};
    const at_str target = at_str_from_cstr(path);
    struct stat about;
    if (lstat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        return at_fail_at(
            err, AT_EIO, path, 0, 0,
            "cannot write: something that is not a file is there; choose another name");
    }
    int fd AT_CLEANUP(at_fd_close) = open_beside(&name, target, mode);
    if (fd < 0) return at_system_fail(err, path, "write", errno);
    const bool written = at_fd_write(fd, bytes) && fsync(fd) == 0;
    if (!written || rename(name.ptr, path) != 0) {
        const int reason = errno;
        (void)unlink(name.ptr);
        return at_system_fail(err, path, "write", reason);
    }
    if (!sync_folder_of(target))
        return at_system_fail(err, path, "make sure that it is on the disk", errno);
    return AT_OK;
}
