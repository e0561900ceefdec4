/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/system.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const struct {
    int number;
    const char *reason;
} reasons[] = {
    {ENOENT, "there is no such file or folder; check the path"},
    {EACCES, "you have no permission"},
    {EPERM, "the system does not allow it"},
    {EISDIR, "it is a folder; name a file"},
    {ENOTDIR, "a part of the path is a file, not a folder"},
    {ENOSPC, "the disk is full; make room and run it again"},
    {EDQUOT, "your quota on this disk is used up; make room and run it again"},
    {EROFS, "the disk is read-only"},
    {ELOOP, "it is, or goes through, a symbolic link"},
    {ENOTEMPTY, "something is there that was not there before; look at it, then run it again"},
    {ENAMETOOLONG, "the name is too long for this disk"},
    {EMFILE, "too many files are open"},
};

at_status at_system_fail(at_err *err, const char *path, const char *what, int error_number)
{
    const char *reason = NULL;
    for (size_t i = 0; i < AT_COUNT_OF(reasons); i++) {
        if (reasons[i].number == error_number) reason = reasons[i].reason;
    }
    if (!reason) reason = strerrordesc_np(error_number);
    return at_fail_at(err, AT_EIO, path, 0, 0, "cannot %s: %s", what,
                      reason ? reason : "the system gives no reason");
}

/* Whoever must know that the bytes are safe calls fsync() first. */
void at_fd_close(int *fd)
{
    if (*fd >= 0) (void)close(*fd);
    *fd = -1;
}

bool at_fd_write(int fd, at_bytes bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        const ssize_t written = write(fd, bytes.ptr + done, bytes.len - done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        done += (size_t)written;
    }
    return true;
}
