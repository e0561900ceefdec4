/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file/walk.h"

#include "file/system.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* O_NOFOLLOW and openat() from the folder above: nobody who swaps a folder for a link meanwhile leads
 * the walk astray. */
static at_status enter(at_walk *walk, int parent, const char *name, at_err *err)
{
    if (walk->depth == AT_WALK_DEPTH) {
        return at_fail_at(err, AT_ELIMIT, name, 0, 0, "folders lie more than %d deep",
                          AT_WALK_DEPTH);
    }
    const int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return at_system_fail(err, name, "open the folder", errno);
    DIR *folder = fdopendir(fd);
    if (!folder) {
        const int reason = errno;
        (void)close(fd);
        return at_system_fail(err, name, "open the folder", reason);
    }
    walk->open[walk->depth] = folder;
    walk->length[walk->depth] = walk->path.len;
    walk->depth++;
    return AT_OK;
}

at_status at_walk_begin(at_walk *walk, int parent, const char *name, at_err *err)
{
    *walk = (at_walk){0};
    return enter(walk, parent, name, err);
}

/* Make the path that of `name` in the innermost folder; returns the name in it, NUL-terminated. */
static at_status set_path(at_walk *walk, const char *name, at_walk_entry *out, at_err *err)
{
    at_buffer *path = &walk->path;
    path->len = walk->length[walk->depth - 1];
    if (path->len) at_buffer_char(path, '/');
    const size_t from = path->len;
    at_buffer_add(path, at_str_from_cstr(name));
    at_buffer_char(path, '\0');
    AT_TRY(at_buffer_status(path, err));
    path->len--;
    out->path = at_buffer_str(path);
    out->name = path->ptr + from;
    out->folder = dirfd(walk->open[walk->depth - 1]);
    return AT_OK;
}

/* The innermost folder is done: it becomes the entry, in the folder above. */
static void leave(at_walk *walk, at_walk_entry *out)
{
    at_buffer *path = &walk->path;
    (void)closedir(walk->open[--walk->depth]);
    if (walk->depth == 0) return;
    path->len = walk->length[walk->depth];
    path->ptr[path->len] = '\0'; /* was a '/', or the NUL of an empty folder */
    const size_t above = walk->length[walk->depth - 1];
    out->kind = AT_WALK_FOLDER;
    out->path = at_buffer_str(path);
    out->name = path->ptr + (above ? above + 1 : 0);
    out->folder = dirfd(walk->open[walk->depth - 1]);
}

static bool is_dots(const char *name)
{
    return name[0] == '.' && (name[1] == '\0' || (name[1] == '.' && name[2] == '\0'));
}

at_status at_walk_next(at_walk *walk, at_walk_entry *out, bool *more, at_err *err)
{
    while (walk->depth > 0) {
        errno = 0;
        const struct dirent *found = readdir(walk->open[walk->depth - 1]);
        if (!found && errno) return at_system_fail(err, NULL, "read the folder", errno);
        if (!found) {
            leave(walk, out);
            *more = walk->depth > 0;
            return AT_OK;
        }
        if (is_dots(found->d_name)) continue;
        struct stat about;
        AT_TRY(set_path(walk, found->d_name, out, err));
        if (fstatat(out->folder, out->name, &about, AT_SYMLINK_NOFOLLOW) != 0) {
            if (errno == ENOENT) continue; /* gone since */
            return at_system_fail(err, out->path.ptr, "look at", errno);
        }
        if (S_ISDIR(about.st_mode)) {
            AT_TRY(enter(walk, out->folder, out->name, err));
            continue;
        }
        out->kind = S_ISREG(about.st_mode) ? AT_WALK_FILE : AT_WALK_OTHER;
        *more = true;
        return AT_OK;
    }
    *more = false;
    return AT_OK;
}

void at_walk_end(at_walk *walk)
{
    while (walk->depth > 0) (void)closedir(walk->open[--walk->depth]);
    at_buffer_free(&walk->path);
}
