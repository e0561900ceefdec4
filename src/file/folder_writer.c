/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All is written to a hidden folder beside the target, which is locked as long as its writer lives:
 * what a killed writer left behind is known by its free lock, and the next one removes it. */
#include "base/number.h"
#include "file/io.h"
#include "file/system.h"
#include "file/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef enum target {
    TARGET_FREE, /* nothing there, or an empty folder, which rename() replaces */
    TARGET_OURS  /* holds the mark */
} target;

struct at_folder_writer {
    char *path;           /* of the target, without slashes at its end */
    const char *name;     /* its last part, in `path` */
    at_buffer staging;    /* name of the hidden folder, NUL-terminated */
    size_t prefix;        /* bytes of `staging` that every writer of this target shares */
    int parent, folder;   /* descriptors of the folder of both, and of the hidden one */
    size_t first_created; /* length of the shortest part of `path` that we made; 0: none */
    target before;
    mode_t
        mode; /* of the folder when it is in place: that of the one there before, or what the umask leaves */
    bool committed;
};

enum { DEEPEST = AT_WALK_DEPTH - 2 }; /* so that what was written can be walked, and removed */
enum { ALL_MODES = 07777 };

/* ---- what is there already ---- */

static at_status refuse(at_err *err, const char *path, const char *what)
{
    return at_fail_at(err, AT_EUSAGE, path, 0, 0, "%s", what);
}

static at_status inspect_folder(const char *path, at_str mark, target *out, mode_t *mode,
                                at_err *err)
{
    int fd AT_CLEANUP(at_fd_close) = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return at_system_fail(err, path, "open the folder", errno);
    char name[NAME_MAX + 1] = {0};
    struct stat about;
    if (mark.len == 0 || mark.len >= sizeof name) return at_fail(err, AT_EBUG, "not a mark");
    memcpy(name, mark.ptr, mark.len);
    if (fstat(fd, &about) != 0) return at_system_fail(err, path, "look at", errno);
    *mode = about.st_mode & ALL_MODES;
    if (fstatat(fd, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode)) {
        *out = TARGET_OURS;
        return AT_OK;
    }
    at_walk walk AT_CLEANUP(at_walk_end) = {0};
    at_walk_entry entry;
    bool more;
    AT_TRY(at_walk_begin(&walk, fd, ".", err));
    AT_TRY(at_walk_next(&walk, &entry, &more, err));
    if (more) {
        return at_fail_at(err, AT_EUSAGE, path, 0, 0,
                          "the folder is not empty and holds no %s, so it is not one that this "
                          "program made; name another, or empty it yourself",
                          name);
    }
    *out = TARGET_FREE;
    return AT_OK;
}

static at_status inspect(const char *path, at_str mark, target *out, mode_t *mode, at_err *err)
{
    struct stat about;
    if (lstat(path, &about) != 0) {
        if (errno != ENOENT) return at_system_fail(err, path, "look at", errno);
        *out = TARGET_FREE;
        return AT_OK;
    }
    if (S_ISLNK(about.st_mode)) {
        return refuse(err, path, "this is a symbolic link; name the folder that it leads to");
    }
    if (!S_ISDIR(about.st_mode)) {
        return refuse(err, path, "there is a file of that name; name another folder");
    }
    return inspect_folder(path, mark, out, mode, err);
}

/* ---- removing ---- */

/* What is gone already is as good as removed. */
static bool removed(int parent, const char *name, int flags)
{
    return unlinkat(parent, name, flags) == 0 || errno == ENOENT;
}

static at_status remove_tree(int parent, const char *name, at_err *err)
{
    at_walk walk AT_CLEANUP(at_walk_end) = {0};
    AT_TRY(at_walk_begin(&walk, parent, name, err));
    for (;;) {
        at_walk_entry entry;
        bool more;
        AT_TRY(at_walk_next(&walk, &entry, &more, err));
        if (!more) break;
        if (!removed(entry.folder, entry.name, entry.kind == AT_WALK_FOLDER ? AT_REMOVEDIR : 0)) {
            return at_system_fail(err, entry.path.ptr, "remove", errno);
        }
    }
    if (!removed(parent, name, AT_REMOVEDIR)) return at_system_fail(err, name, "remove", errno);
    return AT_OK;
}

/* Removes `name` if the writer that made it lives no more. By name, not through the descriptor: if that
 * writer commits at this moment, the name is gone and nothing is removed. */
static void remove_if_abandoned(int parent, const char *name)
{
    int fd AT_CLEANUP(at_fd_close) =
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0) return;
    (void)remove_tree(parent, name, NULL); /* what cannot be removed harms nobody */
}

