/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/number.h"
#include "file/io.h"
#include "file/walk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static int by_bytes(const void *a, const void *b)
{
    return at_str_compare(*(const at_str *)a, *(const at_str *)b);
}

static at_status add_file(at_arena *arena, const at_walk_entry *entry, const char *folder,
                          at_buffer *list, at_err *err)
{
    at_str path;
    if (entry->kind == AT_WALK_OTHER) {
        return at_fail_at(
            err, AT_EINPUT, folder, 0, 0,
            "\"%s\" in it is a symbolic link or a special file; only files and folders "
            "may be there",
            at_quote(entry->path).text);
    }
    AT_TRY(at_arena_copy(arena, entry->path, &path, err));
    at_buffer_add_bytes(list, &path, sizeof path);
    return at_buffer_status(list, err);
}

static at_status list(at_arena *arena, const char *folder, size_t limit, const at_str **out,
                      size_t *count, at_err *err)
{
    at_walk walk AT_CLEANUP(at_walk_end) = {0};
    at_buffer found AT_CLEANUP(at_buffer_free) = {0};
    at_str *files;
    size_t file_count = 0, folder_count = 0;
    AT_TRY(at_walk_begin(&walk, AT_FDCWD, folder, err));
    for (;;) {
        at_walk_entry entry;
        bool more;
        AT_TRY(at_walk_next(&walk, &entry, &more, err));
        if (!more) break;
        const bool is_folder = entry.kind == AT_WALK_FOLDER;
        if ((is_folder ? folder_count++ : file_count) == limit) {
            return at_fail_at(err, AT_ELIMIT, folder, 0, 0, "more than %zu files or folders in it",
                              limit);
        }
        if (is_folder) continue;
        AT_TRY(add_file(arena, &entry, folder, &found, err));
        file_count++;
    }
    AT_TRY(AT_NEW(arena, file_count, &files, err));
    if (file_count) {
        memcpy(files, found.ptr, file_count * sizeof *files);
        qsort(files, file_count, sizeof *files, by_bytes);
    }
    *out = files;
    *count = file_count;
    return AT_OK;
}

at_status at_folder_list(at_arena *arena, const char *folder, size_t limit, const at_str **out,
                         size_t *count, at_err *err)
{
    const at_status status = list(arena, folder, limit, out, count, err);
    if (status != AT_OK) at_err_place(err, folder, 0, 0);
    return status;
}
