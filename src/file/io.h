/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef AT_FILE_IO_H
#define AT_FILE_IO_H
/* Files and folders: whole reads with a limit, writes that are either complete or not there. */
#include "base/arena.h"
#include "base/buffer.h"

/* The whole of a regular file (or of a pipe, up to the limit), followed by one zero byte that is not
 * counted. AT_EIO with the system's reason, AT_ELIMIT past the limit (found before reading where the
 * system tells the size). */
AT_MUST_USE at_status at_file_read(at_arena *arena, const char *path, size_t limit, at_bytes *out,
                                   at_err *err);
/* The same of a regular file only, AT_EINPUT for anything else: for what stands in a folder that may be
 * anybody's, where a named pipe would be waited for without end. */
AT_MUST_USE at_status at_file_read_regular(at_arena *arena, const char *path, size_t limit,
                                           at_bytes *out, at_err *err);
/* That; *found false (and AT_OK, *out untouched) where there is no such file. */
AT_MUST_USE at_status at_file_read_optional(at_arena *arena, const char *path, size_t limit,
                                            bool *found, at_bytes *out, at_err *err);
bool at_file_exists(const char *path);   /* anything at all is there */
bool at_folder_exists(const char *path); /* or a link to one */
bool at_link_exists(const char *path);
/* "folder/name" in the arena. */
AT_MUST_USE at_status at_path_join(at_arena *arena, const char *folder, at_str name,
                                   const char **out, at_err *err);
/* The last part of a path, trailing slashes left out ("data/2025/" -> "2025"). */
at_str at_path_base(at_str path);

/* Replace a file: temporary in the same folder, fsync, rename, fsync of the folder. Refuses to replace
 * what is not a regular file. */
AT_MUST_USE at_status at_file_replace(const char *path, at_bytes bytes, unsigned mode, at_err *err);

/* All regular files below `folder`, as paths relative to it with '/', in bytewise order. Symbolic links
 * and special files are an error that names them. At most `limit` files, 32 levels, no recursion. */
AT_MUST_USE at_status at_folder_list(at_arena *arena, const char *folder, size_t limit,
                                     const at_str **out, size_t *count, at_err *err);

/* A folder that appears whole or not at all. Everything is written to a new hidden folder beside
 * `path`; commit puts it in place with one rename, exchanging it for an old one that is then removed.
 * begin refuses (AT_EUSAGE, with what to do) a `path` that is a link or a file, or is not empty and
 * does not hold the file `mark`, so that nobody's photographs are replaced; it makes the folders above
 * that are missing, and removes what a killed writer of the same path left behind. Relative paths with
 * '/' only, at most 30 parts; ".", "..", empty parts, leading '/' and control bytes are refused. Until
 * commit nobody else can look into the folder; then it has the mode of the one that it replaces, or what
 * the umask leaves. abort (also for AT_CLEANUP) removes what was written, and the folders above if begin
 * made them; after commit it only frees. */
typedef struct at_folder_writer at_folder_writer;
AT_MUST_USE at_status at_folder_begin(const char *path, at_str mark, at_folder_writer **out,
                                      at_err *err);
AT_MUST_USE at_status at_folder_add(at_folder_writer *writer, at_str relative, at_bytes bytes,
                                    at_err *err);
AT_MUST_USE at_status at_folder_commit(at_folder_writer *writer, at_err *err);
void at_folder_abort(at_folder_writer **writer);

#endif