static void remove_abandoned(const at_folder_writer *writer)
{
    const int fd = openat(writer->parent, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    if (!folder) {
        if (fd >= 0) (void)close(fd);
        return;
    }
    for (const struct dirent *found; (found = readdir(folder)) != NULL;) {
        const char *rest = found->d_name + writer->prefix;
        if (strncmp(found->d_name, writer->staging.ptr, writer->prefix) != 0) continue;
        if (rest[strspn(rest, "0123456789-")] != '\0') continue;
        remove_if_abandoned(writer->parent, found->d_name);
    }
    (void)closedir(folder);
}

/* ---- begin ---- */

/* Nobody else looks into the folder, or puts links into it, before it is whole. */
static void close_to_others(at_folder_writer *writer)
{
    struct stat about;
    if (writer->mode == 0 && fstat(writer->folder, &about) == 0) {
        writer->mode = about.st_mode & ALL_MODES;
    }
    (void)fchmod(writer->folder, S_IRWXU); /* a disk without modes refuses */
}

/* The folders above the target. Those we make are removed again by abort, if they are empty. */
static at_status make_parents(at_folder_writer *writer, at_err *err)
{
    for (char *slash = strchr(writer->path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool made = mkdir(writer->path, 0777) == 0;
        const int reason = errno;
        *slash = '/';
        if (!made && reason != EEXIST) {
            return at_system_fail(err, writer->path, "make the folders above it", reason);
        }
        if (made && !writer->first_created) {
            writer->first_created = (size_t)(slash - writer->path);
        }
    }
    return AT_OK;
}

static at_status open_parent(at_folder_writer *writer, at_err *err)
{
    char *last = writer->path + (writer->name - writer->path);
    const char kept = *last;
    *last = '\0';
    writer->parent =
        open(last == writer->path ? "." : writer->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int reason = errno;
    *last = kept;
    return writer->parent >= 0
               ? AT_OK
               : at_system_fail(err, writer->path, "open the folder above it", reason);
}

static at_status make_staging(at_folder_writer *writer, at_err *err)
{
    at_buffer *name = &writer->staging;
    for (int attempt = 0; attempt < 1000; attempt++) {
        name->len = writer->prefix;
        at_buffer_format(name, "%ld-%d%c", (long)getpid(), attempt, 0);
        AT_TRY(at_buffer_status(name, err));
        if (mkdirat(writer->parent, name->ptr, 0777) == 0) {
            writer->folder =
                openat(writer->parent, name->ptr, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            /* A file system without locks has no writer that removes what it takes for abandoned. */
            if (writer->folder >= 0 &&
                (flock(writer->folder, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)) {
                close_to_others(writer);
                return AT_OK;
            }
            at_fd_close(&writer->folder); /* another writer is just removing it */
        } else if (errno != EEXIST) {
            break;
        }
    }
    return at_system_fail(err, writer->path, "make a folder beside it", errno);
}

static at_status prepare(at_folder_writer *writer, at_str mark, at_err *err)
{
    AT_TRY(inspect(writer->path, mark, &writer->before, &writer->mode, err));
    AT_TRY(make_parents(writer, err));
    AT_TRY(open_parent(writer, err));
    at_buffer_format(&writer->staging, ".%s.attest-", writer->name);
    writer->prefix = writer->staging.len;
    AT_TRY(at_buffer_status(&writer->staging, err));
    remove_abandoned(writer);
    return make_staging(writer, err);
}

at_status at_folder_begin(const char *path, at_str mark, at_folder_writer **out, at_err *err)
{
    at_str trimmed = at_str_from_cstr(path);
    while (trimmed.len > 1 && at_str_ends(trimmed, AT_STR("/"))) trimmed.len--;
    const at_str name = at_path_base(trimmed);
    if (name.len == 0 || at_str_equal(name, AT_STR(".")) || at_str_equal(name, AT_STR(".."))) {
        return refuse(err, path, "this cannot be replaced as a whole; name a folder in it");
    }
    at_folder_writer *writer AT_CLEANUP(at_folder_abort) = calloc(1, sizeof *writer);
    if (!writer) return at_fail(err, AT_ENOMEM, "memory is out");
    writer->parent = writer->folder = -1;
    writer->path = strndup(trimmed.ptr, trimmed.len);
    if (!writer->path) return at_fail(err, AT_ENOMEM, "memory is out");
    writer->name = writer->path + (trimmed.len - name.len);
    AT_TRY(prepare(writer, mark, err));
    *out = writer;
    writer = NULL;
    return AT_OK;
}

/* ---- add ---- */

static bool is_plain_relative(at_str path)
{
    at_str part;
    size_t depth = 0;
    for (size_t i = 0; i < path.len; i++) {
        if ((unsigned char)path.ptr[i] < ' ' || path.ptr[i] == 0x7F) return false;
    }
    while (at_str_split(&path, '/', &part)) {
        if (part.len == 0 || ++depth > DEEPEST) return false;
        if (at_str_equal(part, AT_STR(".")) || at_str_equal(part, AT_STR(".."))) return false;
    }
    return depth > 0;
}

/* `name` is relative to the hidden folder and is put back as it was. */
static bool make_folders(int folder, char *name)
{
    for (char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        const bool there = mkdirat(folder, name, 0777) == 0 || errno == EEXIST;
        *slash = '/';
        if (!there) return false;
    }
    return true;
}

at_status at_folder_add(at_folder_writer *writer, at_str relative, at_bytes bytes, at_err *err)
{
    at_buffer name AT_CLEANUP(at_buffer_free) = {0};
    if (!is_plain_relative(relative)) {
        return at_fail_at(
            err, AT_EUSAGE, writer->path, 0, 0,
            "\"%s\" cannot be a file in it: expected names joined by /, no part of them "
            "empty, . or ..",
            at_quote(relative).text);
    }
    at_buffer_add(&name, relative);
    at_buffer_char(&name, '\0');
    AT_TRY(at_buffer_status(&name, err));
    if (!make_folders(writer->folder, name.ptr)) {
        return at_system_fail(err, name.ptr, "make the folder that it is in", errno);
    }
    int fd AT_CLEANUP(at_fd_close) = openat(
        writer->folder, name.ptr, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST) {
        return at_fail_at(err, AT_EBUG, name.ptr, 0, 0, "the file was written before");
    }
    if (fd < 0 || !at_fd_write(fd, bytes)) return at_system_fail(err, name.ptr, "write", errno);
    return AT_OK;
}

/* ---- commit and abort ---- */

static at_status put_in_place(at_folder_writer *writer, at_err *err)
{
    const unsigned flags = writer->before == TARGET_OURS ? RENAME_EXCHANGE : 0;
    if (fchmod(writer->folder, writer->mode) != 0 && errno != EPERM) {
        return at_system_fail(err, writer->path, "set the mode of", errno);
    }
    if (renameat2(writer->parent, writer->staging.ptr, writer->parent, writer->name, flags) == 0) {
        return AT_OK;
    }
    if (flags && (errno == EINVAL || errno == ENOSYS)) {
        return at_fail_at(err, AT_EIO, writer->path, 0, 0,
                          "this disk cannot exchange two folders; remove the old one and run it "
                          "again");
    }
    return at_system_fail(err, writer->path, "put the new folder in place", errno);
}

at_status at_folder_commit(at_folder_writer *writer, at_err *err)
{
    /* One syncfs() where an fsync() for each of a thousand pages would take a minute. */
    if (syncfs(writer->folder) != 0) {
        return at_system_fail(err, writer->path, "write", errno);
    }
    AT_TRY(put_in_place(writer, err));
    writer->committed = true;
    if (fsync(writer->parent) != 0 && errno != EINVAL) {
        return at_system_fail(err, writer->path, "make sure that it is on the disk", errno);
    }
    if (writer->before == TARGET_FREE) return AT_OK;
    if (remove_tree(writer->parent, writer->staging.ptr, NULL) != AT_OK) {
        return at_fail_at(err, AT_EIO, writer->path, 0, 0,
                          "the new folder is in place, but the old one, now called %s, could not "
                          "be removed; remove it yourself",
                          writer->staging.ptr);
    }
    return AT_OK;
}

static void remove_parents(at_folder_writer *writer)
{
    char *slash = strrchr(writer->path, '/');
    while (slash && writer->first_created &&
           (size_t)(slash - writer->path) >= writer->first_created) {
        *slash = '\0';
        if (rmdir(writer->path) != 0) return; /* somebody put something there */
        slash = strrchr(writer->path, '/');
    }
}

void at_folder_abort(at_folder_writer **writer)
{
    at_folder_writer *w = *writer;
    if (!w) return;
    if (!w->committed && w->folder >= 0) {
        (void)remove_tree(w->parent, w->staging.ptr, NULL);
    }
    if (!w->committed && w->path) remove_parents(w);
    at_fd_close(&w->folder);
    at_fd_close(&w->parent);
    at_buffer_free(&w->staging);
    free(w->path);
    free(w);
    *writer = NULL;
}
